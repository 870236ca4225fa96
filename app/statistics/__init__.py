"""Live statistics: a named endpoint for each table, as JSON and CSV."""
