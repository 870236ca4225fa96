"""From a problem to what may be published: suppression, audit and repair until all attackers fail, proof."""

from collections.abc import Callable
from dataclasses import dataclass

from app.disclosure.attack import Attack, attackers, verdicts
from app.disclosure.certificate import Json, Proofs, certificate, varying
from app.disclosure.checking import faults
from app.disclosure.problem import CannotProtect, Problem
from app.disclosure.repair import repair
from app.disclosure.secondary import ORDERS, QUICK_ORDERS, candidates, cost, lone_disclosures, suppress

Progress = Callable[[str, int, int], None]
"""Told which stage this is, how many of its steps are done, and how many there are; often, also while a step
takes long. An exception that it raises ends the work: nothing is left behind."""

SMALL = 400
"""Cells up to which every order is repaired, and the cheapest thinned: what it does not need is published."""

TINY = 40
"""Cells up to which each of them is thinned, in two ways."""


@dataclass(frozen=True)
class Protection:
    """What to withhold, and the proof that it is enough."""

    primary: frozenset[int]
    secondary: frozenset[int]
    certificate: Json
    repaired: int
    """How many cells the audit added to what the elimination withheld."""


def quiet(stage: str, done: int, steps: int) -> None:
    """Progress that nobody hears of."""


def protect(problem: Problem, progress: Progress = quiet) -> Protection:
    """Choose the cells to withhold and prove that the primary ones are safe.

    Raises `CannotProtect` where what is published already, zeros or shares stand in the way, `NotSolved`
    where the solver finds no table in time.
    """
    eliminated = _eliminated(problem, progress)
    if len(problem.cells) > SMALL:
        start = eliminated[0]
        withheld, proofs = _repaired(problem, start, progress)
    else:
        start, withheld = _best(problem, eliminated, progress)
        withheld, proofs = _repaired(problem, withheld, progress)
    withheld = _settled(problem, withheld, proofs)
    proof = certificate(problem, withheld, proofs)
    if wrong := faults(problem, proof):
        raise AssertionError(f"the certificate does not hold: {wrong[0]}")
    return Protection(
        primary=problem.primary,
        secondary=withheld - problem.primary,
        certificate=proof,
        repaired=len(withheld - start),
    )


def _eliminated(problem: Problem, progress: Progress) -> list[frozenset[int]]:
    """What each order of elimination withholds, the cheapest first."""
    orders = ORDERS if len(problem.cells) <= SMALL else QUICK_ORDERS
    steps = len(orders) * (len(problem.cells) - len(problem.primary | problem.fixed))
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress("elimination", done, steps)

    found = {suppress(problem, order(problem), step) for order in orders}
    return sorted(found, key=lambda withheld: (cost(problem, withheld), sorted(withheld)))


def _repaired(
    problem: Problem, withheld: frozenset[int], progress: Progress
) -> tuple[frozenset[int], list[Proofs]]:
    """Audit and repair until every attacker fails; what is withheld then, and the proofs for each attacker.

    A proof holds also when more is withheld afterwards, so one round is enough. Insiders come first: what
    one of them cannot tell, who knows less cannot tell either.
    """
    wanted = [problem.open_to(known, problem.primary) for known in attackers(problem)]
    steps, done = sum(map(len, wanted)), 0
    by_insiders: Proofs = {}
    proofs: list[Proofs] = []
    for known, cells in zip(problem.coalitions, wanted[1:], strict=True):

        def shown(more: int, before: int = done) -> None:
            progress("audit", before + more, steps)

        withheld, found = _repaired_for(problem, withheld, known, cells, shown)
        proofs.append(found)
        by_insiders = found | by_insiders
        done += len(cells)
    rest = [cell for cell in wanted[0] if cell not in by_insiders]
    done += len(wanted[0]) - len(rest)
    withheld, found = _repaired_for(
        problem, withheld, frozenset(), rest, lambda more: progress("audit", done + more, steps)
    )
    everybody = found | {cell: proof for cell, proof in by_insiders.items() if cell in set(wanted[0])}
    return withheld, [everybody, *proofs]


def _repaired_for(
    problem: Problem,
    withheld: frozenset[int],
    known: frozenset[int],
    cells: tuple[int, ...] | list[int],
    shown: Callable[[int], None],
) -> tuple[frozenset[int], Proofs]:
    """The same for one attacker and some cells. `shown` is told how many are safe, again and again."""
    proofs: Proofs = {}

    def beat() -> None:
        shown(len(proofs))

    beat()
    while len(proofs) < len(cells):
        attack = Attack(problem, withheld, known, [cell for cell in cells if cell not in proofs])
        unsafe = []
        for verdict in verdicts(attack, beat):
            if verdict.safe:
                proofs[verdict.cell] = attack, verdict
            else:
                unsafe.append(verdict.cell)
            beat()
        before = withheld
        for cell in unsafe:
            withheld |= repair(problem, withheld, known, cell)
            beat()
        if unsafe and withheld == before:
            names = ", ".join(problem.cells[cell] for cell in unsafe)
            raise CannotProtect(f"no way was found to protect {names}")
    return withheld, proofs


def is_safe(problem: Problem, withheld: frozenset[int]) -> bool:
    """Whether every attacker fails, contributors who are alone included."""
    if lone_disclosures(problem, withheld):
        return False
    attacks = (Attack(problem, withheld, known) for known in attackers(problem))
    return all(verdict.safe for attack in attacks for verdict in verdicts(attack))


def _best(
    problem: Problem, eliminated: list[frozenset[int]], progress: Progress
) -> tuple[frozenset[int], frozenset[int]]:
    """The cheapest way out of all starts, with its start."""
    repaired = {start: _repaired(problem, start, progress)[0] for start in eliminated}
    starts = sorted(repaired, key=lambda start: (cost(problem, repaired[start]), sorted(start)))
    tiny = len(problem.cells) <= TINY
    thinned = [
        (start, _thinned(problem, repaired[start], great_first, progress))
        for start in (starts if tiny else starts[:1])
        for great_first in ((True, False) if tiny else (True,))
    ]
    return min(thinned, key=lambda pair: (cost(problem, pair[1]), sorted(pair[1])))


def _thinned(
    problem: Problem, withheld: frozenset[int], great_first: bool, progress: Progress
) -> frozenset[int]:
    """Publish after all what safety does not need."""
    order = [cell for cell in candidates(problem, problem.values) if cell in withheld]
    for done, cell in enumerate(order if great_first else reversed(order)):
        progress("thinning", done, len(order))
        if is_safe(problem, withheld - {cell}):
            withheld -= {cell}
    return withheld


def _settled(problem: Problem, withheld: frozenset[int], proofs: list[Proofs]) -> frozenset[int]:
    """Publish the cells that no proof needs withheld, among them all that everybody knows anyway."""
    while True:
        idle = withheld - problem.primary - varying(problem, proofs)
        if not lone_disclosures(problem, withheld - idle):
            return withheld - idle
        # Known by bounds, such a cell helps somebody alone as much as a published one does.
        attack = Attack(problem, withheld)
        intervals = {cell: attack.interval(cell) for cell in idle}
        told = {cell for cell, (least, most) in intervals.items() if least == most}
        if not lone_disclosures(problem, withheld - told):
            return withheld - told
        before = withheld
        for atom in sorted(problem.singletons):
            own = frozenset({atom})
            cells = problem.open_to(own, problem.primary)
            withheld, _ = _repaired_for(problem, withheld, own, cells, lambda _: None)
        if withheld == before:
            return withheld
