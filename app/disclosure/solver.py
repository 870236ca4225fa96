"""Least and greatest values over one part of an attacker's knowledge, with HiGHS.

One model, of which only the objective changes, without presolve and by the primal simplex method, so that
each solution is the start of the next. A value is believed only with a whole-number solution that was checked
in whole numbers; where the simplex method ends between whole numbers, branch and bound finds one.

The model is of the differences from the first solution, so that great counts do not blur small ones.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor
from random import Random

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from app.disclosure.cell_system import SolverFailure
from app.disclosure.time_limit import NEVER, Deadline

Whole = NDArray[np.int64]

NEAR = 1e-5
"""What differs less from a whole number is taken for it, and then checked exactly."""

SECONDS = 5.0
"""Longest search between whole numbers for one value; what is not found counts as impossible, so unsafe."""

IN_VAIN = 2
"""Searches for many sums at once that may come to nothing before each is looked at by itself."""

_PRIMAL = 4
"""`simplex_strategy`: the primal method, for which a new objective leaves the last solution a valid start."""


_Asked = tuple[tuple[int, ...], bool]
"""A sum of columns, and whether its greatest value was asked for."""


@dataclass(frozen=True)
class LinearBound:
    """least <= sum of coefficient × atom <= greatest; None where there is no bound. Columns are of a part."""

    columns: tuple[int, ...]
    coefficients: tuple[int, ...]
    least: int | None
    greatest: int | None


@dataclass(frozen=True)
class ConnectedPart:
    """Atoms that hang together, with what is known of them. Bounds of atoms are whole and finite."""

    atoms: tuple[int, ...]
    upper: tuple[int, ...]
    rows: tuple[LinearBound, ...]


class PartSolver:
    """One part, and the whole-number solutions found so far. The first is the one that is known, if any."""

    def __init__(self, part: ConnectedPart, first: Sequence[int] | None = None) -> None:
        self.part = part
        self._pool = np.zeros((4, len(part.atoms)), dtype=np.int64)
        self._found = 0
        self._seen: dict[bytes, int] = {}
        self._origin = np.zeros(len(part.atoms), dtype=np.int64)
        self._extremes: dict[_Asked, tuple[int, int]] = {}
        self._open: set[_Asked] = set()
        self._upper = np.array(part.upper, dtype=np.int64)
        self._columns = np.array([c for row in part.rows for c in row.columns], dtype=np.int32)
        self._values = np.array([v for row in part.rows for v in row.coefficients], dtype=np.int64)
        lengths = [len(row.columns) for row in part.rows]
        self._starts = np.cumsum([0, *lengths[:-1]], dtype=np.int32)[: len(lengths)]
        low = [-(2**62) if row.least is None else row.least for row in part.rows]
        high = [2**62 if row.greatest is None else row.greatest for row in part.rows]
        self._low, self._high = np.array(low, dtype=np.int64), np.array(high, dtype=np.int64)
        if first is not None:
            self._origin = np.array(first, dtype=np.int64)
            self._keep(self._origin, ())

    def solution(self, number: int) -> Whole:
        """One count for each atom of the part."""
        return np.array(self._pool[number])

    def pool(self) -> Whole:
        """All solutions so far, one in a row."""
        return self._pool[: self._found]

    def __len__(self) -> int:
        return self._found

    def best_known(self, columns: Sequence[int], greatest: bool) -> tuple[int, int]:
        """The best value of a sum of columns among the solutions so far (one at least), and which has it."""
        sums = self._pool[: self._found, list(columns)].sum(axis=1)
        number = int(sums.argmax() if greatest else sums.argmin())
        return int(sums[number]), number

    def extreme(self, columns: Sequence[int], greatest: bool, deadline: Deadline = NEVER) -> tuple[int, int]:
        """The greatest (least) value of a sum of columns in whole numbers, and a solution that has it: the
        best that was found, where time ran out (see `is_settled`).

        Raises `SolverFailure` where not even one solution is found in time.
        """
        key = (tuple(columns), greatest)
        if key not in self._extremes:
            self._extremes[key] = self._find(columns, greatest, deadline)
        return self._extremes[key]

    def is_settled(self, columns: Sequence[int], greatest: bool) -> bool:
        """Whether no solution is better than the one that `extreme` found."""
        return (tuple(columns), greatest) not in self._open

    def widen(
        self,
        sums: Sequence[Sequence[int]],
        width: int,
        beat: Callable[[], None] = lambda: None,
        deadline: Deadline = NEVER,
    ) -> list[int]:
        """Look for solutions that serve many sums: two of them are to lie `width` apart in each.

        First all sums are raised together, then all are lowered that do not vary enough yet, then some are
        raised and some lowered by chance. `beat` is called after each search. The places of the sums that it
        did not serve are returned.
        """
        columns, owner = _flat(sums)
        start = np.bincount(owner, self._origin[columns], minlength=len(sums))
        least, greatest = start, start
        missing = np.ones(len(sums), dtype=bool)
        chance, in_vain, turn = Random(len(sums)), 0, 0
        while missing.any() and in_vain <= IN_VAIN and not deadline.over():
            signs = [(1, -1)[turn] if turn < 2 else chance.choice((1, -1)) for _ in sums]
            weights = np.array([float(sign * chance.randrange(1, 8)) for sign in signs]) * missing
            whole = self._weighed(columns, weights[owner], deadline)
            beat()
            turn += 1
            if whole is None:
                in_vain += 1
                continue
            found = np.bincount(owner, whole[columns], minlength=len(sums))
            wider = missing & ((found < least) | (found > greatest))
            in_vain = 0 if wider.any() else in_vain + 1
            least, greatest = np.minimum(least, found), np.maximum(greatest, found)
            missing &= greatest - least < width
            self._keep(whole, ())
        return np.flatnonzero(missing).tolist()

    def _weighed(
        self, columns: NDArray[np.intp], weights: NDArray[np.float64], deadline: Deadline
    ) -> Whole | None:
        """The solution with the greatest weighed sum of columns, where it is one in whole numbers."""
        cost = np.zeros(len(self.part.atoms))
        np.add.at(cost, columns, weights)
        _, found = self._optimised(self._linear, cost, True, deadline)
        return self._whole(found)

    def _find(self, columns: Sequence[int], greatest: bool, deadline: Deadline) -> tuple[int, int]:
        if not self.part.rows:
            return self._keep(self._upper if greatest else np.zeros_like(self._upper), columns)
        cost = np.zeros(len(self.part.atoms))
        np.add.at(cost, list(columns), 1.0)
        bound, found = self._optimised(self._linear, cost, greatest, deadline)
        if (whole := self._whole(found)) is not None:
            value = int(whole[list(columns)].sum())
            if value >= floor(bound + NEAR) if greatest else value <= ceil(bound - NEAR):
                return self._keep(whole, columns)
        bound, found = self._optimised(self._branching, cost, greatest, deadline)
        if (whole := self._whole(found)) is not None:
            self._keep(whole, columns)
        # Where time ran out an earlier solution may be the better one.
        if len(self):
            best = self.best_known(columns, greatest)
            if best[0] + 1 <= bound + NEAR if greatest else best[0] - 1 >= bound - NEAR:
                self._open.add((tuple(columns), greatest))
            return best
        raise SolverFailure("no table in whole numbers was found within the time allowed")

    def _optimised(
        self, model: "_Model", cost: NDArray[np.float64], greatest: bool, deadline: Deadline = NEVER
    ) -> tuple[float, NDArray[np.float64] | None]:
        bound, found = model.optimise(cost, greatest, deadline.left)
        return bound + float(cost @ self._origin), None if found is None else found + self._origin

    def _keep(self, whole: Whole, columns: Sequence[int]) -> tuple[int, int]:
        number = self._seen.setdefault(whole.tobytes(), self._found)
        if number == self._found:
            if number == len(self._pool):
                self._pool = np.concatenate([self._pool, np.zeros_like(self._pool)])
            self._pool[number] = whole
            self._found += 1
        return int(whole[list(columns)].sum()), number

    def _whole(self, found: NDArray[np.float64] | None) -> Whole | None:
        """The solution in whole numbers, if it is one."""
        if found is None:
            return None
        whole = np.rint(found).astype(np.int64)
        if np.abs(found - whole).max() > NEAR or whole.min() < 0 or (whole > self._upper).any():
            return None
        sums = self._sums(whole)
        return whole if (sums >= self._low).all() and (sums <= self._high).all() else None

    def _sums(self, whole: Whole) -> Whole:
        """The value of each row."""
        return np.add.reduceat(self._values * whole[self._columns], self._starts)

    @cached_property
    def _linear(self) -> "_Model":
        return _Model(self._program(), whole=False)

    @cached_property
    def _branching(self) -> "_Model":
        return _Model(self._program(), whole=True)

    def _program(self) -> highspy.HighsLp:
        rows = self.part.rows
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.part.atoms), len(rows)
        program.col_cost_ = np.zeros(len(self.part.atoms))
        program.col_lower_ = -self._origin.astype(np.float64)
        program.col_upper_ = (self._upper - self._origin).astype(np.float64)
        nothing = highspy.kHighsInf
        low = [-nothing if row.least is None else float(row.least) for row in rows]
        high = [nothing if row.greatest is None else float(row.greatest) for row in rows]
        there = self._sums(self._origin)
        program.row_lower_, program.row_upper_ = np.array(low) - there, np.array(high) - there
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.append(self._starts, np.int32(len(self._columns)))
        program.a_matrix_.index_ = self._columns
        program.a_matrix_.value_ = self._values.astype(np.float64)
        return program


def _flat(sums: Sequence[Sequence[int]]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The columns of all sums, one after another, and which sum each is of."""
    columns = np.array([column for one in sums for column in one], dtype=np.intp)
    return columns, np.repeat(np.arange(len(sums)), [len(one) for one in sums])


class _Model:
    def __init__(self, program: highspy.HighsLp, *, whole: bool) -> None:
        self._whole = whole
        # `highspy.Highs` prints a banner on standard output before it can be told not to.
        self._highs = _Highs()
        options: dict[str, bool | int | float | str] = {"output_flag": False, "threads": 1}
        if whole:
            options |= {"mip_rel_gap": 0.0, "mip_abs_gap": 0.5}
            program.integrality_ = [highspy.HighsVarType.kInteger] * program.num_col_
        else:
            options |= {"presolve": "off", "solver": "simplex", "simplex_strategy": _PRIMAL}
        for name, value in options.items():
            self._highs.setOptionValue(name, value)
        self._highs.passModel(program)
        self._places = np.arange(program.num_col_, dtype=np.int32)

    def optimise(
        self, cost: NDArray[np.float64], greatest: bool, seconds: float
    ) -> tuple[float, NDArray[np.float64] | None]:
        """What no solution is better than, and a solution, which is None where none was found in time."""
        if not seconds:
            return (np.inf if greatest else -np.inf), None
        highs = self._highs
        highs.changeColsCost(len(cost), self._places, cost)
        highs.changeObjectiveSense(highspy.ObjSense.kMaximize if greatest else highspy.ObjSense.kMinimize)
        longest = min(SECONDS, seconds) if self._whole else seconds
        highs.setOptionValue("time_limit", highs.getRunTime() + longest)
        highs.run()
        solution = highs.getSolution()
        done = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if not done and not self._whole:
            return (np.inf if greatest else -np.inf), None
        told = highs.getInfo()
        bound = told.mip_dual_bound if self._whole else told.objective_function_value
        return bound, np.array(solution.col_value) if solution.value_valid else None
