"""PxWebApi 2 over released tables: cubes, selections and output formats; and the pages for researchers."""
