"""A service on a database of each kind and with each catalogue, emptied of access after every test."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.access.sign_in import passwords
from tests.access.service import Service
from tests.support.service import migrate

KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
REAL = passwords._ARGON2ID

Services = Callable[..., Service]


@pytest.fixture(scope="session")
def services(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Gives the service on a migrated database of a kind, with a catalogue; one of each a run."""
    made: dict[tuple[Any, ...], Service] = {}

    def address(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path_factory.mktemp('access') / 'stodlogg.db'}"
        server = request.getfixturevalue("postgres_server")
        url: str = server.url(server.create_database())
        return url

    def give(kind: str, catalogue: str, **settings: Any) -> Service:
        key = (kind, catalogue, *settings.items())
        if key in made:
            made[key].begin()
        else:
            url = address(kind)
            migrate(url, catalogue)
            made[key] = Service(url, catalogue, **settings)
        return made[key]

    yield give
    for service in made.values():
        service.database.dispose()


@pytest.fixture(params=KINDS)
def service(request: pytest.FixtureRequest, services: Services, catalogue_name: str) -> Service:
    """On each kind of database and with each catalogue."""
    return services(request.param, catalogue_name)


@pytest.fixture(params=KINDS)
def stockholm(request: pytest.FixtureRequest, services: Services) -> Service:
    """On each kind of database, where several districts are needed."""
    return services(request.param, "stockholm")


@pytest.fixture
def small(services: Services) -> Iterator[Service]:
    """On SQLite, with narrow limits: for what the kind of database has no part in."""
    service = services("sqlite", "lindesberg", attempts_per_hour=30, key_requests_per_minute=5)
    secure = service.settings.secure_cookies
    yield service
    service.settings.secure_cookies = secure


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id as ever, at a cost that a test run can bear."""
    cheap = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1)])
    monkeypatch.setattr(passwords, "_ARGON2ID", cheap)


@pytest.fixture
def real_passwords(_cheap_passwords: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the cost that the service has."""
    monkeypatch.setattr(passwords, "_ARGON2ID", REAL)
