"""The certificate: for every attacker and every primary cell two tables that could both be the true one.

Each table reproduces all that is published and all that the attacker knows; in one of the two the cell is
greater than it is, and the two differ by at least two. A release keeps its certificate, and `checking`
verifies it without a solver. It holds what insiders know, so it stays inside the service.

Tables are written as their differences from the true one: a country's table has ten thousand counts, and two
tables seldom differ in more than a few hundred.
"""

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.suppression_attack import Attack, CellBound, CellVerdict, Chosen

Json = dict[str, object]
Proofs = dict[int, tuple[Attack, CellVerdict]]
"""For each primary cell the attack that failed, and what it found."""

VERSION = 2


def certificate(system: CellSystem, withheld: frozenset[int], proofs: list[Proofs]) -> Json:
    """As JSON-able data. `proofs` has one for each attacker, everybody first; every verdict must be safe."""
    tables = _Tables()
    attackers = [
        {
            "knows": [system.atoms[atom] for atom in sorted(known)],
            "cells": {system.cells[cell]: tables.pair(*proof) for cell, proof in sorted(found.items())},
        }
        for known, found in zip((frozenset[int](), *system.coalitions), proofs, strict=True)
    ]
    return {
        "version": VERSION,
        "counts": list(system.counts),
        "withheld": [system.cells[cell] for cell in sorted(withheld)],
        "tables": [_named(system, changes) for changes in tables.changes()],
        "attackers": attackers,
    }


def varying(system: CellSystem, proofs: list[Proofs]) -> frozenset[int]:
    """The cells that are not the same in all tables of a certificate: only these need their mark for it."""
    tables = _Tables()
    for proof in proofs:
        for attack, verdict in proof.values():
            tables.pair(attack, verdict)
    varied: set[int] = set()
    for changes in tables.changes():
        sums: dict[int, int] = {}
        for atom, change in changes.items():
            for cell in system.cells_of[atom]:
                sums[cell] = sums.get(cell, 0) + change
        varied |= {cell for cell, change in sums.items() if change}
    return frozenset(varied)


def _named(system: CellSystem, changes: dict[int, int]) -> dict[str, int]:
    return {system.atoms[atom]: change for atom, change in sorted(changes.items())}


class _Tables:
    """Few whole tables that between them hold all solutions asked for: parts can be combined at will."""

    def __init__(self) -> None:
        self._chosen: list[tuple[Attack | None, Chosen]] = [(None, {})]
        self._of: dict[Attack, list[int]] = {}

    def pair(self, attack: Attack, verdict: CellVerdict) -> list[int]:
        """The tables that show that the verdict's cell is safe."""
        return [self._place(attack, verdict.greatest), self._place(attack, verdict.least)]

    def _place(self, attack: Attack, bound: CellBound) -> int:
        """The first table that has these solutions, or can take them."""
        wanted = bound.chosen.items()
        if not any(bound.chosen.values()):
            return 0
        numbers = self._of.setdefault(attack, [])
        for number in numbers:
            taken = self._chosen[number][1]
            if all(taken.get(part, solution) == solution for part, solution in wanted):
                taken.update(wanted)
                return number
        self._chosen.append((attack, dict(wanted)))
        numbers.append(len(self._chosen) - 1)
        return numbers[-1]

    def changes(self) -> list[dict[int, int]]:
        """Each table's differences from the true one, by atom."""
        return [attack.changes(chosen) if attack else {} for attack, chosen in self._chosen]
