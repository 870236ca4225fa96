"""PostgreSQL: connections that give up in time, on our side and on the server's.

The server's own limits (statement, lock, idle transaction) free what others wait for. They help nobody while
the server itself stands still, so each exchange with it also has a limit on our side, after which the
connection is closed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, inf
from typing import Any

import psycopg
from psycopg import errors
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import NullPool, QueuePool

from app.kit.deadline import patience, seconds_left, within
from app.kit.json_values import JsonObject
from app.kit.settings import Settings

PING_SECONDS = 2.0
"""For a pooled connection to answer before it is used; one that stands still is exchanged for a new one."""

PATIENCE_TO_CONNECT = 0.1
"""Seconds that must be left to a request for a new connection to be worth it."""

MARGIN_SECONDS = 2.0
"""The server's own limit comes first: it tells what happened, and keeps the connection."""


SOONER = 0.9
"""The part of a request's time that it waits for a lock: the server's refusal comes before our own limit,
tells what happened and keeps the connection."""


class _Pool(QueuePool):
    """Waits for a free connection no longer than the request has left."""

    @property
    def _timeout(self) -> float:
        return seconds_left(self._usual)

    @_timeout.setter
    def _timeout(self, seconds: float) -> None:
        self._usual = seconds

    def recreate(self) -> "_Pool":
        made: Any = super().recreate()
        made._timeout = self._usual
        return made  # type: ignore[no-any-return]


class TimedConnection(psycopg.Connection[Any]):
    """A connection whose every exchange has a limit."""

    usual_seconds: float = inf

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, timeout or patience(self.usual_seconds))
        except errors._WaitTimeout as error:
            self.pgconn.finish()  # what was asked may be answered yet: nobody may take it for another reply
            raise psycopg.OperationalError("the server did not answer in time") from error


def engine_of(url: URL, settings: Settings, *, patient: bool) -> Engine:
    """An engine for requests; or a `patient` one, for commands, which wait and work longer."""
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=settings.pool_size,
        max_overflow=0,
        poolclass=_Pool,
        pool_timeout=settings.waiting_seconds,
        connect_args=_network(url, settings),
    )
    _listen(engine, settings, patient=patient)
    event.listen(engine, "checkout", _ping_of(engine))
    if not patient:
        event.listen(engine, "begin", lambda connection: _hurry(connection, settings.waiting_seconds))
    return engine


def probing_engine(url: URL, settings: Settings) -> Engine:
    """An engine that connects anew each time: that all connections are taken says nothing of the server."""
    engine = create_engine(
        url, hide_parameters=True, poolclass=NullPool, connect_args=_network(url, settings)
    )
    _listen(engine, settings, patient=False)
    return engine


def _network(url: URL, settings: Settings) -> JsonObject:
    """What libpq is told, unless the address says otherwise."""
    seconds = settings.network_seconds
    given = {
        "application_name": "stodlogg",
        "connect_timeout": settings.connect_seconds,
        "keepalives_idle": max(1, seconds // 3),
        "keepalives_interval": max(1, seconds // 3),
        "keepalives_count": 2,
        "tcp_user_timeout": 1000 * seconds,
    }
    return {name: value for name, value in given.items() if name not in url.query}


def _listen(engine: Engine, settings: Settings, *, patient: bool) -> None:
    lock = settings.command_wait_seconds if patient else SOONER * settings.waiting_seconds
    statement = 0 if patient else settings.statement_seconds
    limits = {
        "lock_timeout": lock,
        "statement_timeout": statement,
        "idle_in_transaction_session_timeout": 0 if patient else settings.idle_transaction_seconds,
    }

    def connect(_dialect: Any, _record: Any, given: Any, named: Any) -> TimedConnection:
        left = patience(inf)
        if left is not None:
            if left < PATIENCE_TO_CONNECT:
                raise psycopg.OperationalError("no time is left to connect")
            named["connect_timeout"] = min(settings.connect_seconds, max(2, ceil(left)))
        connection: TimedConnection = TimedConnection.connect(*given, **named)
        connection.usual_seconds = inf if patient else statement + MARGIN_SECONDS
        return connection

    def limit(connection: TimedConnection, _record: object) -> None:
        wanted = ", ".join(
            f"set_config('{name}', '{round(1000 * of)}', false)" for name, of in limits.items()
        )
        with within(PING_SECONDS + settings.connect_seconds):
            connection.execute(f"SELECT {wanted}".encode())
            connection.commit()

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "connect", limit)


def _ping_of(engine: Engine) -> Any:
    def ping(connection: TimedConnection, record: Any, _proxy: Any) -> None:
        if record.info.pop("new", None):
            return
        try:
            as_driver: Any = connection
            with within(PING_SECONDS):
                engine.dialect.do_ping(as_driver)
        except psycopg.Error as error:
            raise InvalidatePoolError() from error

    event.listen(engine, "connect", lambda _connection, record: record.info.update(new=True))
    return ping


def _hurry(connection: Connection, usual: float) -> None:
    """A request that has waited already waits the less for locks."""
    left = seconds_left(usual)
    if left < SOONER * usual:
        driver: Any = connection.connection.driver_connection
        driver.execute(f"SET LOCAL lock_timeout = {max(1, round(1000 * SOONER * left))}".encode())


@contextmanager
def unlimited(connection: Connection, settings: Settings) -> Iterator[None]:
    """Statements may take as long as they need: what lays tables out anew reads and writes all of them."""
    connection.exec_driver_sql("SET statement_timeout = 0")
    with within(inf):
        yield
    connection.exec_driver_sql(f"SET statement_timeout = {round(1000 * settings.statement_seconds)}")
