"""Reading a request's body strictly: bounded, UTF-8, one JSON object, no name twice.

The framework's own reader accepts repeated names, NaN, other encodings and any depth. A repeated name
means that two people read the same record differently, so it is refused here, before validation.
"""

import json
import math
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from app.kit.faults import Fault
from app.kit.json_values import JsonObject
from app.kit.language import Text
from app.kit.problems import BodyTooLarge, MalformedJson, MediaTypeNotSupported, Problem

RECORD_BYTES = 16 * 1024
"""Largest body of one record (design, section 3)."""

DEPTH = 12
"""Deepest nesting of any body: a batch of records with answers needs six."""


class _RepeatedName(ValueError):
    pass


def _object(pairs: list[tuple[str, object]]) -> JsonObject:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        raise _RepeatedName(next(name for name, _ in pairs if name in seen or seen.add(name)))  # type: ignore[func-returns-value]
    return found


class _NotANumber(ValueError):
    pass


def _constant(_name: str) -> object:
    raise _NotANumber


DIGITS = 18
"""Most digits of a whole number that is read as one; no count has more than seven."""


def _whole(digits: str) -> int | float:
    """A number without bound becomes one that every field refuses by name, before it costs anything."""
    return int(digits) if len(digits) <= DIGITS else math.inf


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_constant, parse_int=_whole)


def read_json(raw: bytes) -> object:
    """Parse `raw` strictly.

    Raises `MalformedJson` for an empty body, other encodings than UTF-8, syntax errors, repeated names,
    NaN and Infinity, and nesting deeper than `DEPTH`. A whole number of more than `DIGITS` becomes infinite.
    """
    if not raw.strip():
        raise MalformedJson(Text("Innehållet är tomt.", "The body is empty."))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedJson(
            Text(
                f"Innehållet är inte UTF-8 (tecken {error.start + 1}).",
                f"The body is not UTF-8 (byte {error.start + 1}).",
            )
        ) from None
    try:
        found = _DECODER.decode(text)
        if type(found) is dict or type(found) is list:
            _check_depth(found)
        if "\\u" in text:
            # An escaped half of a character is valid JSON but no text: nothing could store or show it.
            json.dumps(found, ensure_ascii=False).encode()
        return found
    except UnicodeEncodeError:
        raise MalformedJson(
            Text(
                "Ett tecken är bara halvt (\\ud800-\\udfff).",
                "Half a character is given (\\ud800-\\udfff).",
            )
        ) from None
    except _RepeatedName as error:
        raise MalformedJson(
            Text("Ett fält står mer än en gång.", "A field is given more than once."),
            faults=[Fault(_printable(str(error)), "repeated-field")],
        ) from None
    except json.JSONDecodeError as error:
        raise MalformedJson(
            Text(
                f"Innehållet är inte JSON (rad {error.lineno}, kolumn {error.colno}).",
                f"The body is not JSON (line {error.lineno}, column {error.colno}).",
            )
        ) from None
    except RecursionError:
        raise _too_deep() from None
    except _NotANumber:
        raise MalformedJson(
            Text(
                "NaN och Infinity är inga tal i JSON. Ange ett tal eller en kod.",
                "NaN and Infinity are no numbers in JSON. Give a number or a code.",
            )
        ) from None


def _check_depth(read: Any) -> None:
    """Level by level, with no recursion."""
    level = [read]
    for _ in range(DEPTH):
        level = [
            part
            for whole in level
            for part in (whole.values() if type(whole) is dict else whole)
            if type(part) is dict or type(part) is list
        ]
        if not level:
            return
    raise _too_deep()


def _too_deep() -> Problem:
    return MalformedJson(Text(f"Nästlat djupare än {DEPTH} nivåer.", f"Nested deeper than {DEPTH} levels."))


def _printable(name: str) -> str:
    """A field's name as an error may show it: bounded, no control characters."""
    return "".join(character if character.isprintable() else "?" for character in name[:60])


class _StrictRequest(Request):
    limit: int = RECORD_BYTES

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            declared = self.headers.get("content-length", "")
            if declared.isdecimal() and int(declared) > self.limit:
                raise self._too_large()
            chunks: list[bytes] = []
            size = 0
            async for chunk in self.stream():
                size += len(chunk)
                if size > self.limit:
                    raise self._too_large()
                chunks.append(chunk)
            self._body = b"".join(chunks)
            if not self._body.strip():
                raise MalformedJson(Text("Innehållet är tomt.", "The body is empty."))
            kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
            packed = self.headers.get("content-encoding", "identity").strip().lower()
            if kind != "application/json" or packed != "identity":
                raise MediaTypeNotSupported()
        return self._body

    async def json(self) -> object:
        return read_json(await self.body())

    def _too_large(self) -> Problem:
        kib = self.limit // 1024
        return BodyTooLarge(
            Text(f"Högst {kib} KiB får skickas hit.", f"At most {kib} KiB may be sent here."),
            headers={"Connection": "close"},
        )


Guard = Callable[[Request, Response], Coroutine[object, object, Any]]


def strict_route(limit: int = RECORD_BYTES, *, first: Guard | None = None) -> type[APIRoute]:
    """A route class whose bodies are read by `read_json` and bounded to `limit` bytes.

    `first` is asked before anything of a body is read: the framework asks its guards only afterwards, which
    would let anybody send large bodies.
    """

    class StrictRequest(_StrictRequest):
        pass

    StrictRequest.limit = limit

    class StrictRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[object, object, Response]]:
            handler = super().get_route_handler()

            async def strict(request: Request) -> Response:
                if first is not None:
                    await first(request, Response())
                return await handler(StrictRequest(request.scope, request.receive))

            return strict

    return StrictRoute
