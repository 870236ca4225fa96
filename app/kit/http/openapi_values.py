"""What the framework says of values in the API's description, put as every reader understands it."""

from collections.abc import Iterator, Mapping
from typing import Any

UUID4 = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-4[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"
"""An id of ours. `uuid4`, which the framework writes, is no format that JSON Schema has."""

_OF_TEXTS = ("pattern", "format", "maxLength", "minLength")

Schemas = Mapping[str, Any]


def mend_values(schema: dict[str, Any]) -> None:
    """Formats and patterns that any validator knows, and examples with the nulls that they had."""
    for part in _parts(schema):
        if part.get("format") == "uuid4":
            part |= {"format": "uuid", "pattern": UUID4}
        texts = [
            one for one in part.get("anyOf", ()) if isinstance(one, dict) and one.get("type") == "string"
        ]
        if len(texts) == 1:
            # Beside the choices it would be said of null too.
            texts[0] |= {name: part.pop(name) for name in _OF_TEXTS if isinstance(part.get(name), str | int)}
    schemas = schema["components"]["schemas"]
    for part in _parts(schema):
        if isinstance(part.get("schema"), dict) and "example" in part:
            _put_nulls_back(part["example"], part["schema"], schemas)
    for described in schemas.values():
        for example in described.get("examples", ()):
            _put_nulls_back(example, described, schemas)


def _parts(whole: Any) -> Iterator[dict[str, Any]]:
    if isinstance(whole, dict):
        yield whole
        for part in list(whole.values()):
            yield from _parts(part)
    elif isinstance(whole, list):
        for part in whole:
            yield from _parts(part)


def _put_nulls_back(example: object, described: Schemas, schemas: Schemas) -> None:
    """The framework drops every null of an example: what must be there, may be null and lacks was one."""
    described = _found(described, schemas)
    if isinstance(example, list):
        for one in example:
            _put_nulls_back(one, described.get("items", {}), schemas)
    if not isinstance(example, dict):
        return
    properties = described.get("properties", {})
    for name in described.get("required", ()):
        if name not in example and {"type": "null"} in properties.get(name, {}).get("anyOf", ()):
            example[name] = None
    for name, one in properties.items():
        if name in example:
            _put_nulls_back(example[name], one, schemas)


def _found(described: Schemas, schemas: Schemas) -> Schemas:
    """A schema itself: what it refers to, and of something or null the something."""
    choices = [one for one in described.get("anyOf", ()) if one != {"type": "null"}]
    if len(choices) == 1:
        described = choices[0]
    if "$ref" in described:
        found: Schemas = schemas[described["$ref"].rpartition("/")[2]]
        return found
    return described
