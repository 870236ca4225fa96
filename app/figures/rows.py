"""The rows of a reply: each count with its base, share or mean, and what is not known."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Literal

from app.catalogue.catalogue import Catalogue
from app.figures.cell_values import Mark
from app.figures.cube import Cube
from app.figures.derivation import CubeFigures
from app.figures.figure import Figure
from app.figures.live_cube import cube_of
from app.tables.dimensions import DISTRICT
from app.tables.engine import CountedTable
from app.tables.layout import always
from app.tables.rates import CategoriesInUse, Derived, applies

Status = Literal["ok", "not-known", "not-applicable", "suppressed"]

_STATUS: Mapping[Mark, Status] = {
    "withheld": "suppressed",
    "missing": "not-applicable",
    "not-known": "not-known",
    "not-applicable": "not-applicable",
}


@dataclass(frozen=True)
class FigureRow:
    """One figure. `cell` has its category by dimension; a dimension that is not there was not split by.

    `count` is None where nothing is known: `not-known` if records say so, `not-applicable` if none was
    handed in. `base_of` is a code of `reading.bases`; `not_known` is None where every record has the fact.
    """

    cell: Mapping[str, str]
    measure: str
    count: int | None
    base: int | None = None
    base_of: str | None = None
    share: Decimal | None = None
    mean: Decimal | None = None
    not_known: int | None = None
    status: Status = "ok"


def live_rows(
    counted: CountedTable, catalogue: Catalogue, districts: Sequence[str] | None = None
) -> Iterator[FigureRow]:
    """The rows of a count, or those of some districts in it: measure by measure, each in the order of its
    array."""
    figures = CubeFigures(cube_of(counted, catalogue), counted.table, catalogue)
    return rows(figures, frozenset(counted.selection.by), districts)


def rows(
    figures: CubeFigures, by: frozenset[str], districts: Sequence[str] | None = None
) -> Iterator[FigureRow]:
    """The rows of a cube split by some of its dimensions, and by what its measures always are.

    `districts` are the categories of the district that get rows, all where none are given.
    """
    rows_ = _Rows(figures, by, districts)
    for code, counts in figures.cube.measures.items():
        if not counts.hidden:
            yield from rows_.measured(code)
    for derived in figures.table.derived:
        if figures.has_all_of(derived) and has_rows(derived, figures.cube):
            yield from rows_.derived(derived)


def has_rows(derived: Derived, cube: Cube) -> bool:
    """Whether what is derived is given: how many categories are above 0 is no count that was rounded, and may
    be far from what was counted."""
    return not (isinstance(derived, CategoriesInUse) and cube.rounded is not None)


class _Rows:
    def __init__(self, figures: CubeFigures, by: frozenset[str], districts: Sequence[str] | None) -> None:
        self._figures, self._by, self._districts = figures, by, districts
        self._axes = figures.cube.axes

    def _named(self, measure: str) -> frozenset[str]:
        """The dimensions that rows name: those that are split by, and those that have no total to be read
        instead. What is only watched is added up."""
        declared = self._figures.declared(measure)
        split = self._by | always(self._figures.table, declared) if declared else self._by
        watch = self._figures.table.watch
        apart = {
            code
            for code in self._figures.cube.measures[measure].dimensions
            if self._axes[code].total is None and not (watch and watch.dimension == code)
        }
        return split | apart

    def _places(
        self, dimensions: Sequence[str], named: frozenset[str]
    ) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
        """Each row's place in the cube, and what of it is named."""
        kept = [code for code in dimensions if code in named or (code == DISTRICT.code and self._districts)]
        shown = all(code in named for code in kept)
        for codes in product(*(self._categories(code) for code in kept)):
            at = dict(zip(kept, codes, strict=True))
            yield at, at if shown else {code: one for code, one in at.items() if code in named}

    def _categories(self, dimension: str) -> Sequence[str]:
        axis = self._axes[dimension]
        if dimension == DISTRICT.code and self._districts is not None:
            return [district for district in self._districts if district in axis.place]
        return axis.parts

    def measured(self, code: str) -> Iterator[FigureRow]:
        figures = self._figures
        declared = figures.declared(code)
        companion = declared is not None and declared.unknown is not None
        listed_only = figures.table.listed_only
        for at, cell in self._places(figures.cube.measures[code].dimensions, self._named(code)):
            value = figures.value(code, at)
            if value != "not-applicable" and not (listed_only and value == "missing"):
                yield _row(cell, code, figures.measured(code, at), companion)

    def derived(self, derived: Derived) -> Iterator[FigureRow]:
        figures = self._figures
        dimensions = figures.cube.measures[derived.of].dimensions
        if derived.over not in dimensions:
            return
        rest = [code for code in dimensions if code != derived.over]
        for at, cell in self._places(rest, self._named(derived.of)):
            parts = list(figures.axis(derived.over).parts)
            there = any(value != "not-applicable" for _, value in figures.spread(derived, at, parts))
            if there and applies(derived, figures.catalogue, at):
                yield _row(cell, derived.code, figures.derived(derived, at), True)


def _row(cell: Mapping[str, str], code: str, figure: Figure, companion: bool) -> FigureRow:
    """`companion` says that what is not known is counted beside the figure, and no row of its own."""
    lacking = figure.not_known if companion and isinstance(figure.not_known, int) else None
    value, base = figure.value, figure.base
    if value == "withheld" and isinstance(base, int):
        return FigureRow(cell, code, None, base, figure.base_of, not_known=lacking, status=_STATUS[value])
    if not isinstance(value, int):
        return FigureRow(cell, code, None, not_known=lacking, status=_STATUS[value])
    if not isinstance(base, int):
        return FigureRow(cell, code, value, not_known=lacking)
    return FigureRow(cell, code, value, base, figure.base_of, figure.share, figure.mean, lacking)
