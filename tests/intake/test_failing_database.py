"""What happens when the database cannot do its part: a clear problem, nothing half stored, and back to work.

Real failures, as far as a test may cause them: a file that may grow no further, a lock that another process
holds, a server that is stopped. Where only the database's own error can be had (a full disk of PostgreSQL's),
the database itself raises it, from a trigger, in the middle of a record.
"""

import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import make_url, text
from starlette.testclient import TestClient

from app.catalogue.catalogue import load
from app.catalogue.codes import CatalogueMismatch
from app.intake.problems import RecordNotFound
from app.kit.problems import DatabaseBusy, DatabaseUnavailable, Problem, StorageFull
from app.running import CannotStart, check_ready, opened
from tests.intake.served import problem_of
from tests.support.live import SERVE, Live, environment_for, free_port
from tests.support.postgres import Postgres, running_postgres
from tests.support.service import Service, Templates, example, new_id, settings_for, start
from tests.support.stored import stored_rows

SESSIONS = "/api/v1/counselling-sessions"
PASSWORD = "a-secret-of-the-database"


def _session(catalogue: str = "stockholm", **changes: Any) -> dict[str, Any]:
    return example("counselling-session", catalogue, **changes)


def _batch(records: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "records": [
            {"activity": "counselling-session", "id": new_id(), "content": content} for content in records
        ]
    }


def _assert_problem(reply: httpx.Response | Any, expected: type[Problem]) -> None:
    assert reply.status_code == expected.status, reply.text
    problem_of(reply.status_code, reply.headers, reply.content, expected.kind)
    assert ("retry-after" in reply.headers) == (expected.retry_after is not None)


def _assert_refused_whole(client: httpx.Client | TestClient, expected: type[Problem], catalogue: str) -> None:
    """Singly, as a correction, as a withdrawal and many at once: the same problem."""
    _assert_problem(client.put(f"{SESSIONS}/{new_id()}", json=_session(catalogue)), expected)
    _assert_problem(client.post("/api/v1/batches", json=_batch([_session(catalogue)] * 20)), expected)


# ------------------------------------------------------------------------------------------- a full disk


def test_a_file_that_may_have_no_more_pages(quick: Service) -> None:
    tablet = quick.tablet()
    filed = f"{SESSIONS}/{new_id()}"
    assert tablet.put(filed, json=_session()).status_code == 201
    before = stored_rows(quick.database)

    def pages(most: int) -> None:
        with quick.database.filing() as connection:  # the writer's one connection, which the limit is of
            connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    with quick.database.filing() as connection:
        now = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    pages(now)
    for many in (1, 50):  # singly, until what room there is in the pages is used up; then together
        while (reply := _file(tablet, many)).is_success:
            before = stored_rows(quick.database)
        _assert_problem(reply, StorageFull)
        assert stored_rows(quick.database) == before
    assert tablet.get(filed).status_code == 200
    pages(1_000_000)
    assert tablet.post("/api/v1/batches", json=_batch([_session()] * 50)).status_code == 200
    assert tablet.put(f"{SESSIONS}/{new_id()}", json=_session()).status_code == 201


def _file(tablet: TestClient, many: int) -> Any:
    if many == 1:
        return tablet.put(f"{SESSIONS}/{new_id()}", json=_session())
    return tablet.post("/api/v1/batches", json=_batch([_session()] * many))


@contextmanager
def _no_file_may_grow(live: Live) -> Iterator[None]:
    """As a full disk, for one process: writing beyond what its files have now fails."""
    usual = resource.prlimit(live.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(live.pid, resource.RLIMIT_FSIZE, (4096, usual[1]))
    try:
        yield
    finally:
        resource.prlimit(live.pid, resource.RLIMIT_FSIZE, usual)


def test_a_full_disk(templates: Templates, tmp_path: Path) -> None:
    url = templates.sqlite(tmp_path / "stodlogg.db", "stockholm")
    with Live(url, "stockholm", tmp_path) as live, closing(sqlite3.connect(tmp_path / "stodlogg.db")) as file:
        tablet = live.tablet("farsta")
        filed = f"{SESSIONS}/{new_id()}"
        etag = tablet.put(filed, json=_session()).headers["ETag"]

        def rows() -> list[Any]:
            return [
                file.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
                for table in ("counselling_session", "counselling_session_next_step", "withdrawal")
            ]

        before = rows()
        with _no_file_may_grow(live):
            _assert_refused_whole(tablet, StorageFull, "stockholm")
            changed = _session(children=3)
            _assert_problem(tablet.put(filed, json=changed, headers={"If-Match": etag}), StorageFull)
            _assert_problem(tablet.delete(filed), StorageFull)
            assert tablet.get(filed).json()["hash"] == etag.strip('"')
            assert tablet.put(filed, json=_session()).json()["verdict"] == "same"
            assert rows() == before
        assert tablet.put(filed, json=changed, headers={"If-Match": etag}).json()["verdict"] == "corrected"
        assert tablet.put(f"{SESSIONS}/{new_id()}", json=_session()).status_code == 201
        assert '"status": 500' not in live.said()


# --------------------------------------------------------------- the database's own errors, in mid record

RAISING = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'failed' USING ERRCODE = '{state}'; END $$;
CREATE TRIGGER fail BEFORE INSERT ON counselling_session_next_step FOR EACH ROW EXECUTE FUNCTION fail();
"""


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("state", "expected"),
    [
        pytest.param("53100", StorageFull, id="disk full"),
        pytest.param("40P01", DatabaseBusy, id="deadlock"),
        pytest.param("40001", DatabaseBusy, id="serialization"),
        pytest.param("55P03", DatabaseBusy, id="lock not available"),
        pytest.param("57014", DatabaseBusy, id="statement timeout"),
        pytest.param("53300", DatabaseBusy, id="too many connections"),
        pytest.param("57P01", DatabaseUnavailable, id="shut down"),
    ],
)
def test_postgresql_fails_in_the_middle_of_a_record(
    request: pytest.FixtureRequest, templates: Templates, state: str, expected: type[Problem]
) -> None:
    server: Postgres = request.getfixturevalue("postgres_server")
    for service in start(templates.postgres(server, "stockholm"), "stockholm"):
        tablet = service.tablet()
        assert tablet.put(f"{SESSIONS}/{new_id()}", json=_session()).status_code == 201
        before = stored_rows(service.database)
        with service.database.writing() as session:
            session.execute(text(RAISING.format(state=state)))
        _assert_refused_whole(tablet, expected, "stockholm")
        assert stored_rows(service.database) == before
        with service.database.writing() as session:
            session.execute(text("DROP TRIGGER fail ON counselling_session_next_step"))
        assert tablet.put(f"{SESSIONS}/{new_id()}", json=_session()).status_code == 201


REFUSING = {
    "sqlite": """
        CREATE TRIGGER refuse BEFORE INSERT ON counselling_session_next_step WHEN NEW.code = 'preschool'
        BEGIN SELECT RAISE(ABORT, 'refused'); END""",
    "postgresql": """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF NEW.code = 'preschool' THEN RAISE EXCEPTION 'refused' USING ERRCODE = '23514'; END IF; RETURN NEW;
        END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON counselling_session_next_step
        FOR EACH ROW EXECUTE FUNCTION refuse();""",
}


def test_a_record_that_the_database_alone_refuses_is_refused_alone(service: Service) -> None:
    """Our checks would have to be wrong for this; then one record is lost to nobody else."""
    tablet, catalogue = service.tablet(), service.catalogue
    with service.database.writing() as session:
        session.execute(text(REFUSING[service.database.engine.dialect.name]))
    before = stored_rows(service.database)
    refused = _session(catalogue, next_steps=["another-session", "preschool"])
    reply = tablet.put(f"{SESSIONS}/{new_id()}", json=refused)
    assert reply.status_code == 500
    problem_of(500, reply.headers, reply.content, "internal-error")
    assert stored_rows(service.database) == before
    sent = _batch([_session(catalogue), refused, _session(catalogue)])
    verdicts = tablet.post("/api/v1/batches", json=sent).json()["verdicts"]
    assert [one["verdict"] for one in verdicts] == ["created", "refused", "created"]
    assert verdicts[1]["problem"]["type"] == "/problems/internal-error"
    assert tablet.get(f"{SESSIONS}/{sent['records'][1]['id']}").status_code == 404
    assert stored_rows(service.database)["counselling_session"].total() == 2


# ---------------------------------------------------------------------------------------------- a locked file


def test_a_file_that_another_process_holds(templates: Templates, tmp_path: Path) -> None:
    file = tmp_path / "stodlogg.db"
    with Live(templates.sqlite(file, "stockholm"), "stockholm", tmp_path, busy_seconds=0.8) as live:
        tablet = live.tablet("farsta")
        filed = f"{SESSIONS}/{new_id()}"
        with _held(file, 0.3):  # for a moment: waited for
            assert tablet.put(filed, json=_session()).status_code == 201
        with _held(file, 60) as holder:
            started = time.monotonic()
            _assert_refused_whole(tablet, DatabaseBusy, "stockholm")
            _assert_problem(tablet.delete(filed), DatabaseBusy)
            assert time.monotonic() - started < 10
            assert tablet.get(filed).status_code == 200
            assert tablet.get("/health/ready").status_code == 200
            holder.kill()  # the lock goes with its process
        assert tablet.put(f"{SESSIONS}/{new_id()}", json=_session()).status_code == 201


HOLDING = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
connection.execute("ROLLBACK")
"""


@contextmanager
def _held(file: Path, seconds: float) -> Iterator[subprocess.Popen[bytes]]:
    """Another process has the file to itself, for so long or until it is killed."""
    command = [sys.executable, "-c", HOLDING, str(file), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        yield holder


# ---------------------------------------------------------------------------- a database that is not there


@pytest.mark.postgres
def test_postgresql_goes_away_and_comes_back(tmp_path: Path) -> None:
    with running_postgres() as postgres:
        url = Templates(tmp_path).postgres(postgres, "stockholm")
        with Live(url, "stockholm", tmp_path) as live:
            process = live.pid
            tablet, stranger = live.tablet("farsta"), live.client()
            assert tablet.put(f"{SESSIONS}/{new_id()}", json=_session()).status_code == 201
            postgres.stop("fast")
            _assert_refused_whole(tablet, DatabaseUnavailable, "stockholm")
            _assert_problem(tablet.get(f"{SESSIONS}/{new_id()}"), DatabaseUnavailable)
            ready = stranger.get("/health/ready")
            assert (ready.status_code, ready.json()) == (
                503,
                {
                    "status": "not-ready",
                    "database": "unavailable",
                    "migrations": "unknown",
                    "detail": DatabaseUnavailable.advice.sv,
                },
            )
            assert stranger.get("/health/live").status_code == 200
            postgres.start()
            assert stranger.get("/health/ready").status_code == 200
            assert tablet.put(f"{SESSIONS}/{new_id()}", json=_session()).status_code == 201
            assert live.pid == process
            assert '"status": 500' not in live.said()


def _assert_refuses(url: str, *said: str, catalogue: str = "stockholm") -> None:
    """What `stodlogg serve` does before it serves ends with a sentence that says all of this."""
    settings = settings_for(url, catalogue)
    with pytest.raises((CannotStart, CatalogueMismatch)) as refusal, opened(settings) as database:
        check_ready(database, load(catalogue))
    _assert_clear(str(refusal.value), *said)


def _assert_clear(sentence: str, *said: str) -> None:
    assert len(sentence) < 300, sentence
    assert "Traceback" not in sentence
    assert PASSWORD not in sentence
    for part in said:
        assert part in sentence


NOWHERE = f"postgresql://stodlogg:{PASSWORD}@127.0.0.1:1/stodlogg"
NO_ADDRESS = f"no-address-{PASSWORD}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param(NOWHERE, "cannot be reached: postgresql+psycopg://stodlogg:***@", id="no PostgreSQL"),
        pytest.param(NO_ADDRESS, "STODLOGG_DATABASE_URL", id="no address"),
        pytest.param("sqlite:///new.db", "new.db is not there: set STODLOGG_DATABASE_URL", id="no file"),
    ],
)
def test_the_command_ends_with_one_sentence(tmp_path: Path, url: str, said: str) -> None:
    done = subprocess.run(
        [sys.executable, *SERVE, "--port", str(free_port())],
        cwd=tmp_path,
        env=environment_for(database_url=url, catalogue="stockholm"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    _assert_clear(sentence, said)


@pytest.mark.parametrize("url", [NOWHERE, f"postgresql://stodlogg:{PASSWORD}@/stodlogg?host=/nowhere/at/all"])
def test_serving_without_postgresql_says_so(url: str) -> None:
    _assert_refuses(url, "cannot be reached", "postgresql+psycopg://stodlogg:***@")


@pytest.mark.parametrize(
    "url", [NO_ADDRESS, f"mysql://root:{PASSWORD}@127.0.0.1/x", f"moon://{PASSWORD}@x/y"]
)
def test_serving_another_kind_of_database_says_so(url: str) -> None:
    _assert_refuses(url, "STODLOGG_DATABASE_URL", "sqlite:///", "postgresql://")


def test_serving_where_no_folder_can_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    _assert_refuses(f"sqlite:///{tmp_path / 'file' / 'stodlogg.db'}", str(tmp_path / "file"))


def test_serving_a_database_that_is_behind_says_what_to_do(database_url: str) -> None:
    if database_url.startswith("sqlite"):
        Path(make_url(database_url).database or "").touch()  # without one, it is said that there is none
    _assert_refuses(database_url, "revision none", "stodlogg migrate")


def test_serving_another_municipalitys_database_is_refused(templates: Templates, tmp_path: Path) -> None:
    url = templates.sqlite(tmp_path / "stodlogg.db", "stockholm")
    _assert_refuses(url, "'stockholm'", "'lindesberg'", "STODLOGG_CATALOGUE", catalogue="lindesberg")


def test_serving_a_file_that_may_only_be_read_is_refused(
    templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "stodlogg.db"
    templates.sqlite(file, "stockholm")
    _assert_refuses(f"sqlite:///file:{file}?mode=ro&uri=true", "write it", str(file))
    assert all(path.name.startswith("stodlogg.db") for path in tmp_path.iterdir())


@pytest.mark.postgres
def test_serving_a_postgresql_that_may_only_be_read_is_refused(
    postgres_server: Postgres, templates: Templates
) -> None:
    url = templates.postgres(postgres_server, "stockholm")
    name = make_url(url).database
    with psycopg.connect(postgres_server.url("postgres", "postgresql"), autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on".encode())
    _assert_refuses(url, "write it", f"/{name}")


def test_serving_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "stodlogg.db"
    file.write_bytes(b"no database" * 1000)
    _assert_refuses(f"sqlite:///{file}", str(file))
    assert file.read_bytes() == b"no database" * 1000


def test_a_file_that_becomes_read_only_takes_nothing_and_gives_what_it_has(quick: Service) -> None:
    tablet = quick.tablet()
    filed = f"{SESSIONS}/{new_id()}"
    assert tablet.put(filed, json=_session()).status_code == 201
    with quick.database.filing() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    _assert_refused_whole(tablet, DatabaseUnavailable, "stockholm")
    assert tablet.get(filed).status_code == 200
    _assert_problem(tablet.get(f"{SESSIONS}/{new_id()}"), RecordNotFound)
