"""Which cells of a cube have no figure, and why: told from the cube, the declaration and the catalogue alone.

A summed number is not known where none of its records has it and some lack it, which its companions count;
of returns it is missing where none was handed in. What the declared structure rules out is not applicable.
The same holds for live counts, and for a release's numbers as they are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.catalogue.catalogue import Catalogue
from app.figures.cell_values import Value
from app.figures.cube import Cube
from app.tables.declaration import Structure, Table


class Number(NamedTuple):
    """A summed number of a cube by the codes of its measures, all of them by the same dimensions."""

    along: tuple[str, ...]
    """What is known where it is: the number itself, and what is summed beside it."""
    known: str | None
    """How many records it is the sum of."""
    unknown: str | None
    """How many lack it."""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.along, *(one for one in (self.known, self.unknown) if one))


def numbers_of(cube: Cube, table: Table) -> Iterator[Number]:
    """The summed numbers that a cube has, each with what it has beside it."""
    for number in (
        measure.code for measure in table.measures if measure.number and measure.code in cube.measures
    ):
        dimensions = cube.measures[number].dimensions
        alike = {code for code, measure in cube.measures.items() if measure.dimensions == dimensions}
        along, known, unknown = (
            [code for end in ends if (code := f"{number}{end}") in alike]
            for ends in (("", "-paired", "-whole", "-answers"), ("-known",), ("-not-known",))
        )
        yield Number(tuple(along), next(iter(known), None), next(iter(unknown), None))


def stated(cube: Cube, table: Table, catalogue: Catalogue) -> Cube:
    """The cube with the states that it did not have before."""
    if cube.stated:
        return cube
    values: dict[str, Sequence[Value]] = {code: measure.values for code, measure in cube.measures.items()}
    if table.structure is not None:
        structure = table.structure(catalogue)
        values = {code: tuple(_that_can_be(cube, code, structure)) for code in values}
    for number in numbers_of(cube, table):
        if number.known is None:
            continue
        known, unknown = values[number.known], values[number.unknown] if number.unknown else None
        for code in number.along:
            values[code] = tuple(
                told(value, known[index], unknown[index] if unknown else 0, of_returns=table.of_returns)
                for index, value in enumerate(values[code])
            )
    measures = {code: replace(measure, values=tuple(values[code])) for code, measure in cube.measures.items()}
    return replace(cube, measures=measures, stated=True)


def told(value: Value, known: Value, unknown: Value, *, of_returns: bool) -> Value:
    """A summed number, or its state, by how many records know it and how many lack it."""
    if value not in (0, "missing") or known not in (0, "not-applicable"):
        return value
    if unknown not in (0, "not-applicable"):
        return "not-known"
    return "missing" if of_returns else value


def _that_can_be(cube: Cube, measure: str, structure: Structure) -> Iterator[Value]:
    counts = cube.measures[measure]
    named = [code for code in structure.dimensions if code in counts.dimensions]
    places = [counts.dimensions.index(code) for code in named]
    totals = [cube.axes[code].total for code in named]
    possible = _PossibleCells(structure, named)
    for key, value in zip(cube.keys(measure), counts.values, strict=True):
        if value in (0, "withheld"):
            own = [key[place] for place in places]
            apart = [at for at, code in enumerate(own) if code != totals[at]]
            yield value if possible(apart, own) else "not-applicable"
        else:
            yield value


class _PossibleCells:
    """Whether a cell can occur; a total can if any of its parts does."""

    def __init__(self, structure: Structure, named: Sequence[str]) -> None:
        self._places = [structure.dimensions.index(code) for code in named]
        self._all = structure.possible
        self._projected: dict[tuple[int, ...], set[tuple[str, ...]]] = {}

    def __call__(self, apart: Sequence[int], own: Sequence[str]) -> bool:
        """`apart` are the places in `own` that are no total."""
        kept = tuple(apart)
        if kept not in self._projected:
            places = [self._places[at] for at in kept]
            self._projected[kept] = {tuple([one[place] for place in places]) for one in self._all}
        return tuple([own[at] for at in kept]) in self._projected[kept]
