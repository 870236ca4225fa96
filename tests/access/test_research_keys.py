"""Research keys: sent in two ways, scoped, ending, replaced, revoked."""

from base64 import b64encode
from datetime import date
from typing import Any

import pytest

from app.access import secret_tokens
from tests.access.service import API, Service, contents, problem


def _basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode()}


def test_a_key_is_sent_as_bearer_or_as_a_password(service: Service) -> None:
    key = service.key()["key"]
    for headers in (
        {"Authorization": f"Bearer {key}"},
        {"Authorization": f"bearer  {key}"},
        _basic("", key),
        _basic("whoever", key),
    ):
        reply = service.nobody().get(f"{API}/me", headers=headers)
        assert reply.json()["role"] == "researcher"
        assert reply.json()["permissions"] == ["read-catalogue", "read-released-figures"]


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer stodlogg_x",
        "Basic",
        "Basic !",
        "Basic w5Y=",
        "Digest x",
        "\u00e5",
    ],
)
def test_what_is_no_key_is_refused(small: Service, authorization: str) -> None:
    headers = [(b"authorization", authorization.encode("latin-1"))]
    reply = small.nobody().get(f"{API}/me", headers=headers)
    assert problem(reply) == "not-signed-in"


def test_only_the_hash_of_a_key_is_stored_and_it_is_shown_once(service: Service) -> None:
    made = service.key()
    assert made["key"].startswith("stodlogg_")
    assert len(made["key"]) >= 50
    rows = repr(contents(service))
    assert made["key"] not in rows
    assert made["key"].removeprefix("stodlogg_") not in rows
    assert repr(secret_tokens.digest(made["key"])) in rows
    assert made["key"] not in service.admin().get(f"{API}/research-keys").text


def test_a_key_has_its_scopes(stockholm: Service) -> None:
    made = stockholm.key(tables=["reach", "context"], districts=["farsta"], per_minute=30)
    me = stockholm.nobody().get(f"{API}/me", headers={"Authorization": f"Bearer {made['key']}"})
    assert (me.json()["tables"], me.json()["districts"]) == (["context", "reach"], ["farsta"])
    assert me.json()["key"] == made["mark"]
    [listed] = stockholm.city().get(f"{API}/research-keys").json()["keys"]
    assert listed == {
        "mark": made["mark"], "tables": ["context", "reach"], "districts": ["farsta"],
        "expires": "2024-12-31", "per_minute": 30,
    }  # fmt: skip
    everything = stockholm.researcher().get(f"{API}/me").json()
    assert (everything["tables"], everything["districts"]) == (["*"], ["*"])


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"tables": []}, "tables", "too-few"),
        ({"tables": "*"}, "tables", "wrong-kind"),
        ({"tables": ["*", "reach"]}, "tables", "all-stands-alone"),
        ({"tables": ["reach", "reach"]}, "tables", "repeated-code"),
        ({"tables": ["salaries"]}, "tables.0", "unknown-code"),
        ({"districts": ["atlantis"]}, "district", "unknown-code"),
        ({"districts": ["Anna Andersson"]}, "districts.0", "wrong-format"),
        ({"expires": "2024-03-01"}, "expires", "day-not-right"),
        ({"expires": "2026-03-03"}, "expires", "day-not-right"),
        ({"expires": "2024-W40-1"}, "expires", "wrong-format"),
        ({"expires": "2024-12-31T00:00:00"}, "expires", "wrong-format"),
        ({"expires": 1735603200}, "expires", "wrong-format"),
        ({"expires": None}, "expires", "wrong-format"),
        ({"per_minute": 0}, "per_minute", "too-small"),
        ({"per_minute": "10"}, "per_minute", "not-a-number"),
    ],
)
def test_a_key_that_is_not_made(stockholm: Service, change: dict[str, Any], field: str, rule: str) -> None:
    body = {"tables": ["*"], "districts": ["*"], "expires": "2024-12-31"} | change
    reply = stockholm.admin().post(f"{API}/research-keys", json=body)
    assert problem(reply) == "invalid-input"
    assert [(error["field"], error["rule"]) for error in reply.json()["errors"]] == [(field, rule)]
    assert contents(stockholm)["research_key"] == []


def test_a_key_may_last_two_years(small: Service) -> None:
    assert small.key(expires="2026-03-02")["mark"].startswith("k-")


def test_a_key_works_through_its_last_day(service: Service) -> None:
    researcher = service.researcher(expires="2024-03-31")
    service.day = date(2024, 3, 31)
    assert researcher.get(f"{API}/me").status_code == 200
    service.day = date(2024, 4, 1)
    assert researcher.get(f"{API}/me").status_code == 401


def test_a_replaced_key_stops_at_once_and_the_new_one_opens_the_same(stockholm: Service) -> None:
    made = stockholm.key(tables=["reach"])
    again = stockholm.city().post(f"{API}/research-keys/{made['mark']}/rotation").json()
    assert again["mark"] == made["mark"]
    assert again["key"] != made["key"]
    client = stockholm.nobody()
    assert client.get(f"{API}/me", headers={"Authorization": f"Bearer {made['key']}"}).status_code == 401
    me = client.get(f"{API}/me", headers={"Authorization": f"Bearer {again['key']}"})
    assert me.json()["tables"] == ["reach"]


def test_a_revoked_key_stops_at_once(service: Service) -> None:
    made, admin = service.key(), service.admin()
    client = service.nobody()
    client.headers["Authorization"] = f"Bearer {made['key']}"
    assert client.get("/probe/researcher").status_code == 200
    assert admin.delete(f"{API}/research-keys/{made['mark']}").status_code == 204
    assert client.get("/probe/researcher").status_code == 401
    assert admin.get(f"{API}/research-keys").json() == {"keys": []}
    assert problem(admin.delete(f"{API}/research-keys/{made['mark']}")) == "unknown-mark"
    assert problem(admin.post(f"{API}/research-keys/{made['mark']}/rotation")) == "unknown-mark"


def test_other_sites_may_use_a_key(service: Service) -> None:
    """A key is sent on purpose, never by the browser itself."""
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://researcher.test"}
    assert service.researcher().put("/probe/researcher", headers=headers).status_code == 200
