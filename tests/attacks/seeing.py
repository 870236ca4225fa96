"""What a researcher has seen: every cell that was served, under its categories, and how cells add up.

Nothing here comes from inside the service: tables, categories, totals and divisions are as they are told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

WITHHELD, MISSING, NOTHING = "..", "...", "."
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
    """Everything that was read. `parts` are the districts that one was merged of."""

    layouts: dict[tuple[str, str], Layout] = field(default_factory=dict)
    told: dict[Cell, int | str] = field(default_factory=dict)
    contradicted: dict[Cell, set[int | str]] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    sensitive: set[tuple[str, str]] = field(default_factory=set)
    """Tables and dimensions whose marks may stand for zeros, as the tables say."""

    def put(self, cell: Cell, value: int | str) -> None:
        before = self.told.setdefault(cell, value)
        if before != value:
            self.contradicted.setdefault(cell, {before}).add(value)

    def withheld(self) -> list[Cell]:
        return [cell for cell, value in self.told.items() if value == WITHHELD]

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
        return ((table, measure, period, one) for one in product(*axes))

    def _finest(self, layout: Layout, dimension: str) -> list[str]:
        total = layout.totals[dimension]
        return [one for one in layout.categories[dimension] if one != total and one not in self.parts]

    def finest(self, table: str, measure: str, period: str) -> Iterator[Cell]:
        layout = self.layouts[table, measure]
        axes = [self._finest(layout, one) for one in layout.dimensions]
        for codes in product(*axes):
            cell = (table, measure, period, codes)
            if self.told.get(cell, NOTHING) != NOTHING:
                yield cell

    def pattern(self, cell: Cell) -> tuple[str, str, str, tuple[bool, ...]]:
        """Which of its dimensions a cell adds up."""
        layout = self.layouts[cell[0], cell[1]]
        at = tuple(c == layout.totals[d] for d, c in zip(layout.dimensions, cell[3], strict=True))
        return cell[0], cell[1], cell[2], at
