"""From the bytes of a file to plain data: JSON to the letter, and no text that cannot be written again."""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

LONGEST = 25
"""Digits of the longest whole number that is read as one; no count has as many."""

SHOWN = 60
"""Characters of a text that a message repeats."""


class UnusableFile(Exception):
    """The file cannot be used; one mistake a line."""


def parsed_file(path: Path) -> object:
    """The content of a file. Raises `UnusableFile`."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UnusableFile(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnusableFile(f"{path} is not UTF-8: byte {error.start} cannot be read") from error
    return parsed(text)


def parsed(text: str) -> object:
    """The same for a text. Numbers with a point or an exponent are decimals, as they stand."""
    try:
        found: object = json.loads(
            text,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_no_doubles,
        )
    except json.JSONDecodeError as error:
        raise UnusableFile(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise UnusableFile("not a table set: nested too deep") from error
    for where, one in _texts(found):
        if place := _unwritable(one):
            raise UnusableFile(f"{where}: {quoted(one)} has {place}, which no text may have")
    return found


def quoted(text: str) -> str:
    """A text as a message shows it: in quotes, not too long, with nothing that moves the cursor."""
    cut = text if len(text) <= SHOWN else text[:SHOWN] + "…"
    return json.dumps(cut, ensure_ascii=not cut.isprintable())


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= LONGEST else _decimal(digits)


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        # An exponent beyond all reason: no place where a number may stand takes it.
        return Decimal("Infinity")


def _no_constant(name: str) -> object:
    raise UnusableFile(f"not JSON: {name} is no number")


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise UnusableFile(f"the key {quoted(double)} stands twice in one object")
    return fields


def _texts(found: object) -> Iterator[tuple[str, str]]:
    """Every text in the data with its place, keys too."""
    due: list[tuple[str, object]] = [("", found)]
    while due:
        where, one = due.pop()
        if isinstance(one, str):
            yield where or "the file", one
        elif isinstance(one, dict):
            yield from ((f"a key of {where or 'the file'}", key) for key in one)
            due += [(_inside(where, key), inside) for key, inside in reversed(one.items())]
        elif isinstance(one, list):
            due += [(f"{where}[{place}]", inside) for place, inside in reversed(list(enumerate(one)))]


def _inside(where: str, key: str) -> str:
    told = key if key.isprintable() and len(key) <= SHOWN else quoted(key)
    return f"{where}.{told}" if where else told


def _unwritable(text: str) -> str | None:
    """The first character that cannot be written as UTF-8, or that is for machines and not for readers."""
    for character in text:
        if "\ud800" <= character <= "\udfff":
            return f"half of a character (\\u{ord(character):04x}, a lone surrogate)"
        if character < " " or "\x7f" <= character < "\xa0":
            return f"a control character (\\u{ord(character):04x})"
    return None
