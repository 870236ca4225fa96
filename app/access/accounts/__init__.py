"""Accounts of coordinators and admins: created, let in by links, removed."""
