"""SQLite: how a file is connected to, and what each connection is told."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.pool import QueuePool

from app.kit.db.sqlite_file import SqliteFile
from app.kit.deadline import seconds_left
from app.kit.settings import Settings

WRITES = "stodlogg_writes"
"""Execution option of the connections whose transactions write."""

NO_TRANSACTION = "stodlogg_no_transaction"
"""Execution option of the connections whose statements each stand alone."""

CACHE_KIB = 65_536
"""Most memory that a connection's page cache may take. Random ids touch pages all over a table."""

READERS = 64
"""More connections to SQLite than the server has threads: a read must never wait for one."""


def database_url(settings: Settings) -> URL:
    """The URL with the driver that we ship."""
    url = make_url(settings.database_url)
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername="postgresql+psycopg")
    return url


def path_of(url: URL) -> Path | None:
    """The file of an SQLite address; None for a database in memory or an address of SQLite's own kind."""
    if not url.database or url.database.startswith((":memory:", "file:")):
        return None
    return Path(url.database).absolute()


def engine_of(url: URL, file: SqliteFile | None, wait: float, connections: int = READERS) -> Engine:
    """An engine on the file, whose folder is made; it waits `wait` seconds for other processes' locks.

    Raises `OSError`.
    """
    if file:
        file.path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        hide_parameters=True,
        # Also for a database in memory, which no request is served from: the API is described without a file.
        poolclass=QueuePool,
        pool_size=connections,
        pool_use_lifo=True,  # the connection used last has the warmest cache
        max_overflow=0,
        connect_args={"timeout": wait, "check_same_thread": False, "isolation_level": None},
    )
    if file:
        event.listen(engine, "do_connect", lambda *_: file.before_connecting())
    event.listen(engine, "connect", _prepare)
    if file:
        event.listen(engine, "connect", lambda *_: file.connected())
    event.listen(engine, "begin", lambda connection: _begin(connection, file, wait))
    if file:
        event.listen(engine, "commit", lambda connection: _end(connection, file))
    return engine


def driver_of(connection: Connection) -> sqlite3.Connection:
    """The driver's connection: past SQLAlchemy's own execution, which would cost more than the statement."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # a reply means that the record is on disk, not in a cache
        "foreign_keys = ON",
        "secure_delete = ON",  # what is withdrawn is overwritten, not only unlinked
        "temp_store = MEMORY",
        f"cache_size = -{CACHE_KIB}",
        "wal_autocheckpoint = 0",  # the writer does it, which marks what it moves (app.kit.db.sqlite_log)
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection, file: SqliteFile | None, wait: float) -> None:
    options = connection.get_execution_options()
    if options.get(NO_TRANSACTION, False):
        return
    if not options.get(WRITES, False):
        driver_of(connection).execute("BEGIN")
        return
    driver = driver_of(connection)
    # Another process may hold the file, and who waited for the turn already has less left to wait for it.
    left = seconds_left(wait)
    if hurries := left < 0.9 * wait:
        driver.execute(f"PRAGMA busy_timeout = {round(1000 * left)}")
    try:
        driver.execute("BEGIN IMMEDIATE")
    finally:
        if hurries:
            driver.execute(f"PRAGMA busy_timeout = {round(1000 * wait)}")
    if file:
        file.begin_turn(driver)


def _end(connection: Connection, file: SqliteFile) -> None:
    if connection.get_execution_options().get(WRITES, False):
        file.end_turn(driver_of(connection))
