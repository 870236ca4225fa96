"""Research keys: created, replaced, revoked, and found again at every request."""
