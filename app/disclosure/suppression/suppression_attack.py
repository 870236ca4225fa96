"""The attack: what somebody who knows everything published can say of each withheld cell.

The attacker knows that counts are whole and not negative, that a mark stands for at least one, the published
shares, and, as an insider, some atoms. A primary cell is safe if its count might be greater than it is, and
if the counts that it might have lie at least two apart.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.disclosure.cell_system import CellSystem
from app.disclosure.solver import PartSolver
from app.disclosure.suppression.deduction import deduce
from app.disclosure.time_limit import NEVER, Deadline

WIDTH = 2
"""How far apart the least and the greatest possible count of a primary cell must lie."""

SPREADING = 0.5
"""The share of an attack's time for searches that serve many cells at once."""

GENEROUS = 2.0
"""How many times its even share of the time that is left a piece of work may take: most take less."""

Interval = tuple[int, int | None]
"""The least and the greatest count; None where nothing bounds it."""

Chosen = dict[int, int]
"""For each part that a cell has atoms in, one of its solutions."""


@dataclass(frozen=True)
class CellBound:
    """A value that a cell may have, with the solutions that show it."""

    value: int
    chosen: Chosen


@dataclass(frozen=True)
class CellVerdict:
    """On one primary cell. The bounds show that it is safe, or are the true ones if it is not and this is
    settled."""

    cell: int
    least: CellBound
    greatest: CellBound
    unbounded: bool
    safe: bool
    settled: bool
    """Whether all was searched that decides it; a cell that is not settled is not safe."""


class Attack:
    """One attacker on one choice of withheld cells. `targets` are the primary cells to look at, all if none
    are named; those that the attacker knows beforehand are left out.
    """

    def __init__(
        self,
        system: CellSystem,
        withheld: frozenset[int],
        known: frozenset[int] = frozenset(),
        targets: Iterable[int] | None = None,
    ) -> None:
        self.system, self.withheld, self.known = system, withheld, known
        self.deduced = deduce(system, withheld, known)
        # The true table agrees with everything, so it is the first solution of each part.
        self.solved = [
            PartSolver(part, [system.counts[atom] for atom in part.atoms]) for part in self.deduced.parts
        ]
        self.targets = system.open_to(known, system.primary & withheld if targets is None else targets)

    def spread(self, deadline: Deadline = NEVER) -> None:
        """Solve for all primary cells of each part at once: few solutions then serve most of them."""
        wanted: dict[int, list[list[int]]] = {}
        for cell in self.targets:
            for part, columns in self._columns(cell).items():
                wanted.setdefault(part, []).append(columns)
        for part, sums in sorted(wanted.items()):
            if self.solved[part].part.rows:
                self.solved[part].widen(sums, WIDTH, deadline=deadline)

    def verdict(self, cell: int, deadline: Deadline = NEVER) -> CellVerdict:
        """Whether the cell is safe, with as little work as shows it. Call `spread` first."""
        value = self.system.values[cell]
        greatest, least = self._known(cell, True), self._known(cell, False)
        if greatest.value <= value or greatest.value - least.value < WIDTH:
            greatest = self._bound(cell, True, deadline)
        if greatest.value > value and greatest.value - least.value < WIDTH:
            least = self._bound(cell, False, deadline)
        safe = greatest.value > value and greatest.value - least.value >= WIDTH
        if not safe:
            least = self._bound(cell, False, deadline)
        settled = safe or self.is_settled(cell)
        return CellVerdict(cell, least, greatest, self._unbounded(cell), safe, settled)

    def interval(self, cell: int, deadline: Deadline = NEVER) -> Interval:
        """The least and the greatest count that the cell can have, as far as was found in time."""
        greatest = None if self._unbounded(cell) else self._bound(cell, True, deadline).value
        return self._bound(cell, False, deadline).value, greatest

    def is_settled(self, cell: int) -> bool:
        """Whether no search for the cell's bounds was cut short."""
        return all(
            self.solved[part].is_settled(columns, greatest)
            for part, columns in self._columns(cell).items()
            for greatest in (True, False)
        )

    def changes(self, chosen: Chosen) -> dict[int, int]:
        """A whole table from one solution of each part, the true one where none is chosen: the atoms in which
        it differs from the true table, and by how much.
        """
        found: dict[int, int] = {}
        for number, solution in chosen.items():
            solved = self.solved[number]
            difference = solved.solution(solution) - solved.solution(0)
            for column in difference.nonzero()[0].tolist():
                found[solved.part.atoms[column]] = int(difference[column])
        return found

    def _unbounded(self, cell: int) -> bool:
        return not self.deduced.unbounded.isdisjoint(self.system.members[cell])

    def _columns(self, cell: int) -> dict[int, list[int]]:
        """The cell's atoms that are not known, by part."""
        columns: dict[int, list[int]] = {}
        for atom in self.system.members[cell]:
            if atom in self.deduced.place:
                part, column = self.deduced.place[atom]
                columns.setdefault(part, []).append(column)
        return columns

    def _told(self, cell: int) -> int:
        return sum(self.deduced.known.get(atom, 0) for atom in self.system.members[cell])

    def _bound(self, cell: int, greatest: bool, deadline: Deadline) -> CellBound:
        parts = self._columns(cell).items()
        found = {part: self.solved[part].extreme(columns, greatest, deadline) for part, columns in parts}
        return self._summed(cell, found)

    def _known(self, cell: int, greatest: bool) -> CellBound:
        """The same from the solutions that are there already."""
        found = {}
        for part, columns in self._columns(cell).items():
            found[part] = self.solved[part].best_known(columns, greatest)
        return self._summed(cell, found)

    def _summed(self, cell: int, found: dict[int, tuple[int, int]]) -> CellBound:
        value = self._told(cell) + sum(part_value for part_value, _ in found.values())
        return CellBound(value, {part: number for part, (_, number) in found.items()})


def attackers(system: CellSystem) -> tuple[frozenset[int], ...]:
    """What each attacker knows beforehand: everybody first, then the insiders."""
    return frozenset(), *system.coalitions


def verdicts(attack: Attack, deadline: Deadline = NEVER) -> Iterator[CellVerdict]:
    """On every primary cell that is open to the attacker, in order, none taking more than its share of the
    time.
    """
    attack.spread(deadline.part(SPREADING))
    for index, cell in enumerate(attack.targets):
        yield attack.verdict(cell, deadline.part(min(1.0, GENEROUS / (len(attack.targets) - index))))
