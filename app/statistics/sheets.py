"""The content of a reply, whichever edition it is of: what is said of the table, and its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from app.figures.rows import FigureRow
from app.kit.json_values import JsonObject
from app.kit.language import Language

PATH = "/api/v1/statistics"
"""Where the tables are served, each under its id."""
FIELDS = ("measure", "count", "base", "base_of", "share", "mean", "not_known", "status")
NUMBERS = ("count", "base", "share", "mean", "not_known")
"""The fields that are figures."""


@dataclass(frozen=True)
class ReplySheet:
    """A reply. `head` is all of its JSON but the rows, in `language`; `columns` are the dimensions' codes.

    Each row is of a period; the rows name it where `compared`.
    """

    table: str
    head: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, FigureRow]]
    compared: bool
    language: Language


def fields_of(row: FigureRow) -> JsonObject:
    """The fields that every row has, in their order."""
    return {name: getattr(row, name) for name in FIELDS}


def plain(value: object) -> object:
    """A figure as JSON and spreadsheets have it."""
    return float(value) if isinstance(value, Decimal) else value
