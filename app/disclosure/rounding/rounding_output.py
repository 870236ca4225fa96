"""The answers of `stodlogg disclosure` where figures are rounded, as JSON-able data."""

import secrets
from pathlib import Path

from app.disclosure.cell_system import CannotProtect, CellSystem
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rounded_tables import round_tables
from app.disclosure.rounding.rounding_attack import RoundingBreach, attack
from app.disclosure.rounding.rounding_certificate import certificate
from app.disclosure.rounding.rounding_check import faults
from app.disclosure.rounding.secret_file import BYTES, read_or_make
from app.disclosure.rounding.table_set_linkage import cell_in_file, given_away, linked_of, shown_in
from app.disclosure.rounding.violations import RuleViolation, violations
from app.disclosure.table_set_file import read_file
from app.disclosure.time_limit import Deadline
from app.progress import Progress

Json = dict[str, object]


def protected(file: Path, secret_file: Path | None, lineage: str, deadline: Deadline, told: Progress) -> Json:
    """The answer of protecting. Without a file of a secret a new one is drawn, and forgotten.

    Raises `FileRefused`, `CannotProtect`, `NotSolved`.
    """
    tables = read_file(file, exact=False)
    system, linked = tables.system, linked_of(tables)
    if given := given_away(system):
        names = ", ".join(system.cells[cell] for cell in given)
        raise CannotProtect(f"what is published already gives away: {names}")
    secret = read_or_make(secret_file) if secret_file else secrets.token_bytes(BYTES)
    try:
        rounded = round_tables(linked, secret, lineage, progress=told, deadline=deadline)
    except TimeoutError as late:
        cells = sum(cell in linked.shown for cell in range(len(system.cells)))
        raise CannotProtect(
            f"time was up before the {cells} figures were rounded; none is protected"
        ) from late
    proof = certificate(linked, rounded.atoms, rounded.attacked)
    if wrong := faults(linked, rounded.shown, proof):
        raise AssertionError(f"the certificate does not hold: {wrong[0]}")
    return {
        "shown": dict(zip(system.cells, rounded.shown, strict=False)),
        "repeatable": secret_file is not None,
        "safe": True,
        "certificate": proof,
    }


def audited(file: Path, deadline: Deadline, told: Progress) -> tuple[Json, bool]:
    """The answer of an audit, and whether what is published is safe. Raises `FileRefused`, `NotSolved`."""
    tables = read_file(file, exact=False)
    system, linked = tables.system, linked_of(tables)
    shown = shown_in(tables, linked)
    given = [RuleViolation(cell, "given-away") for cell in given_away(system)]
    wrong = [*given, *violations(linked, shown, deadline.part(0.5))]
    breaches: list[Json] = []
    if not wrong:
        found = attack(linked, shown, progress=told, deadline=deadline)
        breaches = [_breach(system, linked, shown, breach, found.in_time) for breach in found.breaches]
    safe = not wrong and not breaches
    told_of = [_violation(linked, shown, one) for one in wrong]
    return {"violations": told_of, "breaches": breaches, "safe": safe}, safe


def _violation(linked: LinkedTables, shown: tuple[int, ...], one: RuleViolation) -> Json:
    numbers: Json = {"cell": None}
    if one.cell is not None:
        numbers = {"cell": linked.cells[one.cell], "count": linked.values[one.cell], "shown": shown[one.cell]}
    return {**numbers, "why": one.why, "parts": {linked.cells[part]: shown[part] for part in one.parts}}


def _breach(
    system: CellSystem, linked: LinkedTables, shown: tuple[int, ...], breach: RoundingBreach, in_time: bool
) -> Json:
    cell = cell_in_file(system, breach.cell)
    narrow = "exact" if breach.least == breach.greatest else "too-narrow"
    return {
        "cell": linked.cells[cell],
        "count": linked.values[cell],
        "shown": shown[cell],
        "interval": [breach.least, breach.greatest],
        "why": narrow if in_time else "not-settled",
        "known_atoms": [
            linked.atoms[atom]
            for atom, district in enumerate(linked.districts)
            if district in breach.attacker.districts
        ],
    }
