"""Whether the service lives, and whether it is ready to take records."""

from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from app.access.guards import Public
from app.kit.migrating import current, head
from app.kit.problems import Problem

router = APIRouter(prefix="/health", tags=["Health"])


class Live(BaseModel):
    status: Literal["live"] = "live"


class Ready(BaseModel):
    status: Literal["ready", "not-ready"]
    database: Literal["ok", "unavailable"]
    migrations: Literal["ok", "behind", "unknown"]


@router.get(
    "/live",
    operation_id="live",
    summary="The process answers",
    description="Says nothing about the database: for a supervisor that restarts what hangs.",
)
def live(_actor: Public) -> Live:
    return Live()


@router.get(
    "/ready",
    operation_id="ready",
    summary="The database answers and is at the newest revision",
    responses={503: {"model": Ready, "description": "Not ready; the body says what is missing."}},
)
def ready(request: Request, response: Response, _actor: Public) -> Ready:
    found = readiness(request)
    if found.status != "ready":
        response.status_code = 503
    return found


def readiness(request: Request) -> Ready:
    try:
        at_head = current(request.app.state.database) == head()
    except Problem:
        return Ready(status="not-ready", database="unavailable", migrations="unknown")
    return Ready(
        status="ready" if at_head else "not-ready", database="ok", migrations="ok" if at_head else "behind"
    )
