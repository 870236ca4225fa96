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
    wholes: dict[int, Groups] = defaultdict(list)
    taken: dict[int, list[set[int]]] = defaultdict(list)
    for cell in sorted(cells, key=lambda cell: linked.cells[cell]):
        # A whole is among the sums of each of the atoms: the fewest of them are looked through.
        among = min((linked.cells_of[atom] for atom in own[cell]), key=len)
        greater = [one for one in among if one in own and own[cell] < own[one] and where[cell] == where[one]]
        if greater:
            whole = min(greater, key=lambda one: (len(own[one]), linked.cells[one]))
            for group, atoms in zip(wholes[whole], taken[whole], strict=True):
                if atoms.isdisjoint(own[cell]):
                    group.append(cell)
                    atoms.update(own[cell])
                    break
            else:
                wholes[whole].append([cell])
                taken[whole].append(set(own[cell]))
    return dict(wholes)


def _districts(linked: LinkedTables, cell: int) -> frozenset[str]:
    return frozenset(linked.districts[atom] for atom in linked.members[cell] if linked.districts)
