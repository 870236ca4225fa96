"""For small table sets: several starts, and publishing after all what safety does not need."""

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.repeated_audit import secured
from app.disclosure.suppression.secondary_suppression import candidates, cost, lone_disclosures
from app.disclosure.suppression.suppression_attack import GENEROUS, Attack, attackers, verdicts
from app.disclosure.time_limit import NEVER, Deadline, DeadlinePassed
from app.progress import Progress


def cheapest(
    system: CellSystem, starts: list[frozenset[int]], progress: Progress, deadline: Deadline
) -> tuple[frozenset[int], frozenset[int]]:
    """The cheapest way out of all starts, with its start. In time as good as time allows.

    Raises `CannotProtect`, and `DeadlinePassed` where not even the first start leads to one.
    """
    repaired: dict[frozenset[int], frozenset[int]] = {}
    for index, start in enumerate(starts):
        if repaired and deadline.over():
            break
        try:
            part = deadline.part(1 / (1 + len(starts) - index))
            repaired[start] = secured(system, start, progress, part)[0]
        except DeadlinePassed:
            if not repaired and index == len(starts) - 1:
                raise
    found = sorted(repaired, key=lambda start: (cost(system, repaired[start]), sorted(start)))
    thinned = [
        (start, _thinned(system, repaired[start], great_first, progress, deadline))
        for start in found
        for great_first in (True, False)
    ]
    return min(thinned, key=lambda pair: (cost(system, pair[1]), sorted(pair[1])))


def is_safe(system: CellSystem, withheld: frozenset[int], deadline: Deadline = NEVER) -> bool:
    """Whether every attacker fails, contributors who are alone included. What is not settled is not safe."""
    try:
        if lone_disclosures(system, withheld, deadline):
            return False
    except DeadlinePassed:
        return False
    attacks = (Attack(system, withheld, known) for known in attackers(system))
    return all(verdict.safe for attack in attacks for verdict in verdicts(attack, deadline.part(0.5)))


def _thinned(
    system: CellSystem, withheld: frozenset[int], great_first: bool, progress: Progress, deadline: Deadline
) -> frozenset[int]:
    """Publish after all what safety does not need."""
    order = [cell for cell in candidates(system, system.values) if cell in withheld]
    for done, cell in enumerate(order if great_first else reversed(order)):
        progress("thinning", done, len(order))
        if deadline.over():
            break
        part = deadline.part(min(1.0, GENEROUS / (len(order) - done)))
        if is_safe(system, withheld - {cell}, part):
            withheld -= {cell}
    return withheld
