"""Signing in with a link or a password, the own password, and who one is."""
