"""Ids of imported records: made from the content, so that the same file twice files nothing twice.

The id of a row without one is the SHA-256 of (municipality, activity, content's hash, n), shaped as a UUID
version 4; n counts the rows of this file with that very content that came before. Equal rows are different
records, then, and the file again gives the same ids whatever the order of its rows.
"""

import hashlib
from uuid import UUID

from app.importing.temporary_table import TemporaryTable


def made_id(municipality: str, activity: str, content_hash: bytes, earlier: int) -> UUID:
    """The id of the (`earlier` + 1)-th row with this content."""
    text = f"import-1/{municipality}/{activity}/{content_hash.hex()}/{earlier}"
    return UUID(bytes=hashlib.sha256(text.encode()).digest()[:16], version=4)


class SeenRows(TemporaryTable):
    """Which contents and which keys a file has had so far."""

    definition = "CREATE TABLE seen (hash BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID"

    def new_id(self, municipality: str, activity: str, content_hash: bytes) -> UUID:
        """The id of one more row with this content."""
        return made_id(municipality, activity, content_hash, self.times(content_hash))

    def times(self, content_hash: bytes) -> int:
        """How often this content came before; it counts as seen once more."""
        earlier = self._number(content_hash) or 0
        self._put(content_hash, earlier + 1)
        return earlier

    def first_row(self, key: str, row: int) -> int | None:
        """The earlier row of the same key, or None: then `row` is the first."""
        hash_ = hashlib.sha256(f"key/{key}".encode()).digest()
        earlier = self._number(hash_)
        if earlier is None:
            self._put(hash_, row)
        return earlier

    def _number(self, hash_: bytes) -> int | None:
        row = self.file.execute("SELECT number FROM seen WHERE hash = ?", (hash_,)).fetchone()
        return int(row[0]) if row else None

    def _put(self, hash_: bytes, number: int) -> None:
        self.file.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (hash_, number))
