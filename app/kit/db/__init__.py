"""The database: SQLite by default, PostgreSQL when the users outgrow it; the one way past SQLAlchemy."""
