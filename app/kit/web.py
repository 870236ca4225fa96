"""What every reply has in common: problems rendered in one place, safe headers, one quiet log line."""

import random
import time

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError, ResponseValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.routing import compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.language import Language, preferred
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
from app.kit.shapes import faults_of

Headers = list[tuple[bytes, bytes]]
"""As they leave: names in small letters."""

PAGE_HEADERS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (
        b"content-security-policy",
        b"default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (b"permissions-policy", b"geolocation=(), camera=(), microphone=(), interest-cohort=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
"""Of pages and their parts, which a browser shows."""

DATA_HEADERS: Headers = [
    (b"x-content-type-options", b"nosniff"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
"""Of everything that the API answers: should a browser show it, it loads and runs nothing."""

_DATA = (b"application/json", b"application/problem+json", b"text/csv")


def safe_headers(content_type: bytes) -> Headers:
    """Those of what has such a content."""
    return DATA_HEADERS if content_type.startswith(_DATA) else PAGE_HEADERS


def _safe_headers(message: Message) -> Headers:
    """A reply that says for itself what it lets in (a report with its own style) keeps its policy."""
    given = dict(message.get("headers", ()))
    return [one for one in safe_headers(given.get(b"content-type", b"")) if one[0] not in given]


class ProblemResponse(JSONResponse):
    media_type = MEDIA_TYPE


def language_of(request: Request) -> Language:
    return preferred(request.headers.get("accept-language"), request.query_params.get("lang"))


def render(request: Request, problem: Problem) -> ProblemResponse:
    headers = {"Content-Language": language_of(request), "Cache-Control": "no-store"} | dict(
        problem.headers or {}
    )
    return ProblemResponse(problem.as_json(language_of(request)), problem.status, headers)


def add_problem_handlers(app: FastAPI) -> None:
    """Render every error that the app can raise as problem details."""

    async def on_problem(request: Request, error: Exception) -> ProblemResponse:
        assert isinstance(error, Problem)
        request.state.problem = error.kind
        return render(request, error)

    async def on_http_error(request: Request, error: Exception) -> ProblemResponse:
        assert isinstance(error, StarletteHTTPException)
        kinds: dict[int, type[Problem]] = {404: NotFound, 405: MethodNotAllowed}
        headers = dict(error.headers or {})
        if error.status_code == 405 and (methods := _methods_at(request)):
            headers["Allow"] = ", ".join(sorted(methods))
        return await on_problem(request, kinds.get(error.status_code, BadRequest)(headers=headers))

    async def on_invalid(request: Request, error: Exception) -> ProblemResponse:
        assert isinstance(error, RequestValidationError)
        return await on_problem(request, InvalidInput(faults=faults_of(error.errors())))

    async def on_failure(request: Request, error: Exception) -> ProblemResponse:
        return _failed(request.scope, error)

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(StarletteHTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(ResponseValidationError, on_failure)


def _methods_at(request: Request) -> set[str]:
    """Every method that the address takes. The framework names those of the first route there alone."""
    routes = [one for one in iter_route_contexts(request.app.routes) if one.methods and one.path]
    return {
        method
        for one in routes
        if compile_path(one.path or "")[0].match(request.scope["path"])
        for method in one.methods or ()
    }


def _failed(scope: Scope, error: Exception) -> ProblemResponse:
    """What the service answers when it is itself at fault; the log says where, and never with what."""
    request = Request(scope)
    id_ = str(getattr(request.state, "request", "unknown"))
    request.state.problem = InternalError.kind
    log.error("request failed", exc_info=error, request=id_)
    return render(request, InternalError(extra={"instance": f"urn:stodlogg:request:{id_}"}))


class Envelope:
    """Around every route: a random request id, safe headers, and one log line without path or address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["request"] = f"{random.getrandbits(64):016x}"
        # Nothing behind this layer may learn the caller's address, so that nothing can store it.
        scope["client"] = None
        started = time.perf_counter()
        status = 0

        async def send_safely(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *_safe_headers(message)]
            await send(message)

        try:
            await self.app(scope, receive, send_safely)
        except Exception as error:
            if status:  # the reply is under way: the server can only hang up
                raise
            await _failed(scope, error)(scope, receive, send_safely)
        finally:
            self._log(scope, status, started)

    @staticmethod
    def _log(scope: Scope, status: int, started: float) -> None:
        if status < 400:
            return
        route = scope.get("route")
        log.info(
            "refused" if status < 500 else "failed",
            request=scope["state"].get("request"),
            method=scope["method"] if scope["method"] in _METHODS else "other",
            route=getattr(route, "path", None),
            status=status,
            problem=scope["state"].get("problem"),
            milliseconds=round((time.perf_counter() - started) * 1000),
        )


_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}
