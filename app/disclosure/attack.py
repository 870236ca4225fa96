"""The attack: what somebody who knows everything published can say of each withheld cell.

The attacker knows that counts are whole and not negative, that a mark stands for at least one, the published
shares, and, as an insider, some atoms. A primary cell is safe if its count might be greater than it is, and
if the counts that it might have lie at least two apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.disclosure.deduction import deduce
from app.disclosure.problem import Problem
from app.disclosure.solving import Solved

WIDTH = 2
"""How far apart the least and the greatest possible count of a primary cell must lie."""

Chosen = dict[int, int]
"""For each part that a cell has atoms in, one of its solutions."""


@dataclass(frozen=True)
class Bound:
    """A value that a cell may have, with the solutions that show it."""

    value: int
    chosen: Chosen


@dataclass(frozen=True)
class Verdict:
    """On one primary cell. The bounds show that it is safe, or are the true ones if it is not."""

    cell: int
    least: Bound
    greatest: Bound
    unbounded: bool
    safe: bool


class Attack:
    """One attacker on one choice of withheld cells."""

    def __init__(
        self, problem: Problem, withheld: frozenset[int], known: frozenset[int] = frozenset()
    ) -> None:
        self.problem, self.withheld, self.known = problem, withheld, known
        self.deduced = deduce(problem, withheld, known)
        self.solved = [Solved(part) for part in self.deduced.parts]
        self.targets = problem.open_to(known, problem.primary & withheld)

    def spread(self) -> None:
        """Solve for all open primary cells of each part at once: few solutions then serve most of them."""
        wanted: dict[int, set[int]] = {}
        for cell in self.targets:
            for part, columns in self._columns(cell).items():
                wanted.setdefault(part, set()).update(columns)
        for part, open_columns in sorted(wanted.items()):
            self.solved[part].spread(sorted(open_columns))

    def verdict(self, cell: int) -> Verdict:
        """Whether the cell is safe, with as little work as shows it. Call `spread` first."""
        value = self.problem.values[cell]
        greatest, least = self._known(cell, True), self._known(cell, False)
        if greatest.value <= value or greatest.value - least.value < WIDTH:
            greatest = self._bound(cell, True)
        if greatest.value > value and greatest.value - least.value < WIDTH:
            least = self._bound(cell, False)
        safe = greatest.value > value and greatest.value - least.value >= WIDTH
        if safe:
            greatest, least = self._economical(cell, greatest, least)
        else:
            least = self._bound(cell, False)
        return Verdict(cell, least, greatest, self._unbounded(cell), safe)

    def interval(self, cell: int) -> tuple[int, int | None]:
        """The least and the greatest count that the cell can have; None where nothing bounds it."""
        greatest = None if self._unbounded(cell) else self._bound(cell, True).value
        return self._bound(cell, False).value, greatest

    def table(self, chosen: Chosen) -> list[int]:
        """A whole table from one solution of each part, the first one where none is chosen."""
        counts = [0] * len(self.problem.atoms)
        for atom, count in self.deduced.known.items():
            counts[atom] = count
        for number, solved in enumerate(self.solved):
            if not len(solved):
                solved.extreme(range(len(solved.part.atoms)), False)
            solution = solved.solution(chosen.get(number, 0))
            for atom, count in zip(solved.part.atoms, solution.tolist(), strict=True):
                counts[atom] = count
        return counts

    def _economical(self, cell: int, greatest: Bound, least: Bound) -> tuple[Bound, Bound]:
        """Early solutions that show the same, so that a certificate needs few tables."""
        columns = self._columns(cell)
        if len(columns) > 1:
            return greatest, least
        ((part, places),) = columns.items()
        told, solved = self._told(cell), self.solved[part]
        wanted = max(self.problem.values[cell] + 1, self.problem.threshold, least.value + WIDTH)
        aim = min(greatest.value, wanted)
        greatest = self._summed(cell, {part: solved.first(places, True, aim - told)})
        return greatest, self._summed(
            cell, {part: solved.first(places, False, greatest.value - WIDTH - told)}
        )

    def _unbounded(self, cell: int) -> bool:
        return not self.deduced.unbounded.isdisjoint(self.problem.members[cell])

    def _columns(self, cell: int) -> dict[int, list[int]]:
        """The cell's atoms that are not known, by part."""
        found: dict[int, list[int]] = {}
        for atom in self.problem.members[cell]:
            if atom in self.deduced.place:
                part, column = self.deduced.place[atom]
                found.setdefault(part, []).append(column)
        return found

    def _told(self, cell: int) -> int:
        return sum(self.deduced.known.get(atom, 0) for atom in self.problem.members[cell])

    def _bound(self, cell: int, greatest: bool) -> Bound:
        parts = self._columns(cell).items()
        found = {part: self.solved[part].extreme(columns, greatest) for part, columns in parts}
        return self._summed(cell, found)

    def _known(self, cell: int, greatest: bool) -> Bound:
        """The same from the solutions that are there already."""
        found = {}
        for part, columns in self._columns(cell).items():
            best = self.solved[part].best_known(columns, greatest)
            found[part] = best or self.solved[part].extreme(columns, greatest)
        return self._summed(cell, found)

    def _summed(self, cell: int, found: dict[int, tuple[int, int]]) -> Bound:
        value = self._told(cell) + sum(part_value for part_value, _ in found.values())
        return Bound(value, {part: number for part, (_, number) in found.items()})


def attackers(problem: Problem) -> tuple[frozenset[int], ...]:
    """What each attacker knows beforehand: everybody first, then the insiders."""
    return frozenset(), *problem.coalitions


def verdicts(attack: Attack) -> Iterable[Verdict]:
    """On every primary cell that is open to the attacker, in order."""
    attack.spread()
    return (attack.verdict(cell) for cell in attack.targets)
