"""Fixtures that every test may use: a fresh database of each kind, and each catalogue that ships."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from _pytest.terminal import TerminalReporter
from hypothesis import Phase, settings
from sqlalchemy import make_url
from xdist.remote import Producer

from tests.browser import chromium
from tests.support.dealing import Dealing
from tests.support.postgres import Postgres, running_postgres
from tests.support.service import Service, Templates, start

# pytest --hypothesis-profile=first: the first look at a failure, with what was found and not the least of it.
settings.register_profile("first", phases=(Phase.explicit, Phase.reuse, Phase.generate))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say loudly what was not run, so that a green run without a browser is not taken for a whole one."""
    skipped = terminalreporter.stats.get("skipped", [])
    without = sum(chromium.MISSING in str(report.longrepr) for report in skipped)
    if without:
        terminalreporter.write_sep("!", f"NOT RUN: {without} browser tests", red=True, bold=True)
        terminalreporter.write_line(f"There is {chromium.MISSING}.", red=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """The run's PostgreSQL (each parallel worker has its own), started by the first test that asks for it."""
    # Killing a server loses nothing of what the system has been given; only a power cut would. Making and
    # dropping databases waits for the disk otherwise. Tests of durability start a server of their own.
    with running_postgres(settings={"fsync": "off", "full_page_writes": "off"}) as server:
        yield server


@pytest.fixture
def postgres_url(postgres_server: Postgres) -> Iterator[str]:
    """The address of a fresh, empty PostgreSQL database."""
    url = postgres_server.url(postgres_server.create_database())
    yield url
    _drop(postgres_server, url)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'stodlogg.db'}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh, empty database: the test runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    """Migrated databases that the tests' own are copied from."""
    return Templates(tmp_path_factory.mktemp("templates"))


def _ready(request: pytest.FixtureRequest, kind: str, catalogue: str) -> str:
    templates: Templates = request.getfixturevalue("templates")
    if kind == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path")
        return templates.sqlite(folder / "stodlogg.db", catalogue)
    server: Postgres = request.getfixturevalue("postgres_server")
    url = templates.postgres(server, catalogue)
    request.addfinalizer(partial(_drop, server, url))
    return url


def _drop(server: Postgres, url: str) -> None:
    """Hundreds of databases would fill the disk, and take longer to remove at the end."""
    if server.is_running():
        server.drop_database(str(make_url(url).database))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def service(request: pytest.FixtureRequest, catalogue_name: str) -> Iterator[Service]:
    """The real app on a migrated database: the test runs on each kind, with each catalogue."""
    yield from start(_ready(request, request.param, catalogue_name), catalogue_name)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def stockholm(request: pytest.FixtureRequest) -> Iterator[Service]:
    """The same with Stockholm's catalogue alone, for what only it has."""
    yield from start(_ready(request, request.param, "stockholm"), "stockholm")


@pytest.fixture
def quick(request: pytest.FixtureRequest) -> Iterator[Service]:
    """Stockholm on SQLite alone, for what no database or catalogue changes."""
    yield from start(_ready(request, "sqlite", "stockholm"), "stockholm")


@pytest.fixture(params=["stockholm", "lindesberg"])
def catalogue_name(request: pytest.FixtureRequest) -> str:
    """The name of a catalogue that ships: the test runs once on each."""
    name: str = request.param
    return name


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Dealing:
    """Parallel runs deal the tests out in our own lots."""
    return Dealing(config, log)
