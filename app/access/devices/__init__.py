"""Tablets: enrolled with a one-time code, bound to a district, revocable."""
