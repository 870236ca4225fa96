"""Repair: what more to withhold where the audit finds a primary cell that is pinned.

The least change of the true table that moves the cell far enough, where every published cell may be broken
at a price, zeros and cells published earlier may not: the cells that it breaks are withheld. Withholding more
only adds to the tables that an attacker must think possible, so no other cell becomes less safe.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from app.disclosure.attack import WIDTH, Verdict
from app.disclosure.problem import CannotProtect, Problem

NEAREST = 300
"""Atoms that may change at first, to keep the program small; all may where that is not enough."""

ROUNDS = 3
"""How often the prices are set anew so that few cells are broken much and not many a little."""

NEAR = 1e-6

SECONDS = 20.0
"""Longest search for a change in whole numbers; the audit judges what was found until then."""

Numbers = NDArray[np.float64]

_FEASIBLE = int(highspy.SolutionStatus.kSolutionStatusFeasible)


@dataclass(frozen=True)
class Goal:
    """The cell must be able to be `change` more than it is (less, if negative)."""

    cell: int
    change: int


def repair(
    problem: Problem, withheld: frozenset[int], known: frozenset[int], verdict: Verdict
) -> frozenset[int]:
    """The further cells to withhold so that the cell can move far enough, for who knows these atoms.

    Raises `CannotProtect` where zeros, shares and what is published already hold the cell in place.
    """
    cell, value = verdict.cell, problem.values[verdict.cell]
    # Among equally cheap ways the first: it aims at the threshold.
    ways = [[Goal(cell, max(WIDTH, problem.threshold - value))], [Goal(cell, WIDTH)]]
    if value > problem.floor(cell):
        ways.append([Goal(cell, 1), Goal(cell, -1)])
    held = known | problem.zero_atoms
    near = _near(problem, cell, held)
    for atoms in (near, frozenset(range(len(problem.atoms))) - held):
        found = [more for goals in ways if (more := _reach(problem, withheld, atoms, goals)) is not None]
        if found:
            return min(found, key=lambda more: (len(more), sum(problem.values[one] for one in more)))
    name = problem.cells[cell]
    raise CannotProtect(f"no suppression can protect {name}: zeros and published figures hold it in place")


def _near(problem: Problem, cell: int, held: frozenset[int]) -> frozenset[int]:
    """Up to `NEAREST` of the atoms that share small cells with the cell's own, the nearest first."""
    own = sorted(set(problem.members[cell]) - held, key=lambda atom: (-problem.counts[atom], atom))
    found = dict.fromkeys(own[: NEAREST // 4])
    due = deque(found)
    while due and len(found) < NEAREST:
        for other in sorted(problem.cells_of[due.popleft()], key=lambda one: len(problem.members[one])):
            if len(problem.members[other]) > NEAREST:
                break
            new = [atom for atom in problem.members[other] if atom not in held and atom not in found]
            found.update(dict.fromkeys(new))
            due.extend(new)
    return frozenset(found)


def _reach(
    problem: Problem, withheld: frozenset[int], atoms: frozenset[int], goals: Sequence[Goal]
) -> frozenset[int] | None:
    more: frozenset[int] = frozenset()
    for goal in goals:
        found = _Change(problem, withheld | more, atoms).least(goal)
        if found is None:
            return None
        more |= found
    return more


class _Change:
    """The program: changes of some atoms, and for each published cell how far it is broken up and down."""

    def __init__(self, problem: Problem, withheld: frozenset[int], atoms: frozenset[int]) -> None:
        self._problem, self._withheld = problem, withheld
        self._atoms = sorted(atoms)
        self._place = {atom: place for place, atom in enumerate(self._atoms)}
        self._rows: list[tuple[list[int], list[float], float, float]] = []
        # The columns after the atoms: pairs of up and down for each cell that may be broken.
        self._breakable: list[int] = []
        for cell in sorted({cell for atom in self._atoms for cell in problem.cells_of[atom]}):
            self._add_cell(cell)
        for share in problem.shares:
            self._add_share(share.numerator, share.denominator, share.least.as_integer_ratio(), 1)
            self._add_share(share.numerator, share.denominator, share.greatest.as_integer_ratio(), -1)

    def _columns(self, cell: int) -> list[int]:
        members = self._problem.members[cell]
        return [self._place[atom] for atom in members if atom in self._place]

    def _add_cell(self, cell: int) -> None:
        columns = self._columns(cell)
        value, floor = self._problem.values[cell], self._problem.floor(cell)
        ones = [1.0] * len(columns)
        if cell in self._withheld:
            self._rows.append((columns, ones, floor - value, highspy.kHighsInf))
        elif cell in self._problem.fixed:
            self._rows.append((columns, ones, 0.0, 0.0))
        else:
            up = len(self._atoms) + 2 * len(self._breakable)
            self._breakable.append(cell)
            self._rows.append(([*columns, up, up + 1], [*ones, -1.0, 1.0], 0.0, 0.0))

    def _add_share(self, numerator: int, denominator: int, bound: tuple[int, int], sign: int) -> None:
        above, below = bound
        row: dict[int, float] = {}
        for cell, weight in ((numerator, below), (denominator, -above)):
            for column in self._columns(cell):
                row[column] = row.get(column, 0.0) + sign * weight
        values = self._problem.values
        told = sign * (below * values[numerator] - above * values[denominator])
        self._rows.append((list(row), list(row.values()), -float(told), highspy.kHighsInf))

    def least(self, goal: Goal) -> frozenset[int] | None:
        """The cells broken by a cheap change that reaches the goal; None if none does."""
        columns = self._columns(goal.cell)
        bounds = (float(goal.change), highspy.kHighsInf)
        if goal.change < 0:
            bounds = (-highspy.kHighsInf, float(goal.change))
        model = self._model([*self._rows, (columns, [1.0] * len(columns), *bounds)])
        counts = [self._problem.values[cell] for cell in self._breakable for _ in (0, 1)]
        prices = np.array([1 + log(1 + count) for count in counts])
        weights, best, whole = prices, None, False
        for _ in range(ROUNDS):
            solution = self._solution(model, weights)
            if solution is None:
                return None
            broken = self._broken(solution)
            if best is None or len(broken) < len(best):
                best = broken
                whole = np.abs(solution - np.rint(solution)).max() < NEAR
            weights = prices / (solution[len(self._atoms) :] + 0.1)
        if best is not None and not whole:
            # The attacker's tables are whole, so the change must be; other cells than these only if need be.
            within = np.repeat([cell in best for cell in self._breakable], 2)
            solution = self._solution(self._made_whole(model), np.where(within, prices, 100 * prices))
            best = best if solution is None else self._broken(solution)
        return best

    def _solution(self, model: _Highs, weights: Numbers) -> Numbers | None:
        first = len(self._atoms)
        if len(weights):
            model.changeColsCost(
                len(weights), np.arange(first, first + len(weights), dtype=np.int32), weights
            )
        model.run()
        solution = model.getSolution()
        proper = solution.value_valid and model.getInfo().primal_solution_status == _FEASIBLE
        return np.array(solution.col_value) if proper else None

    def _broken(self, solution: Numbers) -> frozenset[int]:
        slack = solution[len(self._atoms) :].reshape(-1, 2).max(axis=1) > NEAR
        return frozenset(cell for cell, hit in zip(self._breakable, slack, strict=True) if hit)

    def _made_whole(self, model: _Highs) -> _Highs:
        places = np.arange(len(self._atoms), dtype=np.int32)
        whole = np.full(len(places), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        model.changeColsIntegrality(len(places), places, whole)
        model.setOptionValue("time_limit", model.getRunTime() + SECONDS)
        return model

    def _model(self, rows: list[tuple[list[int], list[float], float, float]]) -> _Highs:
        problem, atoms = self._problem, len(self._atoms)
        down = [float(problem.values[c] - problem.floor(c)) for c in self._breakable]
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = atoms + 2 * len(down), len(rows)
        program.col_cost_ = np.zeros(program.num_col_)
        program.col_lower_ = np.array(
            [-float(problem.counts[a]) for a in self._atoms] + [0.0] * 2 * len(down)
        )
        limits = [one for most in down for one in (highspy.kHighsInf, most)]
        reach = float(sum(problem.counts) + 2 * problem.threshold + WIDTH)
        program.col_upper_ = np.array([reach] * atoms + limits)
        program.row_lower_ = np.array([low for _, _, low, _ in rows])
        program.row_upper_ = np.array([high for _, _, _, high in rows])
        lengths = [len(columns) for columns, _, _, _ in rows]
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.cumsum([0, *lengths], dtype=np.int32)
        program.a_matrix_.index_ = np.array([c for columns, _, _, _ in rows for c in columns], dtype=np.int32)
        program.a_matrix_.value_ = np.array([v for _, values, _, _ in rows for v in values])
        model = _Highs()
        model.setOptionValue("output_flag", False)
        model.setOptionValue("threads", 1)
        model.passModel(program)
        return model
