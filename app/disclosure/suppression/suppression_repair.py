"""Repair: what more to withhold where the audit finds a primary cell that is pinned.

The least change of the true table that moves the cell far enough, where every published cell may be broken
at a price, zeros and cells published earlier may not: the cells that it breaks are withheld. Withholding more
only adds to the tables that an attacker must think possible, so no other cell becomes less safe.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from app.disclosure.cell_system import CannotProtect, CellSystem
from app.disclosure.suppression.suppression_attack import WIDTH
from app.disclosure.time_limit import NEVER, Deadline, DeadlinePassed

CLOSEST = 60
"""Atoms that may change at first: enough to see that an earlier repair has freed the cell."""

NEAREST = 300
"""Atoms that may change when more must be withheld, to keep the program small."""

WIDER = 4
"""How many times as many may change where that is not enough, again and again until all may."""

ROUNDS = 3
"""How often the prices are set anew so that few cells are broken much and not many a little."""

NEAR = 1e-6

SECONDS = 5.0
"""Longest search for a change in whole numbers; the audit judges what was found until then."""

Numbers = NDArray[np.float64]

_FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)


@dataclass(frozen=True)
class RepairGoal:
    """The cell must be able to be `change` more than it is (less, if negative)."""

    cell: int
    change: int


def repair(
    system: CellSystem, withheld: frozenset[int], known: frozenset[int], cell: int, deadline: Deadline = NEVER
) -> frozenset[int]:
    """The further cells to withhold so that the cell can move far enough, for who knows these atoms.

    Raises `CannotProtect` where zeros, shares and what is published already hold the cell in place,
    `DeadlinePassed` where no way was found in time.
    """
    held = known | system.zero_atoms
    if _Change(system, _near(system, cell, held, CLOSEST), deadline).is_free(
        RepairGoal(cell, WIDTH), withheld
    ):
        return frozenset()
    for atoms in _surroundings(system, cell, held):
        if found := _found(system, withheld, atoms, cell, deadline):
            return min(found, key=lambda more: sum(price(system, one) for one in more))
        if deadline.over():
            raise DeadlinePassed([cell])
    name = system.cells[cell]
    raise CannotProtect(f"no suppression can protect {name}: zeros and published figures hold it in place")


def price(system: CellSystem, cell: int) -> float:
    """What it costs to withhold a cell: four times the count, twice the price, so that great totals stay."""
    return sqrt(1 + system.values[cell])


def _found(
    system: CellSystem, withheld: frozenset[int], atoms: frozenset[int], cell: int, deadline: Deadline
) -> list[frozenset[int]]:
    """What each way to free the cell withholds, where only these atoms change."""
    value, change = system.values[cell], _Change(system, atoms, deadline)
    if change.is_free(RepairGoal(cell, WIDTH), withheld):
        return [frozenset()]
    # Among equally cheap ways the first: it aims at the threshold.
    ways = [[RepairGoal(cell, max(WIDTH, system.threshold - value))], [RepairGoal(cell, WIDTH)]]
    if value > system.floor(cell):
        ways.append([RepairGoal(cell, 1), RepairGoal(cell, -1)])
    found = (_reach(change, withheld, goals) for goals in ways)
    return [more for more in found if more is not None]


def _surroundings(system: CellSystem, cell: int, held: frozenset[int]) -> Iterator[frozenset[int]]:
    """The nearest atoms, then more and more of them, at last all that are not held."""
    most = len(system.atoms) - len(held)
    size = NEAREST
    while size < most:
        yield _near(system, cell, held, size)
        size *= WIDER
    yield frozenset(range(len(system.atoms))) - held


def _near(system: CellSystem, cell: int, held: frozenset[int], size: int) -> frozenset[int]:
    """About `size` of the atoms that share small cells with the cell's own, the nearest first."""
    own = sorted(set(system.members[cell]) - held, key=lambda atom: (-system.counts[atom], atom))
    found = dict.fromkeys(own[: size // 4])
    due = deque(found)
    seen: set[int] = set()
    while due and len(found) < size:
        cells = [one for one in system.cells_of[due.popleft()] if one not in seen]
        for other in sorted(cells, key=lambda one: len(system.members[one])):
            seen.add(other)
            new = [atom for atom in system.members[other] if atom not in held and atom not in found]
            if len(found) + len(new) > size:
                break
            found.update(dict.fromkeys(new))
            due.extend(new)
    return frozenset(found)


def _reach(change: "_Change", withheld: frozenset[int], goals: Sequence[RepairGoal]) -> frozenset[int] | None:
    more: frozenset[int] = frozenset()
    for goal in goals:
        found = change.least(goal, withheld | more)
        if found is None:
            return None
        more |= found
    return more


class _Change:
    """The program: changes of some atoms, and how far each cell that may be withheld goes up and down."""

    def __init__(self, system: CellSystem, atoms: frozenset[int], deadline: Deadline) -> None:
        self._system, self._deadline = system, deadline
        self._atoms = sorted(atoms)
        place = {atom: column for column, atom in enumerate(self._atoms)}
        inside: dict[int, list[int]] = {}
        for atom in self._atoms:
            for cell in system.cells_of[atom]:
                inside.setdefault(cell, []).append(place[atom])
        self._free = [cell for cell in inside if cell not in system.fixed]
        self._place = {cell: len(self._atoms) + 2 * number for number, cell in enumerate(self._free)}
        self._prices = np.array([price(system, cell) for cell in self._free])
        rows: list[tuple[list[int], list[float], float]] = []
        for cell, columns in inside.items():
            up = self._place.get(cell)
            slack, signs = ([], []) if up is None else ([up, up + 1], [-1.0, 1.0])
            rows.append(([*columns, *slack], [1.0] * len(columns) + signs, 0.0))
        for share in system.shares:
            for bound, sign in ((share.least, 1), (share.greatest, -1)):
                above, below = bound.as_integer_ratio()
                row: dict[int, float] = {}
                for cell, weight in ((share.numerator, below), (share.denominator, -above)):
                    for column in inside.get(cell, ()):
                        row[column] = row.get(column, 0.0) + sign * weight
                told = below * system.values[share.numerator] - above * system.values[share.denominator]
                if row:
                    rows.append((list(row), list(row.values()), -float(sign * told)))
        self._equalities = len(inside)
        self._rows = rows
        self._linear = self._model()
        self._whole: _Highs | None = None

    def is_free(self, goal: RepairGoal, withheld: frozenset[int]) -> bool:
        """Whether a change in whole numbers that is seen at once reaches the goal and breaks nothing."""
        if goal.cell not in self._place:
            return False
        prices = self._prices_but(withheld)
        solution = self._solution(self._linear, goal, prices)
        return solution is not None and _is_whole(solution) and not self._broken(solution, withheld)

    def least(self, goal: RepairGoal, withheld: frozenset[int]) -> frozenset[int] | None:
        """The cells broken by a cheap change that reaches the goal; None if none does."""
        prices = self._prices_but(withheld)
        weights, best, whole = prices, None, False
        for _ in range(ROUNDS):
            solution = self._solution(self._linear, goal, weights)
            if solution is None:
                return None
            broken = self._broken(solution, withheld)
            if best is None or self._price(broken) < self._price(best):
                best = broken
                whole = _is_whole(solution)
            if not broken:
                break
            weights = prices / (solution[len(self._atoms) :] + 0.1)
        if best is not None and not whole:
            # The attacker's tables are whole, so the change must be; other cells than these only if need be.
            within = np.repeat([cell in best for cell in self._free], 2)
            if self._whole is None:
                self._whole = self._made_whole(self._model())
            solution = self._solution(self._whole, goal, np.where(within, prices, 100 * prices))
            best = best if solution is None else self._broken(solution, withheld)
        return best

    def _prices_but(self, withheld: frozenset[int]) -> Numbers:
        """What it costs to break each cell upwards and downwards: nothing where it is withheld already."""
        free = np.array([cell not in withheld for cell in self._free])
        return np.repeat(np.where(free, self._prices, 0.0), 2)

    def _solution(self, model: _Highs, goal: RepairGoal, weights: Numbers) -> Numbers | None:
        """A cheapest change. Raised by its upward slack alone or lowered by the other, the cell must move."""
        first = len(self._atoms)
        model.changeColsCost(len(weights), np.arange(first, first + len(weights), dtype=np.int32), weights)
        up, down = self._place[goal.cell], self._place[goal.cell] + 1
        limit = self._down(goal.cell)
        model.changeColBounds(up, float(max(goal.change, 0)), highspy.kHighsInf if goal.change > 0 else 0.0)
        model.changeColBounds(down, float(max(-goal.change, 0)), limit if goal.change < 0 else 0.0)
        if self._deadline.over():
            return None
        longest = min(SECONDS, self._deadline.left) if model is self._whole else self._deadline.left
        model.setOptionValue("time_limit", model.getRunTime() + longest)
        model.run()
        solution = model.getSolution()
        proper = solution.value_valid and model.getInfo().primal_solution_status == _FEASIBLE
        return np.array(solution.col_value) if proper else None

    def _broken(self, solution: Numbers, withheld: frozenset[int]) -> frozenset[int]:
        slack = solution[len(self._atoms) :].reshape(-1, 2)
        hit = np.flatnonzero(np.abs(slack[:, 0] - slack[:, 1]) > NEAR)
        return frozenset(self._free[place] for place in hit.tolist()) - withheld

    def _price(self, cells: frozenset[int]) -> float:
        return sum(price(self._system, cell) for cell in cells)

    def _down(self, cell: int) -> float:
        return float(self._system.values[cell] - self._system.floor(cell))

    def _made_whole(self, model: _Highs) -> _Highs:
        places = np.arange(len(self._atoms), dtype=np.int32)
        whole = np.full(len(places), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        model.changeColsIntegrality(len(places), places, whole)
        return model

    def _model(self) -> _Highs:
        system, rows = self._system, self._rows
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self._atoms) + 2 * len(self._free), len(rows)
        program.col_cost_ = np.zeros(program.num_col_)
        program.col_lower_ = np.array(
            [-float(system.counts[atom]) for atom in self._atoms] + [0.0] * 2 * len(self._free)
        )
        reach = float(sum(system.counts) + 2 * system.threshold + WIDTH)
        limits = [limit for cell in self._free for limit in (highspy.kHighsInf, self._down(cell))]
        program.col_upper_ = np.array([reach] * len(self._atoms) + limits)
        low = np.array([least for _, _, least in rows])
        program.row_lower_ = low
        # Cells are equalities, with their slacks; after them come the shares, which are not.
        program.row_upper_ = np.where(np.arange(len(rows)) < self._equalities, low, highspy.kHighsInf)
        lengths = [len(columns) for columns, _, _ in rows]
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.cumsum([0, *lengths], dtype=np.int32)
        program.a_matrix_.index_ = np.array([c for columns, _, _ in rows for c in columns], dtype=np.int32)
        program.a_matrix_.value_ = np.array([v for _, values, _ in rows for v in values])
        model = _Highs()
        model.setOptionValue("output_flag", False)
        model.setOptionValue("threads", 1)
        model.passModel(program)
        return model


def _is_whole(solution: Numbers) -> bool:
    return bool(np.abs(solution - np.rint(solution)).max() < NEAR)
