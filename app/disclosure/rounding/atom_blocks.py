"""Which atoms are rounded as one, where no insider's district says it: what many sums of few atoms hold
together. Sums over several such blocks are fitted to all of them afterwards."""

from collections.abc import Iterable

from app.disclosure.cell_system import CellSystem

MOST = 400
"""Atoms that are rounded as one without a thought; a larger block is one that forced cells hold together."""


def blocked(system: CellSystem, atoms: Iterable[int]) -> dict[int, str]:
    """The name of the block of each of these atoms; empty where they are few enough to be one.

    Depends on the cells alone, never on a count.
    """
    inside = set(atoms)
    if len(inside) <= MOST:
        return dict.fromkeys(inside, "")
    leader = {atom: atom for atom in inside}
    size = dict.fromkeys(inside, 1)

    def find(atom: int) -> int:
        while leader[atom] != atom:
            leader[atom] = leader[leader[atom]]
            atom = leader[atom]
        return atom

    small_first = sorted(
        range(len(system.cells)),
        key=lambda cell: (cell not in system.forced, len(system.members[cell]), cell),
    )
    for cell in small_first:
        blocks = sorted({find(atom) for atom in system.members[cell] if atom in inside})
        together = sum(size[block] for block in blocks)
        if blocks and (together <= MOST or cell in system.forced):
            size[blocks[0]] = together
            leader.update(dict.fromkeys(blocks, blocks[0]))
    return {atom: f"block {find(atom)}" for atom in inside}
