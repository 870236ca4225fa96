"""A table in a temporary file of SQLite's own, which no other process can open and which is gone when it is
closed: what is kept of a file's rows takes no memory that grows with the file."""

import sqlite3
from typing import ClassVar, Self


class TemporaryTable:
    """Open within a `with` block. `definition` creates the table; `file` is the open file."""

    definition: ClassVar[str]

    def __enter__(self) -> Self:
        self.file = sqlite3.connect("", isolation_level=None)  # "" is a temporary file, unlike ":memory:"
        self.file.execute("PRAGMA journal_mode = OFF")
        self.file.execute(self.definition)
        self.file.execute("BEGIN")
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
