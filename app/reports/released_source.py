"""The published edition's figures: what has been released, and nothing else.

No connection and no record can be reached from here: published tables is all that it is given.
Tertials are released one by one; a longer span is their sum, where every part of it is published.
"""

from collections.abc import Callable, Mapping

from app.catalogue.catalogue import Catalogue
from app.kit.language import Text
from app.published.spans import PublishedTables, added
from app.published.spans import parts_of as parts_of_table
from app.release.storage.frozen_table import FrozenTable
from app.reports.bounded_figures import ends_of
from app.reports.figure_source import Edition
from app.reports.report_periods import ReportPeriod
from app.tables.registry import BY_ID


class ReleasedSource:
    """Tables that are published. `told` gives the words for the release that a table is from."""

    edition: Edition = "published"
    said: tuple[Text, ...] = ()

    def __init__(
        self, published: PublishedTables, catalogue: Catalogue, told: Callable[[str, str], Text]
    ) -> None:
        self._published, self._catalogue, self._told = published, catalogue, told
        self._combined: dict[tuple[str, str], FrozenTable | None] = {}
        self._thresholds: dict[str, int] = {}

    @property
    def thresholds(self) -> Mapping[str, int]:
        return self._thresholds

    def table(self, id_: str, period: str) -> FrozenTable | None:
        if (id_, period) not in self._combined:
            parts = [self._published.frozen(id_, part) for part in self._parts(id_, period)]
            self._combined[id_, period] = self._added(id_, period, parts) if parts else None
        return self._combined[id_, period]

    def ends(self, id_: str, period: str) -> tuple[FrozenTable, FrozenTable] | None:
        """Of a sum those of its parts, added up: each of them was rounded for itself."""
        parts = [self._published.frozen(id_, part) for part in self._parts(id_, period)]
        known = [one.rounded for one in parts if one.rounded is not None]
        if not known:
            return None
        self._thresholds[period] = max(known)
        both = [ends_of(one) for one in parts]
        least, most = ([each[end] for each in both] for end in (0, 1))
        return self._added(id_, period, least), self._added(id_, period, most)

    def _parts(self, id_: str, period: str) -> tuple[str, ...]:
        """The released periods that a table's figures of a span are the sum of; none where one lacks."""
        there = self._published.periods(id_)
        if period in there:
            return (period,)
        parts = parts_of_table(ReportPeriod.parse(period).span, BY_ID[id_])
        return parts if set(parts) <= set(there) else ()

    def _added(self, id_: str, period: str, parts: list[FrozenTable]) -> FrozenTable:
        return added(parts, period, BY_ID[id_], self._catalogue)

    def split(self, id_: str, period: str, by: tuple[str, ...]) -> FrozenTable | None:
        """Nothing finer than what was released is ever published."""

    def origin(self, id_: str, period: str) -> Text:
        there = set(self._published.periods(id_))
        parts = self._parts(id_, period) or [part for part in parts_of(period) if part in there]
        told = [self._told(id_, part) for part in parts]
        return Text("; ".join(one.sv for one in told), "; ".join(one.en for one in told))

    def state(self, id_: str, period: str) -> Text:
        origin = self.origin(id_, period)
        if not origin.sv:
            return origin
        return Text(f"Siffrorna kommer från {origin.sv}.", f"The figures come from {origin.en}.")


def parts_of(period: str) -> list[str]:
    """The tertials that a span is made of; none where it is not made of whole ones."""
    parts = ReportPeriod.parse(period)
    return parts.tertials if parts.whole else []
