"""The one door to live figures: whoever shows a count of records to a coordinator counts it here.

Most tables are counted as they are now. Of answers and next steps (`rules.KEPT`) what was taken in is given,
and the cells that nothing was taken in of are withheld.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.kit.db.database import Database
from app.kit.language import Text
from app.live.step_rules import (
    BY_TABLE,
    SAID_MONTHS,
    SAID_TERTIALS,
    SAID_WHOLE,
    SAID_WITHHELD,
    StepRule,
)
from app.live.step_storage import Place, Wholes, taken_in
from app.tables import categories
from app.tables.count_selection import CountSelection, in_whole_tertials
from app.tables.declaration import Table
from app.tables.engine import Cells, CountedTable, Tally, WithheldCells, count, laid_out, tally
from app.tables.layout import dimensions_of, measures_of, shown_split, split
from app.vocabulary.periods import month_of, tertial_of

_PLACES = ("district", "tertial", "year")


class LiveFigures:
    """Counts for one reader's request, on one day."""

    def __init__(self, database: Database, catalogue: Catalogue, today: date) -> None:
        self._database, self._catalogue, self._month = database, catalogue, month_of(today)
        self._taken: dict[Place, Wholes | None] = {}

    def count(self, connection: Connection, table: Table, selection: CountSelection) -> CountedTable:
        """A table's figures for a selection. Raises `ValueError` for a dimension that it does not have."""
        kept = BY_TABLE.get(table.id)
        if kept is None:
            return count(connection, table, selection, self._catalogue)
        own = _TakenTable(kept, selection, self._catalogue, self._wholes(selection))
        if kept.all:
            by = frozenset(selection.by)
            return own.counted(
                Tally(
                    {
                        measure.code: split(table, measure, by)
                        for measure in measures_of(table, self._catalogue)
                    },
                    {},
                )
            )
        found = tally(connection, table, selection, self._catalogue)
        if kept.only is None:
            return own.counted(found)
        finer = replace(selection, by=tuple(dict.fromkeys((*selection.by, kept.only[0]))))
        return own.counted(found, tally(connection, table, finer, self._catalogue))

    def _wholes(self, selection: CountSelection) -> dict[Place, Wholes | None]:
        """What is taken in of the selection's places, None where nothing was ever registered; no place for a
        span that is not of whole tertials."""
        if not in_whole_tertials(selection.spans, self._catalogue.municipality.starts):
            return {}
        tertials = [tertial for span in selection.spans for tertial in span.tertials()]
        wanted = [(district, tertial) for district in selection.districts for tertial in tertials]
        if missing := [place for place in wanted if place not in self._taken]:
            found = taken_in(self._database, self._catalogue, missing, self._month)
            running = tertial_of(self._month)
            for place in missing:
                self._taken[place] = found.get(place, {} if place[1] >= running else None)
        return {place: self._taken[place] for place in wanted}


class _TakenTable:
    """One count of a table with figures that are taken in."""

    def __init__(
        self,
        kept: StepRule,
        selection: CountSelection,
        catalogue: Catalogue,
        taken: Mapping[Place, Wholes | None],
    ) -> None:
        self._kept, self._selection, self._catalogue, self._taken = kept, selection, catalogue, taken
        self._here = {dimension.code: dimension for dimension in dimensions_of(kept.table, catalogue)}
        self._wholes = [
            (place, key, whole)
            for place, wholes in taken.items()
            for (table, key), whole in (wholes or {}).items()
            if table == kept.table.id and not whole.hidden
        ]
        self._divided = all(whole.divided for _, _, whole in self._wholes)

    def counted(self, found: Tally, finer: Tally | None = None) -> CountedTable:
        """Its figures. `finer` is split by the dimension of `Kept.only` too, where there is one."""
        splits, cells = dict(found.splits), dict(found.cells)
        withheld: dict[str, WithheldCells] = {}
        for measure in self._kept.measures:
            names = self._split(splits[measure])
            exact = self._handed_in(measure, names, finer) if finer else {}
            splits[measure] = names
            cells[measure] = self._cells(measure, names, exact)
            withheld[measure] = self._withheld(measure, names, exact)
        table, found_ = self._kept.table, Tally(splits, cells)
        said = tuple(self._said())
        return laid_out(table, self._selection, self._catalogue, found_, withheld, said)

    def _split(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """What a measure is split by here: never by months, nor by what would leave too few in a part."""
        left_out = {"month"} | (set() if self._divided else {self._kept.divided})
        return tuple(code for code in names if code not in left_out)

    def _handed_in(self, measure: str, names: tuple[str, ...], finer: Tally) -> Cells:
        """The counts outside `Kept.only`: handed in as sums, they are no single parent's."""
        found: Cells = {}
        for codes, number in finer.cells[measure].items():
            at = dict(zip(finer.splits[measure], codes, strict=True))
            if self._kept.only and at[self._kept.only[0]] != self._kept.only[1]:
                key = tuple(at[name] for name in names)
                found[key] = found.get(key, 0) + number
        return found

    def _cells(self, measure: str, names: tuple[str, ...], exact: Cells) -> Cells:
        cells = dict(exact)
        for place, _, whole in self._wholes:
            at = self._at(place)
            for (code, *codes), number in whole.counts.items():
                if code == measure:
                    own = at | dict(zip(self._kept.dimensions, codes, strict=True))
                    key = tuple(own[name] for name in names)
                    cells[key] = cells.get(key, 0) + number
        return cells

    def _at(self, place: Place) -> dict[str, str]:
        """A place under the categories that it is counted under."""
        district, tertial = place
        fold = categories.folded
        return {
            "district": fold(self._here["district"], district, self._catalogue, self._selection),
            "tertial": tertial,
            "year": tertial[:4],
        }

    def _withheld(self, measure: str, names: tuple[str, ...], exact: Cells) -> WithheldCells:
        seen = shown_split(self._kept.table, self._kept.table.measure(measure), frozenset(self._selection.by))
        apart = tuple(code for code in names if code in seen and code in (*_PLACES, *self._kept.whole))
        shown = set()
        for place, key, _ in self._wholes:
            at = self._at(place) | dict(zip(self._kept.whole, key, strict=True))
            shown.add(tuple(at[name] for name in apart))
        places = {name: index for index, name in enumerate(names)}
        shown |= {tuple(codes[places[name]] for name in apart) for codes in exact}
        where = tuple(name for name in apart if name in _PLACES)
        by_place: dict[tuple[str, ...], bool] = {}
        for place, wholes in self._taken.items():
            spot = tuple(self._at(place)[name] for name in where)
            by_place[spot] = by_place.get(spot, True) and wholes is None
        empty = frozenset(spot for spot, nothing in by_place.items() if nothing)
        return WithheldCells(apart, frozenset(shown), where, empty)

    def _said(self) -> Iterable[Text]:
        yield SAID_MONTHS
        yield SAID_WITHHELD
        starts = self._catalogue.municipality.starts
        if "month" in self._selection.by or not in_whole_tertials(self._selection.spans, starts):
            yield SAID_TERTIALS
        if self._kept.divided in self._selection.by and not self._divided:
            yield SAID_WHOLE
