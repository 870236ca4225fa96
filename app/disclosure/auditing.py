"""The audit of a choice of withheld cells, wherever it comes from: intervals, and what is not protected."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.disclosure.attack import Attack, attackers, verdicts
from app.disclosure.problem import Problem
from app.disclosure.protecting import Progress, quiet
from app.disclosure.secondary import lone_disclosures

Interval = tuple[int, int | None]


@dataclass(frozen=True)
class Breach:
    """A cell that somebody can say too much of. `attacker` counts the insiders from 1; 0 is everybody."""

    cell: int
    why: str
    interval: Interval
    attacker: int


@dataclass(frozen=True)
class Audit:
    intervals: dict[int, Interval]
    """What anybody can say of each withheld cell; None where nothing bounds it."""
    breaches: tuple[Breach, ...]

    @property
    def safe(self) -> bool:
        return not self.breaches


def audit(problem: Problem, withheld: frozenset[int], progress: Progress = quiet) -> Audit:
    """Attack a publication of all cells but the withheld ones.

    A breach is a primary cell that is published, that is pinned (`published`, `exact`, `no-greater`,
    `too-narrow`) or that a contributor who is alone can work out (`alone`), and a withheld cell of any count
    whose value everybody can work out (`exact`).
    """
    breaches: list[Breach] = []
    for cell in sorted(problem.primary - withheld):
        value = problem.values[cell]
        breaches.append(Breach(cell, "published", (value, value), 0))
    intervals: dict[int, Interval] = {}
    views = attackers(problem)
    for number, known in enumerate(views):
        progress("audit", number, len(views))
        attack = Attack(problem, withheld, known)

        def beat(done: int = number) -> None:
            progress("audit", done, len(views))

        failed = [verdict for verdict in verdicts(attack, beat) if not verdict.safe]
        if number == 0:
            intervals = intervals_of(attack, withheld, progress)
            exact = [cell for cell, (least, most) in intervals.items() if least == most]
            others = sorted(set(exact) - problem.primary)
            breaches += [Breach(cell, "exact", intervals[cell], 0) for cell in others]
        for verdict in failed:
            interval = attack.interval(verdict.cell)
            breaches.append(Breach(verdict.cell, _why(problem, verdict.cell, interval), interval, number))
    for cell in sorted(lone_disclosures(problem, withheld)):
        if cell in withheld:
            breaches.append(Breach(cell, "alone", intervals[cell], 0))
    return Audit(intervals, tuple(sorted(breaches, key=lambda one: (one.attacker, one.cell, one.why))))


def intervals_of(attack: Attack, cells: Iterable[int], progress: Progress = quiet) -> dict[int, Interval]:
    """The least and the greatest count of each cell; two searches a cell, so not for large problems."""
    found: dict[int, Interval] = {}
    wanted = sorted(cells)
    for done, cell in enumerate(wanted):
        progress("intervals", done, len(wanted))
        found[cell] = attack.interval(cell)
    return found


def _why(problem: Problem, cell: int, interval: Interval) -> str:
    least, most = interval
    if least == most:
        return "exact"
    return "no-greater" if most == problem.values[cell] else "too-narrow"
