"""Locked tertials, and the exceptions that let a district's late records in."""
