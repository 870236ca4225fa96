"""The answers of `stodlogg disclosure` as JSON-able data."""

from app.disclosure.attack import Interval
from app.disclosure.auditing import Audit, Breach
from app.disclosure.problem import Problem
from app.disclosure.protecting import Protection

Json = dict[str, object]


def protection_as_json(
    problem: Problem, protection: Protection, intervals: dict[int, Interval], unsettled: frozenset[int]
) -> Json:
    return {
        "primary": _names(problem, protection.primary),
        "secondary": _names(problem, protection.secondary),
        "intervals": _intervals(problem, intervals),
        "unsettled": _names(problem, unsettled),
        "safe": True,
        "certificate": protection.certificate,
    }


def audit_as_json(problem: Problem, audit: Audit) -> Json:
    return {
        "intervals": _intervals(problem, audit.intervals),
        "unsettled": _names(problem, audit.unsettled),
        "breaches": [_breach(problem, breach) for breach in audit.breaches],
        "safe": audit.safe,
    }


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
