"""The coarse repair, where a search would take too long: so much is withheld that none is needed.

An atom that no published cell holds can be any number, so a cell with such an atom is safe.
"""

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.suppression_attack import attackers
from app.disclosure.suppression.suppression_repair import price


def loosened(
    system: CellSystem, withheld: frozenset[int], known: frozenset[int], cell: int
) -> frozenset[int]:
    """The further cells to withhold so that one of the cell's atoms is free for who knows these atoms: the
    cheapest one. Where each of them is in a cell that stays published, all around them is withheld, and then
    all that can be; nothing if it is already.
    """
    held = system.fixed | {one for share in system.shares for one in (share.numerator, share.denominator)}
    open_atoms = [atom for atom in system.members[cell] if atom not in known | system.zero_atoms]
    around = [frozenset(system.cells_of[atom]) for atom in open_atoms]
    free = [cells - withheld for cells in around if not cells & held]
    if free:
        return min(free, key=lambda cells: (sum(price(system, one) for one in cells), sorted(cells)))
    touching = frozenset[int]().union(*around) - system.fixed - withheld
    return touching or frozenset(range(len(system.cells))) - system.fixed - withheld


def loosened_at_once(system: CellSystem) -> frozenset[int]:
    """What to withhold so that each primary cell has such an atom, for every attacker: a choice that takes no
    time. It looks neither at cells that are tied to figures published already nor at contributors who are
    alone.
    """
    withheld = system.primary
    for known in attackers(system):
        for cell in system.open_to(known, system.primary):
            withheld |= loosened(system, withheld, known, cell)
    return withheld
