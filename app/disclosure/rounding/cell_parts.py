"""Which small figures are parts of one whole, side by side."""

from collections import defaultdict
from collections.abc import Iterable

from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.units import zero_atoms

Groups = list[list[int]]


def parts_of(linked: LinkedTables, cells: Iterable[int]) -> dict[int, Groups]:
    """By the whole, those of these shown cells that are parts of it, in groups in which no atom is twice.

    The whole of a cell is the smallest shown sum that has all of its atoms and more, of the same districts:
    no draw reaches from one district into another.
    """
    zeros = zero_atoms(linked)
    own = {cell: frozenset(linked.members[cell]) - zeros for cell in linked.shown}
    where = {cell: _districts(linked, cell) for cell in linked.shown}
    groups_of: dict[int, Groups] = defaultdict(list)
    for cell in sorted(cells, key=lambda cell: linked.cells[cell]):
        # A whole is among the sums of each of the atoms: the fewest of them are looked through.
        sums = min((linked.cells_of[atom] for atom in own[cell]), key=len)
        wholes = [
            other for other in sums if other in own and own[cell] < own[other] and where[cell] == where[other]
        ]
        if wholes:
            groups = groups_of[min(wholes, key=lambda whole: (len(own[whole]), linked.cells[whole]))]
            beside = (group for group in groups if all(own[cell].isdisjoint(own[part]) for part in group))
            if (group := next(beside, None)) is not None:
                group.append(cell)
            else:
                groups.append([cell])
    return dict(groups_of)


def _districts(linked: LinkedTables, cell: int) -> frozenset[str]:
    return frozenset(linked.districts[atom] for atom in linked.members[cell] if linked.districts)
