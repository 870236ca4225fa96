"""Tests of the whole: real HTTP, a real SQLite file, a real PostgreSQL."""
