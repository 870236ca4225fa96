"""In use or closed: of accounts, tablets and research keys alike.

What is closed keeps its row, so that its mark in the trail is never given to another.
"""

ACTIVE, CLOSED = "active", "closed"
STATES = (ACTIVE, CLOSED)
