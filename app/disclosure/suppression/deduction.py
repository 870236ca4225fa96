"""What an attacker's knowledge comes to: atoms that are known outright, and the parts that are left to solve.

Everything here follows from published figures alone, exactly: values known by repeated subtraction, published
sums made small by taking published sums inside them away, marks whose "at least one" says nothing new left
out. What remains falls apart into parts that share no equation, which are solved one at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.disclosure.cell_system import CellSystem
from app.disclosure.components import leaders
from app.disclosure.solver import ConnectedPart, LinearBound


@dataclass(frozen=True)
class Deduction:
    """All that an attacker knows, ready to solve."""

    known: dict[int, int]
    """Atom to count, where it follows."""
    parts: tuple[ConnectedPart, ...]
    place: dict[int, tuple[int, int]]
    """Atom to its part and its column there, for every other atom."""
    unbounded: frozenset[int]
    """Atoms that nothing bounds from above; their upper bound in the part is only great enough."""


def deduce(system: CellSystem, withheld: frozenset[int], known: frozenset[int] = frozenset()) -> Deduction:
    """What follows for somebody who knows these atoms, where all cells but the withheld are published."""
    published = [cell for cell in range(len(system.cells)) if cell not in withheld]
    fixed = set(known)
    sums = [frozenset(system.members[cell]) for cell in published]
    while True:
        _propagate(system, sums, fixed)
        smaller = _differences([atoms - fixed for atoms in sums])
        if smaller == sums:
            break
        sums = smaller
    marks = _telling_marks(system, withheld, sums, fixed)
    return _parts(system, sums, marks, fixed)


def _count(system: CellSystem, atoms: Iterable[int]) -> int:
    return sum(system.counts[atom] for atom in atoms)


def _propagate(system: CellSystem, sums: list[frozenset[int]], fixed: set[int]) -> None:
    """Take in atoms that a sum of nothing else, or a sum of zero, gives away."""
    within: dict[int, list[int]] = {}
    for place, atoms in enumerate(sums):
        for atom in atoms:
            within.setdefault(atom, []).append(place)
    left = [set(atoms - fixed) for atoms in sums]
    value = [_count(system, rest) for rest in left]
    due = [index for index, rest in enumerate(left) if len(rest) == 1 or not value[index]]
    while due:
        for atom in list(left[due.pop()]):
            fixed.add(atom)
            for place in within[atom]:
                left[place].discard(atom)
                value[place] -= system.counts[atom]
                if len(left[place]) == 1 or (left[place] and not value[place]):
                    due.append(place)


def _differences(sums: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """The sums with smaller ones inside them taken away, without doubles; they tell the same."""
    done: list[frozenset[int]] = []
    within: dict[int, list[int]] = {}
    for atoms in sorted(set(sums), key=lambda atoms: (len(atoms), sorted(atoms))):
        rest = set(atoms)
        for atom in sorted(atoms):
            if atom not in rest:
                continue
            inside = [done[place] for place in within.get(atom, ()) if done[place] <= rest]
            if inside:
                rest -= max(inside, key=len)
        if rest:
            kept = frozenset(rest)
            for atom in kept:
                within.setdefault(atom, []).append(len(done))
            done.append(kept)
    return sorted(set(done), key=lambda atoms: (len(atoms), sorted(atoms)))


def _telling_marks(
    system: CellSystem, withheld: frozenset[int], sums: list[frozenset[int]], fixed: set[int]
) -> list[frozenset[int]]:
    """The marks whose "at least one" is news: not those that hold something of one or more anyway."""
    within: dict[int, list[frozenset[int]]] = {}
    for atoms in sums:
        for atom in atoms:
            within.setdefault(atom, []).append(atoms)
    marks = {
        frozenset(system.members[cell]) - fixed
        for cell in withheld
        if system.floor(cell) and not any(system.counts[a] for a in system.members[cell] if a in fixed)
    }
    kept: list[frozenset[int]] = []
    for mark in sorted(marks, key=lambda atoms: (len(atoms), sorted(atoms))):
        if not any(atoms <= mark for atom in mark for atoms in within.get(atom, ())):
            kept.append(mark)
            for atom in mark:
                within.setdefault(atom, []).append(mark)
    return kept


def _parts(
    system: CellSystem, sums: list[frozenset[int]], marks: list[frozenset[int]], fixed: set[int]
) -> Deduction:
    rows: list[tuple[dict[int, int], int | None, int | None]] = []
    upper: dict[int, int] = {}
    for atoms in sums:
        value = _count(system, atoms)
        rows.append((dict.fromkeys(atoms, 1), value, value))
        for atom in atoms:
            upper[atom] = min(upper.get(atom, value), value)
    rows += [(dict.fromkeys(atoms, 1), 1, None) for atoms in marks]
    shares = [row for row in _share_rows(system, fixed) if row[0]]
    rows += shares
    leader = leaders(len(system.atoms), (coefficients for coefficients, _, _ in rows))
    enough = 2 * sum(system.counts) + 2 * system.threshold + 2
    groups: dict[int, list[int]] = {}
    for atom in range(len(system.atoms)):
        if atom not in fixed:
            groups.setdefault(leader[atom], []).append(atom)
    place = {
        atom: (number, column)
        for number, atoms in enumerate(groups.values())
        for column, atom in enumerate(atoms)
    }
    of_part: list[list[LinearBound]] = [[] for _ in groups]
    for coefficients, least, greatest in rows:
        atoms_in = sorted(coefficients)
        columns = tuple(place[atom][1] for atom in atoms_in)
        row = LinearBound(columns, tuple(coefficients[atom] for atom in atoms_in), least, greatest)
        of_part[place[atoms_in[0]][0]].append(row)
    parts = tuple(
        ConnectedPart(tuple(atoms), tuple(upper.get(atom, enough) for atom in atoms), tuple(rows_in))
        for atoms, rows_in in zip(groups.values(), of_part, strict=True)
    )
    known = {atom: system.counts[atom] for atom in fixed}
    shared = {atom for coefficients, _, _ in shares for atom in coefficients}
    return Deduction(known, parts, place, frozenset(place) - upper.keys() - shared)


def _share_rows(
    system: CellSystem, fixed: set[int]
) -> Iterable[tuple[dict[int, int], int | None, int | None]]:
    """Each bound of a share in whole numbers: (numerator - bound × denominator) × what makes it whole."""
    for share in system.shares:
        for bound, sign in ((share.least, 1), (share.greatest, -1)):
            row: dict[int, int] = {}
            for atom in system.members[share.numerator]:
                row[atom] = row.get(atom, 0) + sign * bound.denominator
            for atom in system.members[share.denominator]:
                row[atom] = row.get(atom, 0) - sign * bound.numerator
            told = -sum(value * system.counts[atom] for atom, value in row.items() if atom in fixed)
            yield {atom: value for atom, value in row.items() if value and atom not in fixed}, told, None
