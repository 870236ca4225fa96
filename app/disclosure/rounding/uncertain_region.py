"""Whole truths that differ from the real one in some atoms only.

Who knows no more than the other atoms exactly cannot tell these truths from the real one: so what varies in
one district alone is kept from everybody who does not know that district.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from app.disclosure.components import leaders
from app.disclosure.rounding.attackers import ENDLESS, WIDTH, Whole
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.truths import Changes
from app.disclosure.solver import ConnectedPart, LinearBound, PartSolver
from app.disclosure.time_limit import NEVER, Deadline


@dataclass(frozen=True)
class _TargetSum:
    """A sum of a part's columns that is to vary, and the cells whose unknown atoms it adds up."""

    columns: tuple[int, ...]
    cells: tuple[int, ...]


class UncertainRegion:
    """The atoms that may vary, in parts that share no cell. `low` and `high` bound the value of each cell.

    `cells` are to vary; parts without any of them are left out.
    """

    def __init__(
        self, linked: LinkedTables, free: Iterable[int], low: Whole, high: Whole, cells: Iterable[int]
    ) -> None:
        self.linked = linked
        unknown = frozenset(free)
        rows: dict[tuple[int, ...], tuple[int, int]] = {}
        wanted: dict[tuple[int, ...], list[int]] = {}
        for cell in sorted({cell for atom in unknown for cell in linked.cells_of[atom]}):
            if low[cell] > -ENDLESS or high[cell] < ENDLESS:
                atoms = tuple(atom for atom in linked.members[cell] if atom in unknown)
                told = linked.values[cell] - sum(linked.counts[atom] for atom in atoms)
                least, greatest = rows.get(atoms, (-ENDLESS, ENDLESS))
                rows[atoms] = max(least, int(low[cell]) - told), min(greatest, int(high[cell]) - told)
        for cell in cells:
            if atoms := tuple(atom for atom in linked.members[cell] if atom in unknown):
                wanted.setdefault(atoms, []).append(cell)
        self._build(rows, wanted)

    def _build(
        self, rows: dict[tuple[int, ...], tuple[int, int]], wanted: dict[tuple[int, ...], list[int]]
    ) -> None:
        local = {
            atom: index for index, atom in enumerate(sorted({a for own in (*rows, *wanted) for a in own}))
        }
        atoms_of = list(local)
        leader = leaders(len(local), ([local[atom] for atom in own] for own in (*rows, *wanted)))
        parts: dict[int, list[int]] = {leader[local[own[0]]]: [] for own in wanted}
        for index, first in enumerate(leader):
            if first in parts:
                parts[first].append(atoms_of[index])
        rows_of: dict[int, list[tuple[int, ...]]] = {first: [] for first in parts}
        for own in rows:
            if (first := leader[local[own[0]]]) in parts:
                rows_of[first].append(own)
        column = {atom: index for atoms in parts.values() for index, atom in enumerate(atoms)}
        number = {first: index for index, first in enumerate(parts)}
        self.parts: list[PartSolver] = []
        for first, atoms in parts.items():
            part = _part(self.linked, atoms, {own: rows[own] for own in rows_of[first]}, column)
            self.parts.append(PartSolver(part, [self.linked.counts[atom] for atom in atoms]))
        self._wanted: list[list[_TargetSum]] = [[] for _ in parts]
        for own, cells in wanted.items():
            one = _TargetSum(tuple(column[atom] for atom in own), tuple(cells))
            self._wanted[number[leader[local[own[0]]]]].append(one)

    def widen(self, settled: int, beat: Callable[[], None], deadline: Deadline = NEVER) -> None:
        """Look for truths until every wanted sum varies by `WIDTH`, many sums at once.

        Those that vary by less than `settled` after that are looked at one by one until it is known how much
        they do.
        """
        for solved, wanted in zip(self.parts, self._wanted, strict=True):
            sums = [one.columns for one in wanted]
            narrow = solved.widen(sums, WIDTH, beat, deadline) if len(sums) > 1 else [0]
            for columns in (sums[place] for place in narrow):
                for greatest in (True, False):
                    least, most = (solved.best_known(columns, way)[0] for way in (False, True))
                    if most - least < settled:
                        solved.extreme(columns, greatest, deadline)
                        beat()

    def truths(self) -> list[Changes]:
        """Few whole truths that show how much each wanted sum was found to vary."""
        needed = [self._needed(part) for part in range(len(self.parts))]
        found: list[Changes] = []
        for turn in range(max(map(len, needed), default=0)):
            changes: dict[int, int] = {}
            for solved, numbers in zip(self.parts, needed, strict=True):
                if turn < len(numbers):
                    difference = solved.solution(numbers[turn]) - solved.solution(0)
                    for column in difference.nonzero()[0].tolist():
                        changes[solved.part.atoms[column]] = int(difference[column])
            atoms = sorted(changes)
            found.append((tuple(atoms), tuple(changes[atom] for atom in atoms)))
        return found

    def _needed(self, part: int) -> list[int]:
        """The solutions of a part that serve its sums, beside the real one."""
        solved, kept = self.parts[part], [0]
        pool = solved.pool()
        for one in self._wanted[part]:
            sums = pool[:, list(one.columns)].sum(axis=1)
            own = sums[kept]
            reach = min(WIDTH, int(sums.max() - sums.min()))
            if own.max() - own.min() >= reach:
                continue
            # One more beside those kept, where one is enough.
            single = np.flatnonzero(np.maximum(sums - own.min(), own.max() - sums) >= reach)
            new = [int(single[0])] if len(single) else [int(sums.argmax()), int(sums.argmin())]
            kept += [number for number in new if number not in kept]
        return kept[1:]


def _part(
    linked: LinkedTables,
    atoms: list[int],
    rows: dict[tuple[int, ...], tuple[int, int]],
    column: dict[int, int],
) -> ConnectedPart:
    enough = 2 * sum(linked.counts[atom] for atom in atoms) + 2 * linked.threshold + 2
    upper = dict.fromkeys(atoms, enough)
    kept: list[LinearBound] = []
    for own, (low, high) in rows.items():
        for atom in own:
            upper[atom] = min(upper[atom], high)
        if len(own) > 1 or low > 0:
            least, greatest = (None if abs(bound) > ENDLESS // 2 else bound for bound in (low, high))
            kept.append(LinearBound(tuple(column[atom] for atom in own), (1,) * len(own), least, greatest))
    return ConnectedPart(tuple(atoms), tuple(upper[atom] for atom in atoms), tuple(kept))
