"""The statistics' operations: one call each, one consistent reading each."""

from fastapi import Request, Response

from app.access.actor import Actor, in_scope, may, require
from app.access.roles import Permission
from app.catalogue.catalogue import Catalogue
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.language import Language
from app.live.live_figures import LiveFigures
from app.published.conditional_response import reply
from app.published.response_cache import CachedResponse
from app.published.snapshot import snapshot_of
from app.published.snapshot_cache import SnapshotCache
from app.published.view import view_of
from app.statistics import released_sheet
from app.statistics.formats import FORMATS, accepted
from app.statistics.live_query import read
from app.statistics.released_query import read as read_released
from app.statistics.reply_figures import figures_of
from app.statistics.table_wording import listing, live_sheet
from app.tables.declaration import Table
from app.tables.registry import TABLES


def answer(request: Request, who: Actor, table: Table) -> Response:
    """A table's figures, live or released.

    Raises `InvalidSelection`, `OtherDistrict`, `OutOfScope`, `ReleaseNotFound`, `NotAllowed`.
    """
    asked = request.query_params.get("edition")
    live = may(who, Permission.READ_LIVE_FIGURES) if asked not in ("live", "released") else asked == "live"
    return _live(request, who, table) if live else _released(request, who, table)


def _live(request: Request, who: Actor, table: Table) -> Response:
    require(who, Permission.READ_LIVE_FIGURES)
    asked = read(
        table, request.query_params.multi_items(), who, part(request, Catalogue), part(request, Clock).today()
    )
    with part(request, Database).reading() as session:
        live = LiveFigures(part(request, Database), part(request, Catalogue), part(request, Clock).today())
        figures = figures_of(session.connection(), table, asked, part(request, Catalogue), live.count)
    sheet = live_sheet(figures, part(request, Catalogue), language_of(request))
    format_ = FORMATS[asked.format or accepted(request.headers.get("accept", ""))]
    name = f"{table.id}_{asked.selections[0][0]}.{format_.ending}".replace(",", "+")
    headers = _headers(sheet.language, name if format_.download else None)
    return Response(format_.make(sheet, asked.semicolon), media_type=format_.media_type, headers=headers)


def _released(request: Request, who: Actor, table: Table) -> Response:
    snapshots = part(request, SnapshotCache)
    cached = snapshots.now()
    pairs = request.query_params.multi_items()
    asked = read_released(table, pairs, who, cached.snapshot, cached.spans)
    language = language_of(request)
    named = asked.format or accepted(request.headers.get("accept", ""))
    format_ = FORMATS[named]

    def make() -> CachedResponse:
        sheet = released_sheet.sheet(
            table, asked, cached.snapshot, cached.spans, part(request, Catalogue), language
        )
        body = format_.make(sheet, asked.semicolon)
        name = f"{table.id}_{'+'.join(asked.periods)}.{format_.ending}" if format_.download else None
        return CachedResponse(body, format_.media_type, language, name=name, packed=format_.packed)

    meaning = ("named", table.id, asked, named)
    response = reply(request, cached.response((view_of(who), language, meaning), make))
    response.headers.append("Vary", "Accept")
    return response


def tables(request: Request, who: Actor) -> Response:
    """The list of tables, with what is published of each."""
    require(who, Permission.READ_RELEASED_FIGURES)
    language = language_of(request)
    snapshot = snapshot_of(part(request, Database))
    opened = {table.id: snapshot.periods(table.id) for table in TABLES if in_scope(who, table.id, ())}
    body = listing(part(request, Catalogue), language, opened)
    return Response(body, media_type="application/json", headers=_headers(language))


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
