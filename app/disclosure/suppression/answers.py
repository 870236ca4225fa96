"""The answers of `stodlogg disclosure` where cells are withheld, as JSON-able data."""

from pathlib import Path

from app.disclosure.deadline import Deadline
from app.disclosure.problem import Problem
from app.disclosure.reading import for_audit, read_file
from app.disclosure.suppression.attack import Attack, Interval
from app.disclosure.suppression.auditing import Breach, audit, intervals_of
from app.disclosure.suppression.protecting import protect
from app.progress import Progress

Json = dict[str, object]

CHOOSING = 0.8
"""The share of the time for protecting; the rest is for telling what can still be said of each cell."""


def protected(file: Path, deadline: Deadline, told: Progress) -> Json:
    """The answer of protecting. Raises `FileRefused`, `CannotProtect`, `NotSolved`."""
    problem = read_file(file).problem
    protection = protect(problem, told, deadline.part(CHOOSING))
    withheld = protection.primary | protection.secondary
    intervals, unsettled = intervals_of(Attack(problem, withheld), withheld, told, deadline)
    return {
        "primary": _names(problem, protection.primary),
        "secondary": _names(problem, protection.secondary),
        "intervals": _intervals(problem, intervals),
        "unsettled": _names(problem, unsettled),
        "safe": True,
        "certificate": protection.certificate,
    }


def audited(file: Path, deadline: Deadline, told: Progress) -> tuple[Json, bool]:
    """The answer of an audit, and whether what is published is safe. Raises `FileRefused`, `NotSolved`."""
    problem, withheld = for_audit(read_file(file))
    found = audit(problem, withheld, told, deadline)
    answer: Json = {
        "intervals": _intervals(problem, found.intervals),
        "unsettled": _names(problem, found.unsettled),
        "breaches": [_breach(problem, breach) for breach in found.breaches],
        "safe": found.safe,
    }
    return answer, found.safe


def _names(problem: Problem, cells: frozenset[int]) -> list[str]:
    return [problem.cells[cell] for cell in sorted(cells)]


def _intervals(problem: Problem, intervals: dict[int, Interval]) -> Json:
    return {problem.cells[cell]: list(interval) for cell, interval in sorted(intervals.items())}


def _breach(problem: Problem, breach: Breach) -> Json:
    insider = problem.coalitions[breach.attacker - 1] if breach.attacker else frozenset[int]()
    return {
        "cell": problem.cells[breach.cell],
        "count": problem.values[breach.cell],
        "interval": list(breach.interval),
        "why": breach.why,
        "known_atoms": [problem.atoms[atom] for atom in sorted(insider)],
    }
