"""Bounds of counts by linear programming: everything that was read, and what everybody knows.

A program of its own, that shares nothing with the one that protects: columns are the finest cells, each
figure is a row between what it may stand for, and whole numbers are asked for where it is close.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from math import ceil, floor

import highspy
import numpy as np
from highspy._core import _Highs
from numpy.typing import NDArray

from tests.attacks.counted import rows
from tests.attacks.seeing import Cell, Seen

K = 5

MOST = 5_000.0
"""More than any count."""
NEAR = 1e-6
FAR = 3
"""Bounds that are so far apart are not asked for more exactly."""
OPEN = {
    *(("collaboration", one) for one in ("activities", "participants-known", "participants-not-known")),
    *(("theme-meetings", one) for one in ("meetings", "participants-known", "participants-not-known")),
    *(("programme-groups", one) for one in ("groups", "participants-known", "participants-not-known")),
}
"""Figures that everybody knows to be exact, among others: institutions, and what they hold."""
OF_NOBODY = {("spindle", "score"), ("programme-figures", "relation"), ("programme-figures", "recommend")}
"""Sums that are there for their means, and are no counts."""
Interval = tuple[int, int]
Row = tuple[dict[int, float], float, float]


class Bounds:
    """One attacker. `known` are cells that the attacker knows beside what was served.

    With several periods they are states of one, a release and its revision; or a span of the others.
    """

    def __init__(
        self,
        seen: Seen,
        *periods: str,
        known: Mapping[Cell, int] | None = None,
        exact_from: float = MOST,
    ) -> None:
        self.exact_from = exact_from
        """Numbers from here on are known to be exact: so a careless service would have them."""
        self.seen, self.periods = seen, periods
        self.columns: dict[Cell, int] = {}
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.rows: list[Row] = []
        self.known = dict(known or {})
        for period in sorted(periods, key=seen.spans.__contains__):
            if period not in seen.spans:
                for table, measure in seen.layouts:
                    for cell in seen.finest(table, measure, period):
                        self._column(cell)
            self._figures(period)
            for part, whole, same in rows(seen, period) if period not in seen.spans else ():
                self._compare(part, whole, same=same)
        self._model: _Highs | None = None
        self.solutions: deque[NDArray[np.float64]] = deque(maxlen=2)

    def _compare(self, part: list[Cell], whole: list[Cell], *, same: bool) -> None:
        row: dict[int, float] = {}
        for cells, sign in ((whole, 1.0), (part, -1.0)):
            for cell in cells:
                row[self.columns[cell]] = row.get(self.columns[cell], 0.0) + sign
        self.rows.append((row, 0.0, 0.0 if same else highspy.kHighsInf))

    def _column(self, cell: Cell) -> None:
        low, high = self._between_by_the_rule(cell)
        self.columns[cell] = len(self.columns)
        self.lower.append(low)
        self.upper.append(high)

    def _between_by_the_rule(self, cell: Cell) -> tuple[float, float]:
        """What a shown number may stand for; what is no number bounds nothing."""
        told = self.known.get(cell)
        if told is not None:
            return float(told), float(told)
        shown = self.seen.told[cell]
        if not isinstance(shown, int) or (cell[0], cell[1]) in OF_NOBODY:
            return 0.0, MOST
        if (cell[0], cell[1]) in OPEN or 0 < shown < K or self.exact_from <= shown:
            return float(shown), float(shown)
        if cell[2] in self.seen.spans:
            apart = len(self.seen.spans[cell[2]]) * (K - 1.0)
            return max(0.0, shown - apart), shown + apart
        return (0.0, K - 1.0) if not shown else (max(1.0, shown - K + 1.0), shown + K - 1.0)

    def _figures(self, period: str) -> None:
        for cell in self.seen.of(period):
            row = {self.columns[one]: 1.0 for one in self.seen.below(cell) if one in self.columns}
            least, most = self._between_by_the_rule(cell)
            if len(row) > 1 and most < MOST:
                self.rows.append((row, least, most))

    def wrong(self, truth: Mapping[Cell, int]) -> list[str]:
        """What the attacker believes and is not so: none, or the attack would prove nothing."""
        counts = np.array([float(truth[cell]) for cell in self.columns])
        names = list(self.columns)
        found = [
            f"{names[place]}: {counts[place]}"
            for place in range(len(counts))
            if not self.lower[place] <= counts[place] <= self.upper[place]
        ]
        for row, low, high in self.rows:
            value = sum(counts[column] * sign for column, sign in row.items())
            if not low <= value <= high:
                found.append(f"{low} <= {value} <= {high}: {[(names[c], s) for c, s in row.items()][:6]}")
        return found

    def _program(self, *, whole: bool) -> _Highs:
        kept = [one for one in self.rows if one[0]]
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.columns), len(kept)
        program.col_cost_ = np.zeros(len(self.columns))
        program.col_lower_, program.col_upper_ = np.array(self.lower), np.array(self.upper)
        program.row_lower_ = np.array([low for _, low, _ in kept])
        program.row_upper_ = np.array([high for _, _, high in kept])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.cumsum([0, *(len(row) for row, _, _ in kept)], dtype=np.int32)
        program.a_matrix_.index_ = np.array([c for row, _, _ in kept for c in row], dtype=np.int32)
        program.a_matrix_.value_ = np.array([v for row, _, _ in kept for v in row.values()])
        model = _Highs()  # the other class says on standard output who it is
        options: dict[str, bool | int | float | str] = {"output_flag": False, "threads": 1}
        if whole:
            program.integrality_ = [highspy.HighsVarType.kInteger] * len(self.columns)
            options["time_limit"] = 20.0
        else:
            options |= {"presolve": "off", "solver": "simplex", "simplex_strategy": 4}
        for name, value in options.items():
            model.setOptionValue(name, value)
        model.passModel(program)
        return model

    def interval(self, cell: Cell, less: Cell | None = None) -> Interval:
        """The least and the greatest that a cell (less another) can be; in whole numbers if close."""
        if self._model is None:
            self._model = self._program(whole=False)
        low, high = self._between(self._model, cell, less)
        return self._between(self._program(whole=True), cell, less) if high - low == 2 else (low, high)

    def _between(self, model: _Highs, cell: Cell, less: Cell | None) -> Interval:
        cost: dict[int, float] = {}
        for sign, one in ((1.0, cell), (-1.0, less)):
            for part in self.seen.below(one) if one else ():
                if part in self.columns:
                    cost[self.columns[part]] = sign
        places, signs = np.array(list(cost), np.int32), np.array(list(cost.values()))
        found = []
        for sign in (1.0, -1.0):
            model.changeColsCost(len(places), places, sign * signs)
            model.run()
            if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                model.clearSolver()  # the last solution was no good start: there is one, the truth
                model.run()
            assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal, model.getModelStatus()
            found.append(sign * model.getInfo().objective_function_value)
            self.solutions.append(np.array(model.getSolution().col_value))
        model.changeColsCost(len(places), places, np.zeros(len(places)))
        return ceil(found[0] - NEAR), floor(found[1] + NEAR)

    def is_known(self, cell: Cell) -> bool:
        """Whether nothing that is not known counts in a cell, by the figures themselves."""
        return all(
            self.lower[column] == self.upper[column]
            for one in self.seen.below(cell)
            if (column := self.columns.get(one)) is not None
        )

    def intervals(self, cells: Iterable[Cell]) -> dict[Cell, Interval]:
        """Of each of these cells. Where solutions that were met on the way show that it is far from told,
        their bounds are given, which are no wider than its own."""
        wanted = list(cells)
        places = [[self.columns[o] for o in self.seen.below(one) if o in self.columns] for one in wanted]
        flat = np.array([column for one in places for column in one], np.intp)
        starts = np.cumsum([0, *map(len, places[:-1])])
        low, high = np.full(len(wanted), MOST), np.full(len(wanted), -MOST)
        found: dict[Cell, Interval] = {}
        for number, cell in enumerate(wanted):
            met = ceil(low[number] - NEAR), floor(high[number] + NEAR)
            if met[1] - met[0] >= FAR:
                found[cell] = met
                continue
            found[cell] = self.interval(cell)
            for solution in self.solutions:
                values = np.add.reduceat(solution[flat], starts)
                low, high = np.minimum(low, values), np.maximum(high, values)
        return found
