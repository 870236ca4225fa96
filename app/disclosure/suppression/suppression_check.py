"""Checks a certificate against the system that it is for: plain sums and comparisons, no solver.

What it accepts is protected, whatever program made the certificate: every table is put together whole, and
every cell of it is added up and compared.
"""

from collections.abc import Iterator
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from app.disclosure.cell_system import CellSystem

WIDTH = 2
VERSION = 2
GREATEST = 10**12
"""The greatest change of a count that is read: far beyond any, and far from where sums would overflow."""

Whole = NDArray[np.int64]
Changes = dict[int, int]


def faults(system: CellSystem, certificate: object) -> list[str]:
    """What is wrong with a certificate, as sentences; none if it proves that every primary cell is safe."""
    try:
        return list(_faults(system, certificate))
    except _Malformed as malformed:
        return [str(malformed)]


class _Malformed(Exception):
    pass


def _faults(system: CellSystem, certificate: object) -> Iterator[str]:
    keys = {"version", "counts", "withheld", "tables", "attackers"}
    body = _object(certificate, keys, "the certificate")
    if body["version"] != VERSION or isinstance(body["version"], bool):
        raise _Malformed(f"the certificate is not of version {VERSION}")
    counts = _list(body["counts"], "counts")
    if counts != list(system.counts) or any(isinstance(count, bool | float) for count in counts):
        raise _Malformed("counts: the certificate is for other counts")
    place = {name: cell for cell, name in enumerate(system.cells)}
    names = [_named(place, name, "withheld") for name in _list(body["withheld"], "withheld")]
    withheld = set(names)
    if len(withheld) != len(names):
        raise _Malformed("withheld: a cell is named twice")
    for cell in sorted(system.primary - withheld):
        yield f"{system.cells[cell]} is primary and not withheld"
    for cell in sorted(system.fixed & withheld):
        yield f"{system.cells[cell]} cannot be withheld"
    tables = _Tables(system, withheld, _list(body["tables"], "tables"))
    yield from tables.faults()
    attackers = _list(body["attackers"], "attackers")
    wanted = [frozenset[int](), *system.coalitions]
    if len(attackers) != len(wanted):
        raise _Malformed(f"{len(attackers)} attackers where there must be {len(wanted)}")
    for number, (attacker, known) in enumerate(zip(attackers, wanted, strict=True)):
        for fault in _attacker(system, tables, known, attacker, f"attacker {number}"):
            yield f"attacker {number}: {fault}"


def _attacker(
    system: CellSystem, tables: "_Tables", known: frozenset[int], attacker: object, what: str
) -> Iterator[str]:
    body = _object(attacker, {"knows", "cells"}, what)
    if body["knows"] != [system.atoms[atom] for atom in sorted(known)]:
        yield "knows other atoms than it should"
    cells = _object(body["cells"], None, "cells")
    wanted = {system.cells[cell]: cell for cell in system.open_to(known, system.primary)}
    if cells.keys() != wanted.keys():
        raise _Malformed("cells: not exactly the primary cells that are open to this attacker")
    used: set[int] = set()
    for name, pair in cells.items():
        first, second = _pair(len(tables.changes), pair, name)
        used |= {first, second}
        rise, other = (tables.differences[number].get(wanted[name], 0) for number in (first, second))
        if max(rise, other) <= 0:
            yield f"{name}: no table has it greater than it is"
        if abs(rise - other) < WIDTH:
            yield f"{name}: the tables differ by less than {WIDTH}"
    for number in sorted(used):
        for atom in sorted(known & tables.changes[number].keys()):
            yield f"table {number}: the atom {system.atoms[atom]} is not as the insider knows it"


class _Tables:
    """The tables, each put together whole from its differences from the true one and added up."""

    def __init__(self, system: CellSystem, withheld: set[int], found: list[object]) -> None:
        self._system = system
        place = {name: atom for atom, name in enumerate(system.atoms)}
        self.changes = [_changes(place, one) for one in found]
        self.differences: list[dict[int, int]] = []
        """For each table the cells whose value in it is another than the true one, and by how much."""
        self._atoms = np.fromiter(chain.from_iterable(system.members), dtype=np.int64)
        starts = accumulate((len(atoms) for atoms in system.members), initial=0)
        self._starts = np.array(list(starts)[:-1], dtype=np.int64)
        self._true = np.array(system.values, dtype=np.int64)
        self._hidden = np.zeros(len(system.cells), dtype=bool)
        self._hidden[list(withheld)] = True
        self._floors = np.array([system.floor(cell) for cell in range(len(system.cells))], dtype=np.int64)

    def faults(self) -> Iterator[str]:
        for number, changes in enumerate(self.changes):
            for fault in self._faults_of(changes):
                yield f"table {number}: {fault}"

    def _faults_of(self, changes: Changes) -> Iterator[str]:
        names = self._system.cells
        table = np.array(self._system.counts, dtype=np.int64)
        for atom, change in changes.items():
            table[atom] += change
        for atom in np.flatnonzero(table < 0).tolist():
            yield f"the atom {self._system.atoms[atom]} is less than 0"
        sums: Whole = np.add.reduceat(table[self._atoms], self._starts)
        for cell in np.flatnonzero(self._hidden & (sums < self._floors)).tolist():
            yield f"{names[cell]} is withheld and less than {self._system.floor(cell)}"
        for cell in np.flatnonzero(~self._hidden & (sums != self._true)).tolist():
            yield f"{names[cell]} is published and not {self._system.values[cell]}"
        for share in self._system.shares:
            part, whole = (int(sums[cell]) for cell in (share.numerator, share.denominator))
            if not share.least * whole <= part <= share.greatest * whole:
                yield f"the share of {names[share.numerator]} is not as published"
        other = np.flatnonzero(sums != self._true)
        differences = (sums - self._true)[other].tolist()
        self.differences.append(dict(zip(other.tolist(), differences, strict=True)))


# ------------------------------------------------------------------------------------------- shapes


def _object(found: object, keys: set[str] | None, what: str) -> dict[str, object]:
    if not isinstance(found, dict) or (keys is not None and found.keys() != keys):
        raise _Malformed(f"{what} must be an object" + (f" with {', '.join(sorted(keys))}" if keys else ""))
    return found


def _list(found: object, what: str) -> list[object]:
    if not isinstance(found, list):
        raise _Malformed(f"{what} must be a list")
    return found


def _named(place: dict[str, int], name: object, what: str) -> int:
    if not isinstance(name, str) or name not in place:
        raise _Malformed(f"{what}: there is no {name!r}")
    return place[name]


def _changes(place: dict[str, int], found: object) -> Changes:
    changes: Changes = {}
    for name, change in _object(found, None, "a table").items():
        if not isinstance(change, int) or isinstance(change, bool) or not 0 < abs(change) <= GREATEST:
            raise _Malformed("a table must have a whole number, not 0, for each atom that differs")
        changes[_named(place, name, "a table")] = change
    return changes


def _pair(tables: int, found: object, name: str) -> tuple[int, int]:
    pair = _list(found, name)
    numbers = [
        one for one in pair if isinstance(one, int) and not isinstance(one, bool) and 0 <= one < tables
    ]
    if len(pair) != 2 or len(numbers) != 2:
        raise _Malformed(f"{name} must name two tables")
    return numbers[0], numbers[1]
