"""What everybody knows of the finest cells before anything is protected: which are open, and which are 0.

Decided from what the tables declare and from figures that are open themselves, never from a count of people.
"""

from collections.abc import Iterable, Iterator, Mapping

from app.catalogue.catalogue import Catalogue
from app.release.protection.atoms import Key
from app.release.protection.public_constraints.application import FinestCells, is_among
from app.release.protection.public_constraints.declarations import NEVER, NOTHING_WITHOUT, OF_RECORDS, OPEN
from app.release.protection.public_constraints.relations import CellView, ImpliedZero
from app.release.protection.table_layout import TableLayout
from app.tables.declaration import Measure, Structure, Table

COMPANIONS = ("-known", "-not-known")
_WITH = ("", "-paired", "-whole", "-answers")
"""What there is beside a number, and is 0 where the number is known of nothing."""


def open_views(table: Table) -> Iterator[CellView]:
    """The figures of a table that are nobody's: of institutions, of what they held, or of how many returns
    were handed in (decision 0015)."""
    yield from (one for one in OPEN if one.table == table.id)
    for number in (one for one in table.measures if one.number):
        records = [one for one in (*OPEN, *OF_RECORDS) if (one.table, one.measure) == (table.id, number.code)]
        if table.of_returns:
            records = [CellView(table.id, number.code)]
        yield from (
            CellView(table.id, f"{number.code}{end}", record.where)
            for record in records
            for end in COMPANIONS
        )


def is_open_to_all(table: Table, measure: Measure) -> bool:
    """Whether all of a measure is open."""
    return any(open_view.measure == measure.code and not open_view.where for open_view in open_views(table))


def is_open_at(table: Table, measure: str, cell: Mapping[str, str]) -> bool:
    """Whether a released figure is open to all, by the category of each of its dimensions."""
    return any(
        open_view.measure == measure
        and all(is_among(cell[code], among) for code, among in open_view.where.items())
        for open_view in open_views(table)
    )


def has_open(table: Table, measures: Iterable[str]) -> bool:
    """Whether any of the measures is open, in some of its cells at least."""
    return not {open_view.measure for open_view in open_views(table)}.isdisjoint(measures)


def open_cells(figures: FinestCells) -> frozenset[Key]:
    """The finest cells that are open to all."""
    return frozenset(
        _named(
            figures,
            [open_view for layout in figures.layouts.values() for open_view in open_views(layout.table)],
        )
    )


def empty_cells(figures: FinestCells, catalogue: Catalogue, opened: frozenset[Key]) -> frozenset[Key]:
    """The finest cells that everybody knows to be 0: no record can be in them, or there is none."""
    never = frozenset((*_named(figures, NEVER), *_impossible(figures, catalogue)))
    without = (key for one in NOTHING_WITHOUT for key in _without(figures, one, opened | never))
    return frozenset((*never, *without, *_of_nothing(figures, opened)))


def _named(figures: FinestCells, views: Iterable[CellView]) -> Iterator[Key]:
    for view in views:
        if (view.table, view.measure) in figures.dimensions:
            for district in figures.districts:
                yield from figures.keys(view, district, {})


def _impossible(figures: FinestCells, catalogue: Catalogue) -> Iterator[Key]:
    """By what the table itself says of combinations that can occur."""
    for layout in figures.layouts.values():
        structure = layout.table.structure(catalogue) if layout.table.structure else None
        for measure in layout.measures if structure else ():
            yield from _outside(layout, measure, structure) if structure else ()


def _outside(layout: TableLayout, measure: Measure, structure: Structure) -> Iterator[Key]:
    own = layout.own(measure.code)
    named = [code for code in structure.dimensions if code in own]
    places = [structure.dimensions.index(code) for code in named]
    possible = {tuple(one[place] for place in places) for one in structure.possible}
    at = [own.index(code) for code in named]
    for cell in layout.finest(measure.code) if named else ():
        if tuple(cell[place] for place in at) not in possible:
            yield layout.table.id, measure.code, cell


def _of_nothing(figures: FinestCells, opened: frozenset[Key]) -> Iterator[Key]:
    """Numbers that are known of no record, by companions that are open."""
    for layout in figures.layouts.values():
        codes = {measure.code for measure in layout.measures}
        for number in (measure.code for measure in layout.measures if measure.number):
            for cell, known in layout.finest(f"{number}-known").items():
                if not known and (layout.table.id, f"{number}-known", cell) in opened:
                    for end in _WITH:
                        if f"{number}{end}" in codes:
                            yield layout.table.id, f"{number}{end}", cell


def _without(figures: FinestCells, one: ImpliedZero, known: frozenset[Key]) -> Iterator[Key]:
    if not figures.has((one.of, one.records)):
        return
    of, records = (figures.dimensions[view.table, view.measure] for view in (one.of, one.records))
    shared = tuple(
        code
        for code in of[1:]
        if code in records and code not in one.of.where and code not in one.records.where
    )
    for district in figures.districts:
        for fixed in figures.combinations(one.of, district, shared):
            found = figures.keys(one.records, district, fixed)
            if known.issuperset(found) and not any(figures.value(key) for key in found):
                yield from figures.keys(one.of, district, fixed)
