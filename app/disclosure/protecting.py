"""From a problem to what may be published: suppression, audit and repair until all attackers fail, proof."""

from collections.abc import Callable
from dataclasses import dataclass

from app.disclosure.attack import Attack, Verdict, attackers, verdicts
from app.disclosure.certificate import Json, certificate
from app.disclosure.checking import faults
from app.disclosure.problem import CannotProtect, Problem
from app.disclosure.repair import repair
from app.disclosure.secondary import ORDERS, candidates, cost, lone_disclosures, suppress

Progress = Callable[[str, int, int], None]
"""Told which stage this is, how many of its steps are done, and how many there are."""

SMALL = 400
"""Cells up to which every order is repaired, and the cheapest thinned: what it does not need is published."""

TINY = 40
"""Cells up to which each of them is thinned, in two ways."""

Proofs = list[tuple[Attack, list[Verdict]]]
Interval = tuple[int, int | None]


@dataclass(frozen=True)
class Protection:
    """What to withhold, and the proof that it is enough."""

    primary: frozenset[int]
    secondary: frozenset[int]
    intervals: dict[int, Interval]
    """What anybody can say of each withheld cell; None where nothing bounds it."""
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
        start, withheld = eliminated[0], _repaired(problem, eliminated[0], progress)
    else:
        start, withheld = _best(problem, eliminated, progress)
    intervals, withheld = _settled(problem, withheld, progress)
    proofs = _proofs(problem, withheld)
    proof = certificate(problem, withheld, proofs)
    if wrong := faults(problem, proof):
        raise AssertionError(f"the certificate does not hold: {wrong[0]}")
    return Protection(
        primary=problem.primary,
        secondary=withheld - problem.primary,
        intervals=intervals,
        certificate=proof,
        repaired=len(withheld - start),
    )


def _eliminated(problem: Problem, progress: Progress) -> list[frozenset[int]]:
    """What each order of elimination withholds, the cheapest first."""
    steps = len(ORDERS) * (len(problem.cells) - len(problem.primary | problem.fixed))
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress("elimination", done, steps)

    found = {suppress(problem, order(problem), step) for order in ORDERS}
    return sorted(found, key=lambda withheld: (cost(problem, withheld), sorted(withheld)))


def _repaired(problem: Problem, withheld: frozenset[int], progress: Progress) -> frozenset[int]:
    """Audit and repair until every attacker fails."""
    while True:
        before = withheld
        views = attackers(problem)
        for number, known in enumerate(views):
            progress("audit", number, len(views))
            withheld = _repaired_for(problem, withheld, known, progress)
        progress("audit", len(views), len(views))
        if withheld == before:
            return withheld


def _repaired_for(
    problem: Problem, withheld: frozenset[int], known: frozenset[int], progress: Progress
) -> frozenset[int]:
    while unsafe := [one for one in verdicts(Attack(problem, withheld, known)) if not one.safe]:
        before = withheld
        for done, verdict in enumerate(unsafe, 1):
            withheld |= repair(problem, withheld, known, verdict)
            progress("repair", done, len(unsafe))
        if withheld == before:
            names = ", ".join(problem.cells[verdict.cell] for verdict in unsafe)
            raise CannotProtect(f"no way was found to protect {names}")
    return withheld


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
    repaired = {start: _repaired(problem, start, progress) for start in eliminated}
    starts = sorted(repaired, key=lambda start: (cost(problem, repaired[start]), sorted(start)))
    tiny = len(problem.cells) <= TINY
    thinned = [
        (start, _thinned(problem, repaired[start], great_first))
        for start in (starts if tiny else starts[:1])
        for great_first in ((True, False) if tiny else (True,))
    ]
    return min(thinned, key=lambda pair: (cost(problem, pair[1]), sorted(pair[1])))


def _thinned(problem: Problem, withheld: frozenset[int], great_first: bool) -> frozenset[int]:
    """Publish after all what safety does not need."""
    order = candidates(problem, problem.values)
    for cell in order if great_first else reversed(order):
        if cell in withheld and is_safe(problem, withheld - {cell}):
            withheld -= {cell}
    return withheld


def _settled(
    problem: Problem, withheld: frozenset[int], progress: Progress
) -> tuple[dict[int, Interval], frozenset[int]]:
    """What anybody can say of each withheld cell; a secondary one that is known anyway is published."""
    while True:
        found = _intervals(problem, withheld, progress)
        known = {cell for cell, (least, most) in found.items() if least == most} - problem.primary
        if not lone_disclosures(problem, withheld - known):
            return {cell: found[cell] for cell in found if cell not in known}, withheld - known
        # Known by bounds, such a cell helps somebody alone as much as a published one does.
        before = withheld
        for atom in sorted(problem.singletons):
            withheld = _repaired_for(problem, withheld, frozenset({atom}), progress)
        if withheld == before:
            return found, withheld


def _intervals(problem: Problem, withheld: frozenset[int], progress: Progress) -> dict[int, Interval]:
    attack = Attack(problem, withheld)
    attack.spread()
    found: dict[int, Interval] = {}
    for done, cell in enumerate(sorted(withheld), 1):
        found[cell] = attack.interval(cell)
        progress("intervals", done, len(withheld))
    return found


def _proofs(problem: Problem, withheld: frozenset[int]) -> Proofs:
    attacks = [Attack(problem, withheld, known) for known in attackers(problem)]
    return [(attack, list(verdicts(attack))) for attack in attacks]
