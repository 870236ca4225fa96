"""The way of a released figure over HTTP: what is ready leaves at once, before any route is looked for.

A layer around the routes, for the released figures' addresses alone. It

- sends what the same address had before, to a key that may see it: nothing that was looked up outlives the
  next commit, so that a revoked key gets nothing more, and the request is counted;
- answers HEAD as GET without a body;
- puts the key's `RateLimit` headers on every answer, refusals and 304 among them;
- lets the origins of the setting read from a browser. There are none if nothing is set, and a cookie never
  counts: only keys come from elsewhere.

Everything else goes to the routes, which have their guards.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.access import research_keys
from app.access.guards import sent_key
from app.access.here import here_of
from app.kit.language import Language, preferred
from app.kit.problems import Problem
from app.kit.web import render
from app.statistics.px.kept import Headers, Ready
from app.statistics.px.library import View, view_of
from app.statistics.px.replying import send_at_once
from app.statistics.px.research import Research

PX = "/api/v2/"
_PATHS = (PX, "/api/v1/statistics", "/research/tables/")
_EXPOSED = b"ETag, RateLimit, RateLimit-Policy, Retry-After, Content-Disposition"


class Holder(NamedTuple):
    """Whose key a header holds, and what it opens."""

    view: View
    mark: str
    own_limit: int | None


class Delivery:
    def __init__(self, app: ASGIApp, research: Research, origins: Iterable[str] = ()) -> None:
        self._app, self._research = app, research
        self._origins = frozenset(origins)
        self._seen: dict[bytes, Holder] = {}
        self._seen_at: tuple[int | None, date | None] = (None, None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(_PATHS):
            await self._app(scope, receive, send)
            return
        sent = _headers(scope)
        extra = self._cross_origin(sent.get(b"origin"), scope["path"])
        if extra and scope["method"] == "OPTIONS" and b"access-control-request-method" in sent:
            await _preflight(send, extra)
            return
        if scope["method"] == "HEAD":
            send, scope = _without_body(send), {**scope, "method": "GET"}
        if scope["method"] == "GET" and b"authorization" in sent and scope["path"].startswith(PX):
            try:
                done = await self._at_once(scope, sent, send, extra)
            except Problem as problem:
                await render(Request(scope), problem)(scope, receive, _with(send, scope, extra))
                return
            if done:
                return
        await self._app(scope, receive, _with(send, scope, extra))

    async def _at_once(self, scope: Scope, sent: dict[bytes, bytes], send: Send, extra: Headers) -> bool:
        """Send what is ready; False where nothing is, or where it is not for whoever asks."""
        app = scope["app"]
        language = _preferred(sent.get(b"accept-language", b"").decode("latin-1"))
        found = (
            self._found(scope, sent[b"authorization"], language)
            if app.state.database.is_sqlite
            else await run_in_threadpool(self._found, scope, sent[b"authorization"], language)
        )
        if found is None:
            return False
        ready, holder = found
        counted = app.state.limits.key_request(holder.mark, holder.own_limit)
        more = [*extra, *_raw(counted)]
        accepted = sent.get(b"accept-encoding", b"").decode("latin-1")
        tags = sent.get(b"if-none-match")
        await send_at_once(send, ready, accepted, tags.decode("latin-1") if tags else None, more)
        return True

    def _found(self, scope: Scope, sent: bytes, language: Language) -> tuple[Ready, Holder] | None:
        """What is ready for the address, and who asks: looked up anew whenever anything was committed."""
        state = scope["app"].state
        stamp, day = state.database.stamp(), state.today()
        if stamp is None or (stamp, day) != self._seen_at:
            self._seen, self._seen_at = {}, (stamp, day)
        digest = hashlib.sha256(sent).digest()
        holder = self._seen.get(digest)
        if holder is None:
            key = sent_key(sent.decode("latin-1"))
            known = research_keys.find_key(state.database, key, here_of(Request(scope))) if key else None
            if known is None:
                return None
            who, own_limit = known
            holder = self._seen[digest] = Holder(view_of(who), who.mark, own_limit)
        ready = self._research.at(holder.view, scope["path"], scope["query_string"], language, stamp)
        return (ready, holder) if ready else None

    def _cross_origin(self, origin: bytes | None, path: str) -> Headers:
        if not self._origins or not path.startswith(PX):
            return []
        if origin is None or origin.decode("latin-1") not in self._origins:
            return [(b"vary", b"Origin")]
        return [
            (b"vary", b"Origin"),
            (b"access-control-allow-origin", origin),
            (b"access-control-expose-headers", _EXPOSED),
        ]


@lru_cache(maxsize=256)
def _preferred(accept_language: str) -> Language:
    return preferred(accept_language[:1000])


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
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        if name in _READ:
            found[name] = found[name] + b", " + value if name in found else value
    return found


def _raw(headers: Mapping[str, str]) -> Headers:
    return [(name.lower().encode(), value.encode()) for name, value in headers.items()]


def _with(send: Send, scope: Scope, extra: Headers) -> Send:
    """Add the key's `RateLimit` headers, and those of the origin."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            there = {name for name, _ in headers}
            counted = scope.get("state", {}).get("key_headers", {})
            own = _raw(counted)
            headers += [*(one for one in own if one[0] not in there), *extra]
            message = {**message, "headers": headers}
        await send(message)

    return sending


def _without_body(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
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
