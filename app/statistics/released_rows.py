"""Rows of a released table: the same as of live figures, from what is published and nothing else.

A share, a mean or a sum is given only where all that it is made of is published: what is withheld takes with
it whatever would need it. Nothing is added up over districts or periods.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from app.catalogue.catalogue import Catalogue
from app.release.frozen import FrozenMeasure, FrozenTable
from app.tables.categories import is_state
from app.tables.declaration import Measure, Structure, Table
from app.tables.derive import Row, Status
from app.tables.layout import always
from app.tables.rates import Derived, InUse, Mean, Of, Paired, Picked, Rating, Remainder, Within, applies
from app.vocabulary.shares import mean, share
from app.vocabulary.states import NOT_KNOWN

Cell = Mapping[str, str]


def rows(
    frozen: FrozenTable,
    table: Table | None,
    catalogue: Catalogue,
    by: frozenset[str],
    districts: Sequence[str],
) -> Iterator[Row]:
    """The rows of one period; `table` is the declaration, None where the product has it no more."""
    yield from _Rows(frozen, table, catalogue, by, districts)


class _Rows:
    def __init__(
        self,
        frozen: FrozenTable,
        table: Table | None,
        catalogue: Catalogue,
        by: frozenset[str],
        districts: Sequence[str],
    ) -> None:
        self.frozen, self.table, self.catalogue = frozen, table, catalogue
        self.by, self.districts = by, tuple(districts)
        self.declared = {one.code: one for one in table.measures} if table else {}
        structure = table.structure if table else None
        self.structure = structure(catalogue) if structure else Structure((), frozenset())

    def __iter__(self) -> Iterator[Row]:
        for measure in self.frozen.measures:
            if not measure.hidden:
                yield from self._measured(measure)
        for derived in self.table.derived if self.table else ():
            if derived.of in self.frozen.measure:
                yield from self._derived(derived)

    # ----------------------------------------------------------------------------------------- cells

    def _split(self, measure: str) -> frozenset[str]:
        """What a measure is split by: as asked, and what it always is."""
        declared = self.declared.get(measure)
        return self.by | always(self.table, declared) if declared and self.table else self.by

    def _axis(self, dimension: str, split: frozenset[str]) -> list[str]:
        """The categories that a dimension has in the rows: all, or its total where it is not split by."""
        if dimension == "district":
            return [one for one in self.districts if one in self.frozen.dimension[dimension].place]
        categories = self.frozen.dimension[dimension].categories
        total = [one.code for one in categories if one.total]
        return total if total and dimension not in split else self._parts(dimension)

    def _parts(self, dimension: str) -> list[str]:
        return [one.code for one in self.frozen.dimension[dimension].categories if not one.total]

    def _shown(self, dimensions: Iterable[str], split: frozenset[str]) -> list[str]:
        """The dimensions that the rows name: those split by, and those that have no total."""
        return [
            code
            for code in dimensions
            if code in split or not any(one.total for one in self.frozen.dimension[code].categories)
        ]

    def _cells(self, dimensions: Sequence[str], split: frozenset[str]) -> Iterator[Cell]:
        for key in product(*(self._axis(code, split) for code in dimensions)):
            yield dict(zip(dimensions, key, strict=True))

    def _can_be(self, cell: Cell) -> bool:
        named = [code for code in self.structure.dimensions if code in cell]
        kept = [code for code in named if self._is_part(code, cell[code])]
        if not kept:
            return True
        places = [self.structure.dimensions.index(code) for code in kept]
        wanted = tuple(cell[code] for code in kept)
        return any(tuple(one[place] for place in places) == wanted for one in self.structure.possible)

    def _is_part(self, dimension: str, code: str) -> bool:
        place = self.frozen.dimension[dimension].place[code]
        return not self.frozen.dimension[dimension].categories[place].total

    # ---------------------------------------------------------------------------------------- values

    def _value(self, measure: str, cell: Cell) -> int | None:
        """A published number; None where there is none."""
        if measure not in self.frozen.measure:
            return None
        value = self.frozen.at(measure, cell)
        return value if isinstance(value, int) else None

    def _sum(self, measure: str, cell: Cell, over: str, codes: Iterable[str]) -> int | None:
        found = self._all(measure, [{**cell, over: code} for code in codes])
        return None if found is None else sum(found)

    def _whole(self, measure: str, cell: Cell, over: str) -> int | None:
        """All of a dimension: its total, or its categories where every one is published."""
        for one in self.frozen.dimension[over].categories:
            if one.total and (value := self._value(measure, {**cell, over: one.code})) is not None:
                return value
        return self._sum(measure, cell, over, self._parts(over))

    def _known(self, measure: str, cell: Cell, over: str) -> int | None:
        """The known categories of a dimension together."""
        codes = self._parts(over)
        known = self._sum(measure, cell, over, [code for code in codes if not is_state(code)])
        if known is not None:
            return known
        whole = self._whole(measure, cell, over)
        states = self._sum(measure, cell, over, [code for code in codes if is_state(code)])
        return None if whole is None or states is None else whole - states

    # ------------------------------------------------------------------------------------------ rows

    def _measured(self, measure: FrozenMeasure) -> Iterator[Row]:
        declared = self.declared.get(measure.code)
        split = self._split(measure.code)
        shown = self._shown(measure.dimensions, split)
        for cell in self._cells(measure.dimensions, split):
            value = self.frozen.at(measure.code, cell)
            if value == 0 and not self._can_be(cell):
                continue
            named = {code: cell[code] for code in shown}
            missing = self._value(declared.unknown, cell) if declared and declared.unknown else None
            if not isinstance(value, int):
                unknown: Status = "not-known" if missing else "not-applicable"
                status: Status = "suppressed" if value == "withheld" else unknown
                yield Row(named, measure.code, None, not_known=missing, status=status)
                continue
            if declared and declared.number and self._value(f"{measure.code}-known", cell) == 0:
                of_returns = self.table is not None and self.table.of_returns
                if missing or of_returns:
                    status = "not-known" if missing else "not-applicable"
                    yield Row(named, measure.code, None, not_known=missing, status=status)
                    continue
            yield self._rated(declared, measure.code, cell, named, value, missing)

    def _rated(
        self,
        declared: Measure | None,
        code: str,
        cell: Cell,
        named: Cell,
        value: int,
        missing: int | None,
    ) -> Row:
        base: int | None = None
        base_of = f"{code}-known"
        rate = declared.rate if declared else None
        if isinstance(rate, Mean):
            base = self._value(rate.base, cell)
            if base is not None:
                average = mean(value, base, rate.scale)
                return Row(named, code, value, base, base_of, None, average, missing)
        elif isinstance(rate, Paired) and self._value(rate.part, cell) == value:
            base = self._value(rate.whole, cell)
        elif isinstance(rate, Within) and rate.dimension in named:
            over = rate.dimension
            state = is_state(cell[over])
            base = self._whole(code, cell, over) if state else self._known(code, cell, over)
            base_of = f"{code}-all" if state else base_of
        elif isinstance(rate, Of):
            base = self._value(rate.base, cell)
            if rate.over in named and rate.over is not None and is_state(cell[rate.over]):
                states = [one for one in self._parts(rate.over) if is_state(one)]
                rest = self._sum(code, cell, rate.over, states)
                base = None if base is None or rest is None else base + rest
                base_of = f"{code}-all"
        if base is None:
            return Row(named, code, value, not_known=missing)
        return Row(named, code, value, base, base_of, share(value, base), None, missing)

    def _derived(self, derived: Derived) -> Iterator[Row]:
        measure = self.frozen.measure[derived.of]
        if derived.over not in measure.dimensions:
            return
        rest = [code for code in measure.dimensions if code != derived.over]
        split = self._split(derived.of)
        shown = self._shown(rest, split)
        for cell in self._cells(rest, split):
            named = {code: cell[code] for code in shown}
            whole = [{**cell, derived.over: code} for code in self._parts(derived.over)]
            there = self._can_be(cell) or any(self._value(derived.of, one) != 0 for one in whole)
            if there and applies(derived, self.catalogue, cell):
                yield self._one(derived, cell, named)

    def _one(self, derived: Derived, cell: Cell, named: Cell) -> Row:
        code, over, base_of = derived.code, derived.over, f"{derived.code}-known"
        cells = self._spread(derived, cell)
        missing = self._missing(derived.of, cell, over)
        withheld = Row(named, code, None, not_known=missing, status="suppressed")
        if isinstance(derived, Rating):
            weights = [derived.weight(self.catalogue, one) for one in cells]
            weighed = [
                (weight, one) for weight, one in zip(weights, cells, strict=True) if weight is not None
            ]
            values = self._all(derived.of, [one for _, one in weighed])
            if values is None:
                return withheld
            total = sum(weight * value for (weight, _), value in zip(weighed, values, strict=True))
            return Row(named, code, total, sum(values), base_of, mean=mean(total, sum(values)))
        if isinstance(derived, InUse):
            known = [{**cell, over: one} for one in self._parts(over) if not is_state(one)]
            values = self._all(derived.of, known)
            if values is None:
                return withheld
            used = sum(1 for value in values if value)
            return Row(named, code, used, len(values), base_of, share(used, len(values)))
        values = self._all(derived.of, [one for one in cells if derived.pick(self.catalogue, one)])
        if isinstance(derived, Remainder):
            whole = self._value(derived.whole, cell)
            if values is None or whole is None:
                return withheld
            rest = whole - sum(values)
            return Row(named, code, rest, whole, base_of, share(rest, whole), not_known=missing)
        assert isinstance(derived, Picked)
        if values is None:
            return withheld
        picked, base = sum(values), self._known(derived.of, cell, over)
        if derived.known is None or base is None:
            return Row(named, code, picked, not_known=missing)
        return Row(named, code, picked, base, base_of, share(picked, base), not_known=missing)

    def _spread(self, derived: Derived, cell: Cell) -> list[Cell]:
        """The cells that a derived figure is made of: what is only watched can decide how each counts."""
        watch = self.table.watch.dimension if self.table and self.table.watch else None
        axes = [derived.over]
        if (
            watch in self.frozen.measure[derived.of].dimensions
            and watch not in self._split(derived.of)
            and watch is not None
        ):
            axes.append(watch)
        return [{**cell, **dict(zip(axes, codes, strict=True))} for codes in product(*map(self._parts, axes))]

    def _all(self, measure: str, cells: Iterable[Cell]) -> list[int] | None:
        """The published numbers of cells; None where one is not."""
        found = [self._value(measure, one) for one in cells]
        return None if None in found else [one for one in found if one is not None]

    def _missing(self, of: str, cell: Cell, over: str) -> int | None:
        """How many units lack the fact, where that is published."""
        declared = self.declared.get(of)
        if declared is not None and declared.unknown is not None:
            return self._sum(declared.unknown, cell, over, self._parts(over))
        return self._value(of, {**cell, over: NOT_KNOWN}) if NOT_KNOWN in self._parts(over) else None
