"""Late registrations: one district, one locked tertial, until a day; the act stands in the trail."""

from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.access.actor import COMMAND_LINE
from app.access.request_context import RequestContext
from app.catalogue.catalogue import Catalogue
from app.intake.locks.service import end_exceptions, lock_tertial
from app.kit.http.parts import part
from app.kit.settings import Settings
from tests.support.service import HOUR, TODAY, Service, Templates, example, new_id, start

TERTIAL = "2023-T1"
PATH = f"/api/v1/locks/{TERTIAL}/exceptions"


def _file(client: TestClient, district: str, id_: str | None = None, **changes: Any) -> str:
    """File a session; the verdict or the problem."""
    body = example("counselling-session", "stockholm", district=district, **{"month": "2023-02", **changes})
    reply = client.put(f"/api/v1/counselling-sessions/{id_ or new_id()}", json=body)
    said = reply.json()
    return str(said.get("verdict") or said["type"].removeprefix("/problems/"))


@pytest.fixture
def city(stockholm: Service) -> TestClient:
    """The city's coordinator; the tertial is locked."""
    city = stockholm.coordinator()
    assert city.put(f"/api/v1/locks/{TERTIAL}").status_code == 200
    return city


def test_an_exception_lets_one_district_in(stockholm: Service, city: TestClient) -> None:
    assert _file(city, "farsta") == "tertial-locked"
    last = str(TODAY + timedelta(days=3))
    reply = city.put(f"{PATH}/farsta", json={"last_day": last})
    told = {"tertial": TERTIAL, "district": "farsta", "last_day": last}
    assert (reply.status_code, reply.json()) == (200, told)
    assert stockholm.tablet().get("/api/v1/locks/exceptions").json() == {"exceptions": [told]}

    mine, id_ = stockholm.tablet("farsta"), new_id()
    assert _file(mine, "farsta", id_) == "created"
    assert _file(city, "skarholmen") == "tertial-locked"
    assert _file(city, "farsta", month="2023-09") == "created"  # another tertial, which is open anyway
    city.put("/api/v1/locks/2023-T2")
    assert _file(mine, "farsta", month="2023-06") == "tertial-locked"
    assert _file(mine, "farsta", id_, children=3) == "record-differs"

    assert city.delete(f"{PATH}/farsta").status_code == 204
    assert city.delete(f"{PATH}/farsta").status_code == 204
    assert _file(mine, "farsta") == "tertial-locked"
    assert mine.delete(f"/api/v1/counselling-sessions/{id_}").json()["type"] == "/problems/tertial-locked"
    acts = [(one["act"], one["district"]) for one in city.get("/api/v1/trail").json()["acts"]]
    assert acts.count(("exception-made", "farsta")) == acts.count(("exception-ended", "farsta")) == 1


def test_corrections_and_withdrawals_are_let_in_too(stockholm: Service, city: TestClient) -> None:
    city.put(f"{PATH}/farsta", json={"last_day": str(TODAY)})
    tablet, id_ = stockholm.tablet("farsta"), new_id()
    path = f"/api/v1/counselling-sessions/{id_}"
    body = example("counselling-session", "stockholm", month="2023-02")
    etag = tablet.put(path, json=body).headers["etag"]
    moved = tablet.put(path, json={**body, "month": "2023-03"}, headers={"If-Match": etag})
    assert moved.json()["verdict"] == "corrected"
    # Out of the exception's district or tertial it cannot go, nor come in from there.
    away = {**body, "district": "skarholmen"}
    refused = city.put(path, json=away, headers={"If-Match": moved.headers["etag"]})
    assert refused.json()["type"] == "/problems/tertial-locked"
    assert tablet.delete(path).status_code == 204


def test_an_exception_ends_by_itself(templates: Templates, stockholm: Service, city: TestClient) -> None:
    city.put(f"{PATH}/farsta", json={"last_day": str(TODAY)})
    assert _file(city, "farsta") == "created"
    for later in start(stockholm.database_url, "stockholm", today=TODAY + timedelta(days=1)):
        coordinator = later.coordinator()
        assert _file(coordinator, "farsta") == "tertial-locked"
        assert coordinator.get("/api/v1/locks/exceptions").json() == {"exceptions": []}
        # Its row is cleared away, and the order of what came by it, when the next revision is locked.
        here = RequestContext(
            part(later.app, Settings), part(later.app, Catalogue), TODAY + timedelta(days=1), HOUR
        )
        assert end_exceptions(later.database, COMMAND_LINE, TERTIAL, here) == ["farsta"]
        assert not lock_tertial(later.database, COMMAND_LINE, TERTIAL, here)


@pytest.mark.parametrize(
    ("path", "last_day", "kind"),
    [
        ("2023-T2/exceptions/farsta", TODAY, "tertial-not-locked"),
        (f"{TERTIAL}/exceptions/narnia", TODAY, "invalid-input"),
        (f"{TERTIAL}/exceptions/farsta", TODAY - timedelta(days=1), "invalid-input"),
        (f"{TERTIAL}/exceptions/farsta", TODAY + timedelta(days=63), "invalid-input"),
        (f"{TERTIAL}/exceptions/farsta", "tomorrow", "invalid-input"),
    ],
)
def test_a_wrong_exception_is_refused(city: TestClient, path: str, last_day: Any, kind: str) -> None:
    reply = city.put(f"/api/v1/locks/{path}", json={"last_day": str(last_day)})
    assert reply.json()["type"] == f"/problems/{kind}"
    assert city.get("/api/v1/locks/exceptions").json() == {"exceptions": []}
