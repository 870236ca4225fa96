"""Releases as they are kept: the frozen tables and their bytes, and the database's tables that hold them."""
