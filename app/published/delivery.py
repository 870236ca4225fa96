"""The way of a released figure over HTTP: what is ready leaves at once, before any route is looked for.

A layer around all routes, for the released figures' addresses alone. It

- sends what the same address had before, to a key that may see it, and counts the request;
- puts the key's `RateLimit` headers on every answer, refusals and 304 among them;
- lets the origins of the setting read from a browser. There are none if nothing is set, and a cookie never
  counts: only keys come from elsewhere.

Everything else goes to the routes, which have their guards.
"""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access.limits import Limits
from app.kit.http.envelope import Envelope
from app.kit.http.headers import Headers
from app.kit.http.parts import part
from app.kit.http.refusals import render
from app.kit.problems import Problem
from app.kit.settings import Settings
from app.published.conditional_response import send_at_once
from app.published.fast_path import FastPath
from app.published.response_cache import EncodedResponse

PX = "/api/v2/"
_PATHS = (PX, "/api/v1/statistics", "/research/tables/")
_EXPOSED = b"ETag, RateLimit, RateLimit-Policy, Retry-After, Content-Disposition"


class Delivery:
    """Around the layers of the routes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._failing = Envelope(_fail)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_PATHS):
            await self._app(scope, receive, send)
            return
        sent = _headers(scope)
        extra = _cross_origin(scope, sent)
        if extra and scope["method"] == "OPTIONS" and b"access-control-request-method" in sent:
            await _preflight(send, extra)
            return
        if scope["method"] == "GET" and b"authorization" in sent and scope["path"].startswith(PX):
            try:
                ready = await _at_once(scope, sent)
            except Exception as failure:
                scope.setdefault("state", {})["failure"] = failure
                await self._failing(scope, receive, _with(send, scope, extra))
                return
            if ready:
                await send_at_once(send, ready[0], sent.get(b"if-none-match"), [*ready[1], *extra])
                return
        await self._app(scope, receive, _with(send, scope, extra))


async def _at_once(scope: Scope, sent: dict[bytes, bytes]) -> tuple[EncodedResponse, Headers] | None:
    """What is ready, and the headers of the counted request; None where nothing is, or not for who asks."""
    fast_path = part(scope["app"], FastPath)
    found = await fast_path.find(scope, sent)
    if found is None:
        return None
    return found.sent, part(scope["app"], Limits).key_request(found.holder.mark, found.holder.own_limit)


async def _fail(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with a problem, as a route does; anything else is for the layer around this."""
    request = Request(scope)
    failure: Exception = request.state.failure
    if not isinstance(failure, Problem):
        raise failure
    request.state.problem = failure.kind
    await render(request, failure)(scope, receive, send)


def _cross_origin(scope: Scope, sent: dict[bytes, bytes]) -> Headers:
    origins = part(scope["app"], Settings).origins
    if not origins or not scope["path"].startswith(PX):
        return []
    origin = sent.get(b"origin")
    if origin is None or origin.decode("latin-1") not in origins:
        return [(b"vary", b"Origin")]
    return [
        (b"vary", b"Origin"),
        (b"access-control-allow-origin", origin),
        (b"access-control-expose-headers", _EXPOSED),
    ]


_READ = {
    b"authorization",
    b"accept-encoding",
    b"accept-language",
    b"if-none-match",
    b"origin",
    b"access-control-request-method",
}


def _headers(scope: Scope) -> dict[bytes, bytes]:
    """The headers that matter here; those that may be repeated are joined as one list."""
    headers: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _READ:
            headers[name] = headers[name] + b", " + value if name in headers else value
    return headers


def _with(send: Send, scope: Scope, extra: Headers) -> Send:
    """Add the key's `RateLimit` headers, and those of the origin."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            there = {name for name, _ in headers}
            counted: Headers = scope.get("state", {}).get("key_headers", [])
            headers += [*(one for one in counted if one[0] not in there), *extra]
            message = {**message, "headers": headers}
        await send(message)

    return sending


async def _preflight(send: Send, extra: Headers) -> None:
    allowed = any(name == b"access-control-allow-origin" for name, _ in extra)
    headers = [
        *extra,
        (b"access-control-allow-methods", b"GET, HEAD, POST"),
        (b"access-control-allow-headers", b"Authorization, Content-Type, If-None-Match"),
        (b"access-control-max-age", b"600"),
    ]
    status = 204 if allowed else 403
    await send({"type": "http.response.start", "status": status, "headers": headers if allowed else extra})
    await send({"type": "http.response.body", "body": b""})
