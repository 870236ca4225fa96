"""The API's own description (OpenAPI 3.1), completed with what the framework cannot know."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from app.kit.http.openapi_values import mend_values
from app.kit.json_values import JsonObject
from app.kit.problems import MEDIA_TYPE, FaultBody, InvalidInput, ProblemBody

ABOUT = """
Parent advisers file activities; coordinators read live figures of their own district. Nothing that could
identify a person can be sent: there is no free text, and a month is the finest time.

* Errors are problem details (RFC 9457); each `type` has a page on this server that says what to do.
* Texts come in Swedish, or in English with `Accept-Language: en` or `lang=en`.
* A reply to a write leaves only when the write is on disk.
""".strip()


def describe(
    app: FastAPI, schemes: Mapping[str, Mapping[str, str]], security: Mapping[str, Sequence[str]]
) -> None:
    """Make `app.openapi()` describe problems as they are sent, and the ways in.

    `schemes` are the security schemes by name; `security` the names that open each operation, by its id.
    """

    def openapi() -> JsonObject:
        if app.openapi_schema is None:
            schema = get_openapi(
                title=app.title,
                version=app.version,
                description=ABOUT,
                routes=app.routes,
                openapi_version="3.1.0",
                license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
                contact={"name": "The municipality that runs this service"},
                # Wherever it is read from is the service.
                servers=[{"url": "/", "description": "This service."}],
            )
            components = schema.setdefault("components", {}).setdefault("schemas", {})
            for model in (FaultBody, ProblemBody):
                components[model.__name__] = model.model_json_schema(
                    ref_template="#/components/schemas/{model}"
                )
                components[model.__name__].pop("$defs", None)
            for name in ("HTTPValidationError", "ValidationError"):
                components.pop(name, None)
            for path in schema["paths"].values():
                for operation in path.values():
                    _mend(operation)
                    _describe_parameters(operation)
                    ways = security.get(operation.get("operationId", ""), ())
                    operation["security"] = [{way: []} for way in ways]  # none: open on purpose
            _drop_unused(schema)
            mend_values(schema)
            schema["tags"] = _tags(schema)
            schema["components"]["securitySchemes"] = {name: dict(scheme) for name, scheme in schemes.items()}
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _mend(operation: dict[str, Any]) -> None:
    """Put right what the framework says beside what is so.

    It describes its own 422 body, which is never sent; and where a route gives the schema of a body itself,
    it keeps the reference to the wider one that the code reads.
    """
    invalid = operation.get("responses", {}).get("422")
    if invalid and "HTTPValidationError" in str(invalid):
        operation["responses"]["422"] = {
            "description": f"`{InvalidInput.kind}`: {InvalidInput.title.en}",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
        }
    for part in (operation.get("requestBody", {}), *operation.get("responses", {}).values()):
        for content in part.get("content", {}).values():
            if len(content.get("schema", {})) > 1:
                content["schema"].pop("$ref", None)


def _describe_parameters(operation: dict[str, Any]) -> None:
    """A parameter that may be left out is not null when it is there."""
    for parameter in operation.get("parameters", []):
        described = parameter["schema"]
        given = [one for one in described.get("anyOf", []) if one != {"type": "null"}]
        if len(given) == 1:
            del described["anyOf"]
            described |= given[0] | described


def _tags(schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every group of operations, in the order of the data's path."""
    operations = [one for path in schema["paths"].values() for one in path.values()]
    return [
        {"name": name} for name in dict.fromkeys(tag for operation in operations for tag in operation["tags"])
    ]


def _drop_unused(schema: dict[str, Any]) -> None:
    """Component schemas that nothing refers to any more."""
    schemas = schema["components"]["schemas"]
    while unused := [name for name in schemas if f'/{name}"' not in json.dumps(schema)]:
        for name in unused:
            del schemas[name]
