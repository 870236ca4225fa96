"""Every route and who may use it: the specification as a table, compared with the routes and tried on each.

A route that is not here, or whose guard is another, fails; so does one that lets in or refuses anybody else.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.access.guards import guards_of
from app.access.roles import Role
from app.activities.registry import BY_NAME, EVENTS
from app.kit.http.parts import part
from app.release.lifecycle.protection_jobs import ProtectionJobs
from app.tables.registry import TABLES
from tests.support import desk, parents
from tests.support.releases import ROUNDED, put_checked, put_draft, put_locked, put_on_shelf, small_table
from tests.support.service import TODAY, Service, Templates, example, new_id, start

WHO = ("nobody", "tablet", "district", "city", "researcher", "admin")

# Who is let in; all others are 401 (nobody) or 403 (somebody).
LETS_IN: dict[str, tuple[str, ...]] = {
    "public": WHO,
    "parents-page": WHO,
    "adviser": ("tablet",),
    "anyone-signed-in": ("tablet", "district", "city", "researcher", "admin"),
    "adviser-or-coordinator": ("tablet", "district", "city"),
    "coordinator": ("district", "city"),
    "city-coordinator": ("city",),
    "account-holder": ("district", "city", "admin"),
    "admin": ("admin",),
    "release-reader": ("district", "city", "researcher"),
    "key-manager": ("city", "admin"),
    "trail-reader": ("city", "admin"),
}

DOORS = ("/s", "/S", "/spindle", "/Spindle")
LINKS = tuple(f"{door}/{{typed:anything}}" for door in DOORS)
OTHERWISE = ("PUT", "PATCH", "DELETE", "OPTIONS")
IN_WORDS = (
    *(f"{method} {link}" for link in LINKS for method in OTHERWISE),
    *(f"{method} {door}" for door in DOORS for method in ("GET", "POST", *OTHERWISE)),
)
"""Addresses of parents and partners where there is nothing but a page that says so (404, 405)."""

ROUTES: dict[str, str] = {
    # Open on purpose: pages, whether the service lives, and the two doors where codes are checked.
    "GET /": "public",
    "GET /enrol": "public",
    "GET /form": "public",
    "GET /form/": "public",
    "GET /form/everything": "public",
    "GET /form/manifest.webmanifest": "public",
    "GET /form/paper": "public",
    "GET /form/paper/{activity}": "public",
    "GET /form/sw.js": "public",
    "GET /health/live": "public",
    "GET /health/ready": "public",
    "GET /posters": "public",
    "GET /problems": "public",
    "GET /problems/{kind}": "public",
    "GET /sign-in": "public",
    "POST /api/v1/devices": "public",
    "POST /api/v1/sign-ins": "public",
    "POST /sign-in": "public",
    # Parents, on their own phones: nobody is signed in, and no cookie is looked at.
    # However the address was spelt and whatever the method, they get a page in words.
    **dict.fromkeys(IN_WORDS, "parents-page"),
    **{f"{method} {link}": "parents-page" for link in LINKS for method in ("GET", "POST")},
    **{f"GET {door}/thanks": "parents-page" for door in DOORS[::2]},
    # Who one is, and what every form needs.
    "GET /api/v1/catalogue": "anyone-signed-in",
    "GET /api/v1/locks": "anyone-signed-in",
    "GET /api/v1/me": "anyone-signed-in",
    # What advisers register.
    "DELETE /api/v1/collaboration-activities/{id}": "adviser-or-coordinator",
    "DELETE /api/v1/counselling-sessions/{id}": "adviser-or-coordinator",
    "DELETE /api/v1/home-visits/{id}": "adviser-or-coordinator",
    "DELETE /api/v1/programme-groups/{id}": "adviser-or-coordinator",
    "DELETE /api/v1/spindle-responses/{id}": "adviser-or-coordinator",
    "DELETE /api/v1/theme-meetings/{id}": "adviser-or-coordinator",
    "GET /api/v1/collaboration-activities/{id}": "adviser-or-coordinator",
    "GET /api/v1/counselling-sessions/{id}": "adviser-or-coordinator",
    "GET /api/v1/home-visits/{id}": "adviser-or-coordinator",
    "GET /api/v1/programme-groups/{id}": "adviser-or-coordinator",
    "GET /api/v1/spindle-responses/{id}": "adviser-or-coordinator",
    "GET /api/v1/theme-meetings/{id}": "adviser-or-coordinator",
    "POST /api/v1/batches": "adviser-or-coordinator",
    "PUT /api/v1/collaboration-activities/{id}": "adviser-or-coordinator",
    "PUT /api/v1/counselling-sessions/{id}": "adviser-or-coordinator",
    "PUT /api/v1/home-visits/{id}": "adviser-or-coordinator",
    "PUT /api/v1/programme-groups/{id}": "adviser-or-coordinator",
    "PUT /api/v1/spindle-responses/{id}": "adviser-or-coordinator",
    "PUT /api/v1/theme-meetings/{id}": "adviser-or-coordinator",
    # Links and posters for parents' own answers.
    "GET /api/v1/link-keys": "adviser",
    "POST /api/v1/posters": "adviser-or-coordinator",
    "POST /api/v1/posters/sheet": "adviser-or-coordinator",
    "PUT /api/v1/answer-links/{hash}": "adviser-or-coordinator",
    "DELETE /api/v1/answer-links/{hash}": "adviser-or-coordinator",
    "DELETE /api/v1/posters/{record}": "adviser-or-coordinator",
    # What coordinators hand in for a whole period.
    "GET /api/v1/context/{district}/{year}": "coordinator",
    "GET /api/v1/enrolment-figures/{programme}/{tertial}": "coordinator",
    "GET /api/v1/open-preschool-returns/{district}/{tertial}": "coordinator",
    "GET /api/v1/programme-figures/{district}/{year}": "coordinator",
    "PUT /api/v1/context/{district}/{year}": "coordinator",
    "PUT /api/v1/enrolment-figures/{programme}/{tertial}": "coordinator",
    "PUT /api/v1/open-preschool-returns/{district}/{tertial}": "coordinator",
    "PUT /api/v1/programme-figures/{district}/{year}": "coordinator",
    # Closing a period, and letting a district's late registrations in all the same.
    "DELETE /api/v1/locks/{tertial}/exceptions/{district}": "city-coordinator",
    "GET /api/v1/locks/exceptions": "anyone-signed-in",
    "PUT /api/v1/locks/{tertial}": "city-coordinator",
    "PUT /api/v1/locks/{tertial}/exceptions/{district}": "city-coordinator",
    # Releases.
    "GET /api/v1/releases": "anyone-signed-in",
    "GET /api/v1/releases/{release}": "anyone-signed-in",
    "GET /api/v1/releases/{release}/progress": "city-coordinator",
    "POST /api/v1/releases/{release}/check": "city-coordinator",
    "POST /api/v1/releases/{release}/lock": "city-coordinator",
    "POST /api/v1/releases/{release}/publish": "city-coordinator",
    "POST /api/v1/releases/{release}/revise": "city-coordinator",
    "POST /api/v1/releases/{release}/withdraw": "city-coordinator",
    # Figures: released ones for researchers, live ones too for coordinators; none for tablets.
    "GET /api/v1/statistics": "release-reader",
    "GET /reports/{period}": "release-reader",
    **{f"GET /api/v1/statistics/{one.id}": "release-reader" for one in TABLES},
    # Released figures as PxWebApi 2, and the researchers' pages.
    "GET /api/v2/codelists/{id}": "release-reader",
    "GET /api/v2/config": "release-reader",
    "GET /api/v2/tables": "release-reader",
    "GET /api/v2/tables/{id}": "release-reader",
    "GET /api/v2/tables/{id}/data": "release-reader",
    "GET /api/v2/tables/{id}/defaultselection": "release-reader",
    "GET /api/v2/tables/{id}/metadata": "release-reader",
    "GET /research": "public",
    "GET /research/tables/{id}": "release-reader",
    "POST /api/v2/tables/{id}/data": "release-reader",
    # The desk: pages over the routes above and below.
    "GET /desk": "account-holder",
    "GET /desk/accounts": "admin",
    "GET /desk/accounts/{account}/closing": "admin",
    "GET /desk/closing": "city-coordinator",
    "GET /desk/closing/{tertial}": "city-coordinator",
    "GET /desk/closing/{tertial}/changes": "city-coordinator",
    "GET /desk/closing/{tertial}/progress": "city-coordinator",
    "GET /desk/keys": "key-manager",
    "GET /desk/keys/{mark}/revocation": "key-manager",
    "GET /desk/keys/{mark}/rotation": "key-manager",
    "GET /desk/password": "account-holder",
    "GET /desk/reports": "coordinator",
    "GET /desk/returns": "coordinator",
    "GET /desk/returns/{activity}/{about}/{period}": "coordinator",
    "GET /desk/spindle": "coordinator",
    "GET /desk/tables": "coordinator",
    "GET /desk/tablets": "coordinator",
    "GET /desk/tablets/{mark}/revocation": "coordinator",
    "GET /desk/trail": "trail-reader",
    "POST /desk/accounts": "admin",
    "POST /desk/accounts/{account}/closing": "admin",
    "POST /desk/accounts/{account}/links": "admin",
    "POST /desk/closing/{tertial}/check": "city-coordinator",
    "POST /desk/closing/{tertial}/exceptions": "city-coordinator",
    "POST /desk/closing/{tertial}/exceptions/end": "city-coordinator",
    "POST /desk/closing/{tertial}/lock": "city-coordinator",
    "POST /desk/closing/{tertial}/publish": "city-coordinator",
    "POST /desk/closing/{tertial}/revision": "city-coordinator",
    "POST /desk/closing/{tertial}/withdrawal": "city-coordinator",
    "POST /desk/keys": "key-manager",
    "POST /desk/keys/{mark}/revocation": "key-manager",
    "POST /desk/keys/{mark}/rotation": "key-manager",
    "POST /desk/password": "account-holder",
    "POST /desk/returns/{activity}/{about}/{period}": "coordinator",
    "POST /desk/sign-out": "account-holder",
    "POST /desk/spindle": "coordinator",
    "POST /desk/tablets": "coordinator",
    "POST /desk/tablets/{mark}/revocation": "coordinator",
    "POST /desk/waiting": "coordinator",
    # Tablets, accounts, keys and the trail.
    "DELETE /api/v1/accounts/{account}": "admin",
    "DELETE /api/v1/devices/current": "adviser",
    "DELETE /api/v1/devices/{mark}": "coordinator",
    "DELETE /api/v1/research-keys/{mark}": "key-manager",
    "DELETE /api/v1/sign-ins/current": "account-holder",
    "GET /api/v1/accounts": "admin",
    "GET /api/v1/devices": "coordinator",
    "GET /api/v1/research-keys": "key-manager",
    "GET /api/v1/trail": "trail-reader",
    "POST /api/v1/accounts": "admin",
    "POST /api/v1/accounts/{account}/links": "admin",
    "POST /api/v1/devices/codes": "coordinator",
    "POST /api/v1/research-keys": "key-manager",
    "POST /api/v1/research-keys/{mark}/rotation": "key-manager",
    "PUT /api/v1/me/password": "account-holder",
}

OF_THE_FRAMEWORK = {"GET /openapi.json", "HEAD /openapi.json", "ANY /static", "ANY /form/static"}
"""The API's description and the pages' own files: the same for everybody."""

DISTRICT = "rinkeby-kista"
"""The district of the tablet and of the district's coordinator; it has a home visiting programme."""

RETURNS = {
    "context": f"/api/v1/context/{DISTRICT}/2019",
    "enrolment-figures": "/api/v1/enrolment-figures/rinkeby/2019-T1",
    "open-preschool-returns": f"/api/v1/open-preschool-returns/{DISTRICT}/2019-T1",
    "programme-figures": f"/api/v1/programme-figures/{DISTRICT}/2019",
}
EVENT_OF_PATH = {activity.path: activity.name for activity in EVENTS}
RETURN_OF_PATH = {activity.path: activity.name for activity in BY_NAME.values() if not activity.keyed_by_id}
PLACES = {"kind": "not-found", "tertial": "2018-T1", "activity": "home-visit", "period": "2019-T1"}
PERIOD = {"month": "2019-T1", "tertial": "2019-T1", "year": "2018"}
GRAIN = {table.id: table.grain for table in TABLES}

CHANGES_WHO_ONE_IS = (
    "DELETE /api/v1/devices/current",
    "DELETE /api/v1/sign-ins/current",
    "POST /api/v1/devices",
    "POST /api/v1/sign-ins",
    "POST /desk/password",
    "POST /desk/sign-out",
    "POST /sign-in",
    "PUT /api/v1/me/password",
)
"""Routes after which a client is somebody else, or nobody."""

Call = tuple[str, str, Any]


class Doors:
    """Clients of every kind, and requests that are right for who is let in."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._releases = 0
        self._clients = {who: self.fresh(who) for who in WHO}

    def fresh(self, who: str) -> TestClient:
        makers: dict[str, Callable[[], TestClient]] = {
            "nobody": self.service.client,
            "tablet": lambda: self.service.tablet(DISTRICT),
            "district": lambda: self.service.coordinator(DISTRICT),
            "city": self.service.coordinator,
            "researcher": self.service.researcher,
            "admin": self.service.admin,
        }
        return makers[who]()

    def client(self, who: str, route: str) -> TestClient:
        return self.fresh(who) if route in CHANGES_WHO_ONE_IS else self._clients[who]

    def call(self, route: str) -> Call:
        """A request to the route: method, address and body."""
        method, path = route.split(" ")
        place = path.removeprefix("/api/v1/").split("/")[0]
        if place in EVENT_OF_PATH:
            return self._event(method, place)
        if place in RETURN_OF_PATH:
            return self._return(method, place)
        if path.startswith(("/api/v2/", "/research/")):
            id_ = "agg_district_current" if "codelists" in path else "routes-in"
            return method, path.format(id=id_), {"selection": []} if method == "POST" else None
        if path.startswith("/api/v1/statistics/"):
            return method, f"{path}?period={PERIOD[GRAIN[path.rpartition('/')[2]]]}", None
        if place in ("releases", "locks"):
            return self._closing(method, path)
        return (
            self._desk(method, path)
            or self._answers(route)
            or self._access(route)
            or (method, path.format(**PLACES), None)
        )

    def _event(self, method: str, place: str) -> Call:
        path = f"/api/v1/{place}/{new_id()}"
        content = example(EVENT_OF_PATH[place], "stockholm", district=DISTRICT)
        if method == "PUT":
            return method, path, content
        assert self._clients["city"].put(path, json=content).status_code == 201
        return method, path, None

    def _return(self, method: str, place: str) -> Call:
        content = example(RETURN_OF_PATH[place], "stockholm")
        if method == "PUT":
            return method, RETURNS[place], content
        assert self._clients["city"].put(RETURNS[place], json=content).is_success
        return method, RETURNS[place], None

    def _closing(self, method: str, path: str) -> Call:
        """A lock, an exception, or an act on a release of its own that is in the state for it."""
        database, act = self.service.database, path.rpartition("/")[2]
        if path.startswith("/api/v1/locks"):
            assert self._clients["city"].put("/api/v1/locks/2018-T1").is_success
            late = {"last_day": str(TODAY)} if (method, act) == ("PUT", "{district}") else None
            return method, path.format(tertial="2018-T1", district=DISTRICT), late
        self._releases += 1
        tertial = f"{1990 + self._releases // 3}-T{1 + self._releases % 3}"
        tables = [small_table(period=tertial)]
        if act == "lock":
            release = put_draft(database, "2018-T1")
        elif act == "check":
            part(self.service.app, ProtectionJobs).wait(60)  # the one before goes on after its reply
            release = put_locked(database, tertial)
        elif act == "publish":
            release = put_checked(database, tables, tertial)
        else:
            release = put_on_shelf(database, tables, tertial, parameters=ROUNDED)
        body = {"reason": "wrong-figures"} if act == "withdraw" else None
        return method, path.format(release=release), body

    def _desk(self, method: str, path: str) -> Call | None:
        def made(what: str) -> dict[str, str]:
            account = {"role": "coordinator", "district": DISTRICT}
            key = {"tables": ["*"], "districts": ["*"], "expires": "2027-06-30"}
            if what in ("account", "account's mark"):
                return self._made("admin", "accounts", account, "code" if what == "account" else "account")
            if what == "key":
                return self._made("admin", "research-keys", key, "mark")
            code = self._made("city", "devices/codes", {"district": DISTRICT}, "code")
            return self._made("nobody", "devices", code, "mark")

        protection_jobs = part(self.service.app, ProtectionJobs)
        return desk.call(
            method, path, DISTRICT, self._clients["city"], made, self.service.database, protection_jobs.wait
        )

    def _answers(self, route: str) -> Call | None:
        method, path = route.split(" ")
        tablet = self._clients["tablet"]
        of = {"activity": "open-preschool-return", "district": DISTRICT, "tertial": "2023-T1"}
        wanted = {**of, "month": "2026-11", "uses": 5}
        if path in LINKS[:2]:
            address = parents.poster(tablet, **wanted).replace("/s/", path.partition("{")[0])
            return method, address, parents.VISITED if method == "POST" else None
        if path == "/api/v1/posters":
            return method, path, wanted
        if path == "/api/v1/posters/{record}":
            return method, path.format(record=new_id()), None
        if path == "/api/v1/posters/sheet":
            code = "7k2m-9qxa-41zb-c0te"
            return method, path, {"code": code, "activity": "theme-meeting", "format": "html"}
        if path == "/api/v1/answer-links/{hash}":
            record = new_id()
            content = example("counselling-session", "stockholm", district=DISTRICT, mothers=9, answers=[])
            assert tablet.put(f"/api/v1/counselling-sessions/{record}", json=content).status_code == 201
            link = parents.make_link(parents.link_keys(tablet), TODAY)
            body = {"activity": "counselling-session", "record": record, "respondent": "mother"}
            return method, path.format(hash=link.hash), body if method == "PUT" else None
        return None

    def _access(self, route: str) -> Call | None:
        method, path = route.split(" ")
        account = {"role": "coordinator", "district": DISTRICT}
        key = {"tables": ["*"], "districts": ["*"], "expires": "2027-06-30"}
        wanted = {"district": DISTRICT}
        bodies: dict[str, Callable[[], Any]] = {
            "POST /api/v1/accounts": lambda: account,
            "POST /api/v1/batches": lambda: {"records": [{}]},
            "POST /api/v1/devices": lambda: self._made(
                "city", "devices/codes", {"district": DISTRICT}, "code"
            ),
            "POST /api/v1/devices/codes": lambda: wanted,
            "POST /api/v1/research-keys": lambda: key,
            "POST /api/v1/sign-ins": lambda: self._made("admin", "accounts", account, "code"),
            "PUT /api/v1/me/password": lambda: {"password": "femton vita svanar"},
        }
        if route in bodies:
            return method, path, bodies[route]()
        if "{account}" in path:
            return method, path.format(**self._made("admin", "accounts", account, "account")), None
        if "{mark}" in path and "research-keys" in path:
            return method, path.format(**self._made("admin", "research-keys", key, "mark")), None
        if "{mark}" in path:
            code = self._made("city", "devices/codes", wanted, "code")
            return method, path.format(**self._made("nobody", "devices", code, "mark")), None
        return None

    def _made(self, who: str, path: str, body: Any, wanted: str) -> dict[str, str]:
        client = self.service.client() if who == "nobody" else self._clients[who]
        reply = client.post(f"/api/v1/{path}", json=body)
        assert reply.status_code == 201, reply.text
        return {wanted: reply.json()[wanted]}


@pytest.fixture(scope="module")
def doors(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder: Path = tmp_path_factory.mktemp("routes")
    url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    # A key asks every route here within a minute or two.
    for service in start(url, "stockholm", one_person_releases=True, key_requests_per_minute=100_000):
        publish_tables(service)
        yield Doors(service)


def publish_tables(service: Service) -> None:
    """Something to read at the address of every table."""
    for tertial, period, yearly in (("2018-T3", "2018", True), ("2019-T1", "2019-T1", False)):
        tables = [small_table(one.id, period) for one in TABLES if (one.grain == "year") is yearly]
        put_on_shelf(service.database, tables, tertial)


def test_every_route_has_exactly_its_guard(doors: Doors) -> None:
    found = guards_of(doors.service.app.routes)
    assert {route: guards for route, guards in found.items() if not guards} == {
        route: [] for route in OF_THE_FRAMEWORK
    }
    assert {route: guards for route, guards in found.items() if guards} == {
        route: [guard] for route, guard in ROUTES.items()
    }


def test_an_unguarded_or_twice_guarded_route_is_found(doors: Doors) -> None:
    found = guards_of(doors.service.app.routes)
    assert found["GET /openapi.json"] == []
    assert set(LETS_IN) == set(ROUTES.values())


def _send(client: TestClient, call: Call, **headers: str) -> Any:
    method, path, body = call
    if path.startswith(desk.PLAIN):
        return client.request(method, path, data=body, headers=headers)
    return client.request(method, path, json=body, headers=headers) if body is not None else client.request(
        method, path, headers=headers
    )  # fmt: skip


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_lets_in_exactly_whom_it_should(doors: Doors, route: str) -> None:
    lets_in = LETS_IN[ROUTES[route]]
    expected = {who: "in" if who in lets_in else 401 if who == "nobody" else 403 for who in WHO}
    found: dict[str, Any] = {}
    for who in WHO:
        reply = _send(doors.client(who, route), doors.call(route))
        told = route in IN_WORDS and reply.status_code in (404, 405)
        found[who] = "in" if reply.is_success or told else reply.status_code
        if reply.status_code in (401, 403):
            kind = {401: "not-signed-in", 403: "not-allowed"}[reply.status_code]
            assert reply.json()["type"] == f"/problems/{kind}"
    assert found == expected


WRITES = [route for route in ROUTES if not route.startswith(("GET", "HEAD")) and route not in IN_WORDS]


@pytest.mark.parametrize("route", WRITES)
@pytest.mark.parametrize(
    "sent", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}], ids=["origin", "fetch"]
)
def test_a_write_from_another_site_is_refused(doors: Doors, route: str, sent: dict[str, str]) -> None:
    for who in LETS_IN[ROUTES[route]]:
        if who in ("nobody", "researcher"):  # no cookie that a browser would send along
            continue
        call = doors.call(route)
        client = doors.client(who, route)
        refused = _send(client, call, **sent)
        assert refused.status_code == 403
        if ROUTES[route] == "parents-page":
            assert refused.headers["content-type"].startswith("text/html")
        else:
            assert refused.json()["type"] == "/problems/cross-site"
        assert _send(client, call).is_success  # nothing was done, so the same request still can be


def test_a_browser_without_cookies_is_refused_at_the_open_doors_too(doors: Doors) -> None:
    for route in ("POST /api/v1/devices", "POST /api/v1/sign-ins"):
        reply = _send(doors.service.client(), doors.call(route), Origin="https://evil.example")
        assert (reply.status_code, reply.json()["type"]) == (403, "/problems/cross-site")


# ------------------------------------------------------------------------------- another district's facts


@pytest.mark.parametrize("route", ["PUT", "GET", "DELETE"])
@pytest.mark.parametrize("who", ["tablet", "district"])
def test_another_districts_record_is_refused(doors: Doors, who: str, route: str) -> None:
    path = f"/api/v1/counselling-sessions/{new_id()}"
    content = example("counselling-session", "stockholm", district="farsta")
    if route != "PUT":
        assert doors.client("city", route).put(path, json=content).status_code == 201
    reply = _send(doors.client(who, route), (route, path, content if route == "PUT" else None))
    assert (reply.status_code, reply.json()["type"]) == (403, "/problems/other-district")


def test_another_districts_figures_and_tablets_are_refused(doors: Doors) -> None:
    own = doors.client("district", "")
    for reply in (
        own.put("/api/v1/context/farsta/2019", json=example("context", "stockholm")),
        own.get("/api/v1/statistics/routes-in?district=farsta&period=2019-T1"),
        own.post("/api/v1/devices/codes", json={"district": "farsta"}),
    ):
        assert (reply.status_code, reply.json()["type"]) == (403, "/problems/other-district")


def test_an_account_of_each_role_is_what_the_table_says(doors: Doors) -> None:
    """The clients above really are who they are called."""
    roles = {who: doors.client(who, "").get("/api/v1/me").json() for who in WHO if who != "nobody"}
    assert {who: (me["role"], me["district"]) for who, me in roles.items()} == {
        "tablet": (Role.ADVISER, DISTRICT),
        "district": (Role.COORDINATOR, DISTRICT),
        "city": (Role.COORDINATOR, None),
        "researcher": (Role.RESEARCHER, None),
        "admin": (Role.ADMIN, None),
    }
