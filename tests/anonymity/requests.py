"""What no request may be able to carry, as rules over the API's description. Each yields what is wrong."""

import re
from collections.abc import Iterator
from typing import Any

FORMATS = {"uuid4": 36, "date": 10}
"""Formats that close a text, and its length. A UUID of another version may carry a time."""

FREE_ON_PURPOSE = {
    ("sign_in", "body.password"): "a password is only compared with its hash",
    ("set_password", "body.password"): "a password is only kept as its hash",
    ("set_password", "body.current"): "a password is only compared with its hash",
    ("sign_in", "body.code"): "a one-time code is looked up by its hash and gone afterwards",
    ("px_tables", "query.query"): "words that are looked for among the tables' own; gone with the answer",
    ("enrol_device", "body.code"): "a one-time code is looked up by its hash and gone afterwards",
}
"""The only texts that a request may write as it likes, by operation and field; none is stored or logged."""

DATES_ON_PURPOSE = {
    ("create_research_key", "body.expires"): "a key's last day says nothing of a family",
    ("make_exception", "body.last_day"): "the last day of late registrations says nothing of a family",
}

_OPEN_ENDED = re.compile(r"(?<!\\)[*+]|\{\d+,\}")
_ANYTHING = re.compile(r"(?<!\\)\.|\\[wWSDsP]|\[\^")


def complaints(description: dict[str, Any]) -> Iterator[str]:
    """Everything in the requests of an API that could carry what is not closed."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            at = operation.get("operationId", f"{method} {path}")
            for parameter in operation.get("parameters", []):
                field = f"{parameter['in']}.{parameter['name']}"
                yield from _schema(at, field, parameter.get("schema", {}), description)
            for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
                if media_type != "application/json":
                    yield f"{at} body: takes {media_type}"
                yield from _schema(at, "body", content.get("schema", {}), description)


def _schema(at: str, field: str, schema: dict[str, Any], description: dict[str, Any]) -> Iterator[str]:
    schema = _resolved(schema, description)
    for combined in ("anyOf", "oneOf"):
        if combined in schema:
            beside = {name: value for name, value in schema.items() if name != combined}
            for one in schema[combined]:
                yield from _schema(at, field, {**beside, **_resolved(one, description)}, description)
            return
    if "enum" in schema or "const" in schema:
        return
    kind = schema.get("type")
    if kind == "string":
        yield from (f"{at} {field}: {wrong}" for wrong in _text(at, field, schema))
    elif kind in ("integer", "number"):
        if not {"minimum", "maximum"} <= schema.keys():
            yield f"{at} {field}: a number without bounds"
        if kind == "number" and "multipleOf" not in schema:
            yield f"{at} {field}: a number with any number of decimals"
    elif kind == "array":
        if "maxItems" not in schema:
            yield f"{at} {field}: a list of any length"
        yield from _schema(at, f"{field}[]", schema.get("items", {}), description)
    elif kind == "object":
        yield from _object(at, field, schema, description)
    elif kind not in ("boolean", "null"):
        yield f"{at} {field}: takes anything"


def _resolved(schema: dict[str, Any], description: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**description["components"]["schemas"][name], **beside}
    return schema


def _text(at: str, field: str, schema: dict[str, Any]) -> Iterator[str]:
    if (at, field) in FREE_ON_PURPOSE:
        if schema.get("maxLength", 10_000) > 200:
            yield "a text of any length"
        return
    if schema.get("format") == "date" and (at, field) not in DATES_ON_PURPOSE:
        yield "a date"
    if schema.get("format") in FORMATS:
        return
    pattern = schema.get("pattern", "")
    if not pattern:
        yield "a text that no list, form or format closes"
    elif not (pattern.startswith("^") and pattern.endswith("$")):
        yield "a form that does not hold the whole text"
    elif _ANYTHING.search(pattern) or " " in pattern:
        yield "a form that takes words"
    elif _OPEN_ENDED.search(pattern) and schema.get("maxLength", 10_000) > 80:
        yield "a form without end"


def _object(at: str, field: str, schema: dict[str, Any], description: dict[str, Any]) -> Iterator[str]:
    further, names = schema.get("additionalProperties", True), schema.get("propertyNames", {})
    by_form = {
        pattern: (names | {"pattern": pattern}, one)
        for pattern, one in schema.get("patternProperties", {}).items()
    }
    if further is True:
        yield f"{at} {field}: takes fields that nobody described"
    elif further is not False:
        by_form["*"] = (names, further)
    if by_form and "maxProperties" not in schema:
        yield f"{at} {field}: takes any number of fields"
    for name, inner in by_form.values():
        yield from _schema(at, f"{field}.(name)", {"type": "string", **name}, description)
        yield from _schema(at, f"{field}.*", inner, description)
    for name, inner in schema.get("properties", {}).items():
        yield from _schema(at, f"{field}.{name}", inner, description)
