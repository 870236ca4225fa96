"""Whole truths that could be the real one, and how much each cell varies over them."""

import numpy as np

from app.disclosure.rounding.attackers import CellSums, Whole
from app.disclosure.rounding.linked_tables import LinkedTables

Changes = tuple[tuple[int, ...], tuple[int, ...]]
"""A truth: the atoms in which it differs from the real one, ascending, and by how much."""


def whole(linked: LinkedTables, truth: Changes) -> Whole:
    """The whole table: one count for each atom."""
    table = np.array(linked.counts, dtype=np.int64)
    table[list(truth[0])] += np.array(truth[1], dtype=np.int64)
    return table


class TruthRanges:
    """How much each cell varies over the truths taken in, for those who know certain districts exactly."""

    def __init__(self, linked: LinkedTables, sums: CellSums) -> None:
        self.truths: dict[Changes, frozenset[str]] = {}
        """With the districts that each differs in."""
        self._linked, self._sums = linked, sums
        self._of: dict[frozenset[str], tuple[Whole, Whole]] = {}

    def add(self, truth: Changes) -> None:
        """Take a truth in; twice is once."""
        districts = frozenset(self._linked.districts[atom] for atom in truth[0])
        if truth in self.truths:
            return
        self.truths[truth] = districts
        found = self._sums(whole(self._linked, truth)) - np.array(self._linked.values, dtype=np.int64)
        fall, rise = self._of.get(districts, (np.zeros_like(found), np.zeros_like(found)))
        self._of[districts] = np.minimum(fall, found), np.maximum(rise, found)

    def of(self, known: frozenset[str]) -> tuple[Whole, Whole]:
        """The greatest fall (0 or less) and rise of each cell over the truths that agree with what somebody
        knows of these districts."""
        least = np.zeros(len(self._linked.cells), dtype=np.int64)
        most = least
        for districts, (fall, rise) in self._of.items():
            if known.isdisjoint(districts):
                least, most = np.minimum(least, fall), np.maximum(most, rise)
        return least, most
