"""The answers of `stodlogg disclosure` where cells are withheld, as JSON-able data."""

from pathlib import Path

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.suppressed_tables import protect
from app.disclosure.suppression.suppression_attack import Attack, Interval
from app.disclosure.suppression.suppression_audit import SuppressionBreach, audit, intervals_of
from app.disclosure.table_set_file import for_audit, read_file
from app.disclosure.time_limit import Deadline
from app.progress import Progress

Json = dict[str, object]

CHOOSING = 0.8
"""The share of the time for protecting; the rest is for telling what can still be said of each cell."""


def protected(file: Path, deadline: Deadline, told: Progress) -> Json:
    """The answer of protecting. Raises `FileRefused`, `CannotProtect`, `NotSolved`."""
    system = read_file(file).system
    protection = protect(system, told, deadline.part(CHOOSING))
    withheld = protection.primary | protection.secondary
    intervals, unsettled = intervals_of(Attack(system, withheld), withheld, told, deadline)
    return {
        "primary": _names(system, protection.primary),
        "secondary": _names(system, protection.secondary),
        "intervals": _intervals(system, intervals),
        "unsettled": _names(system, unsettled),
        "safe": True,
        "certificate": protection.certificate,
    }


def audited(file: Path, deadline: Deadline, told: Progress) -> tuple[Json, bool]:
    """The answer of an audit, and whether what is published is safe. Raises `FileRefused`, `NotSolved`."""
    system, withheld = for_audit(read_file(file))
    found = audit(system, withheld, told, deadline)
    answer: Json = {
        "intervals": _intervals(system, found.intervals),
        "unsettled": _names(system, found.unsettled),
        "breaches": [_breach(system, breach) for breach in found.breaches],
        "safe": found.safe,
    }
    return answer, found.safe


def _names(system: CellSystem, cells: frozenset[int]) -> list[str]:
    return [system.cells[cell] for cell in sorted(cells)]


def _intervals(system: CellSystem, intervals: dict[int, Interval]) -> Json:
    return {system.cells[cell]: list(interval) for cell, interval in sorted(intervals.items())}


def _breach(system: CellSystem, breach: SuppressionBreach) -> Json:
    insider = system.coalitions[breach.attacker - 1] if breach.attacker else frozenset[int]()
    return {
        "cell": system.cells[breach.cell],
        "count": system.values[breach.cell],
        "interval": list(breach.interval),
        "why": breach.why,
        "known_atoms": [system.atoms[atom] for atom in sorted(insider)],
    }
