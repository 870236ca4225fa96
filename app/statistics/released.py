"""Released figures at a table's named address: reading what is asked for, and saying what is published.

A release is of a tertial or of a year, of a district or of the whole city, by what the table is split by:
nothing finer can be asked for, and nothing is added up. Rows of several periods name each row's period.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.access.actor import Actor, require_scope
from app.access.problems import OutOfScope
from app.catalogue.catalogue import Catalogue
from app.figures.deriving import Figures
from app.figures.merging import merged
from app.figures.rows import Row, rows
from app.kit.faults import Fault
from app.kit.language import Language, Text
from app.release.frozen import FrozenDimension, FrozenTable
from app.release.problems import ReleaseNotFound
from app.statistics import periods
from app.statistics.as_json import measures_of
from app.statistics.given import Given, Pairs
from app.statistics.parameters import CHOICES, RELEASED_SEVERAL
from app.statistics.problems import InvalidSelection
from app.statistics.protection import protection_notes
from app.statistics.px.library import OnShelf
from app.statistics.px.words import NOT_SUMMED
from app.statistics.sheets import Sheet
from app.tables.categories import is_state
from app.tables.declaration import Table
from app.tables.reading import bases
from app.tables.selection import DIVISIONS, Division
from app.vocabulary.periods import tertial_before, years_earlier


@dataclass(frozen=True)
class Asked:
    """What is asked for of a table: published periods, what to split by, districts, their division."""

    periods: tuple[str, ...]
    by: tuple[str, ...]
    districts: tuple[str, ...]
    division: Division
    format: str | None
    semicolon: bool


def read(table: Table, pairs: Pairs, who: Actor, shelf: OnShelf) -> Asked:
    """Read the parameters.

    Raises `InvalidSelection`, `OutOfScope`, and `ReleaseNotFound` where nothing of it is published.
    """
    require_scope(who, table.id, ())
    return _Reading(table, pairs, who, shelf).asked()


class _Reading(Given):
    def __init__(self, table: Table, pairs: Pairs, who: Actor, shelf: OnShelf) -> None:
        self.table, self.who, self.shelf = table, who, shelf
        super().__init__(pairs, (*RELEASED_SEVERAL, *CHOICES))

    def asked(self) -> Asked:
        choices = {name: self.choice(name) for name in CHOICES}
        published = tuple(self.shelf.periods(self.table.id))
        if not published and not self.faults:
            raise ReleaseNotFound(_NOTHING)
        found = self._periods(published) if published else ()
        if choices["compare"] and not self.faults:
            found = (*found, *self._before(found, choices["compare"], published))
        if self.faults:
            raise InvalidSelection(faults=self.faults)
        frozen = self.shelf.frozen(self.table.id, found[0])
        division = next(one for one in DIVISIONS if one == (choices["division"] or DIVISIONS[0]))
        by = self._by(frozen)
        districts = self._districts([self.shelf.frozen(self.table.id, one) for one in found], by, division)
        if self.faults:
            raise InvalidSelection(faults=self.faults)
        return Asked(found, by, districts, division, choices["format"], choices["sep"] == "semicolon")

    def _periods(self, published: Sequence[str]) -> tuple[str, ...]:
        """The published periods that are asked for, in time's order; the latest where none is."""
        given = self.several("period")
        if not given:
            return (published[-1],)
        found: set[str] = set()
        for text in given:
            try:
                span = periods.span(text)
            except ValueError:
                self.faults.append(Fault("period", "not-a-period", periods.FORMS[self._grain()]))
                return ()
            inside = [one for one in published if _within(one, span.first, span.last)]
            if not inside:
                raise ReleaseNotFound(_NOTHING)
            found.update(inside)
        return tuple(sorted(found))

    def _grain(self) -> str:
        return "year" if self.table.grain == "year" else "tertial"

    def _before(self, found: Sequence[str], how: str, published: Sequence[str]) -> tuple[str, ...]:
        earlier = [
            tertial_before(one) if how == "tertial-before" and "T" in one else years_earlier(one)
            for one in found
        ]
        there = tuple(one for one in earlier if one in published and one not in found)
        if not there:
            right = Text(f"Tidigast {published[0]}.", f"At the earliest {published[0]}.")
            self.faults.append(Fault("compare", "nothing-before", right))
        return there

    def _by(self, frozen: FrozenTable) -> tuple[str, ...]:
        usable = tuple(one.code for one in frozen.dimensions)
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
        city = next((one.code for one in frozen[0].dimensions[0].categories if one.total), None)
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


def _within(period: str, first: str, last: str) -> bool:
    own = periods.span(period)
    return first <= own.first and own.last <= last


def _districts_of(frozen: FrozenTable, division: Division) -> list[str]:
    return [one.code for one in frozen.dimensions[0].categories if one.total or division in one.divisions]


def sheet(table: Table, asked: Asked, shelf: OnShelf, catalogue: Catalogue, language: Language) -> Sheet:
    """The reply: rows by period, the asked ones in time's order and then what they are compared with."""
    frozen = [shelf.frozen(table.id, one) for one in asked.periods]
    time = "year" if table.grain == "year" else "tertial"
    several = len(frozen) > 1
    found: list[tuple[str, Row]] = []
    for one in frozen:
        named = {time: one.period} if time in asked.by else {}
        figures = Figures(one.cube, table, catalogue)
        own = rows(figures, frozenset(asked.by), asked.districts)
        found += [(one.period, replace(row, cell={**row.cell, **named})) for row in own]
    split = {code for _, row in found for code in row.cell}
    latest = frozen[-1]
    columns = [code for code in (*latest.dimension, time) if code in split]
    return Sheet(
        table.id,
        {
            "table": table.id,
            "edition": "released",
            "releases": [_release(shelf, table.id, one) for one in asked.periods],
            "title": latest.title.of(language),
            "counted": latest.counted.of(language),
            "source": latest.source.of(language),
            "periods": list(asked.periods),
            "districts": list(asked.districts),
            "division": asked.division,
            "area": [],
            "by": list(asked.by),
            "dimensions": [_split(code, frozen, table, language) for code in columns],
            "measures": _measures(latest, table, catalogue, language),
            "bases": {code: text.of(language) for code, text in bases(table).items()},
            "notes": [one.of(language) for one in _notes(frozen)],
        },
        tuple(columns),
        found,
        several,
        language,
    )


def _notes(frozen: Sequence[FrozenTable]) -> list[Text]:
    in_time = sorted(frozen, key=lambda one: one.period)
    own = (note for one in frozen for note in one.own_notes)
    return list(dict.fromkeys((*protection_notes(in_time), NOT_SUMMED, *own)))


def _release(shelf: OnShelf, table: str, period: str) -> dict[str, Any]:
    release = shelf.release(table, period)
    return {
        "period": period,
        "release": release.id,
        "published": release.published.isoformat(),
        "content_hash": release.content_hash,
    }


def _split(code: str, frozen: Sequence[FrozenTable], table: Table, language: Language) -> dict[str, Any]:
    if code not in frozen[-1].dimension:
        label = Text("År", "Year") if code == "year" else Text("Tertial", "Tertial")
        return {
            "code": code,
            "label": label.of(language),
            "multiple": False,
            "sensitive": False,
            "categories": [{"code": one.period, "label": one.period, "known": True} for one in frozen],
        }
    dimensions: list[FrozenDimension] = [one.dimension[code] for one in frozen]
    known = {one.code: one for dimension in dimensions for one in dimension.categories}
    order = merged([[one.code for one in dimension.categories] for dimension in reversed(dimensions)])
    declared = next((one for one in table.own if one.code == code), None)
    return {
        "code": code,
        "label": dimensions[-1].text.of(language),
        "multiple": dimensions[-1].multiple,
        "sensitive": declared.sensitive if declared else False,
        "categories": [
            {"code": one, "label": known[one].text.of(language), "known": not is_state(one)} for one in order
        ],
    }


def _measures(
    frozen: FrozenTable, table: Table, catalogue: Catalogue, language: Language
) -> list[dict[str, str]]:
    own = [
        {"code": one.code, "label": one.text.of(language), "unit": one.unit.of(language)}
        for one in frozen.measures
        if not one.hidden
    ]
    met = {one["code"] for one in own}
    return [*own, *(one for one in measures_of(table, catalogue, language) if one["code"] not in met)]
