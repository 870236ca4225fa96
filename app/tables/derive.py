"""From counts to the rows of a reply: each count with its base, share or mean, and what is not known.

Nothing here is stored or protected: a released row is derived from released counts in the same way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from app.catalogue.catalogue import Catalogue
from app.tables.arrays import Array
from app.tables.categories import is_state, usable
from app.tables.declaration import Measure, Structure
from app.tables.engine import Counted
from app.tables.layout import dimensions_of, shown_of, shown_split
from app.tables.rates import InUse, Mean, Of, Paired, Picked, Rating, Remainder, Within, applies
from app.vocabulary.shares import mean, share
from app.vocabulary.states import NOT_KNOWN

Status = Literal["ok", "not-known", "not-applicable", "suppressed"]


@dataclass(frozen=True)
class Row:
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


@dataclass(frozen=True)
class _Rated:
    base: int | None = None
    base_of: str | None = None
    share: Decimal | None = None
    mean: Decimal | None = None


def rows(counted: Counted, catalogue: Catalogue) -> Iterator[Row]:
    """The rows of a count: measure by measure, each in the order of its array."""
    yield from _Rows(counted, catalogue)


class _Rows:
    def __init__(self, counted: Counted, catalogue: Catalogue) -> None:
        self.counted, self.catalogue = counted, catalogue
        self.table = counted.table
        self.by = frozenset(counted.selection.by)
        self._arrays: dict[str, Array] = {}

    def __iter__(self) -> Iterator[Row]:
        for measure in shown_of(self.table, self.catalogue):
            yield from self._measured(measure)
        for derived in self.table.derived:
            yield from self._derived(derived)

    def array(self, code: str) -> Array:
        """A measure's counts without a dimension that is only watched."""
        if code not in self._arrays:
            whole = self.counted.arrays[code]
            kept = shown_split(self.table, self.table.measure(code), self.by)
            self._arrays[code] = whole.without(set(whole.dimensions) - set(kept))
        return self._arrays[code]

    @cached_property
    def _structure(self) -> Structure:
        if self.table.structure is None:
            return Structure((), frozenset())
        return self.table.structure(self.catalogue)

    def _possible(self, cells: Iterator[Mapping[str, str]], dimensions: tuple[str, ...]) -> Iterator[bool]:
        kept = [place for place, code in enumerate(self._structure.dimensions) if code in dimensions]
        projected = {tuple(one[place] for place in kept) for one in self._structure.possible}
        names = [self._structure.dimensions[place] for place in kept]
        for cell in cells:
            yield not kept or tuple(cell[name] for name in names) in projected

    def _cells(self, array: Array) -> Iterator[tuple[Mapping[str, str], int]]:
        """The cells that get a row: those that can occur, and those that did."""
        cells = [dict(zip(array.dimensions, codes, strict=True)) for codes, _ in array.cells()]
        possible = self._possible(iter(cells), array.dimensions)
        for cell, value, can_be in zip(cells, array.values, possible, strict=True):
            if can_be or value:
                yield cell, value

    def _measured(self, measure: Measure) -> Iterator[Row]:
        array = self.array(measure.code)
        rate = _Rater(self, measure, array)
        known = self.array(f"{measure.code}-known") if measure.number else None
        unknown = self.array(measure.unknown) if measure.unknown else None
        withheld = self.counted.withheld.get(measure.code)
        for cell, value in self._cells(array):
            if withheld and withheld(cell):
                yield Row(cell, measure.code, None, status="suppressed")
                continue
            missing = unknown.at(cell) if unknown else None
            if known and known.at(cell) == 0 and (missing or self.table.of_returns):
                status: Status = "not-known" if missing else "not-applicable"
                if missing or not self.table.listed_only:
                    yield Row(cell, measure.code, None, not_known=missing, status=status)
                continue
            rated = rate(cell, value)
            yield Row(cell, measure.code, value, rated.base, rated.base_of, rated.share, rated.mean, missing)

    def _derived(self, derived: Picked | Remainder | InUse | Rating) -> Iterator[Row]:
        source = self.counted.arrays[derived.of]
        kept = shown_split(self.table, self.table.measure(derived.of), self.by)
        names = tuple(code for code in kept if code != derived.over and code in source.dimensions)
        withheld = self.counted.withheld.get(derived.of)
        grouped: dict[tuple[str, ...], list[tuple[Mapping[str, str], int]]] = {}
        for codes, value in source.cells():
            cell = dict(zip(source.dimensions, codes, strict=True))
            grouped.setdefault(tuple(cell[name] for name in names), []).append((cell, value))
        shown = [dict(zip(names, key, strict=True)) for key in grouped]
        possible = self._possible(iter(shown), names)
        for cell, cells, can_be in zip(shown, grouped.values(), possible, strict=True):
            if not applies(derived, self.catalogue, cell):
                continue
            if withheld and withheld(cell):
                if can_be:
                    yield Row(cell, derived.code, None, status="suppressed")
            elif can_be or any(value for _, value in cells):
                yield self._one(derived, cell, cells)

    def _one(
        self,
        derived: Picked | Remainder | InUse | Rating,
        cell: Mapping[str, str],
        cells: list[tuple[Mapping[str, str], int]],
    ) -> Row:
        over, base_of = derived.over, f"{derived.code}-known"
        missing = self._missing(derived.of, over, cells)
        if isinstance(derived, Rating):
            weighed = [(derived.weight(self.catalogue, one), value) for one, value in cells]
            total = sum(weight * value for weight, value in weighed if weight is not None)
            base = sum(value for weight, value in weighed if weight is not None)
            return Row(cell, derived.code, total, base, base_of, mean=mean(total, base))
        if isinstance(derived, InUse):
            dimension = next(one for one in dimensions_of(self.table, self.catalogue) if one.code == over)
            listed = usable(dimension, self.catalogue, self.counted.selection)
            base = sum(not is_state(code) for code in listed)
            used = len({one[over] for one, value in cells if value and not is_state(one[over])})
            return Row(cell, derived.code, used, base, base_of, share(used, base))
        picked = sum(value for one, value in cells if derived.pick(self.catalogue, one))
        if isinstance(derived, Remainder):
            base = self.array(derived.whole).at(cell)
            rest = base - picked
            return Row(cell, derived.code, rest, base, base_of, share(rest, base), not_known=missing)
        if derived.known is None:
            return Row(cell, derived.code, picked, not_known=missing)
        base = sum(value for one, value in cells if not is_state(one[over]))
        return Row(cell, derived.code, picked, base, base_of, share(picked, base), not_known=missing)

    def _missing(self, of: str, over: str, cells: list[tuple[Mapping[str, str], int]]) -> int | None:
        """How many units lack the fact: by the measure's companion, or else by its not-known category."""
        unknown = self.table.measure(of).unknown
        if unknown is not None:
            return sum(self.counted.arrays[unknown].at(cell) for cell, _ in cells)
        states = [value for cell, value in cells if cell[over] == NOT_KNOWN]
        return sum(states) if states else None


class _Rater:
    """How a measure's cells get their base and share."""

    def __init__(self, rows_: _Rows, measure: Measure, array: Array) -> None:
        self._rows, self._measure, self._rate = rows_, measure, measure.rate
        self._over: str | None = None
        if isinstance(measure.rate, Within):
            self._over = measure.rate.dimension
        elif isinstance(measure.rate, Of):
            self._over = measure.rate.over
        if self._over not in array.dimensions:
            self._over = None
        self._known: dict[tuple[str, ...], int] = {}
        self._states: dict[tuple[str, ...], int] = {}
        if self._over is not None:
            for codes, value in array.cells():
                cell = dict(zip(array.dimensions, codes, strict=True))
                sums = self._states if is_state(cell[self._over]) else self._known
                key = self._key(cell)
                sums[key] = sums.get(key, 0) + value

    def _key(self, cell: Mapping[str, str]) -> tuple[str, ...]:
        return tuple(category for code, category in cell.items() if code != self._over)

    def __call__(self, cell: Mapping[str, str], value: int) -> _Rated:
        rate, code = self._rate, self._measure.code
        if isinstance(rate, Mean):
            base = self._rows.array(rate.base).at(cell)
            return _Rated(base, f"{code}-known", mean=mean(value, base, rate.scale))
        if isinstance(rate, Paired):
            part, whole = self._rows.array(rate.part).at(cell), self._rows.array(rate.whole).at(cell)
            if part != value:
                return _Rated()
            return _Rated(whole, f"{code}-known", share(value, whole))
        if isinstance(rate, Within):
            if self._over is None:
                return _Rated()
            return self._share(cell, value, self._known.get(self._key(cell), 0))
        if isinstance(rate, Of):
            return self._share(cell, value, self._rows.array(rate.base).at(cell))
        return _Rated()

    def _share(self, cell: Mapping[str, str], value: int, known: int) -> _Rated:
        """Against the known ones; a state's row against all."""
        code = self._measure.code
        if self._over is not None and is_state(cell[self._over]):
            everything = known + self._states.get(self._key(cell), 0)
            return _Rated(everything, f"{code}-all", share(value, everything))
        return _Rated(known, f"{code}-known", share(value, known))
