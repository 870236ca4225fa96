"""A table in a temporary file of SQLite's own, which no other process can open and which is gone when it is
closed: what is kept of a file's rows takes no memory that grows with the file."""

import sqlite3
from types import TracebackType
from typing import ClassVar, Self


class TemporaryTable:
    """Open within a `with` block. `definition` creates the table; `_file` is the open file."""

    definition: ClassVar[str]

    def __enter__(self) -> Self:
        self._file = sqlite3.connect("", isolation_level=None)  # "" is a temporary file, unlike ":memory:"
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute(self.definition)
        self._file.execute("BEGIN")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
