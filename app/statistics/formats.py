"""The formats of the named endpoints. One is added here, beside the module that makes it."""

from collections.abc import Callable
from dataclasses import dataclass

from app.kit.json_values import JsonObject
from app.statistics import reply_examples
from app.statistics.as_csv import as_csv
from app.statistics.as_json import as_json
from app.statistics.as_json_stat import as_json_stat
from app.statistics.as_xlsx import as_xlsx
from app.statistics.sheets import ReplySheet
from app.tables.declaration import Table


@dataclass(frozen=True)
class SheetFormat:
    """What a sheet is made into. `described` is what the API's description says of a table's reply."""

    media_type: str
    ending: str
    make: Callable[[ReplySheet, bool], bytes]
    """Of a sheet, and whether numbers are as in Sweden (`sep=semicolon`); only CSV heeds it."""
    described: Callable[[Table], JsonObject]
    download: bool = False
    """Whether a browser is to keep it as a file."""
    packed: bool = False
    """Whether it is compressed in itself."""

    @property
    def accepted(self) -> str:
        """What a client asks for by: the media type without its parameters."""
        return self.media_type.partition(";")[0]


FORMATS: dict[str, SheetFormat] = {
    "json": SheetFormat(
        "application/json", "json",
        lambda sheet, _: as_json(sheet), lambda table: {"example": reply_examples.reply(table)},
    ),
    "csv": SheetFormat(
        "text/csv; charset=utf-8; header=present", "csv",
        lambda sheet, semicolon: as_csv(sheet, semicolon=semicolon),
        lambda table: {"schema": {"type": "string"}, "example": reply_examples.csv_reply(table)},
        download=True,
    ),
    "json-stat2": SheetFormat(
        "application/vnd.json-stat2+json", "json",
        lambda sheet, _: as_json_stat(sheet), lambda _: {"schema": {"type": "object"}},
    ),
    "xlsx": SheetFormat(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx",
        lambda sheet, _: as_xlsx(sheet), lambda _: {"schema": {"type": "string", "format": "binary"}},
        download=True, packed=True,
    ),
}  # fmt: skip


def accepted(header: str) -> str:
    """The name of the first format that an `Accept` header has; JSON where it has none."""
    names = {one.accepted: name for name, one in FORMATS.items()}
    asked = (part.partition(";")[0].strip().lower() for part in header.split(","))
    return next((names[kind] for kind in asked if kind in names), "json")
