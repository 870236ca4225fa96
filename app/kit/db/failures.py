"""The database's own failures as problems that a client understands."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app.kit.problems import DatabaseBusy, DatabaseDamaged, DatabaseUnavailable, Problem, StorageFull


@contextmanager
def as_problems(tell: Callable[[Problem], None] = lambda _: None) -> Iterator[None]:
    """Turn the database's own failures into problems that a client understands; `tell` hears of them."""
    try:
        yield
    except (DBAPIError, PoolTimeout, sqlite3.Error, psycopg.Error) as error:
        problem = problem_of(error)
        if problem is None:
            raise
        tell(problem)
        raise problem from error


def problem_of(error: BaseException | None) -> Problem | None:
    """The problem that `error` is, or that it came of: when SQLite runs out of room it ends the whole
    transaction, and going back to a savepoint of it is the error that is seen."""
    while error is not None:
        found = _own_problem(error)
        if found is not None:
            return found
        error = error.__context__
    return None


def _own_problem(error: BaseException) -> Problem | None:
    if isinstance(error, PoolTimeout):
        return DatabaseBusy()
    if isinstance(error, sqlite3.Error):
        return _sqlite_problem(getattr(error, "sqlite_errorname", None) or "")
    if isinstance(error, psycopg.Error):  # of what was asked past SQLAlchemy
        lost = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        return _postgres_problem(error.sqlstate or "", lost=lost)
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        return _own_problem(error.orig)
    lost = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
    return _postgres_problem(getattr(error.orig, "sqlstate", None) or "", lost=lost)


def _postgres_problem(state: str, *, lost: bool) -> Problem | None:
    """By PostgreSQL's own code; `lost` says that the connection or the server is."""
    if state.startswith("53") and state not in {"53300"}:  # disk_full, out_of_memory
        return StorageFull()
    if state in {"XX001", "XX002"}:  # data_corrupted, index_corrupted
        return DatabaseDamaged()
    if state in {
        "55P03",
        "57014",
        "40001",
        "40P01",
        "53300",
    }:  # lock, timeout, serialization, deadlock, connections
        return DatabaseBusy()
    if state == "25006":  # a standby, or an account that may only read
        return DatabaseUnavailable()
    return DatabaseUnavailable() if lost else None


_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE")
"""What SQLite calls a disk, a quota or a limit on a file's size that is reached."""
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
_NO_USE = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_INTERRUPT")


def _sqlite_problem(name: str) -> Problem | None:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DatabaseBusy()
    if name.startswith(_NO_ROOM):
        return StorageFull()
    if name.startswith(_DAMAGED):
        return DatabaseDamaged()
    if name.startswith(_NO_USE):
        return DatabaseUnavailable()
    return None
