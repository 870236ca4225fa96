"""Reading the desk's plain forms strictly: bounded, and nothing kept of what is wrong."""

from collections.abc import Iterator, Sequence
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from starlette.requests import ClientDisconnect

from app.kit.language import Text
from app.kit.problems import BadRequest, BodyTooLarge, MediaTypeNotSupported

FORM_BYTES = 64 * 1024
"""The largest form, programme figures, is a tenth of that."""
FIELDS = 1000
MEDIA_TYPE = "application/x-www-form-urlencoded"


class SentForm:
    """What a form sent: names and values as they came."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._pairs = tuple(pairs)

    def one(self, name: str) -> str:
        """The value of a field, without blanks around it; empty where it was not sent."""
        return next((value.strip() for key, value in self._pairs if key == name), "")

    def all(self, name: str) -> list[str]:
        """The values of a field that can be chosen several times."""
        return [value for key, value in self._pairs if key == name]

    def __contains__(self, name: object) -> bool:
        return any(key == name for key, _ in self._pairs)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(key for key, _ in self._pairs))


async def _sent(request: Request) -> SentForm:
    """The form. Raises `MediaTypeNotSupported`, `BodyTooLarge`, `BadRequest`."""
    body = b""
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > FORM_BYTES:
                raise BodyTooLarge()
    except ClientDisconnect:
        raise BadRequest() from None
    if not body:
        return SentForm(())
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise MediaTypeNotSupported(Text("Skicka ett vanligt formulär.", "Send a plain form."))
    try:
        return SentForm(
            parse_qsl(
                body.decode("ascii"),
                keep_blank_values=True,
                strict_parsing=True,
                errors="strict",
                max_num_fields=FIELDS,
            )
        )
    except ValueError:
        raise BadRequest() from None


Form = Annotated[SentForm, Depends(_sent)]
"""Goes after the guard in an endpoint's signature: nothing of a stranger's form is read."""
