"""Filing contents by the real way in, and reading figures as one line each."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from starlette.testclient import TestClient

from app.activities.registry import BY_NAME
from app.intake.filing import FiledItem, FiledRecord, Filing, file_all, prepare
from tests.support.service import Service

Content = Mapping[str, Any]

PATH = "/api/v1/statistics"


def item(activity: str, content: Content, key: Mapping[str, Any] | None = None) -> FiledItem:
    """A record as it comes in; `key` is what stands in the address of a return."""
    kind = BY_NAME[activity]
    return FiledItem(
        kind, key or {"id": uuid4()}, kind.schema.model_validate({"catalogue_version": 1, **content})
    )


def file(service: Service, *items: FiledItem) -> None:
    """File records; each must be accepted."""
    filing = Filing(service.here.catalogue, service.here.day)
    with service.database.filing() as connection:
        outcomes = file_all(connection, [prepare(one, filing) for one in items], filing)
    refused = [str(one) for one in outcomes if not isinstance(one, FiledRecord)]
    assert not refused, refused


def ask(client: TestClient, table: str, **parameters: Any) -> dict[str, Any]:
    """A table's reply."""
    reply = client.get(f"{PATH}/{table}", params=parameters)
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


FIELDS = ("measure", "count", "base", "base_of", "share", "mean", "not_known", "status")


def cell_of(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in FIELDS}


def line(row: Mapping[str, Any]) -> str:
    """A figure as the specifications have it: `sessions route_in=other: 1 of 4 = 0.25, 2 not known`."""
    text = " ".join([row["measure"], *(f"{name}={value}" for name, value in cell_of(row).items())])
    text += f": {'-' if row['count'] is None else row['count']}"
    if row["base"] is not None:
        text += f" of {row['base']}"
    if row["share"] is not None:
        text += f" = {row['share']:g}"
    if row["mean"] is not None:
        text += f", mean {row['mean']:g}"
    if row["not_known"]:
        text += f", {row['not_known']} not known"
    return text if row["status"] == "ok" else f"{text} ({row['status']})"


def lines(reply: Mapping[str, Any]) -> list[str]:
    """The figures that are not a plain zero."""
    return [line(row) for row in reply["rows"] if row["count"] != 0 or row["not_known"]]


def figures(client: TestClient, table: str, **parameters: Any) -> list[str]:
    return lines(ask(client, table, **parameters))
