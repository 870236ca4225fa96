"""Anonymous by construction: what the database, a request and the files on disk must not be able to hold."""
