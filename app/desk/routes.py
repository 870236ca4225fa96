"""Routes of pages: what is refused is told as a page, to whoever asked for one."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

from app.desk.frame import TEMPLATES
from app.kit.logs import log
from app.kit.pages import page
from app.kit.problems import InternalError, InvalidInput, Problem
from app.kit.shapes import faults_of
from app.kit.web import language_of


class PageRoute(APIRoute):
    """Answers a problem with a page in words where a browser asked; the API's own form of it elsewhere."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                return await handler(request)
            except (Problem, RequestValidationError) as error:
                if "text/html" not in request.headers.get("accept", ""):
                    raise
                problem = (
                    error if isinstance(error, Problem) else InvalidInput(faults=faults_of(error.errors()))
                )
                return refused(request, problem)
            except Exception as error:
                if "text/html" not in request.headers.get("accept", ""):
                    raise
                log.error("request failed", exc_info=error, request=request.state.request)
                return refused(request, InternalError())

        return handle


def refused(request: Request, problem: Problem) -> Response:
    """A page that says what is wrong and what to do."""
    request.state.problem = problem.kind
    language = language_of(request)
    reply = page(
        request,
        TEMPLATES,
        "refused",
        status=problem.status,
        title=problem.title.of(language),
        detail=problem.text.of(language),
        faults=[fault.message(language) for fault in problem.faults],
        sign_in=problem.status == 401,
    )
    reply.headers.update(problem.headers or {})
    return reply


def pages() -> APIRouter:
    """A router of desk pages, which are no part of the API's description."""
    return APIRouter(
        tags=["Pages"],
        default_response_class=HTMLResponse,
        include_in_schema=False,
        route_class=PageRoute,
    )
