"""Whether the service lives, and whether it is ready to take records."""

from typing import Literal

import anyio
from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, FastAPI, Request, Response
from pydantic import BaseModel, Field

from app.access.guards import Public
from app.kit.db.database import Database
from app.kit.db.migration import answer, head
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.language import Text
from app.kit.problems import DatabaseDamaged, DatabaseReplaced, DatabaseUnavailable, Problem, StorageFull

router = APIRouter(prefix="/health", tags=["Health"])

Found = Literal["ok", "unavailable", "replaced", "damaged", "storage-full"]

_FOUND: dict[type[Problem], Found] = {
    DatabaseReplaced: "replaced",
    DatabaseDamaged: "damaged",
    StorageFull: "storage-full",
}

ASK_SECONDS = 1.6
"""For the database to answer: who asks has an answer within 2 s."""

_asking = CapacityLimiter(4)
"""Threads of its own: those of other requests may all be waiting for the database."""

_BEHIND = Text(
    "Databasen är inte på programmets version. Kör `stodlogg migrate`.",
    "The database is not at the software's revision. Run `stodlogg migrate`.",
)


class Live(BaseModel):
    status: Literal["live"] = "live"


class Ready(BaseModel):
    status: Literal["ready", "not-ready"]
    database: Found
    migrations: Literal["ok", "behind", "unknown"]
    detail: str | None = Field(
        default=None, description="What is wrong and what to do, in the asked language; where not ready."
    )


@router.get(
    "/live",
    operation_id="live",
    summary="The process answers",
    description="Says nothing about the database: for a supervisor that restarts what hangs.",
)
async def live(_actor: Public) -> Live:
    # Not in a thread: all of them may be waiting for the database.
    return Live()


@router.get(
    "/ready",
    operation_id="ready",
    summary="The database answers, takes records and is at the newest revision",
    description="Answers within two seconds.",
    response_model_exclude_none=True,
    responses={503: {"model": Ready, "description": "Not ready; the body says what is missing."}},
)
async def ready(request: Request, response: Response, _actor: Public) -> Ready:
    found = await readiness(request)
    if found.status != "ready":
        response.status_code = 503
    return found


async def readiness(request: Request) -> Ready:
    language = language_of(request)
    problem: Problem = DatabaseUnavailable()
    try:
        with anyio.fail_after(ASK_SECONDS):
            at_head = await to_thread.run_sync(_at_head, request.app, limiter=_asking, abandon_on_cancel=True)
        if at_head:
            return Ready(status="ready", database="ok", migrations="ok")
        return Ready(status="not-ready", database="ok", migrations="behind", detail=_BEHIND.of(language))
    except Problem as found:
        problem = found
    except TimeoutError:
        pass
    state = _FOUND.get(type(problem), "unavailable")
    return Ready(status="not-ready", database=state, migrations="unknown", detail=problem.text.of(language))


def _at_head(app: FastAPI) -> bool:
    part(app, Database).require_working()
    return answer(part(app, Database), ASK_SECONDS) == head()
