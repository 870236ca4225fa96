"""Pages for people: the front door, connecting a tablet, and a page for every problem type."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse

from app.access.guards import Public
from app.kit.faults import WORDS
from app.kit.http.headers import language_of
from app.kit.http.pages import page, templates_beside
from app.kit.problems import CATALOGUE, NotFound, errors

_TEMPLATES = templates_beside(__file__)

# Described and not enforced: a kind that cannot be is not found, like one that is not.
Kind = Annotated[str, PathParameter(json_schema_extra={"pattern": "^[a-z-]{1,60}$"})]

router = APIRouter(tags=["Pages"], default_response_class=HTMLResponse)


def _page(request: Request, name: str, **values: Any) -> HTMLResponse:
    return page(request, _TEMPLATES, name, **values)


@router.get("/", operation_id="front_door", summary="The front door: three ways in", include_in_schema=False)
def front_door(request: Request, _actor: Public) -> HTMLResponse:
    return _page(request, "front")


@router.get("/enrol", operation_id="enrol_page", summary="Connect a tablet", include_in_schema=False)
def enrol_page(request: Request, _actor: Public) -> HTMLResponse:
    return _page(request, "enrol")


@router.get("/problems", operation_id="problems_page", summary="All problem types", include_in_schema=False)
def problems_page(request: Request, _actor: Public) -> HTMLResponse:
    return _page(
        request, "problems", problems=sorted(CATALOGUE.values(), key=lambda one: (one.status, one.kind))
    )


@router.get(
    "/problems/{kind}",
    operation_id="problem_page",
    summary="A problem type: what it means and what to do",
    description="A page, open to everybody: the address that `type` has in a problem.",
    responses=errors(NotFound) | {200: {"content": {"text/html": {}}, "description": "The page."}},
)
def problem_page(kind: Kind, request: Request, _actor: Public) -> HTMLResponse:
    if kind not in CATALOGUE:
        raise NotFound()
    rules = sorted(WORDS) if kind in ("invalid-record", "invalid-input") else []
    return _page(request, "problem", problem=CATALOGUE[kind], rules=rules, lang_of=language_of(request))
