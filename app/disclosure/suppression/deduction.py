"""What an attacker's knowledge comes to: atoms that are known outright, and the parts that are left to solve.

Everything here follows from published figures alone, exactly: values known by repeated subtraction, published
sums made small by taking published sums inside them away, marks whose "at least one" says nothing new left
out. What remains falls apart into parts that share no equation, which are solved one at a time.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.disclosure.components import leaders
from app.disclosure.problem import Problem
from app.disclosure.solving import Part, Row


@dataclass(frozen=True)
class Deduced:
    """All that an attacker knows, ready to solve."""

    known: dict[int, int]
    """Atom to count, where it follows."""
    parts: tuple[Part, ...]
    place: dict[int, tuple[int, int]]
    """Atom to its part and its column there, for every other atom."""
    unbounded: frozenset[int]
    """Atoms that nothing bounds from above; their upper bound in the part is only great enough."""


def deduce(problem: Problem, withheld: frozenset[int], known: frozenset[int] = frozenset()) -> Deduced:
    """What follows for somebody who knows these atoms, where all cells but the withheld are published."""
    published = [cell for cell in range(len(problem.cells)) if cell not in withheld]
    fixed = set(known)
    sums = [frozenset(problem.members[cell]) for cell in published]
    while True:
        _propagate(problem, sums, fixed)
        smaller = _differences([atoms - fixed for atoms in sums])
        if smaller == sums:
            break
        sums = smaller
    marks = _telling_marks(problem, withheld, sums, fixed)
    return _parts(problem, sums, marks, fixed)


def _count(problem: Problem, atoms: Iterable[int]) -> int:
    return sum(problem.counts[atom] for atom in atoms)


def _propagate(problem: Problem, sums: list[frozenset[int]], fixed: set[int]) -> None:
    """Take in atoms that a sum of nothing else, or a sum of zero, gives away."""
    within: dict[int, list[int]] = {}
    for place, atoms in enumerate(sums):
        for atom in atoms:
            within.setdefault(atom, []).append(place)
    left = [set(atoms - fixed) for atoms in sums]
    value = [_count(problem, rest) for rest in left]
    due = [place for place, rest in enumerate(left) if len(rest) == 1 or not value[place]]
    while due:
        for atom in list(left[due.pop()]):
            fixed.add(atom)
            for place in within[atom]:
                left[place].discard(atom)
                value[place] -= problem.counts[atom]
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
    problem: Problem, withheld: frozenset[int], sums: list[frozenset[int]], fixed: set[int]
) -> list[frozenset[int]]:
    """The marks whose "at least one" is news: not those that hold something of one or more anyway."""
    within: dict[int, list[frozenset[int]]] = {}
    for atoms in sums:
        for atom in atoms:
            within.setdefault(atom, []).append(atoms)
    marks = {
        frozenset(problem.members[cell]) - fixed
        for cell in withheld
        if problem.floor(cell) and not any(problem.counts[a] for a in problem.members[cell] if a in fixed)
    }
    kept: list[frozenset[int]] = []
    for mark in sorted(marks, key=lambda atoms: (len(atoms), sorted(atoms))):
        if not any(atoms <= mark for atom in mark for atoms in within.get(atom, ())):
            kept.append(mark)
            for atom in mark:
                within.setdefault(atom, []).append(mark)
    return kept


def _parts(
    problem: Problem, sums: list[frozenset[int]], marks: list[frozenset[int]], fixed: set[int]
) -> Deduced:
    rows: list[tuple[dict[int, int], int | None, int | None]] = []
    upper: dict[int, int] = {}
    for atoms in sums:
        value = _count(problem, atoms)
        rows.append((dict.fromkeys(atoms, 1), value, value))
        for atom in atoms:
            upper[atom] = min(upper.get(atom, value), value)
    rows += [(dict.fromkeys(atoms, 1), 1, None) for atoms in marks]
    shares = [row for row in _share_rows(problem, fixed) if row[0]]
    rows += shares
    leader = leaders(len(problem.atoms), (coefficients for coefficients, _, _ in rows))
    enough = 2 * sum(problem.counts) + 2 * problem.threshold + 2
    groups: dict[int, list[int]] = {}
    for atom in range(len(problem.atoms)):
        if atom not in fixed:
            groups.setdefault(leader[atom], []).append(atom)
    place = {
        atom: (number, column)
        for number, atoms in enumerate(groups.values())
        for column, atom in enumerate(atoms)
    }
    of_part: list[list[Row]] = [[] for _ in groups]
    for coefficients, least, greatest in rows:
        atoms_in = sorted(coefficients)
        columns = tuple(place[atom][1] for atom in atoms_in)
        row = Row(columns, tuple(coefficients[atom] for atom in atoms_in), least, greatest)
        of_part[place[atoms_in[0]][0]].append(row)
    parts = tuple(
        Part(tuple(atoms), tuple(upper.get(atom, enough) for atom in atoms), tuple(rows_in))
        for atoms, rows_in in zip(groups.values(), of_part, strict=True)
    )
    known = {atom: problem.counts[atom] for atom in fixed}
    shared = {atom for coefficients, _, _ in shares for atom in coefficients}
    return Deduced(known, parts, place, frozenset(place) - upper.keys() - shared)


def _share_rows(problem: Problem, fixed: set[int]) -> Iterable[tuple[dict[int, int], int | None, int | None]]:
    """Each bound of a share in whole numbers: (numerator - bound × denominator) × what makes it whole."""
    for share in problem.shares:
        for bound, sign in ((share.least, 1), (share.greatest, -1)):
            row: dict[int, int] = {}
            for atom in problem.members[share.numerator]:
                row[atom] = row.get(atom, 0) + sign * bound.denominator
            for atom in problem.members[share.denominator]:
                row[atom] = row.get(atom, 0) - sign * bound.numerator
            told = -sum(value * problem.counts[atom] for atom, value in row.items() if atom in fixed)
            yield {atom: value for atom, value in row.items() if value and atom not in fixed}, told, None
