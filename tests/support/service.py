"""A service under test: a migrated database, the real app, and clients that came in by the real doors."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from os import getpid
from pathlib import Path
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from starlette.datastructures import State
from starlette.testclient import TestClient

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE, Scopes
from app.access.devices import service as devices
from app.access.request_context import RequestContext
from app.access.research_keys import service as research_keys
from app.access.roles import Role
from app.catalogue.catalogue import Catalogue, load
from app.intake.examples import EXAMPLES
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.parts import part
from app.kit.settings import Settings
from app.main import create_routes, furnish
from app.running import prepare
from tests.support.postgres import Postgres

TODAY = date(2026, 11, 24)
HOUR = 500_000
ORIGIN = "http://testserver"


SECRET = Path(gettempdir()) / f"stodlogg-tests-{getpid()}-rounding-secret"
"""Of services on a server's database, whose secret lies in no folder of their own."""


def settings_for(database_url: str, catalogue: str, **more: Any) -> Settings:
    if not database_url.startswith("sqlite"):
        more.setdefault("rounding_secret_file", SECRET)
    return Settings(
        _env_file=None,
        database_url=database_url,
        catalogue=catalogue,
        public_url=ORIGIN,
        secure_cookies=False,
        **more,
    )


def migrate(database_url: str, catalogue: str) -> None:
    """Bring an empty database up to the newest revision, with the catalogue's codes."""
    database = Database(settings_for(database_url, catalogue))
    try:
        prepare(database, load(catalogue))
    finally:
        database.dispose()


class Templates:
    """Migrated databases to copy from: migrating takes a second, copying a few milliseconds."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postgres: dict[tuple[int, str], str] = {}

    def sqlite(self, target: Path, catalogue: str) -> str:
        template = self._folder / f"{catalogue}.db"
        if not template.exists():
            migrate(f"sqlite:///{template}", catalogue)
        shutil.copyfile(template, target)
        return f"sqlite:///{target}"

    def postgres(self, server: Postgres, catalogue: str) -> str:
        key = (id(server), catalogue)
        if key not in self._postgres:
            name = server.create_database()
            migrate(server.url(name), catalogue)
            self._postgres[key] = name
        return server.url(server.create_database(template=self._postgres[key]))


@dataclass
class Service:
    """The app on a migrated database of its own, and ways to come in."""

    app: FastAPI
    database_url: str
    catalogue: str
    _stack: ExitStack = field(default_factory=ExitStack)

    @property
    def database(self) -> Database:
        database = part(self.app, Database)
        return database

    @property
    def here(self) -> RequestContext:
        return RequestContext(
            part(self.app, Settings),
            part(self.app, Catalogue),
            part(self.app, Clock).today(),
            part(self.app, Clock).hour(),
        )

    @property
    def district(self) -> str:
        """The district that the examples of this catalogue are of."""
        return {"stockholm": "farsta", "lindesberg": "familjecentralen-lindesberg"}[self.catalogue]

    def client(self) -> TestClient:
        """A client that has not come in."""
        return self._stack.enter_context(TestClient(self.app, base_url=ORIGIN, raise_server_exceptions=False))

    def tablet(self, district: str | None = None) -> TestClient:
        """An enrolled tablet."""
        with self.database.writing() as session:
            issued = devices.make_device_code(session, COMMAND_LINE, district or self.district, self.here)
        client = self.client()
        assert client.post("/api/v1/devices", json={"code": issued.code}).status_code == 201
        return client

    def account(self, role: Role, district: str | None = None) -> TestClient:
        """A signed-in coordinator (of a district, or of the city) or administrator."""
        with self.database.writing() as session:
            issued = accounts.create_account(session, COMMAND_LINE, role, district, self.here)
        client = self.client()
        assert client.post("/api/v1/sign-ins", json={"code": issued.code}).is_success
        return client

    def coordinator(self, district: str | None = None) -> TestClient:
        return self.account(Role.COORDINATOR, district)

    def admin(self) -> TestClient:
        return self.account(Role.ADMIN)

    def researcher(self) -> TestClient:
        with self.database.writing() as session:
            everything = Scopes(tables=None, districts=None)
            made = research_keys.create_key(
                session, COMMAND_LINE, everything, TODAY + timedelta(days=300), None, self.here
            )
        client = self.client()
        client.headers["Authorization"] = f"Bearer {made.key}"
        return client

    def close(self) -> None:
        self._stack.close()
        self.database.dispose()


_free: list[FastAPI] = []
"""Routes that no test works with just now: making them takes longer than most tests."""


def start(database_url: str, catalogue: str, *, today: date = TODAY, **more: Any) -> Iterator[Service]:
    """The service on a database, with nothing left in its memory of any test before."""
    app = _free.pop() if _free else create_routes()
    furnish(app, settings_for(database_url, catalogue, **more), today=lambda: today, hour=lambda: HOUR)
    service = Service(app, database_url, catalogue)
    try:
        yield service
    finally:
        service.close()
        app.state = State()
        _free.append(app)


def example(activity: str, catalogue: str, **changes: Any) -> dict[str, Any]:
    """A right body of an activity, with the catalogue's own codes where they differ."""
    content = EXAMPLES[activity] | (_LINDESBERG.get(activity, {}) if catalogue == "lindesberg" else {})
    return {**content, **changes}


def new_id() -> str:
    return str(uuid4())


_RECORD = {"district": "familjecentralen-lindesberg", "month": "2023-03", "level": "universal"}
_TERTIAL = {"district": "familjecentralen-lindesberg", "tertial": "2023-T1"}
_LINDESBERG: dict[str, dict[str, Any]] = {
    "counselling-session": {**_RECORD, "arena": "family-centre", "residential_area": "frovi"},
    "home-visit": {**_RECORD, "programme": "familjecentralen"},
    "theme-meeting": _RECORD,
    "programme-group": _RECORD,
    "collaboration-activity": {key: _RECORD[key] for key in ("district", "month")},
    "spindle-response": _TERTIAL,
}
