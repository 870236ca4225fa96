"""The trail of administrative acts, newest first, a page at a time."""

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import UUID4

from app.access.guards import TrailReader
from app.access.request_context import TheDatabase
from app.access.trail import service as trail
from app.access.trail.acts import ACTS
from app.desk.frame import show
from app.desk.routes import pages

router = pages()


@router.get("/desk/trail", operation_id="desk_trail", summary="The trail of administrative acts")
def read_trail(
    request: Request,
    who: TrailReader,
    database: TheDatabase,
    before: Annotated[UUID4 | None, Query(description="Id of the last act seen.")] = None,
) -> Response:
    with database.reading() as session:
        page = trail.read(session, before)
    return show(request, who, "trail", acts=page.acts, older=page.before, words=ACTS, first=before is None)
