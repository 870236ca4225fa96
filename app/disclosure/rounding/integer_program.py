"""One integer programme: the numbers of some atoms whose sums are nearest to their targets.

A sum lies in one of a few ranges without gaps (0 alone, and k up to the greatest allowed); which one is a
choice of 0 or 1. Where every range lies on one side of the target, the distance is linear and costs no
further unknown, which keeps the linear relaxation close.

Unknowns are the differences from the true counts, so that great numbers do not blur small ones.
"""

from collections.abc import Sequence
from math import inf
from time import monotonic
from typing import NamedTuple

import highspy
import numpy as np
from highspy._core import _Highs

from app.disclosure.cell_system import SolverFailure

NEAR = 1e-5
"""What differs less from a whole number is taken for it, and then checked exactly."""

GAP = 0.005
"""How much worse than the best possible the result may be, as a share of its distance."""

NODES = 400
"""Branches that are looked at before the best result so far is taken. Not seconds: the same input gives the
same bytes on a slow machine."""

BEYOND = 30.0
"""How much heavier a step outside of the ranges is than one inside, where it is possible at all."""

_NOTHING = highspy.kHighsInf

Range = tuple[int, int]
Sum = list[tuple[int, float]]
"""Columns with their coefficients."""


class Price(NamedTuple):
    """What it costs to be away from a target."""

    step: float
    """For each step below `level`."""
    beyond: float = 0.0
    """For each step upwards from there."""
    raised: float = 0.0
    """To be there or above it where the target is below, beside the steps."""
    level: float = inf
    """One number that the sum may be, with none between a smaller target and it."""

    def of(self, number: int, target: int) -> float:
        """What this number costs."""
        beyond = max(0, number - max(target, self.level))
        raised = self.raised if target < self.level <= number else 0.0
        return self.step * (abs(number - target) - beyond) + self.beyond * beyond + raised


class IntegerProgram:
    """Columns and rows, as they are added. The first columns are the atoms, with these true counts."""

    def __init__(self, truth: Sequence[int]) -> None:
        self.truth = truth
        self._cost: list[float] = []
        self._lower: list[float] = []
        self._upper: list[float] = []
        self._low: list[float] = []
        self._high: list[float] = []
        self._starts, self._index, self._value = [0], list[int](), list[float]()
        self._picks: list[int] = []
        for count in truth:
            self._column(-count)

    def keep(self, columns: Sequence[int]) -> None:
        """The sum of these atoms stays what it is in truth."""
        self._row([(column, 1) for column in columns], 0, 0)

    def place(
        self,
        columns: Sequence[int],
        ranges: Sequence[Range],
        target: int,
        price: Price,
        soft: bool = False,
    ) -> None:
        """The sum of these atoms lies in one of the ranges, as near to the target as the others let it, at
        this price; `soft`: or beyond them, at a greater one."""
        weight = price.step
        truth = sum([self.truth[column] for column in columns])
        total: Sum = [(column, 1) for column in columns]
        if soft:
            total += [(self._column(cost=BEYOND * weight), sign) for sign in (-1, 1)]
        nearest = [min(max(target, low), high) for low, high in ranges]
        picks = [self._column(0, 1) for _ in ranges[1:]]
        self._picks += picks
        if len(picks) > 1:
            self._row([(pick, 1) for pick in picks], 0, 1)

        def less(ends: Sequence[int]) -> tuple[Sum, float]:
            """The sum less the end of the range that is picked, and the level at which that is 0."""
            moves = [(pick, ends[0] - end) for pick, end in zip(picks, ends[1:], strict=True)]
            return total + [(pick, float(move)) for pick, move in moves if move], ends[0] - truth

        away = [price.of(middle, target) for middle in nearest]
        for pick, cost in zip(picks, away[1:], strict=True):
            self._cost[pick] += cost - away[0]
        rises = any(high > middle for (_, high), middle in zip(ranges, nearest, strict=True))
        falls = any(low < middle for (low, _), middle in zip(ranges, nearest, strict=True))
        from_nearest, level = less(nearest)
        if rises and falls:
            up, down = self._column(cost=weight), self._column(cost=weight)
            self._row([*from_nearest, (up, -1), (down, 1)], level, level)
            if len(ranges) == 1:
                self._upper[up], self._upper[down] = ranges[0][1] - nearest[0], nearest[0] - ranges[0][0]
                return
        elif rises or falls:
            upwards = price.beyond if max(nearest) >= price.level else weight
            for column, coefficient in from_nearest:
                self._cost[column] += coefficient * (upwards if rises else -weight)
        lows, highs = [low for low, _ in ranges], [high for _, high in ranges]
        from_low, least = less(lows)
        from_high, greatest = less(highs)
        if len(ranges) == 1:
            self._row(total, least, greatest)
        else:
            self._row(from_low, least, _NOTHING)
            self._row(from_high, -_NOTHING, greatest)

    def solve(self, deadline: float, *, exactly: bool = False) -> list[int] | None:
        """A number for each atom; None where the rows leave none. `exactly`: none is overlooked, however long
        it takes. Raises `TimeoutError` at the deadline (of the monotonic clock, in seconds)."""
        program = self._program()
        status = highspy.HighsModelStatus.kNotset
        for nodes in (0,) if exactly else (NODES, 100 * NODES, 0):
            highs = _Highs()
            options: dict[str, bool | int | float | str] = {
                "output_flag": False,
                "threads": 1,
                "random_seed": 0,
                "mip_rel_gap": GAP,
                "mip_abs_gap": NEAR,
                "time_limit": max(0.0, deadline - monotonic()),
            }
            if nodes:
                options["mip_max_nodes"] = nodes
            for name, value in options.items():
                highs.setOptionValue(name, value)
            highs.passModel(program)
            highs.run()
            status, solution = highs.getModelStatus(), highs.getSolution()
            if status == highspy.HighsModelStatus.kTimeLimit:
                raise TimeoutError
            if status == highspy.HighsModelStatus.kInfeasible:
                return None
            if solution.value_valid:
                return [
                    count + round(value) for count, value in zip(self.truth, solution.col_value, strict=False)
                ]
        raise SolverFailure(f"the solver ended without a table in whole numbers: {status}")

    def _column(self, least: float = 0, greatest: float = _NOTHING, cost: float = 0) -> int:
        self._cost.append(cost)
        self._lower.append(least)
        self._upper.append(greatest)
        return len(self._cost) - 1

    def _row(self, columns: Sum, least: float, greatest: float) -> None:
        self._low.append(least)
        self._high.append(greatest)
        for column, coefficient in columns:
            self._index.append(column)
            self._value.append(coefficient)
        self._starts.append(len(self._index))

    def _program(self) -> highspy.HighsLp:
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self._cost), len(self._low)
        program.col_cost_ = np.array(self._cost)
        program.col_lower_, program.col_upper_ = np.array(self._lower), np.array(self._upper)
        program.row_lower_, program.row_upper_ = np.array(self._low), np.array(self._high)
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.array(self._starts, dtype=np.int32)
        program.a_matrix_.index_ = np.array(self._index, dtype=np.int32)
        program.a_matrix_.value_ = np.array(self._value)
        whole = [highspy.HighsVarType.kContinuous] * program.num_col_
        for column in (*range(len(self.truth)), *self._picks):
            whole[column] = highspy.HighsVarType.kInteger
        program.integrality_ = whole
        return program
