"""From an address's parameters to selections, with every fault named at once and what would be right.

Pure but for the actor that it is told: nothing here reads a record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.access.actor import Actor
from app.access.problems import OtherDistrict
from app.catalogue.catalogue import Catalogue
from app.kit.faults import Fault
from app.kit.language import Text
from app.statistics import query_districts, query_periods
from app.statistics.parameters import CHOICES, names_of
from app.statistics.problems import InvalidSelection
from app.statistics.query_parser import Pairs, QueryParser
from app.tables.categories import TIME
from app.tables.count_selection import CountSelection, Division
from app.tables.declaration import Table
from app.tables.engine import size
from app.tables.layout import dimensions_of
from app.vocabulary.lists import PLACES_OUTSIDE
from app.vocabulary.states import NOT_KNOWN

MOST_ROWS = 50_000
"""Largest answer: a larger one is no table that anyone reads, and would hold up others."""


@dataclass(frozen=True)
class LiveQuery:
    """What is asked for: selections by the period's name, the asked one first, and the form of the answer."""

    selections: tuple[tuple[str, CountSelection], ...]
    format: str | None
    semicolon: bool

    @property
    def compared(self) -> bool:
        return len(self.selections) > 1


def read(table: Table, pairs: Pairs, who: Actor, catalogue: Catalogue, today: date) -> LiveQuery:
    """Read the parameters of a table's endpoint.

    Raises `InvalidSelection` with a fault for each parameter that is not right, `OtherDistrict` for figures
    that are not the actor's to see.
    """
    return _LiveParser(table, pairs, who, catalogue, today).asked()


class _LiveParser(QueryParser):
    def __init__(self, table: Table, pairs: Pairs, who: Actor, catalogue: Catalogue, today: date) -> None:
        self.table, self.who, self.catalogue, self.today = table, who, catalogue, today
        super().__init__(pairs, names_of(table))

    def asked(self) -> LiveQuery:
        choices = {name: self.choice(name) for name in CHOICES}
        division: Division = "current" if choices["division"] == "current" else "reported"
        asked = query_periods.read(
            self.several("period"), self.table, self.catalogue.municipality, self.today
        )
        self.faults += asked.faults
        by, areas = self._by(), self._areas()
        wanted = [asked.period]
        if choices["compare"] and not asked.faults:
            earlier = query_periods.before(asked, choices["compare"], self.catalogue.municipality, self.table)
            self.faults += earlier.faults
            wanted.append(earlier.period)
        found = None if self.faults else [self._districts(period, division) for period in wanted]
        if found is None or self.faults:
            raise InvalidSelection(faults=self.faults)
        selections = [
            (period.name, CountSelection(own, period.spans, by, division, areas))
            for period, own in zip(wanted, found, strict=True)
        ]
        self._check_size([selection for _, selection in selections])
        return LiveQuery(
            tuple(selections),
            choices["format"],
            choices["sep"] == "semicolon",
        )

    def _districts(self, period: query_periods.QueryPeriod, division: Division) -> tuple[str, ...]:
        data = self.catalogue.municipality
        pool = query_districts.pool(data, period.spans, division, city=self.table.city)
        districts = query_districts.read(self.several("district"), pool, data, division, self.who.reach)
        self.faults += districts.faults
        if districts.refused:
            raise OtherDistrict()
        return districts.codes

    def _by(self) -> tuple[str, ...]:
        usable = tuple(dimension.code for dimension in dimensions_of(self.table, self.catalogue))
        if "by" not in self.values:
            return tuple(code for code in self.table.usual if code in usable)
        given = self.several("by")
        if not set(given) <= set(usable):
            self.faults.append(Fault("by", "unknown-dimension", allowed=usable))
        times = [code for code in given if code in TIME]
        if len(times) > 1:
            right = Text(f"Ange en av {', '.join(times)}.", f"Give one of {', '.join(times)}.")
            self.faults.append(Fault("by", "two-times", right))
        return tuple(code for code in usable if code in given)

    def _areas(self) -> tuple[str, ...]:
        given = self.several("area")
        usable = (*self.catalogue.municipality.codes("areas"), *PLACES_OUTSIDE, NOT_KNOWN)
        if not set(given) <= set(usable):
            self.faults.append(Fault("area", "unknown-code", values={"list": "areas"}, allowed=usable))
        return tuple(code for code in usable if code in given)

    def _check_size(self, selections: Iterable[CountSelection]) -> None:
        cells = sum(size(self.table, selection, self.catalogue) for selection in selections)
        if cells > MOST_ROWS:
            right = Text(
                f"Högst {MOST_ROWS} rader; dela upp på mindre, eller ange en kortare period.",
                f"At most {MOST_ROWS} rows; split by less, or ask for a shorter period.",
            )
            raise InvalidSelection(faults=[Fault("by", "too-many-rows", right)])
