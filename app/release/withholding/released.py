"""The cells of a release before protection: what each adds up and counts, and what must not be told of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from app.release.frozen import TOTAL
from app.release.shape import Cell, Shape, is_summed
from app.release.withholding.knowledge import NOT_OF_PEOPLE, OF_FAMILIES, OPEN_MEASURES
from app.release.withholding.pieces import Key
from app.release.withholding.relating import Figures
from app.release.withholding.sensitivity import Sensitive, sensitive_rows
from app.tables.declaration import Measure, Table
from app.tables.rates import Mean


def is_open_to_all(table: Table, measure: Measure) -> bool:
    """Whether a figure is nobody's: of institutions, or how many returns were handed in (decision 0015)."""
    if table.id in OPEN_MEASURES:
        among = OPEN_MEASURES[table.id]
        return among is None or measure.code in among
    numbers = (one.code for one in table.measures if one.number)
    return table.of_returns and any(measure.code in (f"{n}-known", f"{n}-not-known") for n in numbers)


@dataclass(frozen=True)
class Released:
    """All cells of all tables. `figures` may hold other counts than the shapes do, such as the late ones."""

    shapes: Sequence[Shape]
    figures: Figures
    threshold: int

    @cached_property
    def parts(self) -> Mapping[Key, list[Key]]:
        """The finest cells of every cell, also of those that are no figures of their own."""
        return {
            (shape.table.id, measure.code, cell): [(shape.table.id, measure.code, one) for one in parts]
            for shape in self.shapes
            for measure in shape.measures
            for cell, parts in shape.parts(measure.code)
        }

    @cached_property
    def counts(self) -> Mapping[Key, int]:
        """What every cell counts."""
        finest = self.figures.values
        return {key: sum(finest[one] for one in parts) for key, parts in self.parts.items()}

    @cached_property
    def values(self) -> Mapping[Key, int]:
        """What the cells count that are figures."""
        return {
            (shape.table.id, measure.code, cell): self.counts[shape.table.id, measure.code, cell]
            for shape in self.shapes
            for measure in shape.measures
            for cell in (() if _is_idle(shape, measure) else shape.published(measure.code))
        }

    @cached_property
    def open(self) -> frozenset[tuple[str, str]]:
        """Tables and measures that need no protection."""
        return frozenset(
            (shape.table.id, measure.code)
            for shape in self.shapes
            for measure in shape.measures
            if is_open_to_all(shape.table, measure)
        )

    @cached_property
    def protected(self) -> list[Key]:
        return [key for key in self.values if key[:2] not in self.open]

    @cached_property
    def follows(self) -> Mapping[Key, Key]:
        """Sums that count nobody, and the count that each is a sum of: with that, it is withheld as well."""
        return {key: of for key, of in self._records.items() if key[:2] in NOT_OF_PEOPLE}

    @cached_property
    def families(self) -> Mapping[Key, Key]:
        """Sums over families, and how many of them: where they are few, the sum is withheld."""
        return {
            key: of
            for key, of in self._records.items()
            if any(self.figures.names(view, key) for view in OF_FAMILIES)
        }

    @cached_property
    def sensitive(self) -> Sensitive:
        rows = sensitive_rows(self.shapes, self.values)
        sums = {**self.follows, **self.families}
        few = {key for key, of in sums.items() if 1 <= self.counts[of] < self.threshold}
        return Sensitive(rows.cells | few, rows.zeros)

    @cached_property
    def _records(self) -> Mapping[Key, Key]:
        """Each summed number that counts something, and the count of records that it is the sum of."""
        found: dict[Key, Key] = {}
        for shape in self.shapes:
            for measure in shape.measures:
                of = _records_of(shape, measure)
                for cell in shape.cells(measure.code) if of else ():
                    key = (shape.table.id, measure.code, cell)
                    if self.values.get(key):
                        found[key] = self._most(shape, of or "", cell)
        return found

    def _most(self, shape: Shape, records: str, cell: Cell) -> Key:
        """Along a dimension that counts each record again, such as roles: where most are counted."""
        own = shape.table.measure(records)
        axes: Iterable[tuple[str, ...]] = (
            shape.below(dimension, code)
            if code == TOTAL and not is_summed(shape.table, own, dimension)
            else (code,)
            for dimension, code in zip(shape.own(records), cell, strict=True)
        )
        keys: list[Key] = [(shape.table.id, records, one) for one in product(*axes)]
        return max(keys, key=lambda key: self.counts[key])


def _records_of(shape: Shape, measure: Measure) -> str | None:
    """The measure that counts what a summed number is the sum of; None where that is no secret."""
    if not measure.number:
        return None
    codes = {one.code for one in shape.measures}
    of = f"{measure.code}-answers" if f"{measure.code}-answers" in codes else f"{measure.code}-known"
    return None if is_open_to_all(shape.table, shape.table.measure(of)) else of


def _is_idle(shape: Shape, measure: Measure) -> bool:
    """Whether it only counts the records that a sum is of, and no mean is made of it."""
    if shape.table.of_returns:
        return False
    of = next((one for one in shape.measures if one.number and measure.code == f"{one.code}-known"), None)
    return of is not None and not (isinstance(of.rate, Mean) and of.rate.base == measure.code)
