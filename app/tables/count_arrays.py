"""Counts as plain data: a dense, row-major list of whole numbers with the categories of each axis.

This is what a release freezes and protects, so nothing derived is in it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product


@dataclass(frozen=True)
class ArrayAxis:
    """One dimension of an array and its categories in order."""

    dimension: str
    categories: tuple[str, ...]

    @cached_property
    def place(self) -> dict[str, int]:
        return {code: index for index, code in enumerate(self.categories)}


def _size(axes: Iterable[ArrayAxis]) -> int:
    size = 1
    for axis in axes:  # a loop, since a table of few cells has many arrays
        size *= len(axis.categories)
    return size


@dataclass(frozen=True)
class CountArray:
    """One measure's counts; `values` runs fastest along the last axis."""

    axes: tuple[ArrayAxis, ...]
    values: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.values) != _size(self.axes):
            raise ValueError("the values do not fill the axes")

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(axis.dimension for axis in self.axes)

    def cells(self) -> Iterator[tuple[tuple[str, ...], int]]:
        """Every cell's categories and its count, in the order of `values`."""
        return zip(product(*(axis.categories for axis in self.axes)), self.values, strict=True)

    def at(self, cell: Mapping[str, str]) -> int:
        """The count of a cell; the mapping may name further dimensions."""
        place = 0
        for axis in self.axes:
            place = place * len(axis.categories) + axis.place[cell[axis.dimension]]
        return self.values[place]

    def without(self, dimensions: Iterable[str]) -> "CountArray":
        """The array summed over some of its dimensions."""
        dropped = set(dimensions)
        if not dropped.intersection(self.dimensions):
            return self
        kept = [index for index, axis in enumerate(self.axes) if axis.dimension not in dropped]
        axes = tuple(self.axes[place] for place in kept)
        sums: dict[tuple[str, ...], int] = {}
        for codes, value in self.cells():
            key = tuple(codes[place] for place in kept)
            sums[key] = sums.get(key, 0) + value
        return CountArray(
            axes, tuple(sums.get(key, 0) for key in product(*(axis.categories for axis in axes)))
        )

    @classmethod
    def dense(cls, axes: tuple[ArrayAxis, ...], counts: Mapping[tuple[str, ...], int]) -> "CountArray":
        """An array from the cells that have counts."""
        values = [0] * _size(axes)
        for codes, count in counts.items():
            place = 0
            for axis, code in zip(axes, codes, strict=True):
                place = place * len(axis.categories) + axis.place[code]
            values[place] = count
        return cls(axes, tuple(values))
