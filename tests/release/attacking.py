"""An attack on released tables that knows nothing of how they were protected: only the tables and the truth.

It reads four tables of sessions as a researcher would: everything adds up, all four count the same sessions,
a mark is one at least. Each small count is then made as small and as great as all of that allows.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import ceil, floor

import highspy
import numpy as np
from highspy._core import _Highs

from app.release.frozen import FrozenTable

Cell = tuple[str, str, tuple[str, ...]]
"""Table, measure and categories."""

SESSIONS = (
    ("routes-in", "sessions", None),
    ("residential-areas", "sessions", None),
    ("session-order", "sessions", None),
    ("response-rates", "contacts", "counselling-session"),
)

MERGED = {"jarva": ["rinkeby-kista", "spanga-tensta"]}
"""A district of later and what it was merged of."""


class Attack:
    """One attacker: who knows the counts of one district, or of none."""

    def __init__(
        self, tables: Iterable[FrozenTable], truth: Mapping[Cell, int], district: str | None = None
    ) -> None:
        self.tables = {one.id: one for one in tables}
        self.truth, self.own = truth, district
        self.columns: dict[Cell, int] = {}
        self.rows: list[tuple[list[int], float, float]] = []
        self.targets: dict[Cell, list[int]] = {}
        for table, measure, activity in SESSIONS:
            self._read(table, measure, activity)
        for one in self.districts:
            self._same(one)
        self.model = self._model()

    @property
    def districts(self) -> list[str]:
        dimension = self.tables["routes-in"].dimension["district"]
        return [one.code for one in dimension.categories if not one.total and "reported" in one.divisions]

    def _read(self, table: str, measure: str, activity: str | None) -> None:
        frozen = self.tables[table]
        for codes, value in frozen.cells(measure):
            if activity is not None and codes[1] != activity:
                continue
            columns = [self._column((table, measure, one)) for one in self._below(frozen, measure, codes)]
            cell = (table, measure, codes)
            if isinstance(value, int):
                self.rows.append((columns, value, value))
            else:
                assert value == "withheld"
                self.rows.append((columns, min(1, self.truth[cell]), highspy.kHighsInf))
                self.targets[cell] = columns

    def _below(self, frozen: FrozenTable, measure: str, codes: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        axes = []
        for dimension, code in zip(frozen.measure[measure].dimensions, codes, strict=True):
            whole = frozen.dimension[dimension].categories
            if dimension == "district":
                axes.append(self.districts if code == whole[0].code else MERGED.get(code, [code]))
            elif next(one for one in whole if one.code == code).total:
                axes.append([one.code for one in whole if not one.total])
            else:
                axes.append([code])
        return product(*axes)

    def _column(self, cell: Cell) -> int:
        return self.columns.setdefault(cell, len(self.columns))

    def _same(self, district: str) -> None:
        """All four tables count the same sessions."""
        first: list[int] = []
        for table, measure, _ in SESSIONS:
            own = [
                column
                for (one, name, codes), column in self.columns.items()
                if (one, name, codes[0]) == (table, measure, district)
            ]
            if first:
                self.rows.append((own + [-1 - column for column in first], 0, 0))
            first = first or own

    def _model(self) -> _Highs:
        lower = np.zeros(len(self.columns))
        upper = np.full(len(self.columns), 10_000.0)
        for cell, column in self.columns.items():
            if cell[2][0] == self.own:
                lower[column] = upper[column] = self.truth[cell]
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.columns), len(self.rows)
        program.col_cost_, program.col_lower_, program.col_upper_ = np.zeros(len(lower)), lower, upper
        program.row_lower_ = np.array([float(low) for _, low, _ in self.rows])
        program.row_upper_ = np.array([float(high) for _, _, high in self.rows])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        signed = [[(-1 - c, -1.0) if c < 0 else (c, 1.0) for c in columns] for columns, _, _ in self.rows]
        program.a_matrix_.start_ = np.cumsum([0, *map(len, signed)], dtype=np.int32)
        program.a_matrix_.index_ = np.array([c for row in signed for c, _ in row], dtype=np.int32)
        program.a_matrix_.value_ = np.array([v for row in signed for _, v in row])
        model = _Highs()
        model.setOptionValue("output_flag", False)
        model.passModel(program)
        return model

    def interval(self, cell: Cell) -> tuple[int, int]:
        """The least and the greatest that the cell can be."""
        places = np.array(self.targets[cell], dtype=np.int32)
        found = []
        for sign in (1.0, -1.0):
            self.model.changeColsCost(len(places), places, np.full(len(places), sign))
            self.model.run()
            assert self.model.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(sign * self.model.getInfo().objective_function_value)
        self.model.changeColsCost(len(places), places, np.zeros(len(places)))
        return ceil(found[0] - 1e-6), floor(found[1] + 1e-6)

    def breaches(self, threshold: int) -> list[tuple[Cell, tuple[int, int]]]:
        """Small counts of others that can be told too well."""
        found = []
        for cell in self.targets:
            if 1 <= self.truth[cell] < threshold and not self._is_own(cell):
                least, greatest = self.interval(cell)
                if greatest <= self.truth[cell] or greatest - least < 2:
                    found.append((cell, (least, greatest)))
        return found

    def _is_own(self, cell: Cell) -> bool:
        """Whether the insider knows all of it: nobody else counts in it by what is published."""
        places = set(self.targets[cell])
        others = [one for one, column in self.columns.items() if column in places and one[2][0] != self.own]
        return all(self.tables[table].at(m, self._named(table, m, c)) == 0 for table, m, c in others)

    def _named(self, table: str, measure: str, codes: tuple[str, ...]) -> dict[str, str]:
        return dict(zip(self.tables[table].measure[measure].dimensions, codes, strict=True))
