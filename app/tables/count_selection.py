"""What of a table is asked for: districts, periods and the dimensions to split by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.vocabulary.periods import Span, months_later

Division = Literal["reported", "current"]
DIVISIONS: tuple[Division, ...] = ("reported", "current")


@dataclass(frozen=True)
class CountSelection:
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
        if found and span.first <= months_later(found[-1].last):
            found[-1] = Span(found[-1].first, max(found[-1].last, span.last))
        else:
            found.append(span)
    return tuple(found)


def in_whole_tertials(spans: Iterable[Span], starts: str) -> bool:
    """Whether spans begin and end with tertials; the first may begin with the first month of any record."""
    return all(
        span.whole_tertials() or (span.first <= starts <= span.last and int(span.last[5:]) % 4 == 0)
        for span in spans
    )


def months_of(spans: Iterable[Span]) -> list[str]:
    """Every month of the spans."""
    months = []
    for span in spans:
        month = span.first
        while month <= span.last:
            months.append(month)
            month = months_later(month)
    return months
