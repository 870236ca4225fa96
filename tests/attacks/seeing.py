"""What a researcher has seen: every cell that was served, under its categories, and how cells add up.

Nothing here comes from inside the service: tables, categories, totals and divisions are as they are told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

WITHHELD, MISSING, NOT_KNOWN, NOTHING = "..", "...", "....", "."
Codes = tuple[str, ...]
Cell = tuple[str, str, str, Codes]
"""Table, measure, period, and a category of each dimension, the district's first."""


@dataclass
class Layout:
    """The dimensions of a measure, their categories, and which of these is the total."""

    dimensions: Codes
    categories: dict[str, list[str]]
    totals: dict[str, str | None]


@dataclass
class Seen:
    """Everything that was read. `parts` are the districts that one was merged of; `spans`, the periods that
    a longer one is the sum of."""

    layouts: dict[tuple[str, str], Layout] = field(default_factory=dict)
    told: dict[Cell, int | str] = field(default_factory=dict)
    contradicted: dict[Cell, set[int | str]] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    spans: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sensitive: set[tuple[str, str]] = field(default_factory=set)
    """Tables and dimensions whose marks may stand for zeros, as the tables say."""
    _cells: dict[tuple[str, str, str], list[Cell]] = field(default_factory=dict, init=False)
    _named: dict[tuple[str, str, str], dict[tuple[int, str], list[Cell]]] = field(
        default_factory=dict, init=False
    )

    def put(self, cell: Cell, value: int | str) -> None:
        before = self.told.setdefault(cell, value)
        if before != value:
            self.contradicted.setdefault(cell, {before}).add(value)

    def of(self, period: str) -> list[Cell]:
        return [cell for cell in self.told if cell[2] == period]

    def below(self, cell: Cell) -> Iterator[Cell]:
        """The finest cells that one adds up."""
        table, measure, period, codes = cell
        layout = self.layouts[table, measure]
        axes: list[Iterable[str]] = []
        for dimension, code in zip(layout.dimensions, codes, strict=True):
            total = layout.totals[dimension]
            if dimension == "district" and code in self.parts:
                axes.append(self.parts[code])
            elif code == total:
                axes.append(self._finest(layout, dimension))
            else:
                axes.append((code,))
        periods = self.spans.get(period, (period,))
        return ((table, measure, when, one) for when, one in product(periods, product(*axes)))

    def _finest(self, layout: Layout, dimension: str) -> list[str]:
        total = layout.totals[dimension]
        return [one for one in layout.categories[dimension] if one != total and one not in self.parts]

    def finest(self, table: str, measure: str, period: str) -> list[Cell]:
        """Every finest cell of a measure that was told of; nothing may be read any more."""
        if (table, measure, period) not in self._cells:
            layout = self.layouts[table, measure]
            axes = [self._finest(layout, one) for one in layout.dimensions]
            every = ((table, measure, period, codes) for codes in product(*axes))
            self._cells[table, measure, period] = [
                cell for cell in every if self.told.get(cell, NOTHING) != NOTHING
            ]
        return self._cells[table, measure, period]

    def named(self, table: str, measure: str, period: str, place: int, code: str) -> list[Cell]:
        """Those of them with a category at a place."""
        if (table, measure, period) not in self._named:
            found = self._named[table, measure, period] = {}
            for cell in self.finest(table, measure, period):
                for at in enumerate(cell[3]):
                    found.setdefault(at, []).append(cell)
        return self._named[table, measure, period].get((place, code), [])
