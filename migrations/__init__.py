"""The history of the database, and what writes it."""
