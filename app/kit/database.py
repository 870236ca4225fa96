"""The database: SQLite by default, PostgreSQL when the users outgrow it; one way to read, one to write.

`Database.writing()` is one transaction, committed when the block ends. On SQLite it begins IMMEDIATE and
waits its turn in a queue of this process, since SQLite's own waiting is a lottery of sleeps.
Bound values never reach an error or a log (`hide_parameters`).
"""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from app.kit.glancing import Glance
from app.kit.problems import DatabaseBusy, DatabaseUnavailable, Problem, StorageFull
from app.kit.settings import Settings

_WRITES = "stodlogg_writes"
_ERASES = "stodlogg_erases"
"""Kept with the writer's one connection until the log could be cleared."""


class Database:
    """An engine and its two kinds of session.

    Raises nothing on creation: a server that is away is found at the first use.
    """

    def __init__(self, settings: Settings) -> None:
        self.busy_seconds = settings.busy_seconds
        self.engine = _engine(settings)
        # SQLite's one writer keeps one connection, whose page cache stays warm: nobody else changes the file.
        writer = _engine(settings, connections=1) if self.is_sqlite else self.engine
        self._writer = writer.execution_options(**{_WRITES: True})
        # PostgreSQL would show each statement of a transaction the newest state, and a record half corrected.
        one_state: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine.execution_options(**one_state)
        # A single read needs no transaction: on SQLite none is begun, on PostgreSQL each is its own.
        self._glance = Glance(self.engine) if self.is_sqlite else None
        self._single = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._queue = threading.Lock() if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one consistent state; whatever it changes is rolled back."""
        with as_problems(), Session(self._reader) as session:
            yield session

    def look_up(self, statement: Select[Any], values: Mapping[str, Any]) -> Any | None:
        """The first row of one statement, with no transaction around it: for what every request asks."""
        with as_problems():
            if self._glance is not None:
                return self._glance.first(statement, values)
            with self._single.connect() as connection:
                return connection.execute(statement, values).first()

    def stamp(self) -> int | None:
        """A number that stays as it is while nothing is committed; None where the database tells of none.

        It costs a third of a look-up, so that what was looked up need not be again.
        """
        if self._glance is None:
            return None
        try:
            return self._glance.stamp()
        except sqlite3.Error as error:
            raise _problem(error) or error from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed (and on disk) when the block ends, rolled back if it raises."""
        with self._turn() as turn, Session(turn, expire_on_commit=False, autoflush=False) as session:
            yield session
            session.commit()

    @contextmanager
    def filing(self) -> Iterator[Connection]:
        """The same as a bare connection, for the one write that is made all day."""
        with self._turn() as connection:
            with connection.begin():
                yield connection
            if self.is_sqlite and connection.info.get(_ERASES):
                self._clear_log(connection)

    @contextmanager
    def _turn(self) -> Iterator[Connection]:
        """A connection to write on, when this process's turn has come where the database has one writer at a
        time."""
        if self._queue is not None and not self._queue.acquire(timeout=self.busy_seconds):
            raise DatabaseBusy()
        try:
            with as_problems(), self._writer.connect() as connection:
                yield connection
        finally:
            if self._queue is not None:
                self._queue.release()

    def _clear_log(self, connection: Connection) -> None:
        """End the write-ahead log, which still holds what was overwritten or removed in the file.

        Waits for no reader: while one is under way, it is due after the next filing. Raises nothing, since
        what was filed before stays filed.
        """
        with suppress(sqlite3.Error), closing(connection.connection.cursor()) as cursor:
            cursor.execute("PRAGMA busy_timeout = 0")
            try:
                busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {round(1000 * self.busy_seconds)}")
            connection.info[_ERASES] = bool(busy)

    def lay_out_anew(self, tables: Iterable[Table]) -> None:
        """Write the tables anew in the order of their (random) primary keys, so that neither the files nor
        the write-ahead log on disk remember which row came first. Waits for writes under way."""
        if self.is_sqlite:
            with self._turn() as connection, closing(connection.connection.cursor()) as cursor:
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        with as_problems(), self._single.connect() as connection:
            for table in tables:
                connection.execute(text(f'CLUSTER "{table.name}" USING "{table.primary_key.name}"'))

    def dispose(self) -> None:
        if self._glance is not None:
            self._glance.close()
        self.engine.dispose()
        self._writer.dispose()


def erases(connection: Connection) -> None:
    """Say that what is filed here overwrites or removes something: it must be gone from SQLite's log too."""
    connection.info[_ERASES] = True


@contextmanager
def as_problems() -> Iterator[None]:
    """Turn the database's own failures into problems that a client understands."""
    try:
        yield
    except (DBAPIError, PoolTimeout, sqlite3.Error) as error:
        problem = _problem(error)
        if problem is None:
            raise
        raise problem from error


def _problem(error: BaseException | None) -> Problem | None:
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
    if not isinstance(error, DBAPIError):
        return None
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return _own_problem(original)
    state = getattr(original, "sqlstate", None) or ""
    if state.startswith("53") and state not in {"53300"}:  # disk_full, out_of_memory
        return StorageFull()
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
    if isinstance(error, (OperationalError, InterfaceError)) or error.connection_invalidated:
        return DatabaseUnavailable()
    return None


_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_SHMSIZE")
"""What SQLite calls a disk, a quota or a limit on a file's size that is reached."""
_NO_USE = ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_CORRUPT", "SQLITE_NOTADB")


def _sqlite_problem(name: str) -> Problem | None:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DatabaseBusy()
    if name.startswith(_NO_ROOM):
        return StorageFull()
    if name.startswith(_NO_USE):
        return DatabaseUnavailable()
    return None


def database_url(settings: Settings) -> URL:
    """The URL with the driver that we ship."""
    url = make_url(settings.database_url)
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    return url


CACHE_KIB = 65_536
"""Most memory that a connection's page cache may take. Random ids touch pages all over a table."""

CHECKPOINT_PAGES = 8_000
"""Pages of 4 KiB in the write-ahead log before they are moved into the file: a batch fills a thousand."""

READERS = 64
"""More connections to SQLite than the server has threads: a read must never wait for one."""


def _engine(settings: Settings, connections: int = READERS) -> Engine:
    url = database_url(settings)
    if url.get_backend_name() != "sqlite":
        return create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=settings.pool_size,
            max_overflow=0,
            pool_timeout=settings.busy_seconds,
            connect_args={"connect_timeout": 5, "application_name": "stodlogg"},
        )
    if url.database and not url.database.startswith((":memory:", "file:")):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        hide_parameters=True,
        # Also for a database in memory, which no request is served from: the API is described without a file.
        poolclass=QueuePool,
        pool_size=connections,
        pool_use_lifo=True,  # the connection used last has the warmest cache
        max_overflow=0,
        connect_args={"timeout": settings.busy_seconds, "check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # a reply means that the record is on disk, not in a cache
        "foreign_keys = ON",
        "secure_delete = ON",  # what is withdrawn is overwritten, not only unlinked
        "temp_store = MEMORY",
        f"cache_size = -{CACHE_KIB}",
        f"wal_autocheckpoint = {CHECKPOINT_PAGES}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    # Past SQLAlchemy's own execution, which would cost more than the statement.
    connection.connection.driver_connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
