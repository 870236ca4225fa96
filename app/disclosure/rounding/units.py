"""The parts that a whole table falls into: within one block, what is bound together by its cells.

A cell over several blocks (the city's) is a link between units and belongs to none of them, unless it is
forced: what is forced over several blocks makes one unit of them.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.disclosure.components import leaders
from app.disclosure.rounding.linked_tables import LinkedTables


@dataclass(frozen=True)
class AtomUnit:
    """Atoms that can be chosen together without looking at others, but for the links."""

    atoms: tuple[int, ...]
    cells: tuple[int, ...]
    """Shown and forced cells that are made of these atoms alone, of which one at least is not fixed at 0."""
    links: tuple[int, ...]
    """Shown cells that are made of these atoms and of others."""


def zero_atoms(linked: LinkedTables) -> frozenset[int]:
    """Atoms that stay 0, since a shown cell with them is truly 0."""
    return frozenset(
        atom for cell in linked.shown if not linked.values[cell] for atom in linked.members[cell]
    )


def units_of(linked: LinkedTables) -> tuple[AtomUnit, ...]:
    """The units, the largest first. Atoms that stay 0 are in none."""
    zeros = zero_atoms(linked)
    free = [tuple(atom for atom in own if atom not in zeros) for own in linked.members]
    block = [linked.blocks.get(district, district) for district in linked.districts] or [""] * len(
        linked.atoms
    )
    bound = [cell for cell in (*sorted(linked.forced), *sorted(linked.shown)) if free[cell]]
    of = leaders(
        len(linked.atoms),
        (
            free[cell]
            for cell in bound
            if cell in linked.forced or len({block[atom] for atom in free[cell]} - {""}) < 2
        ),
    )
    atoms: defaultdict[int, list[int]] = defaultdict(list)
    cells: defaultdict[int, list[int]] = defaultdict(list)
    links: defaultdict[int, list[int]] = defaultdict(list)
    for cell in bound:
        groups = {of[atom] for atom in free[cell]}
        for group in groups:
            (cells if len(groups) == 1 else links)[group].append(cell)
    for atom in range(len(linked.atoms)):
        if atom not in zeros:
            atoms[of[atom]].append(atom)
    units = [
        AtomUnit(tuple(own), tuple(cells[group]), tuple(links[group]))
        for group, own in atoms.items()
        if cells[group] or links[group]
    ]
    return tuple(sorted(units, key=lambda unit: (-len(unit.cells), unit.atoms)))


def joined(units: Iterable[AtomUnit], linked: LinkedTables) -> AtomUnit:
    """Several units as one: the links between them alone are its cells."""
    units = list(units)
    atoms = sorted(atom for unit in units for atom in unit.atoms)
    links = sorted({cell for unit in units for cell in unit.links})
    zeros, own = zero_atoms(linked), set(atoms)
    inside = {cell for cell in links if own.issuperset(set(linked.members[cell]) - zeros)}
    cells = [cell for unit in units for cell in unit.cells]
    return AtomUnit(
        tuple(atoms), (*cells, *sorted(inside)), tuple(cell for cell in links if cell not in inside)
    )
