"""Problems and failures answered in one place: a page for a browser, problem details for everybody else."""

import re

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.routing import compile_path
from starlette.types import Scope

from app.kit.http.headers import language_of
from app.kit.http.pages import page, templates_beside
from app.kit.http.parts import PageWords, part
from app.kit.http.validation_errors import faults_of
from app.kit.language import Text, filled
from app.kit.logs import log
from app.kit.problems import (
    MEDIA_TYPE,
    BadRequest,
    InternalError,
    InvalidInput,
    MethodNotAllowed,
    NotFound,
    Problem,
)

_TEMPLATES = templates_beside(__file__)

_PAGES = {"text/html", "application/xhtml+xml"}
_DATA = {"application/json", MEDIA_TYPE}
_LONGEST = 1000
"""Characters of an `Accept` header that are read; a browser's has 150."""
_QUALITY = re.compile(r"^(0(\.[0-9]{0,3})?|1(\.0{0,3})?)$")


class ProblemResponse(JSONResponse):
    media_type = MEDIA_TYPE


def render(request: Request, problem: Problem) -> Response:
    """The answer to whoever met a problem: words with a way onward in a browser, else problem details."""
    if wants_page(request):
        return _page(request, problem)
    headers = {"Content-Language": language_of(request), "Cache-Control": "no-store"} | dict(
        problem.headers or {}
    )
    language = language_of(request)
    body = filled(problem.as_json(language), part(request, PageWords).wording, language)
    return ProblemResponse(body, problem.status, headers)


def wants_page(request: Request) -> bool:
    """Whether the asker names HTML and names nothing of ours that it would rather have: as browsers do that
    open an address, and neither scripts nor programs."""
    wanted = [one for text in request.headers.getlist("accept") for one in text[:_LONGEST].split(",")]
    best: dict[bool, float] = {}
    for accepted in wanted:
        kind, *parameters = (one.strip().lower() for one in accepted.split(";"))
        if kind in _PAGES or kind in _DATA:
            best[kind in _PAGES] = max(best.get(kind in _PAGES, 0.0), _quality(parameters))
    return best.get(True, 0.0) > 0 and best[True] >= best.get(False, 0.0)


def _quality(parameters: list[str]) -> float:
    given = next((parameter[2:] for parameter in parameters if parameter.startswith("q=")), "1")
    return float(given) if _QUALITY.match(given) else 0.0


def _page(request: Request, problem: Problem) -> Response:
    language = language_of(request)
    address, words = _way_onward(request)
    instance = str(problem.extra.get("instance", ""))
    reply = page(
        request,
        _TEMPLATES,
        "refused",
        status=problem.status,
        problem=problem,
        title=problem.title.of(language),
        detail=problem.text.of(language),
        faults=[(fault.field, fault.message(language)) for fault in problem.faults],
        number=instance.rpartition(":")[2],
        onward=address,
        onward_words=words.of(language),
        for_programs=request.scope["path"].startswith("/api/"),
    )
    reply.headers.update(problem.headers or {})
    return reply


def _way_onward(request: Request) -> tuple[str, Text]:
    """Where whoever came to this address can go on from: `PageWords.onward` knows, by its beginning."""
    ways = part(request, PageWords).onward
    path = request.scope["path"]
    found = [one for one in ways if path == one or path.startswith(f"{one}/")]
    return ways[max(found, key=len)] if found else ("/", Text("Till startsidan", "To the front page"))


def add_problem_handlers(app: FastAPI) -> None:
    """Render every error that the app can raise as problem details."""

    async def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        request.state.problem = error.kind
        return render(request, error)

    async def on_http_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, StarletteHTTPException)
        kinds: dict[int, type[Problem]] = {404: NotFound, 405: MethodNotAllowed}
        headers = dict(error.headers or {})
        if error.status_code == 405 and (methods := _methods_at(request)):
            headers["Allow"] = ", ".join(sorted(methods))
        return await on_problem(request, kinds.get(error.status_code, BadRequest)(headers=headers))

    async def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return await on_problem(request, InvalidInput(faults=faults_of(error.errors())))

    async def on_failure(request: Request, error: Exception) -> Response:
        return failed(request.scope, error)

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(StarletteHTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(ResponseValidationError, on_failure)


def _methods_at(request: Request) -> set[str]:
    """Every method that the address takes. The framework names those of the first route there alone."""
    routes = [
        context for context in iter_route_contexts(request.app.routes) if context.methods and context.path
    ]
    methods = {
        method
        for route in routes
        if compile_path(route.path or "")[0].match(request.scope["path"])
        for method in route.methods or ()
    }
    return methods | {"HEAD"} if "GET" in methods else methods


def failed(scope: Scope, error: Exception) -> Response:
    """What the service answers when it is itself at fault; the log says where, and never with what."""
    request = Request(scope)
    id_ = str(getattr(request.state, "request", "unknown"))
    request.state.problem = InternalError.kind
    log.error("request failed", exc_info=error, request=id_)
    problem = InternalError(extra={"instance": f"urn:stodlogg:request:{id_}"})
    try:
        return render(request, problem)
    except Exception as also:  # it may be the pages that fail
        log.error("page failed", exc_info=also, request=id_)
        return ProblemResponse(problem.as_json(language_of(request)), problem.status)
