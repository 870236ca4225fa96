"""From a system to what may be published: suppression, audit and repair until all attackers fail, proof."""

import contextlib
from dataclasses import dataclass

from app.disclosure.cell_system import CannotProtect, CellSystem
from app.disclosure.suppression.cheapest_suppression import cheapest
from app.disclosure.suppression.coarse_repair import loosened_at_once
from app.disclosure.suppression.repeated_audit import secured, secured_from
from app.disclosure.suppression.secondary_suppression import ORDERS, cost, lone_disclosures, suppress
from app.disclosure.suppression.suppression_attack import Attack
from app.disclosure.suppression.suppression_certificate import Json, Proofs, certificate, varying
from app.disclosure.suppression.suppression_check import faults
from app.disclosure.time_limit import NEVER, Deadline, DeadlinePassed
from app.progress import Progress, quiet

__all__ = ["Progress", "Protection", "protect", "quiet"]

SMALL = 400
"""Cells up to which every order is tried and thinned: what safety does not need is published after all."""

MOST_NAMED = 50
"""As many unprotected cells as are named; the rest are counted."""

IMPROVING = 0.6
"""The share of the time for what makes a choice better; the rest is for making it safe and proving it."""


@dataclass(frozen=True)
class Protection:
    """What to withhold, and the proof that it is enough."""

    primary: frozenset[int]
    secondary: frozenset[int]
    certificate: Json
    repaired: int
    """How many cells the audit added to what the elimination withheld."""


def protect(system: CellSystem, progress: Progress = quiet, deadline: Deadline = NEVER) -> Protection:
    """Choose the cells to withhold and prove that the primary ones are safe. Where time is short more is
    withheld than needs be.

    Raises `CannotProtect` where what is published already, zeros or shares stand in the way, or time is up
    first; `NotSolved` where the solver fails.
    """
    try:
        start, withheld, proofs = _chosen(system, progress, deadline)
    except DeadlinePassed as late:
        names = ", ".join(system.cells[cell] for cell in late.cells[:MOST_NAMED])
        more = len(late.cells) - MOST_NAMED
        names += f" and {more} more" * (more > 0)
        raise CannotProtect(f"time was up before these cells were protected: {names}") from late
    proof = certificate(system, withheld, proofs)
    if wrong := faults(system, proof):
        raise AssertionError(f"the certificate does not hold: {wrong[0]}")
    return Protection(
        primary=system.primary,
        secondary=withheld - system.primary,
        certificate=proof,
        repaired=len(withheld - start),
    )


def _chosen(
    system: CellSystem, progress: Progress, deadline: Deadline
) -> tuple[frozenset[int], frozenset[int], list[Proofs]]:
    """What elimination withholds, what is withheld in the end, and the proofs."""
    improving = deadline.part(IMPROVING)
    starts = _starts(system, progress, improving)
    start = withheld = starts[0]
    if len(system.cells) <= SMALL:
        with contextlib.suppress(DeadlinePassed):
            start, withheld = cheapest(system, starts, progress, improving)
    if improving.over():
        coarse = loosened_at_once(system)
        cheaper = cost(system, coarse) < cost(system, withheld)
        if cheaper and not lone_disclosures(system, coarse, deadline.part(IMPROVING)):
            start = withheld = coarse
    withheld, proofs = secured(system, withheld, progress, deadline.part(0.8))
    return start, _settled(system, withheld, proofs, deadline), proofs


def _starts(system: CellSystem, progress: Progress, deadline: Deadline) -> list[frozenset[int]]:
    """What each order of elimination withholds, the cheapest first."""
    orders = ORDERS if len(system.cells) <= SMALL else ORDERS[:1]
    steps = len(orders) * (len(system.cells) - len(system.primary | system.fixed))
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        progress("elimination", done, steps)

    starts: set[frozenset[int]] = set()
    for index, order in enumerate(orders):
        if starts and deadline.over():
            break
        part = deadline.part(1 / (1 + len(orders) - index))
        starts.add(suppress(system, order(system), step, part))
    return sorted(starts, key=lambda withheld: (cost(system, withheld), sorted(withheld)))


def _settled(
    system: CellSystem, withheld: frozenset[int], proofs: list[Proofs], deadline: Deadline
) -> frozenset[int]:
    """Publish the cells that no proof needs withheld, among them all that everybody knows anyway."""
    while True:
        idle = withheld - system.primary - varying(system, proofs)
        if not lone_disclosures(system, withheld - idle, deadline):
            return withheld - idle
        # Known by bounds, such a cell helps somebody alone as much as a published one does; so does one of
        # which that is not settled.
        attack = Attack(system, withheld)
        intervals = {cell: attack.interval(cell, deadline) for cell in idle}
        told = {cell for cell, (least, most) in intervals.items() if least == most}
        if not lone_disclosures(system, withheld - told, deadline):
            return withheld - told
        before = withheld
        for atom in sorted(system.singletons):
            own = frozenset({atom})
            cells = system.open_to(own, system.primary)
            fine = deadline.part(0.5)
            withheld, _ = secured_from(system, withheld, own, cells, lambda _: None, fine, deadline)
        if withheld == before:
            return withheld
