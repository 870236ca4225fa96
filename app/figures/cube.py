"""A cube: the counts of one table along its axes, each cell a number or the state that it has instead."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from app.figures.cell_values import Value


@dataclass(frozen=True)
class CubeAxis:
    """One dimension and its categories in order."""

    dimension: str
    categories: tuple[str, ...]
    parts: tuple[str, ...]
    """The categories that add up to all, and are shown apart: no totals, and of districts the reported."""
    total: str | None = None
    """The category that is all of the parts together; None where the cube has none."""
    multiple: bool = False
    """A record can be in several categories: they do not add up."""

    @cached_property
    def place(self) -> dict[str, int]:
        return {code: index for index, code in enumerate(self.categories)}


@dataclass(frozen=True)
class MeasureCounts:
    """One measure's cells along some of the cube's axes, row-major; the last one runs fastest."""

    dimensions: tuple[str, ...]
    values: tuple[Value, ...]
    hidden: bool = False
    """Only there for what follows from it: no row of its own."""


@dataclass(frozen=True, eq=False)
class Cube:
    """All measures of one table. `rounded` is the threshold k of a release that was protected by rounding:
    each number is 0 or at least k, and may differ from the count by k - 1. None where numbers are exact."""

    table: str
    axes: Mapping[str, CubeAxis]
    measures: Mapping[str, MeasureCounts]
    rounded: int | None = None
    periods: int = 1
    """How many rounded numbers each is the sum of, where it is of a longer span than a release: it may then
    differ from the count by so many times k - 1. A state at the end of a span is always one."""
    stated: bool = True
    """Whether cells say that they are not known, missing or not applicable. Counts do not before `states`
    has told, nor do releases of the first format."""

    def keys(self, measure: str) -> Iterator[tuple[str, ...]]:
        """The categories of each cell, in the order of its values."""
        return product(*(self.axes[code].categories for code in self.measures[measure].dimensions))
