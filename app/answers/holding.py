"""Keeping two uses of the same link or poster apart, and a link's filing from its use.

On PostgreSQL by a lock on the hash, taken before any on records (`app.intake.lookup.hold`), so that nobody
waits in a circle. SQLite has one writer at a time and needs nothing.
"""

from sqlalchemy import Connection

from app.intake.lookup import hold_number


def hold_token(connection: Connection, hash_: bytes) -> None:
    """Wait for others that use or file this link, and keep them waiting until the transaction ends."""
    hold_number(connection, int.from_bytes(hash_[:8], "big", signed=True))
