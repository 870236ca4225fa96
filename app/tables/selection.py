"""What of a table is asked for: districts, periods and the dimensions to split by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.vocabulary.periods import Span

Division = Literal["reported", "current"]
DIVISIONS: tuple[Division, ...] = ("reported", "current")


@dataclass(frozen=True)
class Selection:
    """One count's worth of choices, all of them checked already.

    `districts` are codes as they were reported, the predecessors included where the division is the current
    one; `spans` are in order and do not touch; `areas` narrows to residential areas where it is not empty.
    """

    districts: tuple[str, ...]
    spans: tuple[Span, ...]
    by: tuple[str, ...] = ()
    division: Division = "reported"
    areas: tuple[str, ...] = ()


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same months as whole, separate spans in order: none is counted twice."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.first <= _after(found[-1].last):
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return tuple(found)


def _after(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year:04d}-{number + 1:02d}" if number < 12 else f"{year + 1:04d}-01"


def months_of(spans: Iterable[Span]) -> list[str]:
    """Every month of the spans."""
    found = []
    for span in spans:
        month = span.first
        while month <= span.last:
            found.append(month)
            month = _after(month)
    return found
