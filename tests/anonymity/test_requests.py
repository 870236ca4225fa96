"""Every body and parameter of every operation: nothing can be sent that could name anybody."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.kit.db.database import Database
from app.kit.http.parts import part
from app.kit.settings import Settings
from app.main import create_app
from tests.anonymity.requests import DATES_ON_PURPOSE, FREE_ON_PURPOSE, complaints


@pytest.fixture(scope="module")
def app() -> Iterator[FastAPI]:
    app = create_app(Settings(_env_file=None, database_url="sqlite://"))
    yield app
    part(app, Database).dispose()


def test_no_request_can_carry_what_names_anybody(app: FastAPI) -> None:
    assert list(complaints(app.openapi())) == []


def test_every_operation_that_takes_a_body_describes_it(app: FastAPI) -> None:
    """Also those that are left out of the description: none of them takes a body but plain forms. Of those of
    parents and partners nothing is kept but the codes of their questions (tests/answers/test_pages.py,
    tests/desk/test_spindle.py); those of the desk end in the services that the API calls, with the same
    schemas (tests/desk/test_returns.py)."""
    described = {
        operation["operationId"] for path in app.openapi()["paths"].values() for operation in path.values()
    }
    assert len(described) > 50
    hidden = [route for route in _routes(app) if getattr(route, "operation_id", None) not in described]
    assert hidden
    assert [route.path for route in hidden if getattr(route, "body_field", None)] == []
    writes = [route.path for route in hidden if not set(route.methods or ()) <= {"GET", "HEAD"}]
    assert {path for path in writes if not path.startswith("/desk")} == {
        "/s", "/S", "/s/{typed:anything}", "/S/{typed:anything}", "/sign-in",
        "/spindle", "/Spindle", "/spindle/{typed:anything}", "/Spindle/{typed:anything}",
    }  # fmt: skip


def _routes(app: FastAPI) -> list[Any]:
    return [route for route in iter_route_contexts(app.routes) if route.path != "/static"]


def test_what_is_allowed_on_purpose_is_really_there(app: FastAPI) -> None:
    """An exception that nothing needs any more must go."""
    seen: set[tuple[str, str]] = set()
    for path in app.openapi()["paths"].values():
        for operation in path.values():
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            reference = body.get("schema", {}).get("$ref", "").rpartition("/")[2]
            model = app.openapi()["components"]["schemas"].get(reference, {})
            at = operation["operationId"]
            seen |= {(at, f"body.{name}") for name in model.get("properties", {})}
            seen |= {(at, f"{one['in']}.{one['name']}") for one in operation.get("parameters", [])}
    assert FREE_ON_PURPOSE.keys() | DATES_ON_PURPOSE.keys() <= seen


# ------------------------------------------------------------------- the proof that each check can fail


def _api(schema: dict[str, Any], where: str = "body") -> dict[str, Any]:
    operation: dict[str, Any] = {"operationId": "bad"}
    if where == "body":
        operation["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    else:
        operation["parameters"] = [{"in": where, "name": "x", "schema": schema}]
    named = {"Named": {"type": "object", "properties": {"note": {"type": "string"}}}}
    return {"paths": {"/bad": {"put": operation}}, "components": {"schemas": named}}


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


TEXT = {"type": "string"}
FEW = {"maxProperties": 3}
DICT = {"type": "object", "propertyNames": {"enum": ["b"]}, **FEW}
BAD: list[tuple[dict[str, Any], str]] = [
    (_api({"type": "object", "properties": {}}), "takes fields that nobody described"),
    (_api({"type": "object", "additionalProperties": True}), "takes fields that nobody described"),
    (_api({"$ref": "#/components/schemas/Named"}), "body.note: a text that no list"),
    (_api({}), "takes anything"),
    (_api(_closed(note=TEXT)), "body.note: a text that no list, form or format closes"),
    (_api(_closed(note={"type": "string", "maxLength": 10})), "a text that no list, form or format closes"),
    (_api(_closed(note={"anyOf": [{"type": "null"}, TEXT]})), "a text that no list"),
    (_api(_closed(note={"oneOf": [{"enum": ["a"]}, {**TEXT, "pattern": "^.{3}$"}]})), "takes words"),
    (_api(_closed(note={"type": "array", "maxItems": 2, "items": TEXT})), "body.note[]: a text"),
    (_api(_closed(note={"type": "array", "items": {"enum": ["a"]}})), "a list of any length"),
    (_api(_closed(inner=_closed(note=TEXT))), "body.inner.note: a text"),
    (_api(_closed(note={**TEXT, "pattern": "[a-z]{3}"})), "does not hold the whole text"),
    (_api(_closed(note={**TEXT, "pattern": "^[a-z ]{3}$"})), "a form that takes words"),
    (_api(_closed(note={**TEXT, "pattern": r"^\w{3}$"})), "a form that takes words"),
    (_api(_closed(note={**TEXT, "pattern": "^[^0-9]{3}$"})), "a form that takes words"),
    (_api(_closed(note={**TEXT, "pattern": "^[a-z]+$"})), "a form without end"),
    (_api(_closed(note={**TEXT, "pattern": "^[a-z]{1,}$", "maxLength": 500})), "a form without end"),
    (_api(_closed(visit={**TEXT, "format": "date"})), "a date"),
    (_api(_closed(visit={**TEXT, "format": "date-time"})), "a text that no list"),
    (_api(_closed(id={**TEXT, "format": "uuid"})), "a text that no list"),
    (_api(_closed(n={"type": "integer", "minimum": 0})), "a number without bounds"),
    (_api(_closed(n={"type": "number", "minimum": 0, "maximum": 5})), "any number of decimals"),
    (
        _api({"type": "object", "additionalProperties": {"enum": ["a"]}, "propertyNames": {"enum": ["b"]}}),
        "takes any number of fields",
    ),
    (
        _api({"type": "object", "additionalProperties": {"enum": ["a"]}, "maxProperties": 3}),
        "body.(name): a text that no list",
    ),
    (
        _api({**DICT, "additionalProperties": TEXT}),
        "body.*: a text that no list",
    ),
    (_api(_closed() | {**FEW, "patternProperties": {"^a": {"enum": ["b"]}}}), "body.(name): a form that"),
    (_api(_closed() | {**FEW, "patternProperties": {"^a$": TEXT}}), "body.*: a text that no list"),
    (_api(_closed() | {"patternProperties": {"^a$": {"enum": ["b"]}}}), "takes any number of fields"),
    (_api(TEXT, "query"), "bad query.x: a text"),
    (_api(TEXT, "path"), "bad path.x: a text"),
    (_api(TEXT, "header"), "bad header.x: a text"),
    (_api(TEXT, "cookie"), "bad cookie.x: a text"),
]  # fmt: skip


@pytest.mark.parametrize(("description", "expected"), BAD)
def test_a_bad_request_is_found(description: dict[str, Any], expected: str) -> None:
    found = list(complaints(description))
    assert any(expected in wrong for wrong in found), found


def test_another_media_type_is_found() -> None:
    description = _api({"enum": ["a"]})
    body = description["paths"]["/bad"]["put"]["requestBody"]["content"]
    body["multipart/form-data"] = body.pop("application/json")
    assert list(complaints(description)) == ["bad body: takes multipart/form-data"]


def test_a_good_request_is_not_complained_of() -> None:
    good = _closed(
        id={"type": "string", "format": "uuid4"},
        month={"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
        kind={"enum": ["a", "b"]},
        number={"anyOf": [{"type": "integer", "minimum": 0, "maximum": 9}, {"enum": ["not-known"]}]},
    )
    assert list(complaints(_api(good))) == []
