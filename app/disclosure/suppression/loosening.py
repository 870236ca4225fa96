"""The coarse repair, where a search would take too long: so much is withheld that none is needed.

An atom that no published cell holds can be any number, so a cell with such an atom is safe.
"""

from app.disclosure.problem import Problem
from app.disclosure.suppression.attack import attackers
from app.disclosure.suppression.repair import price


def loosened(problem: Problem, withheld: frozenset[int], known: frozenset[int], cell: int) -> frozenset[int]:
    """The further cells to withhold so that one of the cell's atoms is free for who knows these atoms: the
    cheapest one. Where each of them is in a cell that stays published, all around them is withheld, and then
    all that can be; nothing if it is already.
    """
    held = problem.fixed | {one for share in problem.shares for one in (share.numerator, share.denominator)}
    open_atoms = [atom for atom in problem.members[cell] if atom not in known | problem.zero_atoms]
    around = [frozenset(problem.cells_of[atom]) for atom in open_atoms]
    free = [cells - withheld for cells in around if not cells & held]
    if free:
        return min(free, key=lambda cells: (sum(price(problem, one) for one in cells), sorted(cells)))
    touching = frozenset[int]().union(*around) - problem.fixed - withheld
    return touching or frozenset(range(len(problem.cells))) - problem.fixed - withheld


def loosened_at_once(problem: Problem) -> frozenset[int]:
    """What to withhold so that each primary cell has such an atom, for every attacker: a choice that takes no
    time. It looks neither at cells that are tied to figures published already nor at contributors who are
    alone.
    """
    withheld = problem.primary
    for known in attackers(problem):
        for cell in problem.open_to(known, problem.primary):
            withheld |= loosened(problem, withheld, known, cell)
    return withheld
