"""PxWebApi 2 over released tables: cubes, selections, output formats, and the bytes kept ready to send."""
