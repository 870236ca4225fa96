"""Routes of the statistics, live and released: one for each table of the registry."""

from typing import Any

from fastapi import APIRouter, Request, Response

from app.access.guards import ReleaseReader
from app.access.problems import NotAllowed, NotSignedIn, OtherDistrict, OutOfScope, TooManyRequests
from app.kit.problems import DatabaseBusy, DatabaseUnavailable, errors
from app.release.problems import ReleaseNotFound
from app.statistics import examples, parameters, service
from app.statistics.problems import InvalidSelection
from app.statistics.replies import Listing, StatisticsReply
from app.tables.declaration import Table
from app.tables.registry import TABLES

router = APIRouter(prefix=service.PATH, tags=["Statistics"])


@router.get(
    "",
    operation_id="list_statistics",
    summary="The tables and what they can be split by",
    description="Each is served under its id.",
    response_class=Response,
    responses={
        200: {
            "model": Listing,
            "description": "All tables.",
            "content": {"application/json": {"example": examples.listing()}},
        },
        **errors(NotSignedIn, NotAllowed, TooManyRequests, DatabaseUnavailable),
    },
)
def list_statistics(request: Request, who: ReleaseReader) -> Response:
    return service.tables(request, who)


def _add(table: Table) -> None:
    json: dict[str, Any] = {"example": examples.reply(table)}
    csv: dict[str, Any] = {"schema": {"type": "string"}, "example": examples.csv_reply(table)}

    @router.get(
        f"/{table.id}",
        operation_id=f"statistics_{table.id.replace('-', '_')}",
        summary=table.title.en,
        description=_description(table),
        response_class=Response,
        responses={
            200: {
                "model": StatisticsReply,
                "description": "The figures.",
                "content": {
                    "application/json": json,
                    "text/csv": csv,
                    service.JSON_STAT: {"schema": {"type": "object"}},
                    service.XLSX: {"schema": {"type": "string", "format": "binary"}},
                },
            },
            304: {"description": "Released figures that the client has: `If-None-Match` is their tag."},
            **errors(
                InvalidSelection,
                NotSignedIn,
                NotAllowed,
                TooManyRequests,
                OtherDistrict,
                OutOfScope,
                ReleaseNotFound,
                DatabaseBusy,
                DatabaseUnavailable,
            ),
        },
        openapi_extra={"parameters": parameters.described(table)},
    )
    def statistics(request: Request, who: ReleaseReader) -> Response:
        return service.answer(request, who, table)


def _description(table: Table) -> str:
    """What the table counts, in which measures, and what to know of it."""
    measures = "; ".join(f"`{one.code}`: {one.label.en}" for one in (*table.shown, *table.derived))
    notes = " ".join(note.en for note in table.notes)
    return f"{table.counted.en}.\n\nMeasures: {measures}.\n\n{notes}\n\nSource: {table.source.en}.".strip()


for _table in TABLES:
    _add(_table)
