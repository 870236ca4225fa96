"""An answer on its way out: packed as the client takes it, or 304 where it has it already."""

from fastapi import Request, Response
from starlette.types import Send

from app.kit.http.headers import Headers
from app.published.content_encoding import encoding_of
from app.published.response_cache import CachedResponse, EncodedResponse

_OF_THE_BODY = (b"content-type", b"content-length", b"content-encoding", b"content-disposition")
"""Headers that a 304 has no body for (RFC 9110, 15.4.5)."""


def has(etag: bytes, if_none_match: str) -> bool:
    """Whether the client has the form with this tag."""
    tag = etag.decode()
    return any(one.strip().removeprefix("W/") in (tag, "*") for one in if_none_match.split(","))


def status_and_headers(sent: EncodedResponse, if_none_match: str | None) -> tuple[int, Headers]:
    if if_none_match and has(sent.etag, if_none_match):
        return 304, [header for header in sent.headers if header[0] not in _OF_THE_BODY]
    return 200, sent.headers


def reply(request: Request, ready: CachedResponse) -> Response:
    """The answer as a response of the framework."""
    sent = ready.form(encoding_of(request.headers.get("accept-encoding", "")))
    asked = request.headers.get("if-none-match") if request.method in ("GET", "HEAD") else None
    status, headers = status_and_headers(sent, asked)
    response = Response(b"" if status == 304 else sent.body, status)
    response.raw_headers = list(headers)
    return response


async def send_at_once(send: Send, sent: EncodedResponse, if_none_match: bytes | None, more: Headers) -> None:
    """One form of it straight to the server."""
    status, headers = status_and_headers(sent, if_none_match.decode("latin-1") if if_none_match else None)
    await send({"type": "http.response.start", "status": status, "headers": headers + more})
    await send({"type": "http.response.body", "body": b"" if status == 304 else sent.body})
