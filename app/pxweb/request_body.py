"""Reading a selection's body: bounded, and JSON by its type."""

from fastapi import Request

from app.kit.problems import BodyTooLarge, MediaTypeNotSupported
from app.pxweb.query_parameters import BODY_BYTES


async def read_body(request: Request) -> bytes:
    """The body's bytes; empty where there is none. Raises `BodyTooLarge`, `MediaTypeNotSupported`."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > BODY_BYTES:
            raise BodyTooLarge()
        chunks.append(chunk)
    body = b"".join(chunks)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    packed = request.headers.get("content-encoding", "identity").strip().lower()
    if body.strip() and (kind != "application/json" or packed != "identity"):
        raise MediaTypeNotSupported()
    return body
