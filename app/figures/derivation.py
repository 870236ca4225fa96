"""What follows from a cube's counts, by the table's declaration: shares, means, bases, and what is not known.

The one place where a figure comes about: rows of the statistics and figures of the reports are made of it,
of live counts as of released ones.
"""

from collections.abc import Mapping
from itertools import product

from app.catalogue.catalogue import Catalogue
from app.figures.cell_states import stated, told
from app.figures.cell_values import Value, less, summed, times
from app.figures.cube import Cube, CubeAxis
from app.figures.figure import Figure
from app.tables.categories import is_state
from app.tables.declaration import Measure, Table
from app.tables.layout import always
from app.tables.rates import (
    CategoriesInUse,
    CategoryShare,
    Derived,
    MeanOfMeasure,
    MeanRating,
    PairedShare,
    Remainder,
    ShareOfMeasure,
    ShareWithin,
)
from app.vocabulary.states import NOT_KNOWN

At = Mapping[str, str]
"""Categories by dimension; along what it does not name, all are meant."""

Key = tuple[str, ...]


class NoSuchFigure(LookupError):
    """The cube is not split in this way, or has no such category: there is no such figure here."""


class CategoryGroup:
    """The categories of one dimension at some place: the known ones together, all, and `not-known` alone."""

    __slots__ = ("all", "known", "not_known")

    def __init__(self, known: Value, all_: Value, not_known: Value | None) -> None:
        self.known, self.all, self.not_known = known, all_, not_known


class CubeFigures:
    """The figures of one cube. Its methods raise `NoSuchFigure` for what the cube does not hold."""

    def __init__(self, cube: Cube, table: Table, catalogue: Catalogue) -> None:
        self.cube = stated(cube, table, catalogue)
        self.table, self.catalogue = table, catalogue
        self._measures = {measure.code: measure for measure in table.measures}
        self._cells: dict[tuple[str, frozenset[str]], tuple[tuple[str, ...], dict[Key, Value]]] = {}
        self._groups: dict[tuple[str, str, frozenset[tuple[str, str]]], CategoryGroup] = {}

    # ---------------------------------------------------------------------------------------- numbers

    def declared(self, measure: str) -> Measure | None:
        """A measure's declaration; None where the product has it no more."""
        return self._measures.get(measure)

    def axis(self, dimension: str) -> CubeAxis:
        try:
            return self.cube.axes[dimension]
        except KeyError:
            raise NoSuchFigure(f"{self.cube.table} has no {dimension}") from None

    def value(self, measure: str, at: At) -> Value:
        """A number; along what `at` does not name it is the cube's total, else added up. What `at` names
        beyond the measure's dimensions is not regarded."""
        dimensions, cells = self.cells(measure, frozenset(at))
        try:
            return cells[tuple([at[code] for code in dimensions])]
        except KeyError:
            raise NoSuchFigure(f"{self.cube.table} has no {measure} at {', '.join(at.values())}") from None

    def _if_there(self, measure: str, at: At) -> Value | None:
        """A number that a rate is made of; None where the cube lacks it, as a table may that was released
        before it was declared. Then the count stands alone."""
        try:
            return self.value(measure, at)
        except NoSuchFigure:
            return None

    def cells(self, measure: str, kept: frozenset[str]) -> tuple[tuple[str, ...], dict[Key, Value]]:
        """A measure by those of its dimensions that are kept, in the order of its own."""
        found = self._cells.get((measure, kept))
        if found is None:
            found = self._cells[measure, kept] = self._kept(measure, kept)
        return found

    def _kept(self, measure: str, kept: frozenset[str]) -> tuple[tuple[str, ...], dict[Key, Value]]:
        counts = self.cube.measures.get(measure)
        if counts is None:
            raise NoSuchFigure(f"{self.cube.table} has no {measure}")
        names = tuple([code for code in counts.dimensions if code in kept])
        if len(names) == len(counts.dimensions):
            return names, dict(zip(self.cube.keys(measure), counts.values, strict=True))
        along: list[tuple[tuple[str, int], ...]] = []
        totals, parts, step = [0], [0], len(counts.values)
        for code in counts.dimensions:
            axis = self.cube.axes[code]
            step //= len(axis.categories) or 1
            if code in kept:
                along.append(
                    tuple([(category, index * step) for index, category in enumerate(axis.categories)])
                )
                continue
            if axis.total is None and axis.multiple:
                raise NoSuchFigure(f"{self.cube.table}: the categories of {code} do not add up")
            places = [axis.place[part] * step for part in axis.parts]
            read = places if axis.total is None else [axis.place[axis.total] * step]
            totals = [place + one for place in totals for one in read]
            parts = [place + one for place in parts for one in places]
        values, found = counts.values, {}
        for cell in product(*along):
            key, first = tuple([code for code, _ in cell]), sum([place for _, place in cell])
            if len(totals) == 1 and values[first + totals[0]] != "not-applicable":
                found[key] = values[first + totals[0]]
            else:
                # A total may be one of other measures only: then there is none of this one to be read.
                value = summed([values[first + place] for place in (parts if len(totals) == 1 else totals)])
                found[key] = value if value else self.told(measure, dict(zip(names, key, strict=True)))
        return names, found

    def told(self, measure: str, at: At) -> Value:
        """What a sum of nothing is: 0, or of a summed number its state, which its companions tell."""
        declared = self._measures.get(measure)
        known, unknown = f"{measure}-known", f"{measure}-not-known"
        if declared is None or not declared.number or known not in self.cube.measures:
            return 0
        lacking = self.value(unknown, at) if unknown in self.cube.measures else 0
        return told(0, self.value(known, at), lacking, of_returns=self.table.of_returns)

    def group(self, measure: str, over: str, at: At) -> CategoryGroup:
        """The categories of `over` at a place, whichever of them `at` names."""
        rest = {code: one for code, one in at.items() if code != over}
        key = (measure, over, frozenset(rest.items()))
        found = self._groups.get(key)
        if found is None:
            found = self._groups[key] = self._grouped(measure, over, rest)
        return found

    def _grouped(self, measure: str, over: str, rest: dict[str, str]) -> CategoryGroup:
        axis = self.axis(over)
        values = {code: self.value(measure, {**rest, over: code}) for code in axis.parts}
        known = summed([value for code, value in values.items() if not is_state(code)])
        states = [value for code, value in values.items() if is_state(code)]
        lacking = summed(states) if states else 0
        if axis.total is None:
            whole = summed([known, lacking])
        else:
            whole = self.value(measure, rest)
            if known == "withheld":
                known = less(whole, lacking)
            if whole == "withheld":
                whole = summed([known, lacking])
        return CategoryGroup(known, whole, values.get(NOT_KNOWN))

    # ---------------------------------------------------------------------------------------- figures

    def measured(self, code: str, at: At) -> Figure:
        """A measure's figure at a place, with what its rate makes of it."""
        measure, value = self._measures.get(code), self.value(code, at)
        rounded = self.cube.rounded
        if measure is None:
            return Figure(value, rounded=rounded)
        lacking, unit, rate = self._companion(measure, at), measure.unit, measure.rate
        if isinstance(rate, ShareWithin) and rate.dimension in at:
            group = self.group(code, rate.dimension, at)
            if is_state(at[rate.dimension]):
                return Figure(value, group.all, f"{code}-all", rate.all, None, lacking, unit, rounded)
            lacking = group.not_known if lacking is None else lacking
            return Figure(value, group.known, f"{code}-known", rate.known, None, lacking, unit, rounded)
        if isinstance(rate, ShareOfMeasure):
            return self._share_of(measure, rate, at, value, lacking)
        base, words, scale = None, None, None
        if isinstance(rate, MeanOfMeasure):
            base, words, scale = self._if_there(rate.base, at), rate.known, rate.scale
        # A share of a whole that only some know would be of something else.
        elif isinstance(rate, PairedShare) and self._if_there(rate.part, at) == value:
            base, words = self._if_there(rate.whole, at), rate.known
        if base is None:
            return Figure(value, not_known=lacking, unit=unit, rounded=rounded)
        return Figure(value, base, f"{code}-known", words, scale, lacking, unit, rounded)

    def _share_of(
        self, measure: Measure, rate: ShareOfMeasure, at: At, value: Value, lacking: Value | None
    ) -> Figure:
        code, unit, rounded = measure.code, measure.unit, self.cube.rounded
        over = rate.over if rate.over is not None and rate.over in at else None
        base = self._if_there(rate.base, {name: one for name, one in at.items() if name != over})
        if base is None:
            return Figure(value, not_known=lacking, unit=unit, rounded=rounded)
        if over is None:
            return Figure(value, base, f"{code}-known", rate.known, None, lacking, unit, rounded)
        axis = self.axis(over)
        if is_state(at[over]):
            states = [self.value(code, {**at, over: part}) for part in axis.parts if is_state(part)]
            return Figure(
                value, summed([base, *states]), f"{code}-all", rate.all, None, lacking, unit, rounded
            )
        if lacking is None and NOT_KNOWN in axis.place:
            lacking = self.value(code, {**at, over: NOT_KNOWN})
        return Figure(value, base, f"{code}-known", rate.known, None, lacking, unit, rounded)

    def _companion(self, measure: Measure, at: At) -> Value | None:
        """How many records lack the fact, where they are counted beside it."""
        return None if measure.unknown is None else self._if_there(measure.unknown, at)

    def has_all_of(self, one: Derived) -> bool:
        """Whether the cube has the measures that a derived one is made of."""
        needed = (one.of, one.whole) if isinstance(one, Remainder) else (one.of,)
        return all(code in self.cube.measures for code in needed)

    def derived(self, one: Derived, at: At) -> Figure:
        """A derived measure's figure at a place; `at` does not name what it is derived over. Raises
        `NoSuchFigure` also where the cube lacks one of the measures that it is made of."""
        if not self.has_all_of(one):
            raise NoSuchFigure(f"{self.cube.table} lacks what {one.code} is made of")
        known = [code for code in self.axis(one.over).parts if not is_state(code)]
        base_of, rounded = f"{one.code}-known", self.cube.rounded
        if isinstance(one, CategoriesInUse):
            values = [self.value(one.of, {**at, one.over: code}) for code in known]
            # A withheld count is none of nothing, but which is not told: how many are in use is not known.
            used: Value = (
                "withheld"
                if "withheld" in values
                else sum(1 for value in values if isinstance(value, int) and value)
            )
            return Figure(used, len(known), base_of, one.known, None, None, one.unit)
        cells = self.spread(one, at, known)
        if isinstance(one, MeanRating):
            weighed = [(one.weight(self.catalogue, cell), value) for cell, value in cells]
            rated = [(weight, value) for weight, value in weighed if weight is not None]
            total = _number(summed([times(value, weight) for weight, value in rated]))
            base = _number(summed([value for _, value in rated]))
            return Figure(total, base, base_of, one.known, 1, None, one.unit, rounded)
        picked = _number(summed([value for cell, value in cells if one.pick(self.catalogue, cell)]))
        lacking = self._lacking(one, at)
        if isinstance(one, Remainder):
            whole = self.value(one.whole, at)
            return Figure(less(whole, picked), whole, base_of, one.known, None, lacking, one.unit, rounded)
        if one.known is None:
            return Figure(picked, not_known=lacking, unit=one.unit, rounded=rounded)
        group = self.group(one.of, one.over, at)
        return Figure(picked, _number(group.known), base_of, one.known, None, lacking, one.unit, rounded)

    def spread(self, one: Derived, at: At, codes: list[str]) -> list[tuple[At, Value]]:
        """The cells that a derived figure is made of. What is only watched, and what the measure is always
        split by, decides how each of them counts: an answer is a yes in the version of the question that it
        was given to."""
        declared, watch = self._measures.get(one.of), self.table.watch
        decisive = {*(always(self.table, declared) if declared else ()), watch.dimension if watch else ""}
        axes = {one.over: tuple(codes)}
        for code in self.cube.measures[one.of].dimensions:
            if code in decisive and code not in at and code != one.over:
                axes[code] = self.axis(code).parts
        cells = [{**at, **dict(zip(axes, own, strict=True))} for own in product(*axes.values())]
        return [(cell, self.value(one.of, cell)) for cell in cells]

    def _lacking(self, one: CategoryShare | Remainder, at: At) -> Value | None:
        measure = self._measures.get(one.of)
        companion = self._companion(measure, at) if measure else None
        return self.group(one.of, one.over, at).not_known if companion is None else companion


def _number(value: Value) -> Value:
    """A sum over what can be chosen: of what cannot occur there is none."""
    return 0 if value == "not-applicable" else value
