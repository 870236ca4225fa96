"""What every reply has in common: its language and its safe headers."""

from fastapi import Request
from starlette.types import Message

from app.kit.language import Language, preferred

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


def safely(message: Message) -> Headers:
    """Those of a reply. One that says itself what it lets in (a report with its style) keeps its policy."""
    given = dict(message.get("headers", ()))
    return [one for one in safe_headers(given.get(b"content-type", b"")) if one[0] not in given]


def language_of(request: Request) -> Language:
    return preferred(request.headers.get("accept-language"), request.query_params.get("lang"))
