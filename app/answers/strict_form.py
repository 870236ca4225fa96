"""Reading a plain HTML form strictly: bounded, a few short fields, nothing kept of what is wrong."""

from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect

FORM_BYTES = 4 * 1024
FIELDS = 30
MEDIA_TYPE = "application/x-www-form-urlencoded"


async def _form(request: Request) -> dict[str, str]:
    """The form's fields; empty for anything that is no form of ours, which then lacks every answer."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        return {}
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > FORM_BYTES:
                return {}
    except ClientDisconnect:
        return {}
    try:
        return dict(parse_qsl(body.decode("ascii"), max_num_fields=FIELDS, strict_parsing=True))
    except ValueError:
        return {}


Form = Annotated[dict[str, str], Depends(_form)]
