"""Services whose tables are made by `fake`, and whoever acts on releases."""

import pytest
from starlette.testclient import TestClient

from app.kit.http.parts import part
from app.release.lifecycle.protection_jobs import ProtectionJobs
from app.release.protection import frozen_release
from tests.release.fake import Freezer
from tests.support.service import Service

TERTIAL, FIRST, SECOND = "2023-T1", "2023-T1-r1", "2023-T1-r2"
API = "/api/v1/releases"


@pytest.fixture
def freezer(monkeypatch: pytest.MonkeyPatch) -> Freezer:
    """Stands in for counting and protecting a whole city, which has tests of its own."""
    made = Freezer()
    monkeypatch.setattr(frozen_release, "freeze", made)
    return made


class Desk:
    """Two of the city's coordinators at one service; `one` locks and checks, `other` publishes."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.one, self.other = service.coordinator(), service.coordinator()

    @property
    def protection_jobs(self) -> ProtectionJobs:
        protection_jobs = part(self.service.app, ProtectionJobs)
        return protection_jobs

    def act(self, who: TestClient, release: str, act: str, **body: str) -> tuple[int, str]:
        """An act by HTTP: the status, and the state that it led to or the problem."""
        reply = who.request("POST", f"{API}/{release}/{act}", json=body or None)
        said = reply.json()
        return reply.status_code, said["state"] if reply.is_success else said["type"].removeprefix(
            "/problems/"
        )

    def check(self, release: str, who: TestClient | None = None) -> dict[str, object]:
        """Begin a check and wait for its end: what `progress` says then."""
        begun = (who or self.one).post(f"{API}/{release}/check")
        assert begun.status_code == 202, begun.text
        assert begun.headers["location"] == f"{API}/{release}/progress"
        self.protection_jobs.wait(60)
        told: dict[str, object] = self.one.get(begun.headers["location"]).json()
        return told

    def published(self, release: str) -> None:
        assert self.act(self.one, release, "lock") == (200, "locked")
        assert self.check(release)["state"] == "checked"
        assert self.act(self.other, release, "publish") == (200, "published")

    def states(self) -> dict[str, str]:
        found = self.one.get(API).json()["releases"]
        return {one["id"]: one["state"] for one in found}


@pytest.fixture
def desk(stockholm: Service, freezer: Freezer) -> Desk:
    """On SQLite and on PostgreSQL."""
    return Desk(stockholm)


@pytest.fixture
def quick_desk(quick: Service, freezer: Freezer) -> Desk:
    """On SQLite, for what no database changes."""
    return Desk(quick)
