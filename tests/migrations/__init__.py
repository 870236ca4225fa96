"""Rows as each released revision held them, and what the service gives of them at the newest."""
