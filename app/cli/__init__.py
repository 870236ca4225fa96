"""The `stodlogg` command: a module for each group of subcommands, each of which calls what does the work."""
