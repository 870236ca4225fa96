"""Routes of the statistics, live and released: one for each table of the registry."""

from fastapi import APIRouter, Request, Response

from app.access.guards import ReleaseReader
from app.access.problems import NotAllowed, NotSignedIn, OtherDistrict, OutOfScope, TooManyRequests
from app.kit.problems import DatabaseBusy, DatabaseUnavailable, errors
from app.release.problems import ReleaseNotFound
from app.statistics import parameters, reply_examples, service
from app.statistics.formats import FORMATS
from app.statistics.problems import InvalidSelection
from app.statistics.response_models import Listing, StatisticsReply
from app.statistics.sheets import PATH
from app.tables.declaration import Table
from app.tables.registry import TABLES

router = APIRouter(prefix=PATH, tags=["Statistics"])


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
            "content": {"application/json": {"example": reply_examples.listing()}},
        },
        **errors(NotSignedIn, NotAllowed, TooManyRequests, DatabaseUnavailable),
    },
)
def list_statistics(request: Request, who: ReleaseReader) -> Response:
    return service.tables(request, who)


def _add(table: Table) -> None:
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
                "content": {one.accepted: one.described(table) for one in FORMATS.values()},
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
