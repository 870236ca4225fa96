"""The database: SQLite by default, PostgreSQL when the users outgrow it; one way to read, one to write.

`Database.writing()` is one transaction, committed when the block ends. On SQLite it begins IMMEDIATE and
waits its turn in a queue of this process, since SQLite's own waiting is a lottery of sleeps.
Bound values never reach an error or a log (`hide_parameters`).
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

from app.kit.db import postgres, sqlite
from app.kit.db.abandoned_file import abandon
from app.kit.db.condition import DatabaseCondition
from app.kit.db.failures import as_problems
from app.kit.db.sqlite import NO_TRANSACTION, WRITES, database_url, driver_of
from app.kit.db.sqlite_checkpoints import Checkpoints, is_to_erase, mark, write_mark
from app.kit.db.sqlite_file import SqliteFile
from app.kit.deadline import seconds_left, within
from app.kit.json_values import JsonObject
from app.kit.logs import log
from app.kit.problems import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReplaced,
    DatabaseUnavailable,
    StorageFull,
)
from app.kit.settings import Settings

READERS_SECONDS = 2.0
"""How long the end of the service waits for those who read, before their statements are ended and after."""


class Database:
    """An engine and its two kinds of session.

    `patient` is for commands, which may wait and work longer than a request. Raises nothing on creation: a
    server that is away is found at the first use.
    """

    def __init__(self, settings: Settings, *, patient: bool = False) -> None:
        self.busy_seconds = settings.command_wait_seconds if patient else settings.waiting_seconds
        self._settings = settings
        url = database_url(settings)
        self.is_sqlite = url.get_backend_name() == "sqlite"
        path = sqlite.path_of(url) if self.is_sqlite else None
        self.file = SqliteFile(path) if path else None
        """The SQLite file, where there is one."""
        if self.is_sqlite:
            self.engine = sqlite.engine_of(url, self.file, self.busy_seconds)
            # The one writer keeps one connection, whose page cache stays warm: nobody else changes the file.
            writer = sqlite.engine_of(url, self.file, self.busy_seconds, connections=1)
        else:
            self.engine = writer = postgres.engine_of(url, settings, patient=patient)
        self._writer = writer.execution_options(**{WRITES: True})
        # PostgreSQL would show each statement of a transaction the newest state, and a record half corrected.
        one_state: JsonObject = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reader = self.engine.execution_options(**one_state)
        # A single read needs no transaction: on SQLite none is begun, on PostgreSQL each is its own.
        alone = {NO_TRANSACTION: True} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._single = self.engine.execution_options(**alone)
        self._stamps: Connection | None = None
        self._stamping = threading.Lock()
        self._queue = threading.Lock() if self.is_sqlite else None
        self._hurries = not self.is_sqlite and not patient
        self._condition = DatabaseCondition()
        self._checkpoints = Checkpoints(self.busy_seconds)
        self._closed = False
        self._open: set[sqlite3.Connection] = set()
        self._probe: Engine | None = None
        if self.is_sqlite:
            event.listen(self.engine, "connect", lambda connection, _: self._open.add(connection))
            event.listen(self.engine, "close", lambda connection, _: self._open.discard(connection))
        else:
            self._probe = postgres.probing_engine(url, settings)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session on one consistent state; whatever it changes is rolled back."""
        with as_problems(self._condition.note_damage), Session(self._reader) as session:
            yield session

    def look_up(self, statement: Select[Any], values: Mapping[str, Any]) -> Any | None:
        """The first row of one statement, with no transaction around it: for what every request asks."""
        noting = as_problems(self._condition.note_damage)
        with noting, self._in_time(), self._single.connect() as connection:
            return connection.execute(statement, values).first()

    def stamp(self) -> int | None:
        """A number that stays as it is while nothing is committed, in whichever process; None where the
        database tells of none.

        SQLite counts for each connection what others commit, so one is kept to ask.
        """
        if not self.is_sqlite:
            return None
        with as_problems(self._condition.note_damage), self._stamping:
            if self._stamps is None:
                self._stamps = self._single.connect()
            found: int = driver_of(self._stamps).execute("PRAGMA data_version").fetchone()[0]
            return found

    def _end_stamps(self) -> None:
        with self._stamping:
            if self._stamps is not None:
                self._stamps.close()
                self._stamps = None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed (and on disk) when the block ends, rolled back if it raises."""
        with self._turn() as turn, Session(turn, expire_on_commit=False, autoflush=False) as session:
            yield session
            session.commit()

    @contextmanager
    def filing(self) -> Iterator[Connection]:
        """The same as a bare connection, for the one write that is made all day."""
        with self._in_time(), self._turn() as connection:
            with connection.begin():
                yield connection
                if self.file and is_to_erase(connection) and self.file.has_changed(driver_of(connection)):
                    mark(driver_of(connection))  # here it costs no commit of its own
            if self.file:
                self._checkpoints.erase(connection)

    @contextmanager
    def _turn(self) -> Iterator[Connection]:
        """A connection to write on, when this process's turn has come where the database has one writer at a
        time. What was committed is told only while it is in a file that somebody has."""
        left = seconds_left(self.busy_seconds)
        if self._closed:
            raise DatabaseUnavailable()
        if self._queue is not None and not self._queue.acquire(timeout=left):
            raise DatabaseBusy()
        try:
            with self._condition.noting(), as_problems():
                if self.is_sqlite and self._condition.damaged:
                    raise DatabaseDamaged()  # what is written into a damaged file may be lost with it
                with self._writer.connect() as connection:
                    yield connection
                    if self.file:
                        self.file.require_own(driver_of(connection))
                        self._checkpoints.keep_short(connection)
        finally:
            if self._queue is not None:
                self._queue.release()

    def _in_time(self) -> Any:
        """A limit for what a request asks of a server that may stand still. Raises `DatabaseBusy` for one
        that waited so long for a thread that nothing is left."""
        if not self._hurries:
            return nullcontext()
        if (left := seconds_left(self.busy_seconds)) <= 0:
            raise DatabaseBusy()
        return within(left)

    def take_log_in(self) -> bool:
        """Move what SQLite's log holds into the file. False if somebody else who reads was in the way."""
        if self.file is None:
            return True
        with self._turn() as connection:
            return self._checkpoints.make(connection, "TRUNCATE", wait=0)

    def lay_out_anew(self, tables: Iterable[Table]) -> None:
        """Write the tables anew in the order of their (random) primary keys, so that neither the files nor
        the write-ahead log on disk remember which row came first. Waits for writes under way."""
        if self.is_sqlite:
            with self._turn() as connection:
                driver_of(connection).execute("VACUUM")
                self._checkpoints.make(connection, "TRUNCATE", wait=self.busy_seconds)
            return
        unlimited = postgres.unlimited
        with as_problems(), self._single.connect() as connection, unlimited(connection, self._settings):
            for table in tables:
                connection.execute(text(f'CLUSTER "{table.name}" USING "{table.primary_key.name}"'))

    # ------------------------------------------------------------------------------- is it well

    def require_working(self) -> None:
        """Raises the problem that keeps the database from taking records, as far as can be told without
        waiting. What a write failed of is tried again."""
        if self._condition.damaged:
            raise DatabaseDamaged()
        if self.file:
            self.file.require_in_place()
            with as_problems(self._condition.note_damage), self.engine.connect() as connection:
                self.file.require_in_place(driver_of(connection))
            self.file.require_room()
            if self._condition.failing:
                with self._turn() as connection, connection.begin():
                    write_mark(driver_of(connection))
        elif isinstance(problem := self._condition.failing, StorageFull | DatabaseDamaged):
            raise problem

    def revision_in_time(self, ask: Callable[[Connection], str | None], seconds: float) -> str | None:
        """What `ask` says on a connection that nobody else waits for. Raises a `Problem`."""
        if self._probe is None:
            with as_problems(self._condition.note_damage), self.engine.connect() as connection:
                return ask(connection)
        with as_problems(), within(seconds), self._probe.connect() as connection:
            return ask(connection)

    def dispose(self) -> None:
        """Close all connections. SQLite's file then holds everything by itself, unless it is not ours any
        more (then nothing is closed, see `app.kit.db.abandoned_file`), or another process reads on."""
        self._closed = True
        if self.file and self.file.is_known and not self._end_log():
            abandon(self.engine, self._writer)
            return
        self._end_stamps()
        for engine in (self.engine, self._writer, self._probe):
            if engine is not None:
                engine.dispose()
        if self.file:
            self.file.release()

    def _end_log(self) -> bool:
        """Wait for who writes, send readers away, and take the log in. False if the file is not ours."""
        assert self.file
        assert self._queue
        if not self._queue.acquire(timeout=self.busy_seconds):
            return True
        try:
            self._end_stamps()
            self._end_reading()
            with self._writer.connect() as connection:
                if not self.file.keeps_records(driver_of(connection)):
                    return False
                if self.file.log_bytes() and not self._checkpoints.make(
                    connection, "TRUNCATE", wait=READERS_SECONDS
                ):
                    log.warning("the database's log stays: another process has the file open")
        except (sqlite3.Error, SQLAlchemyError) as error:
            log.warning("the database's log could not be taken in", exc_info=error)
        except DatabaseReplaced:
            return False
        finally:
            self._queue.release()
        return True

    def _end_reading(self) -> None:
        """Readers of this process hold up the log's end: after a moment their statements are ended."""
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)
        for tried in range(2):
            until = time.monotonic() + READERS_SECONDS
            while pool.checkedout() and time.monotonic() < until:
                time.sleep(0.02)
            if tried == 0 and pool.checkedout():
                for connection in list(self._open):
                    connection.interrupt()
