"""Months, tertials and years as the city counts them: text forms, order, and ranges.

A month is `2019-03`, a tertial `2019-T1` (T1 January-April, T2 May-August, T3 September-December),
a year `2019`. All sort as text in time's order.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTH = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"
TERTIAL = r"^(19|20)[0-9]{2}-T[1-3]$"
YEAR = r"^(19|20)[0-9]{2}$"


class InvalidPeriod(ValueError):
    """The text is no month, tertial, year or range of them."""


@lru_cache(maxsize=64)
def month_of(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def tertial_of(month: str) -> str:
    """`2019-05` -> `2019-T2`."""
    return f"{month[:4]}-T{(int(month[5:7]) + 3) // 4}"


def year_of(period: str) -> int:
    return int(period[:4])


@lru_cache(maxsize=4096)
def months_of(period: str) -> tuple[str, str]:
    """First and last month of a month, tertial or year. Raises `InvalidPeriod`."""
    if re.match(MONTH, period):
        return period, period
    if re.match(TERTIAL, period):
        first = 4 * int(period[-1]) - 3
        return f"{period[:4]}-{first:02d}", f"{period[:4]}-{first + 3:02d}"
    if re.match(YEAR, period):
        return f"{period}-01", f"{period}-12"
    raise InvalidPeriod(period)


def tertials_between(first: str, last: str) -> list[str]:
    """All tertials from `first` to `last`, both included."""
    found = []
    year, number = int(first[:4]), int(first[-1])
    while (current := f"{year:04d}-T{number}") <= last:
        found.append(current)
        year, number = (year, number + 1) if number < 3 else (year + 1, 1)
    return found


def months_later(month: str, number: int = 1) -> str:
    """The month that is `number` months after `month`, or before it where negative."""
    whole = int(month[:4]) * 12 + int(month[5:]) - 1 + number
    return f"{whole // 12:04d}-{whole % 12 + 1:02d}"


def year_earlier(period: str) -> str:
    """The same month, tertial or year, a year before."""
    return f"{int(period[:4]) - 1:04d}{period[4:]}"


def tertial_before(tertial: str) -> str:
    year, number = int(tertial[:4]), int(tertial[-1])
    return f"{year:04d}-T{number - 1}" if number > 1 else f"{year - 1:04d}-T3"


@dataclass(frozen=True, order=True)
class Span:
    """A run of whole months, first and last included."""

    first: str
    last: str

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read `2019-T1`, `2019`, `2019-02` or a range `A..B`. Raises `InvalidPeriod`."""
        first, dots, last = text.partition("..")
        start, end = months_of(first)[0], months_of(last if dots else first)[1]
        if end < start:
            raise InvalidPeriod(text)
        return cls(start, end)

    def tertials(self) -> list[str]:
        """The tertials that the span touches."""
        return tertials_between(tertial_of(self.first), tertial_of(self.last))

    def years(self) -> list[str]:
        return [str(year) for year in range(year_of(self.first), year_of(self.last) + 1)]

    def whole_tertials(self) -> bool:
        """Whether the span begins and ends with a tertial."""
        return int(self.first[5:]) % 4 == 1 and int(self.last[5:]) % 4 == 0


def text_of(span: Span) -> str:
    """A span as shortly as it can be written."""
    if span.first.endswith("-01") and span.last.endswith("-12"):
        first, last = span.first[:4], span.last[:4]
        return first if first == last else f"{first}..{last}"
    if span.whole_tertials():
        first, last = tertial_of(span.first), tertial_of(span.last)
        return first if first == last else f"{first}..{last}"
    return span.first if span.first == span.last else f"{span.first}..{span.last}"
