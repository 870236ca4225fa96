"""The statistics' operations: one call each, one consistent reading each."""

from fastapi import Request, Response

from app.access.actor import Actor, require
from app.access.roles import Permission
from app.kit.web import language_of
from app.statistics.as_csv import as_csv
from app.statistics.as_json import as_json, listing
from app.statistics.figures import figures_of
from app.statistics.parsing import Asked, read
from app.tables.declaration import Table

PATH = "/api/v1/statistics"
CSV = "text/csv; charset=utf-8; header=present"


def answer(request: Request, who: Actor, table: Table) -> Response:
    """A table's live figures. Raises `InvalidSelection`, `OtherDistrict`, `NotAllowed`."""
    require(who, Permission.READ_LIVE_FIGURES)
    state = request.app.state
    asked = read(table, request.query_params.multi_items(), who, state.catalogue, state.today())
    with state.database.reading() as session:
        figures = figures_of(session.connection(), table, asked, state.catalogue)
    language = language_of(request)
    if _wants_csv(request, asked):
        comma = asked.semicolon and request.query_params.get("lang") == "sv"
        body = as_csv(figures, state.catalogue, semicolon=asked.semicolon, decimal_comma=comma)
        name = f"{table.id}_{asked.selections[0][0]}.csv".replace(",", "+")
        return Response(body, media_type=CSV, headers=_headers(language, name))
    return Response(
        as_json(figures, state.catalogue, language), media_type="application/json", headers=_headers(language)
    )


def tables(request: Request, who: Actor) -> Response:
    """The list of tables."""
    require(who, Permission.READ_LIVE_FIGURES)
    language = language_of(request)
    body = listing(request.app.state.catalogue, language, PATH)
    return Response(body, media_type="application/json", headers=_headers(language))


def _wants_csv(request: Request, asked: Asked) -> bool:
    if asked.format is not None:
        return asked.format == "csv"
    accepted = [
        part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")
    ]
    kinds = [kind for kind in accepted if kind in ("text/csv", "application/json")]
    return kinds[:1] == ["text/csv"]


def _headers(language: str, name: str | None = None) -> dict[str, str]:
    """Live figures are for those who may see them: nothing on the way keeps a copy."""
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Vary": "Accept, Accept-Language, Cookie",
    }
    if name:
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return headers
