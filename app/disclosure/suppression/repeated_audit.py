"""Audit and repair in turns, until every attacker fails."""

from collections.abc import Callable, Sequence

from app.disclosure.cell_system import CannotProtect, CellSystem
from app.disclosure.suppression.coarse_repair import loosened
from app.disclosure.suppression.suppression_attack import Attack, attackers, verdicts
from app.disclosure.suppression.suppression_certificate import Proofs
from app.disclosure.suppression.suppression_repair import repair
from app.disclosure.time_limit import NEVER, Deadline, DeadlinePassed
from app.progress import Progress

SEARCHING = 0.5
"""The share of the time for repairs that withhold little; after it the coarse repair is quick."""


def secured(
    system: CellSystem, withheld: frozenset[int], progress: Progress, deadline: Deadline = NEVER
) -> tuple[frozenset[int], list[Proofs]]:
    """What is to be withheld so that every attacker fails, `withheld` at least, and the proofs for each.

    A proof holds also when more is withheld afterwards, so one round is enough. Insiders come first: what
    one of them cannot tell, who knows less cannot tell either. Raises `CannotProtect`, `DeadlinePassed`.
    """
    wanted = [system.open_to(known, system.primary) for known in attackers(system)]
    steps, done = sum(map(len, wanted)), 0
    by_insiders: Proofs = {}
    proofs: list[Proofs] = []
    for number, (known, cells) in enumerate(zip(system.coalitions, wanted[1:], strict=True)):

        def shown(more: int, before: int = done) -> None:
            progress("audit", before + more, steps)

        left = len(system.coalitions) - number
        fine = deadline.part(SEARCHING / left)
        withheld, found = secured_from(system, withheld, known, cells, shown, fine, deadline)
        proofs.append(found)
        by_insiders = found | by_insiders
        done += len(cells)
    rest = [cell for cell in wanted[0] if cell not in by_insiders]
    done += len(wanted[0]) - len(rest)
    withheld, found = secured_from(
        system,
        withheld,
        frozenset(),
        rest,
        lambda more: progress("audit", done + more, steps),
        deadline.part(SEARCHING),
        deadline,
    )
    everybody = found | {cell: proof for cell, proof in by_insiders.items() if cell in set(wanted[0])}
    return withheld, [everybody, *proofs]


def secured_from(
    system: CellSystem,
    withheld: frozenset[int],
    known: frozenset[int],
    cells: Sequence[int],
    shown: Callable[[int], None],
    fine: Deadline,
    deadline: Deadline,
) -> tuple[frozenset[int], Proofs]:
    """The same for one attacker and some cells. `shown` is told how many are safe, again and again. Before
    `fine` repairs withhold little; what no search settles, and all after it, is repaired coarsely.
    """
    proofs: Proofs = {}

    shown(0)
    while len(proofs) < len(cells):
        left = [cell for cell in cells if cell not in proofs]
        if deadline.over():
            raise DeadlinePassed(left)
        attack = Attack(system, withheld, known, left)
        unsafe = []
        for verdict in verdicts(attack, deadline.part(SEARCHING) if fine.over() else fine):
            if verdict.safe:
                proofs[verdict.cell] = attack, verdict
            else:
                unsafe.append(verdict)
            shown(len(proofs))
        before = withheld
        for verdict in unsafe:
            withheld |= _repaired(system, withheld, known, verdict.cell, fine, verdict.settled)
            shown(len(proofs))
        if unsafe and withheld == before:
            if late := [verdict.cell for verdict in unsafe if not verdict.settled]:
                raise DeadlinePassed(late)
            names = ", ".join(system.cells[verdict.cell] for verdict in unsafe)
            raise CannotProtect(f"no way was found to protect {names}")
    return withheld, proofs


def _repaired(
    system: CellSystem,
    withheld: frozenset[int],
    known: frozenset[int],
    cell: int,
    fine: Deadline,
    settled: bool,
) -> frozenset[int]:
    """The further cells to withhold for one that is not safe."""
    if settled and not fine.over():
        try:
            return repair(system, withheld, known, cell, fine)
        except DeadlinePassed:
            pass
    return loosened(system, withheld, known, cell)
