"""The statistics' operations: one call each, one consistent reading each."""

from collections.abc import Callable

from fastapi import Request, Response

from app.access.actor import Actor, in_scope, may, require
from app.access.roles import Permission
from app.kit.language import Language
from app.kit.web import language_of
from app.live.figures import LiveFigures
from app.release.shelf import shelf_of
from app.statistics import released
from app.statistics.as_csv import as_csv
from app.statistics.as_json import as_json, listing, live_sheet
from app.statistics.as_json_stat import as_json_stat
from app.statistics.as_xlsx import as_xlsx
from app.statistics.asked_released import read as read_released
from app.statistics.figures import figures_of
from app.statistics.parsing import read
from app.statistics.px.kept import Ready
from app.statistics.px.library import view_of
from app.statistics.px.replying import reply
from app.statistics.px.research import Research, ready
from app.statistics.sheets import Sheet
from app.tables.declaration import Table
from app.tables.registry import TABLES

PATH = "/api/v1/statistics"
JSON, CSV = "application/json", "text/csv; charset=utf-8; header=present"
JSON_STAT = "application/vnd.json-stat2+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_OTHERS: dict[str, tuple[str, str, Callable[[Sheet], bytes]]] = {
    "json": (JSON, "json", as_json),
    "json-stat2": (JSON_STAT, "json", as_json_stat),
    "xlsx": (XLSX, "xlsx", as_xlsx),
}
"""Formats without settings of their own: media type, ending, and how they are made."""


def answer(request: Request, who: Actor, table: Table) -> Response:
    """A table's figures, live or released.

    Raises `InvalidSelection`, `OtherDistrict`, `OutOfScope`, `ReleaseNotFound`, `NotAllowed`.
    """
    asked = request.query_params.get("edition")
    live = may(who, Permission.READ_LIVE_FIGURES) if asked not in ("live", "released") else asked == "live"
    return _live(request, who, table) if live else _released(request, who, table)


def _live(request: Request, who: Actor, table: Table) -> Response:
    require(who, Permission.READ_LIVE_FIGURES)
    state = request.app.state
    asked = read(table, request.query_params.multi_items(), who, state.catalogue, state.today())
    with state.database.reading() as session:
        live = LiveFigures(state.database, state.catalogue, state.today())
        figures = figures_of(session.connection(), table, asked, state.catalogue, live.count)
    sheet = live_sheet(figures, state.catalogue, language_of(request))
    format_ = asked.format or _accepted(request)
    body, media_type, ending = _made(sheet, format_, asked.semicolon)
    name = f"{table.id}_{asked.selections[0][0]}.{ending}".replace(",", "+")
    headers = _headers(sheet.language, name if format_ in ("csv", "xlsx") else None)
    return Response(body, media_type=media_type, headers=headers)


def _released(request: Request, who: Actor, table: Table) -> Response:
    state = request.app.state
    research: Research = state.research
    stand = research.stand()
    shelf = stand.library.shelf
    pairs = request.query_params.multi_items()
    spans = stand.library.spans
    asked = read_released(table, pairs, who, shelf, spans)
    language = language_of(request)
    format_ = asked.format or _accepted(request)

    def make() -> Ready:
        sheet = released.sheet(table, asked, shelf, spans, state.catalogue, language)
        body, media_type, ending = _made(sheet, format_, asked.semicolon)
        name = f"{table.id}_{'+'.join(asked.periods)}.{ending}" if format_ in ("csv", "xlsx") else None
        return Ready(body, media_type, language, name=name, packed=format_ == "xlsx")

    meaning = ("named", table.id, asked, format_)
    response = reply(request, ready(stand, (view_of(who), language, meaning), make))
    response.headers.append("Vary", "Accept")
    return response


def _made(sheet: Sheet, format_: str, semicolon: bool) -> tuple[bytes, str, str]:
    """A sheet in a format: its bytes, their media type and the ending of a file."""
    if format_ == "csv":
        return as_csv(sheet, semicolon=semicolon), CSV, "csv"
    media_type, ending, make = _OTHERS[format_]
    return make(sheet), media_type, ending


def tables(request: Request, who: Actor) -> Response:
    """The list of tables, with what is published of each."""
    require(who, Permission.READ_RELEASED_FIGURES)
    language = language_of(request)
    state = request.app.state
    shelf = shelf_of(state.database)
    opened = {one.id: shelf.periods(one.id) for one in TABLES if in_scope(who, one.id, ())}
    body = listing(state.catalogue, language, PATH, opened)
    return Response(body, media_type=JSON, headers=_headers(language))


_MEDIA_TYPES = {"text/csv": "csv", JSON: "json", JSON_STAT: "json-stat2", XLSX: "xlsx"}


def _accepted(request: Request) -> str:
    accepted = [
        part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")
    ]
    kinds = [_MEDIA_TYPES[kind] for kind in accepted if kind in _MEDIA_TYPES]
    return kinds[0] if kinds else "json"


def _headers(language: Language, name: str | None = None) -> dict[str, str]:
    """Live figures are for those who may see them: nothing on the way keeps a copy."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Vary": "Accept, Accept-Language, Authorization, Cookie",
    }
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return headers
