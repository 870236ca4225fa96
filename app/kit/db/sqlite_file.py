"""An SQLite file under a running process: whether it still is the one that was opened, and its log's end.

SQLite goes on writing into a file that was deleted or overwritten under it, and whatever it is told to store
then is in no file that anybody has. So each writer's turn looks, before it writes and before its reply.
"""

import os
import sqlite3
import threading
from dataclasses import dataclass
from pathlib import Path

from app.kit.db import sqlite_log
from app.kit.db.sqlite_log import HEADER, hash_of, require_own_log
from app.kit.problems import DatabaseReplaced, StorageFull

Identity = tuple[int, int]
"""Device and inode."""

ROOM = 2**20
"""Free bytes below which a disk counts as full."""


@dataclass
class _HeldFile:
    descriptor: int
    users: int = 1


_held: dict[Identity, _HeldFile] = {}
_holding = threading.Lock()
"""One descriptor a file for the whole process: closing any of them gives up SQLite's own locks on the file,
so it is closed with the last user."""


class SqliteFile:
    """The file at a path, from its first connection on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.log = sqlite_log.log_of(path)
        self._index = sqlite_log.index_of(path)
        self._names = str(path), str(self.log), str(self._index)
        self._main: Identity | None = None
        self._beside: tuple[Identity, Identity] | None = None
        self._descriptor = -1
        self._paired = b""
        """The header that the log's note is known to be of."""
        self._changed = 0

    # --------------------------------------------------------------------------------- connections

    def before_connecting(self) -> None:
        """SQLite would make a new file where the known one is gone, and replay a log over any file.

        Raises `DatabaseReplaced`, `LogOfAnotherFile`.
        """
        if self._main is None:
            if not _is_held(self.path):
                require_own_log(self.path)
        elif not self._is_in_its_place():
            raise DatabaseReplaced()

    def connected(self) -> None:
        """Remember which file it is, once there is one."""
        with _holding:
            if self._main is not None:
                return
            found = self.path.stat()
            identity = (found.st_dev, found.st_ino)
            if held := _held.get(identity):
                held.users += 1
            else:
                _held[identity] = _HeldFile(os.open(self.path, os.O_RDONLY | os.O_CLOEXEC))
            self._main, self._descriptor = identity, _held[identity].descriptor

    def release(self) -> None:
        """Forget the file, when all connections to it are closed."""
        with _holding:
            if self._main is None:
                return
            held = _held[self._main]
            held.users -= 1
            if held.users == 0:
                os.close(held.descriptor)
                del _held[self._main]
            self._main, self._beside, self._descriptor, self._paired = None, None, -1, b""

    # ------------------------------------------------------------------------------- is it still it

    def begin_turn(self, driver: sqlite3.Connection) -> None:
        """At the start of a transaction that has the file to itself. Raises `DatabaseReplaced`."""
        if self._beside is None:
            self._beside = (_identity(self.log), _identity(self._index))
        self.require_own(driver)
        self._changed = driver.total_changes

    def end_turn(self, driver: sqlite3.Connection) -> None:
        """At its end: note the file's header in a log that has no note of it yet. What changed nothing
        writes nothing."""
        if self._paired == b"" and self.has_changed(driver):
            driver.execute(f"PRAGMA application_id = {hash_of(self._header())}")
            driver.execute(f"PRAGMA user_version = {sqlite_log.new_version()}")

    def has_changed(self, driver: sqlite3.Connection) -> bool:
        """Whether anything was changed in this turn."""
        return driver.total_changes != self._changed

    def require_own(self, driver: sqlite3.Connection) -> None:
        """Raises `DatabaseReplaced` if the file, its log or its index is not the one that is worked on."""
        header = self._own_header(driver)
        # Where a checkpoint was made, what the log begins with is to be noted anew.
        self._paired = header if header == self._paired or _noted(driver) == hash_of(header) else b""

    def require_in_place(self, driver: sqlite3.Connection | None = None) -> None:
        """The same for who reads beside the writer; as far as can be told without a connection."""
        if driver is not None:
            self._own_header(driver)
        elif self._main and not (self._is_in_its_place() and sqlite_log.has_log(self._header())):
            raise DatabaseReplaced()

    def _own_header(self, driver: sqlite3.Connection) -> bytes:
        if not self._is_in_its_place():
            raise DatabaseReplaced()
        header = self._header()
        if header == self._paired:
            return header
        while not _fits(header, driver):
            before, header = header, self._header()
            if header == before:  # else a checkpoint came between
                raise DatabaseReplaced()
        return header

    def keeps_records(self, driver: sqlite3.Connection) -> bool:
        """Whether the main file is still the one, be its log deleted: what SQLite holds can be moved into
        it."""
        return self._main is not None and _same(self._names[0], self._main) and _fits(self._header(), driver)

    @property
    def is_known(self) -> bool:
        return self._main is not None

    def require_room(self) -> None:
        """Raises `StorageFull` where hardly anything more can be written."""
        disk = os.statvfs(self.path)
        if disk.f_bavail * disk.f_frsize < ROOM:
            raise StorageFull()

    def _is_in_its_place(self) -> bool:
        if self._main is None or not _same(self._names[0], self._main):
            return False
        if self._beside is None:
            return True
        return _same(self._names[1], self._beside[0]) and _same(self._names[2], self._beside[1])

    def _header(self) -> bytes:
        return os.pread(self._descriptor, HEADER, 0)

    def log_bytes(self) -> int:
        try:
            return self.log.stat().st_size
        except OSError:
            return 0


_stat = os.stat
"""At every turn three files: a Path's own takes several times as long."""


def _same(path: str, identity: Identity) -> bool:
    try:
        found = _stat(path)
    except OSError:
        return False
    return (found.st_dev, found.st_ino) == identity


def _identity(path: Path) -> Identity:
    try:
        found = path.stat()
    except OSError as error:
        raise DatabaseReplaced() from error
    return found.st_dev, found.st_ino


def _is_held(path: Path) -> bool:
    try:
        return _identity(path) in _held
    except DatabaseReplaced:
        return False


def _fits(header: bytes, driver: sqlite3.Connection) -> bool:
    """Whether the header on disk is the one that SQLite's log is noted to be of, or what was moved of it."""
    return _noted(driver) == hash_of(header) or sqlite_log.is_state(header, sqlite_log.version_in(driver))


def _noted(driver: sqlite3.Connection) -> int:
    found: int = driver.execute("PRAGMA application_id").fetchone()[0]
    return found
