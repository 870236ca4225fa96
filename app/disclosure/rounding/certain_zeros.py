"""Proofs that what somebody does not know of a cell is surely none: a sum that leaves no room for one.

That there is none tells of nobody (but in a category of a sensitive dimension), and such a cell has no other
number that it could be shown as. The proof is a sum of cells, each as often as it says: the sum holds every
unknown atom of the cell at least once, and is less than one for all that is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np
from highspy._core import _Highs

from app.disclosure.rounding.attackers import ENDLESS, AttackQuestions

DENOMINATOR = 24
"""Multipliers are looked for among fractions of this; what none of them proves stays unproved."""

REACH = 4000
"""About so many atoms are looked at, the nearest."""


@dataclass(frozen=True)
class CertainZero:
    """That a cell holds nothing but what somebody knows of it who knows these districts exactly, or more."""

    districts: frozenset[str]
    cell: int
    rows: tuple[int, ...]
    """The cells that are added up, each once."""
    multipliers: tuple[int, ...]
    """How often each, in parts of the denominator; less than 0 where it is what the cell is at least."""
    denominator: int


def holds(asking: AttackQuestions, proof: CertainZero) -> bool:
    """Whether it proves what it says, by sums and comparisons."""
    linked = asking.linked
    free = {atom for atom in range(len(linked.atoms)) if linked.districts[atom] not in proof.districts}
    times = [0] * len(linked.atoms)
    most = 0
    for row, multiplier in zip(proof.rows, proof.multipliers, strict=True):
        bound = int(asking.high[row] if multiplier > 0 else asking.low[row])
        if abs(bound) >= ENDLESS:
            return False
        told = sum(linked.counts[atom] for atom in linked.members[row] if atom not in free)
        most += multiplier * (bound - told)
        for atom in linked.members[row]:
            times[atom] += multiplier
    wanted = free.intersection(linked.members[proof.cell])
    enough = all(times[atom] >= (proof.denominator if atom in wanted else 0) for atom in free)
    return enough and most < proof.denominator


def prove(asking: AttackQuestions, districts: frozenset[str], cell: int) -> CertainZero | None:
    """A proof, where one is found: by the rows that bound the cell in a linear program."""
    linked = asking.linked
    free = frozenset(a for a, district in enumerate(linked.districts) if district not in districts)
    bounded = (asking.low > -ENDLESS) | (asking.high < ENDLESS)
    wanted = free.intersection(linked.members[cell])
    atoms, edge, rows = set(wanted), wanted, set[int]()
    while edge and len(atoms) < REACH:
        touched = {row for atom in edge for row in linked.cells_of[atom] if bounded[row]} - rows
        rows |= touched
        edge = free.intersection(atom for row in touched for atom in linked.members[row]) - atoms
        atoms |= edge
    ordered = sorted(rows)
    duals = _duals(asking, free, wanted, sorted(atoms), ordered)
    for sign in (1, -1):
        parts = [Fraction(sign * dual).limit_denominator(DENOMINATOR) for dual in duals]
        denominator = int(np.lcm.reduce([part.denominator for part in parts]))
        used = {row: int(part * denominator) for row, part in zip(ordered, parts, strict=True) if part}
        proof = CertainZero(districts, cell, tuple(used), tuple(used.values()), denominator)
        if holds(asking, proof):
            return proof
    return None


def _duals(
    asking: AttackQuestions,
    free: frozenset[int],
    wanted: frozenset[int],
    atoms: list[int],
    rows: Iterable[int],
) -> list[float]:
    """How much each row bounds the greatest sum of the wanted atoms."""
    linked = asking.linked
    column = {atom: place for place, atom in enumerate(atoms)}
    program = highspy.HighsLp()
    starts, index, low, high = [0], list[int](), list[float](), list[float]()
    for row in rows:
        own = [column[atom] for atom in linked.members[row] if atom in column]
        there = sum(linked.counts[atom] for atom in linked.members[row])
        index += own
        starts.append(len(index))
        low.append(_bound(int(asking.low[row]) - there))
        high.append(_bound(int(asking.high[row]) - there))
    program.num_col_, program.num_row_ = len(atoms), len(low)
    program.col_cost_ = np.array([float(atom in wanted) for atom in atoms])
    program.col_lower_ = np.array([-float(linked.counts[atom]) for atom in atoms])
    program.col_upper_ = np.full(len(atoms), highspy.kHighsInf)
    program.row_lower_, program.row_upper_ = np.array(low), np.array(high)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    program.a_matrix_.index_ = np.array(index, dtype=np.int32)
    program.a_matrix_.value_ = np.ones(len(index))
    program.sense_ = highspy.ObjSense.kMaximize
    highs = _Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.passModel(program)
    highs.run()
    return list(highs.getSolution().row_dual)


def _bound(value: int) -> float:
    if abs(value) >= ENDLESS // 2:
        return highspy.kHighsInf if value > 0 else -highspy.kHighsInf
    return float(value)
