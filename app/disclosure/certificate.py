"""The certificate: for every attacker and every primary cell two tables that could both be the true one.

Each table reproduces all that is published and all that the attacker knows; in one of the two the cell is
greater than it is, and the two differ by at least two. A release keeps its certificate, and `checking`
verifies it without a solver. It holds what insiders know, so it stays inside the service.
"""

from app.disclosure.attack import Attack, Bound, Chosen, Verdict
from app.disclosure.problem import Problem

Json = dict[str, object]

VERSION = 1


def certificate(
    problem: Problem, withheld: frozenset[int], proofs: list[tuple[Attack, list[Verdict]]]
) -> Json:
    """As JSON-able data. Every verdict must be safe; tables list the counts in the order of the atoms."""
    return {
        "version": VERSION,
        "withheld": [problem.cells[cell] for cell in sorted(withheld)],
        "attackers": [_attacker(problem, attack, verdicts) for attack, verdicts in proofs],
    }


def _attacker(problem: Problem, attack: Attack, verdicts: list[Verdict]) -> Json:
    tables = _Tables()
    cells = {
        problem.cells[verdict.cell]: [tables.place(verdict.greatest), tables.place(verdict.least)]
        for verdict in verdicts
    }
    return {
        "knows": [problem.atoms[atom] for atom in sorted(attack.known)],
        "tables": [attack.table(chosen) for chosen in tables.chosen],
        "cells": cells,
    }


class _Tables:
    """Few whole tables that between them hold all solutions asked for: parts can be combined at will."""

    def __init__(self) -> None:
        self.chosen: list[Chosen] = []

    def place(self, bound: Bound) -> int:
        """The first table that has these solutions, or can take them."""
        wanted = bound.chosen.items()
        for number, taken in enumerate(self.chosen):
            if all(taken.get(part, solution) == solution for part, solution in wanted):
                taken.update(wanted)
                return number
        self.chosen.append(dict(wanted))
        return len(self.chosen) - 1
