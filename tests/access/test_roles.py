"""Who may use which route: the specification, as a table."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.access import endpoints as access
from app.access.guards import guards_of
from app.access.roles import ROLES, Role
from tests.access.service import API, GUARDS, Service, contents, problem

WHO = ("nobody", "adviser", "coordinator", "city", "researcher", "admin")

# Yes is let in, 401 is asked who it is, 403 is known and refused.
#                            nobody adviser coord. city  resear. admin
PROBES = {
    "public":                 ("yes", "yes", "yes", "yes", "yes", "yes"),
    "adviser":                (401,   "yes", 403,   403,   403,   403),
    "coordinator":            (401,   403,   "yes", "yes", 403,   403),
    "city-coordinator":       (401,   403,   403,   "yes", 403,   403),
    "admin":                  (401,   403,   403,   403,   403,   "yes"),
    "account-holder":         (401,   403,   "yes", "yes", 403,   "yes"),
    "key-manager":            (401,   403,   403,   "yes", 403,   "yes"),
    "trail-reader":           (401,   403,   403,   "yes", 403,   "yes"),
    "researcher":             (401,   403,   403,   403,   "yes", 403),
    "adviser-or-coordinator": (401,   "yes", "yes", "yes", 403,   403),
    "anyone-signed-in":       (401,   "yes", "yes", "yes", "yes", "yes"),
}  # fmt: skip

Case = Callable[[Service], tuple[str, str, Any]]


def _device(service: Service) -> str:
    reply = service.nobody().post(f"{API}/devices", json={"code": service.device_code()})
    mark: str = reply.json()["mark"]
    return mark


KEY = {"tables": ["*"], "districts": ["*"], "expires": "2024-12-31"}
ROUTES: dict[str, tuple[str, Case, tuple[int, int, int, int, int, int]]] = {
    "POST /devices/codes": (
        "coordinator",
        lambda s: ("POST", "/devices/codes", {"district": s.district}),
        (401, 403, 201, 201, 403, 403),
    ),
    "POST /devices": (
        "public",
        lambda s: ("POST", "/devices", {"code": s.device_code()}),
        (201, 201, 201, 201, 201, 201),
    ),
    "GET /devices": ("coordinator", lambda _: ("GET", "/devices", None), (401, 403, 200, 200, 403, 403)),
    "DELETE /devices/{mark}": (
        "coordinator",
        lambda s: ("DELETE", f"/devices/{_device(s)}", None),
        (401, 403, 204, 204, 403, 403),
    ),
    "DELETE /devices/current": (
        "adviser",
        lambda _: ("DELETE", "/devices/current", None),
        (401, 204, 403, 403, 403, 403),
    ),
    "GET /me": ("anyone-signed-in", lambda _: ("GET", "/me", None), (401, 200, 200, 200, 200, 200)),
    "POST /sign-ins": (
        "public",
        lambda s: ("POST", "/sign-ins", {"code": s.account(Role.ADMIN)[1]}),
        (201, 201, 201, 201, 201, 201),
    ),
    "DELETE /sign-ins/current": (
        "account-holder",
        lambda _: ("DELETE", "/sign-ins/current", None),
        (401, 403, 204, 204, 403, 204),
    ),
    "PUT /me/password": (
        "account-holder",
        lambda _: ("PUT", "/me/password", {"password": "femton vita svanar"}),
        (401, 403, 204, 204, 403, 204),
    ),
    "POST /accounts": (
        "admin",
        lambda s: ("POST", "/accounts", {"role": "coordinator", "district": s.district}),
        (401, 403, 403, 403, 403, 201),
    ),
    "GET /accounts": ("admin", lambda _: ("GET", "/accounts", None), (401, 403, 403, 403, 403, 200)),
    "DELETE /accounts/{account}": (
        "admin",
        lambda s: ("DELETE", f"/accounts/{s.account(Role.COORDINATOR)[0]}", None),
        (401, 403, 403, 403, 403, 204),
    ),
    "POST /accounts/{account}/links": (
        "admin",
        lambda s: ("POST", f"/accounts/{s.account(Role.COORDINATOR)[0]}/links", None),
        (401, 403, 403, 403, 403, 201),
    ),
    "POST /research-keys": (
        "key-manager",
        lambda _: ("POST", "/research-keys", KEY),
        (401, 403, 403, 201, 403, 201),
    ),
    "GET /research-keys": (
        "key-manager",
        lambda _: ("GET", "/research-keys", None),
        (401, 403, 403, 200, 403, 200),
    ),
    "POST /research-keys/{mark}/rotation": (
        "key-manager",
        lambda s: ("POST", f"/research-keys/{s.key()['mark']}/rotation", None),
        (401, 403, 403, 201, 403, 201),
    ),
    "DELETE /research-keys/{mark}": (
        "key-manager",
        lambda s: ("DELETE", f"/research-keys/{s.key()['mark']}", None),
        (401, 403, 403, 204, 403, 204),
    ),
    "GET /trail": ("trail-reader", lambda _: ("GET", "/trail", None), (401, 403, 403, 200, 403, 200)),
}


def test_every_guard_lets_in_whom_it_should(service: Service) -> None:
    found = {name: [] for name in PROBES}  # type: dict[str, list[Any]]
    for who in WHO:
        client = service.client(who)
        for name in PROBES:
            for method in ("GET", "PUT"):
                reply = client.request(method, f"/probe/{name}")
                found[name].append("yes" if reply.status_code == 200 else reply.status_code)
                if reply.status_code != 200:
                    assert problem(reply) == {401: "not-signed-in", 403: "not-allowed"}[reply.status_code]
    assert set(PROBES) == set(GUARDS)
    assert {name: tuple(row[::2]) for name, row in found.items()} == PROBES
    assert {name: tuple(row[1::2]) for name, row in found.items()} == PROBES


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_lets_in_whom_it_should(stockholm: Service, route: str) -> None:
    _, case, expected = ROUTES[route]
    found = []
    for who in WHO:
        method, path, body = case(stockholm)
        reply = _send(stockholm.client(who), method, API + path, body)
        found.append(reply.status_code)
        if reply.status_code in (401, 403):
            assert problem(reply) == {401: "not-signed-in", 403: "not-allowed"}[reply.status_code]
        else:
            assert reply.headers["cache-control"] == "no-store"
    assert tuple(found) == expected


def test_a_refused_request_changes_nothing(small: Service) -> None:
    for route, (_, case, expected) in ROUTES.items():
        for who, status in zip(WHO, expected, strict=True):
            if status in (401, 403) and not route.startswith("GET"):
                method, path, body = case(small)
                client = small.client(who)
                before = contents(small)
                assert _send(client, method, API + path, body).status_code == status
                assert contents(small) == before


def test_every_route_has_exactly_its_guard(small: Service) -> None:
    assert guards_of(access.router.routes) == {
        name.replace(" ", f" {API}"): [guard] for name, (guard, _, _) in ROUTES.items()
    }
    found = guards_of(small.app.routes)
    assert found["GET /probe/city-coordinator"] == ["city-coordinator"]
    assert found["GET /openapi.json"] == []  # one without a guard is found as such


def test_an_unauthorised_request_learns_how_to_sign_in(small: Service) -> None:
    reply = small.nobody().get(f"{API}/me")
    assert reply.status_code == 401
    assert reply.headers["www-authenticate"] == 'Bearer realm="stodlogg"'
    assert reply.json()["title"] == "Du är inte inloggad"
    assert small.nobody().get(f"{API}/me?lang=en").json()["title"] == "Not signed in"


def test_every_role_has_words_and_a_permission() -> None:
    assert set(ROLES) == set(Role)
    for facts in ROLES.values():
        assert facts.permissions
        assert not facts.permissions & facts.city
        for text in (*facts.name, *facts.sentence):
            assert re.match(r"^\[?[A-ZÅÄÖ]", text)  # a bracket: the municipality's own noun stands there


def test_every_route_says_what_it_can_answer(small: Service) -> None:
    """The statuses in the table above, and what every guard can answer, are in the API's description."""
    described = small.app.openapi()["paths"]
    for name, (guard, _, expected) in ROUTES.items():
        method, path = name.split(" ")
        operation = described[API + path][method.lower()]
        assert {str(status) for status in expected} <= set(operation["responses"])
        assert operation["summary"]
        assert operation["description"]
        assert operation["operationId"]
        assert bool(operation["security"]) == (guard != "public")
    schemes = small.app.openapi()["components"]["securitySchemes"]
    assert (schemes["device"]["in"], schemes["device"]["name"]) == ("cookie", "stodlogg_device")
    assert described[f"{API}/devices/codes"]["post"]["security"] == [{"signIn": []}]
    assert described[f"{API}/me"]["get"]["security"] == [
        {"signIn": []}, {"device": []}, {"researchKey": []}, {"researchKeyAsPassword": []},
    ]  # fmt: skip


def _send(client: TestClient, method: str, path: str, body: Any) -> Any:
    return client.request(method, path, json=body) if body is not None else client.request(method, path)
