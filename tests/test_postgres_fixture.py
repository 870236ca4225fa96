"""The ground that the database tests stand on: servers that are real, separate, durable and always ended."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.postgres import Postgres, running_postgres
from tests.support.postgres_binaries import CHOICE, PACKAGE, PostgresUnavailable, find_binaries

pytestmark = pytest.mark.postgres


def rows(server: Postgres, database: str, query: bytes) -> list[tuple[Any, ...]]:
    with psycopg.connect(server.url(database, driver="postgresql")) as connection:
        return connection.execute(query).fetchall()


def test_each_test_gets_an_empty_database_of_its_own(postgres_server: Postgres) -> None:
    first, second = postgres_server.create_database(), postgres_server.create_database()
    with psycopg.connect(postgres_server.url(first, driver="postgresql")) as connection:
        connection.execute("CREATE TABLE fact (n integer)")
    tables = b"SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert rows(postgres_server, first, tables) == [("fact",)]
    assert rows(postgres_server, second, tables) == []
    copy = postgres_server.create_database(template=first)
    assert rows(postgres_server, copy, tables) == [("fact",)]


def test_the_server_is_private_and_not_root_and_commits_before_it_answers(postgres_server: Postgres) -> None:
    settings = (
        b"SELECT name, setting FROM pg_settings WHERE name IN ('synchronous_commit', 'listen_addresses')"
    )
    found = dict(rows(postgres_server, "postgres", settings))
    assert found == {"synchronous_commit": "on", "listen_addresses": ""}
    assert postgres_server.data.stat().st_uid != 0


def test_what_was_committed_survives_a_crash_of_the_server() -> None:
    with running_postgres() as server:
        assert rows(server, "postgres", b"SHOW fsync") == [("on",)]
        name = server.create_database()
        with psycopg.connect(server.url(name, driver="postgresql")) as connection:
            connection.execute("CREATE TABLE fact (n integer)")
            connection.execute("INSERT INTO fact VALUES (7)")
        server.stop("immediate")
        assert not server.is_running()
        server.start()
        assert rows(server, name, b"SELECT n FROM fact") == [(7,)]
    assert not server.folder.exists()


def test_speed_can_be_bought_for_durability() -> None:
    with running_postgres(durable=False) as server:
        assert rows(server, "postgres", b"SHOW fsync") == [("off",)]


def test_a_killed_test_run_leaves_no_server_behind() -> None:
    script = (
        "import time; from tests.support.postgres import running_postgres\n"
        "with running_postgres() as server: print(server.folder, flush=True); time.sleep(600)"
    )
    root = Path(__file__).parent.parent
    with subprocess.Popen([sys.executable, "-c", script], cwd=root, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        folder = Path(run.stdout.readline().strip())
        server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        run.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 30
    while folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


def test_a_missing_postgresql_is_a_failure_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(CHOICE, str(tmp_path))
    with pytest.raises(PostgresUnavailable, match="not skipped"), running_postgres():
        pass


def test_a_clone_that_only_its_owner_may_enter_can_be_tested(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # The package's programs, whatever the run was told to use: a system's cannot be moved.
    monkeypatch.delenv(CHOICE, raising=False)
    found = find_binaries()
    assert PACKAGE in found.parts
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = found.parent.parent
    for source in (package, package.with_name(f"{PACKAGE}.libs")):
        shutil.copytree(source, closed / source.name)
    monkeypatch.setenv(CHOICE, str(closed / found.relative_to(package.parent)))
    with running_postgres() as server:
        assert rows(server, "postgres", b"SELECT 1") == [(1,)]
        copied = server.binaries.is_relative_to(server.folder)
    assert copied == (os.geteuid() == 0)
    assert closed.stat().st_mode & 0o777 == 0o700
