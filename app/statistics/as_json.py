"""Figures as JSON: codes in the rows, words beside them."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from app.kit.json_values import JsonObject
from app.statistics.sheets import ReplySheet, fields_of


def as_json(sheet: ReplySheet) -> bytes:
    """The reply of a table's endpoint."""
    return encoded({**sheet.head, "rows": list(_rows(sheet))})


def _rows(sheet: ReplySheet) -> Iterable[JsonObject]:
    for name, row in sheet.rows:
        period = {"period": name} if sheet.compared else {}
        yield period | dict(row.cell) | fields_of(row)


def _number(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)


def encoded(body: Mapping[str, object]) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), default=_number).encode()
