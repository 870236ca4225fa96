"""Releases: their states, their life, the shelf, what the database refuses, verification."""
