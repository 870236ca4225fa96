"""Reading the trail of administrative acts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import UUID4

from app.access.guards import TrailReader
from app.access.request_context import TheDatabase
from app.access.responses import GUARDED, READ, no_store
from app.access.trail import service
from app.access.trail.acts import ACTS
from app.access.trail.schemas import ActFacts, Trail
from app.kit.http.bodies import strict_route
from app.kit.http.headers import language_of
from app.kit.http.parts import PageWords, part
from app.kit.problems import InvalidInput, errors

router = APIRouter(tags=["Trail"], route_class=strict_route(), dependencies=[Depends(no_store)])


@router.get(
    "/trail",
    operation_id="read_trail",
    summary="The trail of administrative acts",
    description="Who did what on which day, newest first: accounts, tablets, keys, locks, releases. "
    "Never a record's content.",
    responses=errors(InvalidInput, *GUARDED, *READ),
)
def read_trail(
    request: Request,
    _: TrailReader,
    database: TheDatabase,
    before: Annotated[UUID4 | None, Query(description="Id of the last act seen.")] = None,
    limit: Annotated[int, Query(ge=1, le=service.MOST)] = service.PAGE,
) -> Trail:
    language = language_of(request)
    with database.reading() as session:
        page = service.read(session, before, limit)
    return Trail(
        acts=[
            ActFacts(
                id=row.id,
                act=row.kind,
                text=part(request, PageWords).wording(ACTS[row.kind].of(language), language),
                by=row.account,
                subject=row.subject,
                tertial=row.tertial,
                district=row.district,
                day=row.day,
            )
            for row in page.acts
        ],
        before=page.before,
    )
