"""PostgreSQL that hangs: a lock that somebody else holds, processes of the server that stand still. Writes
are refused in the promised time, `/health/live` answers at once, `/health/ready` within two seconds."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from app.kit.db.database import Database
from app.kit.problems import DatabaseBusy
from tests.storage.served import SESSIONS, file_records, waited
from tests.support.live import Live
from tests.support.postgres import Postgres, running_postgres
from tests.support.service import Templates, example, new_id

pytestmark = pytest.mark.postgres

BUSY = 2.0
SLACK = 4.0
"""Seconds more than promised that a loaded machine may take."""


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with running_postgres(durable=False) as server:
        yield server


@pytest.fixture(scope="module")
def live(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("standing-still")
    url = Templates(folder).postgres(postgres, "stockholm")
    with Live(url, "stockholm", folder, busy_seconds=BUSY, pool_size=5) as served:
        yield served


@pytest.fixture
def tablet(live: Live) -> httpx.Client:
    return live.tablet("farsta")


def _timed(client: httpx.Client, path: str) -> tuple[int, float]:
    started = time.monotonic()
    return client.get(path).status_code, time.monotonic() - started


@contextmanager
def _sixty_writes(tablet: httpx.Client) -> Iterator[list[int]]:
    """More writes at once than the service has threads or connections; their answers when the block ends."""
    answers: list[int] = []

    def write() -> None:
        body = example("counselling-session", "stockholm")
        answers.append(tablet.put(f"{SESSIONS}/{new_id()}", json=body).status_code)

    threads = [threading.Thread(target=write) for _ in range(60)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        for thread in threads:
            thread.join()


def _longest(live: Live) -> float:
    """Seconds that the slowest write took that was refused, as the service itself logged them."""
    lines = [json.loads(line) for line in live.said().splitlines() if line.startswith("{")]
    return float(max(line["milliseconds"] for line in lines if line.get("method") == "PUT")) / 1000


def _assert_answers(live: Live, *, ready: set[int]) -> None:
    stranger = live.client()
    for _ in range(3):
        status, seconds = _timed(stranger, "/health/live")
        assert status == 200
        assert seconds < SLACK / 2
        status, seconds = _timed(stranger, "/health/ready")
        assert status in ready
        assert seconds < 2 + SLACK / 2


def test_a_lock_that_somebody_holds(live: Live, postgres: Postgres, tablet: httpx.Client) -> None:
    file_records(tablet, 1)
    name = make_url(live.database_url).database
    with psycopg.connect(postgres.url(str(name), "postgresql")) as other:
        other.execute("LOCK TABLE counselling_session IN EXCLUSIVE MODE")
        with _sixty_writes(tablet) as answers:
            time.sleep(BUSY / 4)
            _assert_answers(live, ready={200})
        assert set(answers) == {503}
        assert _longest(live) < BUSY + SLACK
    file_records(tablet, 3)


@contextmanager
def _stopped(postgres: Postgres, *, all_of_it: bool) -> Iterator[None]:
    """The server's processes that serve somebody stand still, or every process of it."""
    with psycopg.connect(postgres.url("postgres", "postgresql")) as connection:
        found = connection.execute(
            "SELECT pid FROM pg_stat_activity WHERE application_name = 'stodlogg'"
        ).fetchall()
    pids = [*(pid for (pid,) in found), *([postgres.pid] if all_of_it else [])]
    assert found
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize("all_of_it", [False, True], ids=["its connections", "all of it"])
def test_a_server_that_stands_still(
    live: Live, postgres: Postgres, tablet: httpx.Client, all_of_it: bool
) -> None:
    file_records(tablet, 1)
    with _stopped(postgres, all_of_it=all_of_it):
        with _sixty_writes(tablet) as answers:
            time.sleep(BUSY / 4)
            _assert_answers(live, ready={503} if all_of_it else {200})
        # Where only the connections that were open stand still, new ones serve those who can wait for them.
        assert set(answers) <= ({503} if all_of_it else {201, 503})
        assert _longest(live) < BUSY + SLACK
    file_records(tablet, 3)
    assert live.client().get("/health/ready").status_code == 200
    assert '"status": 500' not in live.said()


def test_who_has_waited_already_waits_less_for_a_free_connection(live: Live) -> None:
    """For a thread, then for a connection: together no longer than was promised."""
    database = Database(live.settings.model_copy(update={"busy_seconds": 8.0, "pool_size": 1}))
    try:
        with database.engine.connect(), waited(7), pytest.raises(DatabaseBusy), database.writing() as session:
            session.connection()
        with database.writing() as session:
            session.connection()
    finally:
        database.dispose()


def test_the_limits_are_the_servers_too(live: Live, postgres: Postgres) -> None:
    """They hold if our process stands still: PostgreSQL itself ends what holds up others."""
    database = live.database()
    try:
        with database.writing() as session:
            connection = session.connection()
            told = {
                name: connection.exec_driver_sql(f"SHOW {name}").scalar_one()
                for name in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
            }
    finally:
        database.dispose()
    assert told == {
        "lock_timeout": "8100ms", "statement_timeout": "1min", "idle_in_transaction_session_timeout": "1min"
    }  # fmt: skip
