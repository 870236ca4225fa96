"""When SQLite's write-ahead log is moved into the file, and the mark that tells so (`sqlite_log`)."""

import sqlite3
from contextlib import suppress

from sqlalchemy import Connection

from app.kit.db import sqlite_log
from app.kit.db.sqlite import driver_of
from app.kit.problems import Problem

CHECKPOINT_ROWS = 8_000
"""Rows changed before the write-ahead log is moved into the file: about as many of its pages, 32 MiB."""

_ERASES = "stodlogg_erases"
"""Kept with the writer's one connection until the log could be cleared."""


class Checkpoints:
    """Those of one process's writer, which waits `usual` seconds for locks."""

    def __init__(self, usual: float) -> None:
        self._usual = usual
        self._moved_at = 0
        """Rows that the writer had changed when its log was last moved into the file."""

    def make(self, connection: Connection, how: str, *, wait: float) -> bool:
        """Move the log into the file; `how` is SQLite's own word. False if a reader or another process was in
        the way for `wait` seconds. Raises SQLite's errors."""
        driver = driver_of(connection)
        driver.execute(f"PRAGMA busy_timeout = {round(1000 * wait)}")
        try:
            mark(driver)
            busy, *_ = driver.execute(f"PRAGMA wal_checkpoint({how})").fetchone()
        except sqlite3.OperationalError as error:
            if not (error.sqlite_errorname or "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise
            busy = 1
        finally:
            with suppress(sqlite3.Error):
                driver.execute(f"PRAGMA busy_timeout = {round(1000 * self._usual)}")
        return not busy

    def erase(self, connection: Connection) -> None:
        """End the log, which still holds what was overwritten or removed in the file, if that is due.

        Waits for no reader: while one is under way, it is due after the next filing. Raises nothing, since
        what was filed before stays filed.
        """
        if is_to_erase(connection):
            with suppress(sqlite3.Error, Problem):
                connection.info[_ERASES] = not self.make(connection, "TRUNCATE", wait=0)

    def keep_short(self, connection: Connection) -> None:
        """As SQLite would by itself, had the log's end not to be marked. Waits for no reader."""
        changed = driver_of(connection).total_changes
        if 0 <= changed - self._moved_at < CHECKPOINT_ROWS:
            return
        with suppress(sqlite3.Error):
            done = self.make(connection, "RESTART", wait=0)
            self._moved_at = changed if done else changed - CHECKPOINT_ROWS * 7 // 8


def erases(connection: Connection) -> None:
    """Say that what is filed here overwrites or removes something: it must be gone from SQLite's log too."""
    connection.info[_ERASES] = True


def is_to_erase(connection: Connection) -> bool:
    return bool(connection.info.get(_ERASES))


def write_mark(driver: sqlite3.Connection) -> None:
    """Write something: whether that can be done is seen when it is committed."""
    driver.execute(f"PRAGMA user_version = {sqlite_log.new_mark()}")


def mark(driver: sqlite3.Connection) -> None:
    """Mark the state that a checkpoint is about to move into the file; in a transaction or as one."""
    if not sqlite_log.is_mark(sqlite_log.version_in(driver)):
        write_mark(driver)
