"""Who attacks rounded tables, what they know, and what must be kept from them.

Attack and checker read it here, so that a proof is of the same attackers as the search. What is asked of a
release follows from what it shows alone: whether a count truly is small decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, combinations

import numpy as np
from numpy.typing import NDArray

from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rule import could_be_small, possible

Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]

WIDTH = 2
"""How far apart the least and the greatest possible count must lie, for readers, insiders and two of them."""

ALONE = 1
"""The same for all insiders but one, who together know all of the table but one district."""

ENDLESS = 2**62
"""Where nothing bounds a sum."""

SWEEPS = 50
"""How often bounds are drawn from one another. They hold whenever it ends."""


@dataclass(frozen=True)
class Attacker:
    """Somebody who knows the exact counts of some districts, or several together."""

    districts: frozenset[str]
    width: int
    """A range that is narrower is a breach."""


def attackers(linked: LinkedTables) -> tuple[Attacker, ...]:
    """Readers first, then each insider, each two of them, and all but one."""
    insiders = linked.insiders
    found = {frozenset[str](): WIDTH}
    found |= dict.fromkeys(insiders, WIDTH)
    found |= {one | other: WIDTH for one, other in combinations(insiders, 2)}
    for known in all_but_one(linked):
        found.setdefault(known, ALONE)
    return tuple(Attacker(districts, width) for districts, width in found.items())


def all_but_one(linked: LinkedTables) -> tuple[frozenset[str], ...]:
    """What all insiders know together who do not know one district, for each district that one knows."""
    known = sorted(frozenset().union(*linked.insiders))
    others = (
        frozenset().union(*(insider for insider in linked.insiders if left not in insider)) for left in known
    )
    return tuple(dict.fromkeys(others)) or (frozenset(),)


def targets(linked: LinkedTables, shown: Sequence[int]) -> tuple[int, ...]:
    """The cells that must not be known too closely, ascending. `shown` has a number for each cell, of which
    those of the shown cells are read."""
    numbers = {cell: shown[cell] for cell in linked.shown} | dict(linked.told)
    small = {cell for cell, number in numbers.items() if could_be_small(number, linked.threshold)}
    few = {cell for cell, of in linked.few.items() if of in small}
    return tuple(sorted(small | few | linked.guarded))


def bounds(linked: LinkedTables, shown: Sequence[int]) -> tuple[Whole, Whole]:
    """The least and the greatest value that each cell may have, as everybody knows by itself."""
    low = np.full(len(linked.cells), -ENDLESS, dtype=np.int64)
    high = np.full(len(linked.cells), ENDLESS, dtype=np.int64)
    for cell in linked.shown:
        low[cell], high[cell] = possible(shown[cell], linked.threshold)
    for cell, number in linked.told.items():
        low[cell], high[cell] = possible(number, linked.threshold)
    for cell in linked.guarded if linked.told else ():
        # Beside an earlier revision these are changes: that there is one shows.
        low[cell] = 1
    for cell in linked.forced | linked.undeclared:
        low[cell] = high[cell] = linked.values[cell]
    return low, high


class CellSums:
    """Adds up whole tables, one number for each atom, into the cells of a `LinkedTables`."""

    def __init__(self, linked: LinkedTables) -> None:
        lengths = [len(own) for own in linked.members]
        self._atoms = np.fromiter(chain.from_iterable(linked.members), dtype=np.int64)
        self._starts = np.array(list(accumulate(lengths, initial=0))[:-1], dtype=np.int64)
        self._owner = np.repeat(np.arange(len(lengths)), lengths)

    def __call__(self, table: Whole) -> Whole:
        """The value of each cell."""
        sums: Whole = np.add.reduceat(table[self._atoms], self._starts)
        return sums

    def lower(self, table: Whole, room: Whole) -> Whole:
        """The table with each atom at most the least room of the cells that it is in."""
        found = table.copy()
        np.minimum.at(found, self._atoms, room[self._owner])
        return found


class AttackQuestions:
    """What is asked of shown numbers: a number for each cell, of which those of the shown cells are read."""

    def __init__(self, linked: LinkedTables, shown: Sequence[int]) -> None:
        self.linked = linked
        self.sums = CellSums(linked)
        self.attackers = attackers(linked)
        self.low, self.high = bounds(linked, shown)
        self.values = np.array(linked.values, dtype=np.int64)
        self._counts = np.array(linked.counts, dtype=np.int64)
        self._targets = np.zeros(len(linked.cells), dtype=bool)
        self._targets[list(targets(linked, shown))] = True
        self._uniform = np.zeros(len(linked.cells), dtype=bool)
        self._uniform[list(linked.uniform)] = True
        self._none: dict[frozenset[str], list[int]] = {}
        self._of: dict[frozenset[str], tuple[Mask, Mask, Whole]] = {}

    def of(self, districts: frozenset[str]) -> Mask:
        """The cells that must vary for somebody who knows these districts.

        Those are left out that hold nothing else, or nothing else that could be there: that a rest is surely
        none tells of nobody, but in a category of a sensitive dimension.
        """
        wanted, sensitive, _ = self._found(districts)
        none = np.zeros(len(self.linked.cells), dtype=bool)
        for known, cells in self._none.items():
            if known <= districts:
                none[cells] = True
        found: Mask = wanted & (sensitive | ~none)
        return found

    def take_none(self, districts: frozenset[str], cell: int) -> None:
        """Ask no more about a cell of those who know these districts or more: to them it surely holds nothing
        else. Who calls this has a proof."""
        self._none.setdefault(districts, []).append(cell)

    def room(self, districts: frozenset[str]) -> Whole:
        """How far each cell can vary at most for somebody who knows these districts; it may be less."""
        return self._found(districts)[2]

    def agrees(self, table: Whole) -> bool:
        """Whether a whole table could be the truth for all that everybody knows."""
        found = self.sums(table)
        return bool((table >= 0).all() and (self.low <= found).all() and (found <= self.high).all())

    def _found(self, districts: frozenset[str]) -> tuple[Mask, Mask, Whole]:
        if districts not in self._of:
            known = np.array([district in districts for district in self.linked.districts], dtype=bool)
            least, most = self._deduced(known)
            told = self.sums(np.where(known, self._counts, 0))
            unknown = self.sums((~known).astype(np.int64)) > 0
            could_be = self.sums(np.where(known, 0, most)) > 0
            sensitive = self._uniform & (told == 0)
            wanted = self._targets & unknown & (could_be | sensitive)
            room = np.minimum(self.high, self.sums(most)) - np.maximum(self.low, self.sums(least))
            self._of[districts] = wanted, sensitive, room
        return self._of[districts]

    def _deduced(self, known: Mask) -> tuple[Whole, Whole]:
        """The least and the greatest count of each atom for who knows some, by sums and comparisons alone.

        What a cell can be at most, without what its other atoms are at least, is the most that an atom can
        be; and the other way round. It need not find all; what it finds is sure.
        """
        enough = 2 * int(self._counts.sum()) + 2 * self.linked.threshold
        low, high = np.maximum(self.low, -enough), np.minimum(self.high, enough)
        least, most = (np.where(known, self._counts, other) for other in (0, enough))
        for _ in range(SWEEPS):
            rise = self.sums.lower(most - least, high - self.sums(least))
            fall = self.sums.lower(most - least, self.sums(most) - low)
            before = least, most
            least, most = most - fall, least + rise
            if all(np.array_equal(one, other) for one, other in zip(before, (least, most), strict=True)):
                break
        return least, most
