"""The audit of a choice of withheld cells, wherever it comes from: intervals, and what is not protected."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.secondary_suppression import lone_disclosures
from app.disclosure.suppression.suppression_attack import GENEROUS, Attack, Interval, attackers, verdicts
from app.disclosure.time_limit import NEVER, Deadline, DeadlinePassed
from app.progress import Progress, quiet

Why = Literal["published", "exact", "no-greater", "too-narrow", "alone", "not-settled"]
"""What is wrong with a cell; docs/reference/disclosure.md says each in words."""


@dataclass(frozen=True)
class SuppressionBreach:
    """A cell that somebody can say too much of. `attacker` counts the insiders from 1; 0 is everybody."""

    cell: int
    why: Why
    interval: Interval
    attacker: int


@dataclass(frozen=True)
class Audit:
    intervals: dict[int, Interval]
    """What anybody can say of each withheld cell; None where nothing bounds it."""
    unsettled: frozenset[int]
    """Cells whose interval may be wider than told: time was up."""
    breaches: tuple[SuppressionBreach, ...]

    @property
    def safe(self) -> bool:
        return not self.breaches


def audit(
    system: CellSystem, withheld: frozenset[int], progress: Progress = quiet, deadline: Deadline = NEVER
) -> Audit:
    """Attack a publication of all cells but the withheld ones.

    A breach is a primary cell that is published, that is pinned (`published`, `exact`, `no-greater`,
    `too-narrow`) or that a contributor who is alone can work out (`alone`), and a withheld cell of any count
    whose value everybody can work out (`exact`). What time does not settle is a breach too (`not-settled`).
    """
    breaches: list[SuppressionBreach] = []
    for cell in sorted(system.primary - withheld):
        value = system.values[cell]
        breaches.append(SuppressionBreach(cell, "published", (value, value), 0))
    outsider = Attack(system, withheld)
    intervals: dict[int, Interval] = {}
    unsettled: frozenset[int] = frozenset()
    views = attackers(system)
    for number, known in enumerate(views):
        if number and deadline.over():
            breaches += _unseen(system, withheld, known, number)
            continue
        attack = outsider if not number else Attack(system, withheld, known)
        progress("audit", number, len(views))
        # The first one has intervals to find too.
        part = deadline.part(min(1.0, GENEROUS / (len(views) - number + 1)) / (1 if number else 2))
        failed = [verdict for verdict in verdicts(attack, part) if not verdict.safe]
        if number == 0:
            part = deadline.part(1 / (1 + len(views) / 2))
            intervals, unsettled = intervals_of(attack, withheld, progress, part)
            known_by_all = [cell for cell, (least, most) in intervals.items() if least == most]
            for cell in sorted(set(known_by_all) - system.primary):
                breaches.append(
                    SuppressionBreach(
                        cell, "not-settled" if cell in unsettled else "exact", intervals[cell], 0
                    )
                )
        for verdict in failed:
            interval = attack.interval(verdict.cell, part)
            why = _why(system, verdict.cell, interval) if attack.is_settled(verdict.cell) else "not-settled"
            breaches.append(SuppressionBreach(verdict.cell, why, interval, number))
    breaches += _alone(system, withheld, intervals, deadline)
    breaches.sort(key=lambda breach: (breach.attacker, breach.cell, breach.why))
    return Audit(intervals, unsettled, tuple(breaches))


def intervals_of(
    attack: Attack, cells: Iterable[int], progress: Progress = quiet, deadline: Deadline = NEVER
) -> tuple[dict[int, Interval], frozenset[int]]:
    """The least and the greatest count of each cell, and the cells of which this is not settled; two searches
    a cell, so not for large systems."""
    intervals: dict[int, Interval] = {}
    unsettled: set[int] = set()
    wanted = sorted(cells)
    for done, cell in enumerate(wanted):
        progress("intervals", done, len(wanted))
        part = deadline.part(min(1.0, GENEROUS / (len(wanted) - done)))
        intervals[cell] = attack.interval(cell, part)
        if not attack.is_settled(cell):
            unsettled.add(cell)
    return intervals, frozenset(unsettled)


def _unseen(
    system: CellSystem, withheld: frozenset[int], known: frozenset[int], number: int
) -> list[SuppressionBreach]:
    """The cells that one attacker was not tried on."""
    cells = system.open_to(known, system.primary & withheld)
    return [SuppressionBreach(cell, "not-settled", (system.values[cell],) * 2, number) for cell in cells]


def _alone(
    system: CellSystem, withheld: frozenset[int], intervals: dict[int, Interval], deadline: Deadline
) -> list[SuppressionBreach]:
    """The cells that contributors who are alone can work out."""
    why: Why = "alone"
    try:
        cells = lone_disclosures(system, withheld, deadline)
    except DeadlinePassed as late:
        cells, why = frozenset(late.cells), "not-settled"
    return [SuppressionBreach(cell, why, intervals[cell], 0) for cell in sorted(cells & withheld)]


def _why(system: CellSystem, cell: int, interval: Interval) -> Why:
    least, most = interval
    if least == most:
        return "exact"
    return "no-greater" if most == system.values[cell] else "too-narrow"
