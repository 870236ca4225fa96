"""What somebody can say who knows the rule and the program with its repair, but not the secret.

All truths that the rule leaves are put together in arrays. The program would have shown these numbers for
those of them, and only those, for which nobody would know a cell too closely, and no number is forbidden from
the outset: the numbers themselves could have been the targets. So what knowledge of the program leaves is a
part of what the rule leaves, and known without a solver.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.disclosure.rounding.attackers import WIDTH, Attacker, attackers, targets
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rule import could_be_small, possible
from tests.disclosure.rounding.enumeration import bounds_of, within

Table = NDArray[np.int64]
Mask = NDArray[np.bool_]

MOST = 3_000_000
"""So many truths are still put together."""


class TooMany(Exception):
    """There are more truths than are put together."""


class EveryTruth:
    """All truths that the rule leaves to readers. Every atom is of a district."""

    def __init__(self, linked: LinkedTables, shown: Sequence[int]) -> None:
        self.linked, self.shown = linked, shown
        self.cells = targets(linked, shown)
        self.attackers = [one for one in attackers(linked) if one.districts < set(linked.districts)]
        self.truths = self._every()
        sums = [self.truths[:, list(own)].sum(axis=1) for own in linked.members]
        self.values: Table = np.stack(sums, axis=1)

    def _every(self) -> Table:
        linked, bounds = self.linked, bounds_of(self.linked, self.shown)
        spanning = [cell for cell in bounds if len(self._districts(cell)) > 1]
        found = np.zeros((1, len(linked.atoms)), dtype=np.int64)
        for district in sorted(set(linked.districts)):
            own = self._of(district, bounds)
            if len(found) * len(own) > MOST:
                raise TooMany
            found = (found[:, None] + own[None]).reshape(-1, len(linked.atoms))
            for cell in spanning:
                found = found[found[:, list(linked.members[cell])].sum(axis=1) <= bounds[cell][1]]
        for cell in spanning:
            found = found[found[:, list(linked.members[cell])].sum(axis=1) >= bounds[cell][0]]
        return found

    def _of(self, district: str, bounds: dict[int, tuple[int, int]]) -> Table:
        """Every table of one district by its own cells, with 0 in the others."""
        linked = self.linked
        alone = tuple(
            count if one == district else 0
            for count, one in zip(linked.counts, linked.districts, strict=True)
        )
        own = {
            cell: (least if self._districts(cell) == {district} else 0, most)
            for cell, (least, most) in bounds.items()
            if district in self._districts(cell)
        }
        others = frozenset(linked.districts) - {district}
        return np.array(list(within(replace(linked, counts=alone), own, others)), dtype=np.int64)

    def _districts(self, cell: int) -> set[str]:
        return {self.linked.districts[atom] for atom in self.linked.members[cell]}

    def alike(self, attacker: Attacker) -> Table:
        """For each truth a number that is the same for all that somebody cannot tell apart."""
        known = [a for a, district in enumerate(self.linked.districts) if district in attacker.districts]
        if not known:
            return np.zeros(len(self.truths), dtype=np.int64)
        _, number = np.unique(self.truths[:, known], axis=0, return_inverse=True)
        return number.reshape(-1).astype(np.int64)

    def known_of(self, attacker: Attacker, cell: int) -> Table:
        """What somebody knows of a cell by the own districts, in each truth."""
        own = [a for a in self.linked.members[cell] if self.linked.districts[a] in attacker.districts]
        found: Table = self.truths[:, own].sum(axis=1)
        return found

    def asked(self, attacker: Attacker) -> list[int]:
        """The cells that somebody does not know by the own districts."""
        return [cell for cell in self.cells if not self._districts(cell) <= attacker.districts]

    @cached_property
    def published(self) -> Mask:
        """Whether the program could have shown these numbers, for each truth."""
        found = np.ones(len(self.truths), dtype=bool)
        for attacker in self.attackers:
            alike = self.alike(attacker)
            for cell in self.asked(attacker):
                least, most = _ends(alike, self.values[:, cell])
                none = (least == most) & (least == self.known_of(attacker, cell))
                if cell in self.linked.uniform:
                    none &= self.known_of(attacker, cell) > 0
                found &= (most - least >= attacker.width) | none
        return found & ~self._forbidden()

    def _forbidden(self) -> Mask:
        """Whether a number is forbidden from the outset."""
        found = np.zeros(len(self.truths), dtype=bool)
        for attacker in (one for one in self.attackers if one.width == WIDTH and one.districts):
            for cell in sorted(self.linked.shown):
                number, known = self.shown[cell], self._districts(cell) <= attacker.districts
                if could_be_small(number, self.linked.threshold) and not known:
                    left = possible(number, self.linked.threshold)[1] - self.known_of(attacker, cell)
                    found |= (left >= 1) & (left < WIDTH)
        return found

    def exactly(self, attacker: Attacker, among: Mask) -> Iterator[tuple[int, Table]]:
        """For each cell the truths in which somebody knows it exactly, of these, and by more than that
        there is none beside the own part."""
        alike = self.alike(attacker)
        for cell in self.asked(attacker):
            least, most = _ends(alike, self.values[:, cell], among)
            known = among & (least == most) & (least > self.known_of(attacker, cell))
            yield cell, known


def _ends(group: Table, values: Table, among: Mask | None = None) -> tuple[Table, Table]:
    """The least and the greatest value over each truth's group, or over those of it that are among some."""
    least = np.full(group.max(initial=0) + 1, np.iinfo(np.int64).max)
    most = np.full(len(least), np.iinfo(np.int64).min)
    chosen = slice(None) if among is None else among
    np.minimum.at(least, group[chosen], values[chosen])
    np.maximum.at(most, group[chosen], values[chosen])
    return least[group], most[group]
