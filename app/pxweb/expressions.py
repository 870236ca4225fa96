"""Selection expressions of PxWebApi 2: from what is written to places among a variable's values.

`*` and `?` match codes; TOP and BOTTOM count from the start of the list, or, of time, from the latest and the
earliest period; RANGE, FROM and TO include their ends. Neither codes nor names regard case.
"""

import re
from collections.abc import Iterable, Sequence

from app.pxweb.cubes import PxVariable
from app.pxweb.problems import IllegalExpression, NoSuchValue, about

_COUNT = re.compile(r"(top|bottom)\(([1-9]\d{0,5})(?:,(\d{1,6}))?\)")
_RANGE = re.compile(r"range\(([^(),]+),([^(),]+)\)")
_END = re.compile(r"(from|to)\(([^(),]+)\)")
_FUNCTION = re.compile(r"(top|bottom|range|from|to)\(.*")
_LONGEST = 200
"""Characters of one expression; codes have at most a fifth of them."""


def split(text: str) -> list[str]:
    """The parts of a parameter between commas; those within brackets belong to an expression."""
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        if character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "," and depth <= 0:
            parts.append(text[start:index])
            start = index + 1
    return [part.strip() for part in (*parts, text[start:]) if part.strip()]


def places(variable: PxVariable, usable: Sequence[int], expressions: Iterable[str]) -> tuple[int, ...]:
    """Places of the selected values among the usable ones, each once, in the table's order.

    Raises `IllegalExpression`, `NoSuchValue`.
    """
    found: set[int] = set()
    for expression in expressions:
        found.update(_selected(variable, usable, expression))
    return tuple(sorted(found))


def _selected(variable: PxVariable, usable: Sequence[int], expression: str) -> Iterable[int]:
    text = expression.strip()
    if text.startswith("[") and text.endswith("]"):  # as an address needs it around a comma
        text = text[1:-1]
    text = text.casefold().replace(" ", "") if "(" in text else text.casefold()
    if len(text) > _LONGEST:
        raise IllegalExpression(about(variable.code))
    if text == "*":
        return usable
    if match := _COUNT.fullmatch(text):
        count, offset = int(match[2]), int(match[3] or 0)
        backwards = (match[1] == "top") == (variable.role == "time")
        ordered = usable[::-1] if backwards else usable
        return ordered[offset : offset + count]
    if match := _RANGE.fullmatch(text):
        first, last = (_place(variable, usable, code) for code in match.groups())
        return [place for place in usable if first <= place <= last]
    if match := _END.fullmatch(text):
        end = _place(variable, usable, match[2])
        return [place for place in usable if (place >= end if match[1] == "from" else place <= end)]
    if _FUNCTION.fullmatch(text) or "(" in text:
        raise IllegalExpression(about(variable.code))
    if "*" in text or "?" in text:
        return _matching(variable, usable, text)
    return [_place(variable, usable, text)]


def _place(variable: PxVariable, usable: Sequence[int], code: str) -> int:
    place = variable.place.get(code)
    if place is None or place not in usable:
        raise NoSuchValue(about(variable.code))
    return place


def _matching(variable: PxVariable, usable: Sequence[int], pattern: str) -> list[int]:
    return [place for place in usable if _matches(variable.values[place].code.casefold(), pattern)]


def _matches(code: str, pattern: str) -> bool:
    """Whether a code is of a pattern. Linear in both: a regular expression of many stars would not be."""
    at, star, retry = 0, -1, 0
    place = 0
    while at < len(code):
        if place < len(pattern) and pattern[place] in ("?", code[at]):
            at, place = at + 1, place + 1
        elif place < len(pattern) and pattern[place] == "*":
            star, retry, place = place, at, place + 1
        elif star >= 0:
            retry += 1
            at, place = retry, star + 1
        else:
            return False
    return all(rest == "*" for rest in pattern[place:])
