"""The fewest secondary suppressions of small tables, by branch and bound over all choices at once.

For each small cell the program holds two changes of the true table that may break only what is withheld: in
the first the cell is greater, and between the two it differs by two (Fischetti and Salazar's model, with the
attacker of `app.disclosure.suppression`). It grows with small cells times cells, so it is for small tables.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from random import Random

import highspy
import numpy as np
from highspy._core import _Highs

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.suppressed_tables import protect
from app.disclosure.suppression.suppression_attack import WIDTH
from bench.synthetic import Building, three_ways

SECONDS = 5.0
"""Longest search for one table; what is proved until then is a lower bound."""

REACH = 12
"""The most that any count may grow in a table that the attacker must think possible."""

TABLES = 5


@dataclass(frozen=True)
class Compared:
    """Tables of one kind together."""

    kind: str
    tables: int
    ours: int
    proved: int
    """The fewest of all choices, or what is proved of it."""
    exact: bool


def compare() -> list[Compared]:
    kinds: dict[str, Callable[[int], CellSystem]] = {
        "4 × 5 with margins": lambda seed: _crossed(4, 5, seed),
        "6 × 6 with margins": lambda seed: _crossed(6, 6, seed),
        "three two-way tables of 3 × 3 × 3": lambda seed: three_ways((3, 3, 3), 2, 150, seed),
        "2 × 3 × 3 with margins": lambda seed: three_ways((2, 3, 3), 3, 200, seed),
    }
    found = []
    for kind, make in kinds.items():
        ours, proved, exact = 0, 0, True
        for seed in range(1, TABLES + 1):
            system = make(seed)
            ours += len(protect(system).secondary)
            least, whole = fewest(system)
            proved, exact = proved + least, exact and whole
        found.append(Compared(kind, TABLES, ours, proved, exact))
    return found


def _crossed(rows: int, columns: int, seed: int) -> CellSystem:
    chance = Random(seed)
    made = Building()
    for row, column in product(range(rows), range(columns)):
        made.atom(f"{row}.{column}", chance.choice([0, 1, 3, 5, 6, 8, 9, 11, 14, 17, 20, 25]))
    for row in [*range(rows), None]:
        for column in [*range(columns), None]:
            inside = [
                f"{r}.{c}"
                for r in (range(rows) if row is None else [row])
                for c in (range(columns) if column is None else [column])
            ]
            made.cell(f"[{row}.{column}]", inside)
    return made.system()


def fewest(system: CellSystem) -> tuple[int, bool]:
    """The fewest secondary cells, or a lower bound of it; and whether it is the fewest."""
    program = _Program(system)
    for cell in sorted(system.primary):
        program.protect(cell)
    return program.solved()


class _Program:
    def __init__(self, system: CellSystem) -> None:
        self._system = system
        self._free = sorted(set(range(len(system.cells))) - system.fixed - system.primary)
        self._choice = {cell: place for place, cell in enumerate(self._free)}
        self._lower = [0.0] * len(self._free)
        self._upper = [1.0] * len(self._free)
        self._rows: list[tuple[dict[int, float], float, float]] = []

    def protect(self, cell: int) -> None:
        first, second = self._change(), self._change()
        members = self._system.members[cell]
        nothing = highspy.kHighsInf
        self._rows.append(({first + atom: 1.0 for atom in members}, 1.0, nothing))
        apart = {first + atom: 1.0 for atom in members} | {second + atom: -1.0 for atom in members}
        self._rows.append((apart, float(WIDTH), nothing))

    def _change(self) -> int:
        """A change of all atoms that breaks nothing but what is withheld; where its columns begin."""
        system, start = self._system, len(self._lower)
        self._lower += [-float(count) for count in system.counts]
        self._upper += [float(REACH)] * len(system.counts)
        for cell, atoms in enumerate(system.members):
            ones = {start + atom: 1.0 for atom in atoms}
            down = float(system.floor(cell) - system.values[cell])
            if cell in system.primary:
                self._rows.append((ones, down, highspy.kHighsInf))
            elif cell in system.fixed:
                self._rows.append((ones, 0.0, 0.0))
            else:
                choice = self._choice[cell]
                most = float(REACH * len(atoms))
                self._rows.append((ones | {choice: -most}, -highspy.kHighsInf, 0.0))
                self._rows.append((ones | {choice: -down}, 0.0, highspy.kHighsInf))
        return start

    def solved(self) -> tuple[int, bool]:
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self._lower), len(self._rows)
        program.col_cost_ = np.array([float(place < len(self._free)) for place in range(len(self._lower))])
        program.col_lower_, program.col_upper_ = np.array(self._lower), np.array(self._upper)
        program.row_lower_ = np.array([low for _, low, _ in self._rows])
        program.row_upper_ = np.array([high for _, _, high in self._rows])
        lengths = [len(row) for row, _, _ in self._rows]
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.cumsum([0, *lengths], dtype=np.int32)
        program.a_matrix_.index_ = np.array([c for row, _, _ in self._rows for c in row], dtype=np.int32)
        program.a_matrix_.value_ = np.array([v for row, _, _ in self._rows for v in row.values()])
        program.integrality_ = [highspy.HighsVarType.kInteger] * program.num_col_
        model = _Highs()
        options: dict[str, bool | int | float | str] = {
            "output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.9, "time_limit": SECONDS,
        }  # fmt: skip
        for name, value in options.items():
            model.setOptionValue(name, value)
        model.passModel(program)
        model.run()
        bound = model.getInfo().mip_dual_bound
        done = model.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if done:
            return round(model.getInfo().objective_function_value), True
        return max(0, int(np.ceil(bound - 1e-6))) if np.isfinite(bound) else 0, False
