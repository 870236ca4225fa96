"""Whether numbers for the shown cells form a whole table: numbers for the atoms that add up to them."""

from collections.abc import Mapping

from app.disclosure.rounding.integer_program import IntegerProgram, Price
from app.disclosure.rounding.linked_tables import LinkedTables


def whole_table(linked: LinkedTables, numbers: Mapping[int, int], deadline: float) -> tuple[int, ...] | None:
    """One number for each atom, whole and from 0, that add up to these numbers in the shown cells and to the
    true ones in the forced cells; None where there are none. No table is overlooked.

    Raises `TimeoutError` at the deadline (of the monotonic clock, in seconds).
    """
    wanted = {cell: linked.values[cell] for cell in linked.forced} | {c: numbers[c] for c in linked.shown}
    found = _one_by_one(linked, wanted)
    if found is None:
        return None
    left = {cell: [atom for atom in linked.members[cell] if atom not in found] for cell in wanted}
    open_atoms = sorted({atom for atoms in left.values() for atom in atoms})
    if open_atoms:
        place = {atom: column for column, atom in enumerate(open_atoms)}
        programme = IntegerProgram([linked.counts[atom] for atom in open_atoms])
        for cell, atoms in left.items():
            if atoms:
                rest = wanted[cell] - sum(found[atom] for atom in linked.members[cell] if atom in found)
                programme.place([place[atom] for atom in atoms], [(rest, rest)], rest, Price(0.0))
        solved = programme.solve(deadline, exactly=True)
        if solved is None:
            return None
        found |= dict(zip(open_atoms, solved, strict=True))
    return tuple(found.get(atom, count) for atom, count in enumerate(linked.counts))


def _one_by_one(linked: LinkedTables, wanted: Mapping[int, int]) -> dict[int, int] | None:
    """The atoms whose number follows from a cell with all its other atoms; None where one cannot be."""
    found: dict[int, int] = {}
    rest = dict(wanted)
    missing = {cell: len(linked.members[cell]) for cell in wanted}
    ready = sorted(cell for cell, atoms in missing.items() if atoms == 1)
    while ready:
        cell = ready.pop()
        atom = next((atom for atom in linked.members[cell] if atom not in found), None)
        if atom is None:
            continue
        found[atom] = rest[cell]
        if rest[cell] < 0:
            return None
        for other in linked.cells_of[atom]:
            if other in missing:
                rest[other] -= found[atom]
                missing[other] -= 1
                if missing[other] == 1:
                    ready.append(other)
                elif not missing[other] and rest[other]:
                    return None
    return found
