"""The coordinator's desk, over real HTTP and without script, read as a browser reads it."""
