"""The real app with one probe route a guard beside it, a clock to turn, and clients of every role."""

from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import APIRouter
from sqlalchemy import delete, select
from starlette.testclient import TestClient

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE
from app.access.devices import service as devices
from app.access.guards import (
    AccountHolder,
    Admin,
    Adviser,
    AdviserOrCoordinator,
    AnyoneSignedIn,
    CityCoordinator,
    Coordinator,
    KeyManager,
    Public,
    Researcher,
    TrailReader,
)
from app.access.limits import Limits
from app.access.request_context import RequestContext
from app.access.roles import Role
from app.access.trail.tables import ACT
from app.catalogue.catalogue import Catalogue
from app.catalogue.columns import metadata
from app.kit.db.database import Database
from app.kit.http.bodies import strict_route
from app.kit.http.parts import give, part
from app.kit.settings import Settings
from app.main import create_app

SITE = "https://stodlogg.test"
API = "/api/v1"

OURS = (
    "research_key_table",
    "research_key_district",
    "research_key",
    "one_time_code",
    "sign_in",
    "account",
    "device",
    "act",
)
"""The tables of access, those that refer to others first."""

GUARDS: dict[str, Any] = {
    "adviser": Adviser,
    "coordinator": Coordinator,
    "city-coordinator": CityCoordinator,
    "admin": Admin,
    "account-holder": AccountHolder,
    "key-manager": KeyManager,
    "trail-reader": TrailReader,
    "researcher": Researcher,
    "adviser-or-coordinator": AdviserOrCoordinator,
    "anyone-signed-in": AnyoneSignedIn,
    "public": Public,
}


def _probe(name: str, guard: Any) -> APIRouter:
    router = APIRouter(route_class=strict_route())

    @router.api_route(f"/probe/{name}", methods=["GET", "PUT"], include_in_schema=False)
    def probe(who: guard) -> dict[str, Any]:
        return {"district": who.district if who else None}

    return router


class Service:
    """The app, a clock that a test may turn, and clients that are somebody."""

    def __init__(self, url: str, catalogue: str, **settings: Any) -> None:
        self.settings = Settings(
            _env_file=None,
            database_url=url,
            catalogue=catalogue,
            public_url=SITE,
            **settings,
        )
        self.app = create_app(self.settings, today=lambda: self.day, hour=lambda: self.hour)
        for name, guard in GUARDS.items():
            self.app.include_router(_probe(name, guard))
        self.database = part(self.app, Database)
        codes = part(self.app, Catalogue).municipality.codes("districts")
        self.districts: tuple[str, ...] = codes
        self.district = codes[0]
        self.begin()

    def begin(self) -> None:
        """As it was before anybody came: the clock set, nothing counted, nothing of access stored."""
        self.day, self.hour = date(2024, 3, 1), 475_000
        give(self.app, Limits(self.settings))
        with self.database.writing() as session:
            for name in OURS:
                session.execute(delete(metadata.tables[name]))

    @property
    def here(self) -> RequestContext:
        return RequestContext(self.settings, part(self.app, Catalogue), self.day, self.hour)

    def nobody(self) -> TestClient:
        return TestClient(self.app, base_url=SITE, raise_server_exceptions=False)

    def tablet(self, district: str | None = None) -> TestClient:
        client = self.nobody()
        reply = client.post(f"{API}/devices", json={"code": self.device_code(district)})
        assert reply.status_code == 201, reply.text
        return client

    def device_code(self, district: str | None = None) -> str:
        with self.database.writing() as session:
            return devices.make_device_code(session, COMMAND_LINE, district or self.district, self.here).code

    def account(self, role: Role, district: str | None = None) -> tuple[str, str]:
        """A new account and the code of its link."""
        with self.database.writing() as session:
            issued = accounts.create_account(session, COMMAND_LINE, role, district, self.here)
        assert issued.account
        return issued.account, issued.code

    def _signed_in(self, role: Role, district: str | None) -> TestClient:
        client = self.nobody()
        reply = client.post(f"{API}/sign-ins", json={"code": self.account(role, district)[1]})
        assert reply.status_code == 201, reply.text
        return client

    def coordinator(self, district: str | None = None) -> TestClient:
        return self._signed_in(Role.COORDINATOR, district or self.district)

    def city(self) -> TestClient:
        return self._signed_in(Role.COORDINATOR, None)

    def admin(self) -> TestClient:
        return self._signed_in(Role.ADMIN, None)

    def key(self, **wanted: Any) -> dict[str, str]:
        """A new research key and its mark, made by an admin."""
        body = {"tables": ["*"], "districts": ["*"], "expires": "2024-12-31"} | wanted
        reply = self.admin().post(f"{API}/research-keys", json=body)
        assert reply.status_code == 201, reply.text
        made: dict[str, str] = reply.json()
        return made

    def researcher(self, **wanted: Any) -> TestClient:
        client = self.nobody()
        client.headers["Authorization"] = f"Bearer {self.key(**wanted)['key']}"
        return client

    def client(self, who: str) -> TestClient:
        makers: dict[str, Callable[[], TestClient]] = {
            "nobody": self.nobody,
            "adviser": self.tablet,
            "coordinator": self.coordinator,
            "city": self.city,
            "researcher": self.researcher,
            "admin": self.admin,
        }
        return makers[who]()

    def acts(self) -> list[Any]:
        """The trail, oldest first."""
        table = ACT
        with self.database.reading() as session:
            return list(session.execute(select(table).order_by(table.c.day, table.c.number)).all())


def problem(reply: Any) -> str:
    """The kind of the problem that a reply is, checked to be a whole one."""
    assert reply.headers["content-type"] == "application/problem+json"
    body = reply.json()
    assert body["status"] == reply.status_code
    assert body["title"]
    assert body["detail"]
    kind: str = body["type"].removeprefix("/problems/")
    return kind


def contents(service: Service) -> dict[str, list[Any]]:
    """Every row of every table of access."""
    with service.database.reading() as session:
        return {
            name: sorted(map(tuple, session.execute(select(metadata.tables[name])).all()), key=repr)
            for name in OURS
        }
