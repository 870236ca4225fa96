"""The API's description: committed, complete, and true of real requests and replies."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from starlette.testclient import TestClient
from typer.testing import CliRunner

from app.activities.registry import EVENTS
from app.cli.main import app as command_line
from app.kit.problems import MEDIA_TYPE
from app.tables.registry import TABLES
from tests.support.service import Service, Templates, example, new_id, start
from tests.test_routes import DISTRICT, LETS_IN, ROUTES, Doors, publish_tables

FILE = Path(__file__).parent.parent / "openapi" / "openapi.json"
schema = schemathesis.openapi.from_path(FILE)
DESCRIPTION: dict[str, Any] = schema.raw_schema

OPERATIONS: dict[str, dict[str, Any]] = {
    f"{method.upper()} {path}": operation
    for path, methods in DESCRIPTION["paths"].items()
    for method, operation in methods.items()
}
WITH_BODY = [route for route, operation in OPERATIONS.items() if "requestBody" in operation]
ASKING = "POST /api/v2/tables/{id}/data"
"""Reads: the selection is in the body because it can be long."""
WRITES = [route for route in OPERATIONS if not route.startswith("GET") and route != ASKING]
GUARDED = [route for route in OPERATIONS if ROUTES[route] != "public"]


def test_the_committed_description_is_what_the_service_gives() -> None:
    printed = CliRunner().invoke(command_line, ["openapi"])
    assert printed.exit_code == 0
    assert FILE.read_text("utf-8") == printed.stdout, "make openapi"


def test_the_description_is_valid_openapi() -> None:
    assert DESCRIPTION["openapi"].startswith("3.1")
    schema.validate()
    broken = schemathesis.openapi.from_dict({**DESCRIPTION, "info": {"title": "no version"}})
    with pytest.raises(Exception, match="version"):
        broken.validate()


def test_the_served_description_is_the_same(quick: Service) -> None:
    assert quick.client().get("/openapi.json").json() == DESCRIPTION


# ------------------------------------------------------------------------------------------ complete


def test_every_route_is_described_but_the_pages() -> None:
    pages = {"GET /", "GET /enrol", "GET /posters", "GET /problems", "GET /sign-in", "POST /sign-in"}
    pages |= {route for route in ROUTES if route.partition(" ")[2].startswith("/desk")}
    pages |= {route for route, guard in ROUTES.items() if guard == "parents-page"}
    pages |= {route for route in ROUTES if route.startswith("GET /form")}
    assert set(ROUTES) - set(OPERATIONS) == pages
    assert set(OPERATIONS) <= set(ROUTES)


def test_every_operation_has_an_id_of_its_own() -> None:
    ids = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(ids)) == len(ids)
    assert [one for one in ids if not one.replace("_", "").isalnum() or one != one.lower()] == []


@pytest.mark.parametrize("route", OPERATIONS)
def test_an_operation_says_what_it_is(route: str) -> None:
    operation = OPERATIONS[route]
    assert len(operation["tags"]) == 1
    assert operation["summary"].strip()
    assert operation.get("description", "").strip() or not route.startswith(("PUT", "POST", "DELETE"))


@pytest.mark.parametrize("route", OPERATIONS)
def test_an_operation_declares_what_can_go_wrong(route: str) -> None:
    declared = set(OPERATIONS[route]["responses"])
    assert any(status.startswith("2") for status in declared)
    wanted: set[str] = set()
    if route in GUARDED:
        wanted |= {"401", "403", "429", "503"}
        assert OPERATIONS[route]["security"]
    if route in WRITES:
        wanted |= {"403", "503", "507"}
    if route in WITH_BODY:
        wanted |= {"400", "413", "415", "422"}
    if OPERATIONS[route].get("parameters"):
        # PxWebApi's clients know a parameter that is wrong by 400.
        wanted |= {"400"} if "/api/v2/" in route else {"422"}
    assert declared >= wanted, f"{route}: {sorted(wanted - declared)} not declared"


@pytest.mark.parametrize("route", OPERATIONS)
def test_every_problem_is_described_as_one(route: str) -> None:
    for status, response in OPERATIONS[route]["responses"].items():
        if status[0] in "45" and not route.startswith("GET /health/"):
            assert list(response["content"]) == [MEDIA_TYPE]
            assert response["content"][MEDIA_TYPE]["schema"] == {"$ref": "#/components/schemas/ProblemBody"}
            assert response["description"].startswith("`")


def test_every_component_is_used_and_found() -> None:
    text = FILE.read_text("utf-8")
    names = set(DESCRIPTION["components"]["schemas"])
    assert {name for name in names if f'"#/components/schemas/{name}"' not in text} == set()
    used = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert used == names


def test_a_key_can_be_limited_to_each_table() -> None:
    tables = DESCRIPTION["components"]["schemas"]["KeyWanted"]["properties"]["tables"]["items"]["enum"]
    assert tables == ["*", *(table.id for table in TABLES)]


def test_the_description_says_whose_it_is_and_where() -> None:
    info = DESCRIPTION["info"]
    assert info["license"] == {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
    assert info["contact"]["name"]
    assert [one["url"] for one in DESCRIPTION["servers"]] == ["/"]  # relative: wherever it is read from
    used = {tag for operation in OPERATIONS.values() for tag in operation["tags"]}
    assert {one["name"] for one in DESCRIPTION["tags"]} == used


# ------------------------------------------------------------------------------ examples and their schemas

FORMATS = {"binary", "date", "date-time", "password", "uuid"}
"""Those of JSON Schema and OpenAPI that we use. What a tool does not know, it passes over."""


def _parts(whole: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(whole, dict):
        yield at, whole
        for name, part in whole.items():
            yield from _parts(part, f"{at}/{name}")
    elif isinstance(whole, list):
        for place, part in enumerate(whole):
            yield from _parts(part, f"{at}/{place}")


def _values() -> Iterator[tuple[str, Any, Any]]:
    """Every example and default that stands beside a schema or in one: where, what it is, what it must be."""
    for at, part in _parts({name: DESCRIPTION[name] for name in ("paths", "components")}):
        described = part.get("schema")
        if isinstance(described, dict):
            if "example" in part:
                yield f"{at}/example", part["example"], described
            for name, one in part.get("examples", {}).items():
                yield f"{at}/examples/{name}", one["value"], described
        if ("type" in part or "anyOf" in part or "$ref" in part) and "/example" not in at:
            for place, one in enumerate(part.get("examples", ())):
                yield f"{at}/examples/{place}", one, part
            if "default" in part:
                yield f"{at}/default", part["default"], part


def _wrong(value: Any, described: dict[str, Any]) -> list[str]:
    whole = {**described, "components": DESCRIPTION["components"]}
    validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return [str(error.message) for error in validator.iter_errors(value)]


def test_every_example_is_what_its_schema_says() -> None:
    found = list(_values())
    assert len([at for at, *_ in found if "statistics" in at and at.endswith("json/example")]) > 25
    assert len(found) > 150
    wrong = {at: faults for at, value, described in found if (faults := _wrong(value, described))}
    assert wrong == {}


def test_an_example_that_is_not_as_described_is_found() -> None:
    (content,) = OPERATIONS["POST /api/v1/batches"]["requestBody"]["content"].values()
    value, described = content["example"], content["schema"]
    record = value["records"][0]
    assert _wrong(value, described) == []
    time_based = {"id": "1f6c8d1e-3f0a-1c5e-9a51-0f2b7c1d9e44"}
    for changes in ({"id": "7"}, time_based, {"if_match": "x"}, {"note": "x"}):
        assert _wrong({"records": [record | changes]}, described), changes
    right = {"id": "1F6C8D1E-3F0A-4C5E-9A51-0F2B7C1D9E44", "if_match": f'"{"0" * 64}"'}
    assert _wrong({"records": [record | right]}, described) == []


def test_ids_and_hashes_carry_a_form_that_every_tool_knows() -> None:
    parts = list(_parts(DESCRIPTION))
    formats = {part["format"] for _, part in parts if isinstance(part.get("format"), str)}
    assert formats - {"pdf"} <= FORMATS  # pdf: a sheet's, where a field has that name
    ours = ("batches", "Verdict", "Receipt", "Stored", "ActFacts", "/answer-links", "/posters")
    plain = []
    for at, part in parts:
        named = part.get("properties", {}) if any(one in at for one in ours) else {}
        for name in {"id", "hash", "if_match", "record"} & set(named):
            texts = [one for one in named[name].get("anyOf", [named[name]]) if one.get("type") == "string"]
            plain += [f"{at}/{name}" for one in texts if not {"pattern", "format"} & set(one)]
    assert plain == []


# ------------------------------------------------------------------------------------ true of requests


def _examples(route: str) -> list[Any]:
    content = OPERATIONS[route]["requestBody"]["content"]["application/json"]
    if "example" in content:
        return [content["example"]]
    if "$ref" not in content["schema"]:
        return [one["value"] for one in content["examples"].values()]
    named: list[Any] = DESCRIPTION["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]][
        "examples"
    ]
    return named


# The examples are of 2019, and so must the day be on which they are sent.
THEN = date(2019, 11, 24)
DESCRIBED = {
    "hash": "0" * 64,
    "district": "farsta",
    "programme": "rinkeby",
    "tertial": "2019-T1",
    "year": "2018",
    "release": "2019-T1-r1",
}
SECRETS = {
    "POST /api/v1/devices": "code-not-valid",
    "POST /api/v1/sign-ins": "code-not-valid",
    "PUT /api/v1/answer-links/{hash}": "record-not-found",
    "POST /api/v1/releases/{release}/withdraw": "release-not-found",
    "PUT /api/v1/locks/{tertial}/exceptions/{district}": "tertial-not-locked",
    ASKING: "table-not-found",
}
"""A code, an id or a lock in an example is nobody's: it is read, looked up, and not there."""


@pytest.fixture
def then(templates: Templates, tmp_path: Path) -> Iterator[Service]:
    url = templates.sqlite(tmp_path / "stodlogg.db", "stockholm")
    yield from start(url, "stockholm", today=THEN)


@pytest.mark.parametrize("route", WITH_BODY)
def test_the_service_takes_every_example_of_a_body(then: Service, route: str) -> None:
    method, path = route.split(" ")
    who = then.admin() if ROUTES[route] == "admin" else then.coordinator()
    examples = _examples(route)
    assert examples
    for body in examples:
        reply = who.request(method, path.format(id=new_id(), **DESCRIBED), json=body)
        if route in SECRETS:
            assert reply.json()["type"] == f"/problems/{SECRETS[route]}"
            continue
        assert reply.is_success, reply.text
        if route == "POST /api/v1/batches":
            assert {one["verdict"] for one in reply.json()["verdicts"]} == {"created"}


# ------------------------------------------------------------------------------------- true of replies


def _conforms(route: str, reply: Any) -> None:
    """The reply's status is declared, and its type, headers and body are as declared."""
    method, path = route.split(" ")
    declared = OPERATIONS[route]["responses"]
    assert str(reply.status_code) in declared, f"{route}: {reply.status_code} is not declared"
    content = declared[str(reply.status_code)].get("content", {})
    if content:
        assert reply.headers["content-type"].partition(";")[0] in content
    else:
        assert reply.content == b""
    schema[path][method].validate_response(reply)


@pytest.fixture(scope="module")
def doors(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder = tmp_path_factory.mktemp("openapi")
    url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    for service in start(url, "stockholm", one_person_releases=True, key_requests_per_minute=100_000):
        publish_tables(service)
        yield Doors(service)


@pytest.mark.parametrize("route", OPERATIONS)
def test_real_replies_are_as_described(doors: Doors, route: str) -> None:
    """One that is let in, in both languages, and the refusals of those who are not."""
    lets_in = LETS_IN[ROUTES[route]]
    for who, language in (("nobody", "sv"), ("tablet", "en"), ("admin", "sv"), (lets_in[-1], "en")):
        method, path, body = doors.call(route)
        client = doors.client(who, route)
        reply = client.request(method, path, json=body, headers={"Accept-Language": language})
        assert reply.is_success == (who in lets_in), reply.text
        _conforms(route, reply)


EVENT = "/api/v1/counselling-sessions/{id}"


def _put(client: TestClient, id_: str, body: Any = None, **more: Any) -> Any:
    path = EVENT.format(id=id_)
    return client.put(path, json=body, **more) if body is not None else client.put(path, **more)


def test_real_problems_are_as_described(doors: Doors) -> None:
    """One reply for each status that filing a record can be answered with, and what the others add."""
    tablet, city = doors.client("tablet", ""), doors.client("city", "")
    right = example("counselling-session", "stockholm", district=DISTRICT)
    id_, gone = new_id(), new_id()
    etag = {"If-Match": f'"{"0" * 64}"'}
    replies = [
        _put(tablet, id_, right),
        _put(tablet, id_, right),
        _put(tablet, id_, {**right, "children": 3}),
        _put(tablet, id_, {**right, "children": 3}, headers=etag),
        _put(tablet, id_, {**right, "children": 3}, headers={"If-Match": "*"}),
        _put(tablet, id_, {**right, "note": "x", "mothers": -1, "month": "March"}),
        _put(tablet, id_, {**right, "route_in": "by-chance"}),
        _put(tablet, id_, content=b"{", headers={"Content-Type": "application/json"}),
        _put(tablet, id_, content=b" " * 20_000, headers={"Content-Type": "application/json"}),
        _put(tablet, id_, content=b"{}", headers={"Content-Type": "text/plain"}),
        _put(tablet, new_id(), {**right, "district": "farsta"}),
        _put(doors.client("nobody", ""), new_id(), right),
        _put(doors.client("researcher", ""), new_id(), right),
        _put(tablet, "not-an-id", right),
    ]
    assert _put(tablet, gone, right).status_code == 201
    assert tablet.delete(EVENT.format(id=gone)).status_code == 204
    replies.append(_put(tablet, gone, right))
    for reply in replies:
        _conforms(f"PUT {EVENT}", reply)
    assert {reply.status_code for reply in replies} == {
        200, 201, 400, 401, 403, 409, 410, 412, 413, 415, 422,
    }  # fmt: skip
    locks = [city.put(f"/api/v1/locks/{tertial}") for tertial in ("2018-T1", "2018-T1", "2026-T3", "1999-T1")]
    assert [reply.status_code for reply in locks] == [200, 200, 409, 422]
    for reply in locks:
        _conforms("PUT /api/v1/locks/{tertial}", reply)


def test_a_batchs_verdicts_are_as_described(doors: Doors) -> None:
    records = [
        {"activity": activity.name, "id": new_id(), "content": example(activity.name, "stockholm")}
        for activity in EVENTS
    ]
    bad = [{}, {"activity": "diary", "id": new_id(), "content": {}}, {**records[0], "content": {"note": "x"}}]
    reply = doors.client("city", "").post("/api/v1/batches", json={"records": [*records, *bad, records[0]]})
    assert [one["verdict"] for one in reply.json()["verdicts"]] == [
        *["created"] * len(records), *["refused"] * 3, "same",
    ]  # fmt: skip
    _conforms("POST /api/v1/batches", reply)


def test_an_unchanged_catalogue_is_as_described(doors: Doors) -> None:
    tablet = doors.client("tablet", "")
    etag = tablet.get("/api/v1/catalogue").headers["ETag"]
    reply = tablet.get("/api/v1/catalogue", headers={"If-None-Match": etag})
    assert reply.status_code == 304
    _conforms("GET /api/v1/catalogue", reply)


def test_a_reply_that_is_not_as_described_is_found(doors: Doors) -> None:
    """The check above can fail: a receipt that lacks its hash, a status that nobody declared."""
    tablet = doors.client("tablet", "")
    reply = _put(tablet, new_id(), example("counselling-session", "stockholm", district=DISTRICT))
    _conforms(f"PUT {EVENT}", reply)
    with pytest.raises(AssertionError, match="is not declared"):
        _conforms("GET /api/v1/locks", reply)
    reply._content = b'{"verdict":"created"}'
    with pytest.raises(Exception, match="violates schema") as raised:
        _conforms(f"PUT {EVENT}", reply)
    assert "hash" in str(raised.value)
