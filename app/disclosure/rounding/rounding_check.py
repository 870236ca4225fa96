"""Checks a certificate of rounded tables: plain sums and comparisons, no solver.

What it accepts keeps the rule and is protected, whatever program made the certificate: every table is put
together whole, and every cell of it is added up and compared.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from app.disclosure.rounding.attackers import AttackQuestions, Whole
from app.disclosure.rounding.certain_zeros import CertainZero, holds
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rule import is_allowed
from app.disclosure.rounding.truths import Changes, TruthRanges, whole

VERSION = 1
GREATEST = 10**12
"""The greatest change of a count that is read: far beyond any, and far from where sums would overflow."""


def faults(linked: LinkedTables, shown: Sequence[int], certificate: object) -> list[str]:
    """What is wrong with a certificate, as sentences; none if it proves that what is shown keeps the rule and
    that nobody knows a cell too closely. `shown` has a number for each cell, of which those of the shown
    cells are read."""
    try:
        return list(_faults(linked, shown, certificate))
    except _Malformed as malformed:
        return [str(malformed)]


class _Malformed(Exception):
    pass


def _faults(linked: LinkedTables, shown: Sequence[int], certificate: object) -> Iterator[str]:
    keys = {"version", "counts", "rounded", "truths", "none"}
    if not isinstance(certificate, dict) or certificate.keys() != keys:
        raise _Malformed(f"the certificate must be an object with {', '.join(sorted(keys))}")
    if certificate["version"] != VERSION or isinstance(certificate["version"], bool | float):
        raise _Malformed(f"the certificate is not of version {VERSION}")
    if _numbers(certificate["counts"], "counts") != linked.counts:
        raise _Malformed("counts: the certificate is for other counts")
    if len(shown) != len(linked.cells):
        raise _Malformed(f"{len(shown)} numbers are shown for {len(linked.cells)} cells")
    yield from _against_the_rule(linked, shown)
    asking = AttackQuestions(linked, shown)
    rounded = whole(linked, _changes(linked, certificate["rounded"], "rounded"))
    for fault in _not_as_shown(linked, shown, asking, rounded):
        yield f"rounded: {fault}"
    if not isinstance(certificate["truths"], list):
        raise _Malformed("truths must be a list")
    ranges = TruthRanges(linked, asking.sums)
    for number, found in enumerate(certificate["truths"]):
        truth = _changes(linked, found, f"truth {number}")
        for fault in _impossible(linked, asking, whole(linked, truth)):
            yield f"truth {number}: {fault}"
        ranges.add(truth)
    if not isinstance(certificate["none"], list):
        raise _Malformed("none must be a list")
    for number, found in enumerate(certificate["none"]):
        proof = _proof(linked, found, f"none {number}")
        if holds(asking, proof):
            asking.take_none(proof.districts, proof.cell)
        else:
            yield f"none {number}: more of {linked.cells[proof.cell]} may be there"
    yield from _known_too_closely(linked, asking, ranges)


def _against_the_rule(linked: LinkedTables, shown: Sequence[int]) -> Iterator[str]:
    numbers = {cell: shown[cell] for cell in linked.shown} | dict(linked.told)
    for cell, number in sorted(numbers.items()):
        if not is_allowed(number, linked.values[cell], linked.threshold):
            yield f"{linked.cells[cell]} is shown as {number}, which the rule does not allow for its count"
        elif cell in linked.shown and 0 < number < linked.floors.get(cell, 0):
            yield f"{linked.cells[cell]} is shown as {number}, less than everybody knows it to be"


def _not_as_shown(
    linked: LinkedTables, shown: Sequence[int], asking: AttackQuestions, rounded: Whole
) -> Iterator[str]:
    sums = asking.sums(rounded)
    for atom in np.flatnonzero(rounded < 0).tolist():
        yield f"the atom {linked.atoms[atom]} is less than 0"
    for cell in sorted(linked.shown):
        if sums[cell] != shown[cell]:
            yield f"{linked.cells[cell]} is {sums[cell]} and shown as {shown[cell]}"
    for cell in sorted(linked.forced):
        if sums[cell] != linked.values[cell]:
            yield f"{linked.cells[cell]} is {sums[cell]}, and known to be {linked.values[cell]}"


def _impossible(linked: LinkedTables, asking: AttackQuestions, table: Whole) -> Iterator[str]:
    sums = asking.sums(table)
    for atom in np.flatnonzero(table < 0).tolist():
        yield f"the atom {linked.atoms[atom]} is less than 0"
    for cell in np.flatnonzero((sums < asking.low) | (sums > asking.high)).tolist():
        least, most = int(asking.low[cell]), int(asking.high[cell])
        wanted = f"{least}" if least == most else f"{least} to {most}"
        yield f"{linked.cells[cell]} is {sums[cell]}, and could only be {wanted}"


def _known_too_closely(linked: LinkedTables, asking: AttackQuestions, ranges: TruthRanges) -> Iterator[str]:
    for attacker in asking.attackers:
        least, most = ranges.of(attacker.districts)
        narrow = asking.of(attacker.districts) & (most - least < attacker.width)
        who = f"who knows {', '.join(sorted(attacker.districts))}" if attacker.districts else "any reader"
        for cell in np.flatnonzero(narrow).tolist():
            yield f"{linked.cells[cell]}: no two truths for {who} differ by {attacker.width}"


# ------------------------------------------------------------------------------------------- shapes


def _changes(linked: LinkedTables, found: object, what: str) -> Changes:
    if not isinstance(found, list) or len(found) != 2:
        raise _Malformed(f"{what} must be a list of atoms and a list of changes")
    atoms, changes = _numbers(found[0], f"{what}: atoms"), _numbers(found[1], f"{what}: changes")
    if len(atoms) != len(changes):
        raise _Malformed(f"{what} has {len(atoms)} atoms and {len(changes)} changes")
    if list(atoms) != sorted(set(atoms)) or any(not 0 <= atom < len(linked.atoms) for atom in atoms):
        raise _Malformed(f"{what}: atoms must be places of atoms, ascending, each once")
    if any(not 0 < abs(change) <= GREATEST for change in changes):
        raise _Malformed(f"{what}: a change is a whole number and not 0")
    return atoms, changes


def _proof(linked: LinkedTables, found: object, what: str) -> CertainZero:
    keys = {"knows", "cell", "rows", "multipliers", "denominator"}
    if not isinstance(found, dict) or found.keys() != keys:
        raise _Malformed(f"{what} must be an object with {', '.join(sorted(keys))}")
    knows = found["knows"]
    if not isinstance(knows, list) or any(not isinstance(one, str) or not one for one in knows):
        raise _Malformed(f"{what}: knows must be a list of districts")
    rows = _numbers(found["rows"], f"{what}: rows")
    multipliers = _numbers(found["multipliers"], f"{what}: multipliers")
    cell, denominator = _numbers([found["cell"], found["denominator"]], f"{what}: cell and denominator")
    if len(rows) != len(multipliers) or len(set(rows)) != len(rows) or denominator < 1:
        raise _Malformed(f"{what} must have a multiplier for each row, and a denominator from 1")
    if any(not 0 <= row < len(linked.cells) for row in (cell, *rows)):
        raise _Malformed(f"{what}: rows and cell must be places of cells")
    return CertainZero(frozenset(knows), cell, rows, multipliers, denominator)


def _numbers(found: object, what: str) -> tuple[int, ...]:
    if not isinstance(found, list) or any(type(one) is not int for one in found):
        raise _Malformed(f"{what} must be a list of whole numbers")
    return tuple(found)
