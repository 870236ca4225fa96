"""Which districts a district's figures are made of where districts were merged: decided here for all.

Whatever is shown of a period is shown in the division at its end. A district's figures, of the period and of
every earlier one that it is compared with, take in the districts that had become it by then; of a state at
the end of a period, such as the children who live there, only those that were there at that end.
Everything is added up from counts and their bases: a share or a mean is never made of shares or means.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from app.catalogue.model import Entry, Municipality
from app.vocabulary.periods import Span, months_later


def is_there_at(data: Municipality, district: str, month: str) -> bool:
    """Whether a district has a state at the end of a month: one that had ended by then has none.

    Every code that is no district's, such as the whole municipality's, is there always.
    """
    entry = data.find("districts", district)
    return entry is None or entry.last is None or month <= entry.last


@dataclass(frozen=True)
class Division:
    """The districts as they are divided in a month: the last one of what is looked at."""

    data: Municipality
    month: str

    @cached_property
    def _became(self) -> dict[str, str]:
        """The district that each had become by the month, or that it last was."""
        return {
            district.code: self.data.district_in(district.code, self.month)
            for district in self.data.districts
        }

    def lineage(self, district: str) -> tuple[str, ...]:
        """The districts that had become this one, itself among them, whenever they were there."""
        ended = self.data.find("districts", district)
        if ended and ended.last and ended.last < self.month:
            # One that is no longer there is shown as it was at its own end.
            return Division(self.data, ended.last).lineage(district)
        return tuple(code for code, became in self._became.items() if became == district)

    def parts(self, district: str, span: Span) -> tuple[str, ...]:
        """Those of the lineage that were there in any month of a span."""
        return tuple(code for code in self.lineage(district) if _overlaps(self._entry(code), span))

    def at_end(self, district: str, month: str) -> tuple[str, ...]:
        """Those of the lineage that were there at the end of a month: what a state is a sum of."""
        return tuple(code for code in self.lineage(district) if self._entry(code).valid(month))

    def rows(self, span: Span) -> tuple[str, ...]:
        """The districts that stand side by side for a span, in the catalogue's order."""
        there = {self._became[district.code] for district in self.data.districts if _overlaps(district, span)}
        return tuple(district.code for district in self.data.districts if district.code in there)

    def before(self, district: str, span: Span) -> tuple[str, ...]:
        """The other districts whose figures of a span are taken in."""
        return tuple(code for code in self.parts(district, span) if code != district)

    def covers(self, district: str, span: Span) -> bool:
        """Whether all that the district is made of was there in every month: else a span is no whole one."""
        return all(self._is_whole(district, month) for month in _months(span))

    def covered(self, district: str, span: Span) -> Span | None:
        """The months of a span in which all of it was there, from the first to the last of them."""
        months = [month for month in _months(span) if self._is_whole(district, month)]
        return Span(months[0], months[-1]) if months else None

    def _is_whole(self, district: str, month: str) -> bool:
        """Whether everything that the district came from was there, under whatever name."""
        lineage = self.lineage(district)
        heirs = {one.successor for one in map(self._entry, lineage)}
        return all(
            any(self._entry(code).valid(month) for code in self._line(root, district))
            for root in lineage
            if root not in heirs
        )

    def _line(self, code: str, to: str) -> Iterator[str]:
        following: str | None = code
        while following:
            yield following
            following = None if following == to else self._entry(following).successor

    def _entry(self, code: str) -> Entry:
        entry = self.data.find("districts", code)
        if entry is None:
            raise LookupError(code)
        return entry


def _overlaps(entry: Entry, span: Span) -> bool:
    return (entry.first or "0000-00") <= span.last and span.first <= (entry.last or "9999-12")


def _months(span: Span) -> Iterator[str]:
    month = span.first
    while month <= span.last:
        yield month
        month = months_later(month)
