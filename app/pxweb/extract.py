"""What a selection gives: the figures of a cube that were asked for, ready for any output format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from typing import Any

import numpy as np

from app.kit.language import Language, Text
from app.pxweb import words
from app.pxweb.cube_selection import CubeSelection
from app.pxweb.cubes import SYMBOL, Numbers, PxCube, PxValue, PxVariable


@dataclass(frozen=True)
class ExtractAxis:
    """A shown variable and its chosen values."""

    variable: PxVariable
    values: tuple[PxValue, ...]
    code_list: str | None

    @property
    def code(self) -> str:
        return self.variable.code


@dataclass(frozen=True, eq=False)
class Extract:
    """Axes in order (stub, then heading) and the figures along them, the last axis fastest."""

    cube: PxCube
    chosen: CubeSelection
    language: Language

    @cached_property
    def axes(self) -> tuple[ExtractAxis, ...]:
        lists = dict(self.chosen.code_lists)
        by_code = {
            variable.code: ExtractAxis(
                variable, tuple(variable.values[place] for place in places), lists.get(variable.code)
            )
            for variable, places in zip(self.cube.variables, self.chosen.places, strict=True)
        }
        return tuple(by_code[code] for code in (*self.chosen.stub, *self.chosen.heading))

    @property
    def stub(self) -> tuple[ExtractAxis, ...]:
        return self.axes[: len(self.chosen.stub)]

    @property
    def heading(self) -> tuple[ExtractAxis, ...]:
        return self.axes[len(self.chosen.stub) :]

    @property
    def shape(self) -> list[int]:
        return [len(axis.values) for axis in self.axes]

    @cached_property
    def numbers(self) -> Numbers:
        """The figures in one row; below zero a symbol."""
        picked = self.cube.array[np.ix_(*self.chosen.places)]
        shown = [
            place for place, variable in enumerate(self.cube.variables) if variable.code in self.chosen.shown
        ]
        hidden = tuple(place for place in range(picked.ndim) if place not in shown)
        kept = picked.squeeze(hidden)
        order = [self.cube.variables[place].code for place in shown]
        moved: Numbers = kept.transpose([order.index(axis.code) for axis in self.axes])
        return np.ascontiguousarray(moved).reshape(-1)

    @cached_property
    def values(self) -> list[int | None]:
        """The same with None for what has no figure."""
        return [None if one < 0 else one for one in self.numbers.tolist()]

    @cached_property
    def symbols(self) -> dict[int, str]:
        """The symbol of each place that has no figure."""
        without = np.flatnonzero(self.numbers < 0)
        found = self.numbers[without].tolist()
        return {place: SYMBOL[one] for place, one in zip(without.tolist(), found, strict=True)}

    @cached_property
    def cells(self) -> list[int | str]:
        """Figures and symbols."""
        return [SYMBOL[one] if one < 0 else one for one in self.numbers.tolist()]

    def rows(self) -> Iterator[tuple[tuple[PxValue, ...], list[int | str]]]:
        """The rows of a table: the stub's values, and the cells along the heading."""
        width = prod(len(one.values) for one in self.heading)
        for number, key in enumerate(product(*(one.values for one in self.stub))):
            yield key, self.cells[number * width : (number + 1) * width]

    def columns(self) -> list[tuple[PxValue, ...]]:
        """The heading's combinations, one for each cell of a row."""
        return list(product(*(one.values for one in self.heading)))

    def of(self, text: Text) -> str:
        return text.of(self.language)

    @property
    def left_out(self) -> list[tuple[PxVariable, PxValue]]:
        """Variables that are not shown, and the total that the figures are of."""
        return [
            (variable, variable.values[places[0]])
            for variable, places in zip(self.cube.variables, self.chosen.places, strict=True)
            if variable.code not in self.chosen.shown
        ]

    @property
    def title(self) -> Text:
        """What the figures are, by what is shown and when."""
        return _title(self)

    @property
    def notes(self) -> list[Text]:
        """What to know when reading the figures, what is mandatory first."""
        return self.cube.said


def legend(cubes: Iterable[PxCube]) -> dict[str, Text]:
    """The symbols that stand somewhere in the tables, in words."""
    met = {SYMBOL[mark] for cube in cubes for mark in cube.marks}
    return {symbol: text for symbol, text in words.SYMBOLS.items() if symbol in met}


def _title(extract: Extract) -> Text:
    parts: list[Any] = []
    time = next(axis for axis in extract.axes if axis.variable.role == "time")
    for language in ("sv", "en"):
        by = [
            axis.variable.text.of(language).lower()
            for axis in extract.axes
            if axis.variable.role not in ("time", "metric")
        ]
        first, last = time.values[0].code, time.values[-1].code
        period = first if first == last else f"{first} - {last}"
        of = "; ".join(
            f"{variable.text.of(language)}: {value.text.of(language)}" for variable, value in extract.left_out
        )
        word = "efter" if language == "sv" else "by"
        title = extract.cube.title.of(language)
        parts.append(f"{title} {word} {', '.join(by)}. {period}" if by else f"{title}. {period}")
        parts[-1] += f". {of}" if of else ""
    return Text(*parts)
