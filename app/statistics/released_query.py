"""Reading what is asked for of released figures at a table's named address.

A release is of a tertial or of a year, of a district or of the whole city, by what the table is split by:
nothing finer can be asked for. A longer period is there when all of its parts are published.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.access.actor import Actor, require_scope
from app.access.problems import OutOfScope
from app.figures.category_order import merged
from app.kit.faults import Fault
from app.kit.language import Text
from app.published.snapshot import Snapshot
from app.published.spans import PublishedSpans, in_runs, parts_of
from app.release.problems import ReleaseNotFound
from app.release.storage.frozen_table import FrozenTable
from app.statistics import query_periods
from app.statistics.parameters import CHOICES, RELEASED_SEVERAL
from app.statistics.problems import InvalidSelection
from app.statistics.query_parser import Pairs, QueryParser
from app.tables.count_selection import DIVISIONS, Division
from app.tables.declaration import Table
from app.vocabulary.periods import Span, tertial_before, text_of, year_earlier


@dataclass(frozen=True)
class ReleasedQuery:
    """What is asked for of a table: periods (each published, or all of its parts), what to split by,
    districts, their division."""

    periods: tuple[str, ...]
    by: tuple[str, ...]
    districts: tuple[str, ...]
    division: Division
    format: str | None
    semicolon: bool


def read(table: Table, pairs: Pairs, who: Actor, snapshot: Snapshot, spans: PublishedSpans) -> ReleasedQuery:
    """Read the parameters.

    Raises `InvalidSelection`, `OutOfScope`, and `ReleaseNotFound` where some of it is not published.
    """
    require_scope(who, table.id, ())
    return _ReleasedParser(table, pairs, who, snapshot, spans).asked()


class _ReleasedParser(QueryParser):
    def __init__(
        self, table: Table, pairs: Pairs, who: Actor, snapshot: Snapshot, spans: PublishedSpans
    ) -> None:
        self.table, self.who, self.snapshot, self.spans = table, who, snapshot, spans
        super().__init__(pairs, (*RELEASED_SEVERAL, *CHOICES))

    def asked(self) -> ReleasedQuery:
        choices = {name: self.choice(name) for name in CHOICES}
        published = tuple(self.snapshot.periods(self.table.id))
        if not published and not self.faults:
            raise ReleaseNotFound(_NOTHING)
        found = self._periods(published) if published else ()
        if choices["compare"] and not self.faults:
            found = (*found, *self._before(found, choices["compare"], published))
        if self.faults:
            raise InvalidSelection(faults=self.faults)
        frozen = [self.spans.frozen(self.table, one) for one in found]
        division = next(one for one in DIVISIONS if one == (choices["division"] or DIVISIONS[0]))
        by = self._by(frozen[0])
        districts = self._districts(frozen, by, division)
        if self.faults:
            raise InvalidSelection(faults=self.faults)
        return ReleasedQuery(found, by, districts, division, choices["format"], choices["sep"] == "semicolon")

    def _periods(self, published: Sequence[str]) -> tuple[str, ...]:
        """The periods that are asked for, in time's order; the latest where none is. Where they are split
        by time, what is published in them."""
        given = self.several("period")
        if not given:
            return (published[-1],)
        periods: set[str] = set()
        for text in given:
            try:
                span = query_periods.span(text)
            except ValueError:
                self.faults.append(Fault("period", "not-a-period", query_periods.FORMS[self._grain()]))
                return ()
            parts = parts_of(span, self.table)
            if not parts:
                self.faults.append(Fault("period", "period-too-short", query_periods.FORMS[self._grain()]))
                return ()
            lacking = self.spans.lacking(self.table, span)
            if len(lacking) == len(parts):
                raise ReleaseNotFound(_NOTHING)
            if self._grain() in self.several("by"):
                periods.update(part for part in parts if part in published)
            elif lacking:
                raise ReleaseNotFound(_not_all(text_of(span), lacking, self._grain()))
            else:
                periods.add(text_of(span))
        return tuple(sorted(periods, key=Span.parse))

    def _grain(self) -> str:
        return "year" if self.table.grain == "year" else "tertial"

    def _before(self, found: Sequence[str], how: str, published: Sequence[str]) -> tuple[str, ...]:
        before = how == "tertial-before" and self.table.grain != "year"
        if before and not all(one in published for one in found):
            right = Text("Ange ett tertial, som 2019-T2.", "Give one tertial, such as 2019-T2.")
            self.faults.append(Fault("compare", "period-not-one-tertial", right))
            return ()
        earlier = [tertial_before(one) if before else _year_before(one) for one in found]
        there = tuple(
            one for one in earlier if one not in found and not self.spans.lacking(self.table, Span.parse(one))
        )
        if not there:
            right = Text(f"Tidigast {published[0]}.", f"At the earliest {published[0]}.")
            self.faults.append(Fault("compare", "nothing-before", right))
        return there

    def _by(self, frozen: FrozenTable) -> tuple[str, ...]:
        usable = tuple(dimension.code for dimension in frozen.dimensions)
        times = (self._grain(),)
        if "by" not in self.values:
            return tuple(code for code in self.table.usual if code in usable)
        given = self.several("by")
        if not set(given) <= {*usable, *times}:
            self.faults.append(Fault("by", "unknown-dimension", allowed=(*usable, *times)))
        return tuple(code for code in (*usable, *times) if code in given)

    def _districts(
        self, frozen: Sequence[FrozenTable], by: Sequence[str], division: Division
    ) -> tuple[str, ...]:
        orders = [_districts_of(one, division) for one in frozen]
        usable = merged(orders)
        # Where the city hands in figures of its own, they are no total, and districts always stand apart.
        city = next(
            (category.code for category in frozen[0].dimensions[0].categories if category.total), None
        )
        apart = city is None or "district" in by
        opened = self.who.scopes.districts if self.who.scopes else None
        given = self.several("district")
        if not given:
            if city is not None and not apart:
                return (city,)
            return tuple(one for one in usable if one == city or opened is None or one in opened)
        if not set(given) <= set(usable):
            self.faults.append(Fault("district", "unknown-district", allowed=tuple(usable)))
        elif opened is not None and not {one for one in given if one != city} <= opened:
            raise OutOfScope()
        elif len(given) > 1 and not apart:
            self.faults.append(Fault("by", "not-added-up", allowed=("district",)))
        return tuple(one for one in usable if one in given)


_NOTHING = Text(
    "Inget av det är publicerat. Listan över tabeller visar vad som är det.",
    "None of it is published. The list of tables shows what is.",
)


def _not_all(period: str, lacking: Sequence[str], grain: str) -> Text:
    parts = ", ".join(in_runs(lacking))
    return Text(
        f"{period} är summan av sina delar, och {parts} är inte publicerat. Välj det som är det, eller dela "
        f"upp på tid (by={grain}).",
        f"{period} is the sum of its parts, and {parts} is not published. Choose what is, or split by time "
        f"(by={grain}).",
    )


def _year_before(period: str) -> str:
    return "..".join(year_earlier(end) for end in period.split(".."))


def _districts_of(frozen: FrozenTable, division: Division) -> list[str]:
    return [
        category.code
        for category in frozen.dimensions[0].categories
        if category.total or division in category.divisions
    ]
