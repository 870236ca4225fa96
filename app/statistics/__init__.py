"""Statistics, live and released: a named endpoint for each table, in several formats."""
