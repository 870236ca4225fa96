"""The attack: what somebody can say of each cell who knows the rule, all that is shown, and some districts.

Ranges are shown by whole truths that agree with everything that the attacker knows. One that differs from the
real truth in one district alone serves every attacker who does not know that district; so each district is
looked at by itself first, and only what hardly varies there is looked at with more of them unknown. What is
not found counts as impossible: a range may be wider than was found, never narrower.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from app.disclosure.rounding.attackers import ALONE, WIDTH, Attacker, AttackQuestions, all_but_one
from app.disclosure.rounding.certain_zeros import CertainZero, prove
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.truths import Changes, TruthRanges, whole
from app.disclosure.rounding.uncertain_region import UncertainRegion
from app.disclosure.time_limit import NEVER, Deadline
from app.progress import Progress, quiet

REACH = 1500
"""With so many atoms, and the neighbours of the last, a search over all districts ends. What is not found so
counts as impossible, so as known."""


@dataclass(frozen=True)
class RoundingBreach:
    """A cell that is known too closely."""

    cell: int
    attacker: Attacker
    """Who knows it. Those are left out who know the same districts and more, and no more of the cell."""
    least: int
    greatest: int
    """The least and the greatest count that were found possible."""


@dataclass(frozen=True)
class AttackResult:
    """What an attack came to."""

    breaches: tuple[RoundingBreach, ...]
    truths: tuple[Changes, ...]
    """Whole truths that show for every other attacker and cell that it is not known too closely."""
    none: tuple[CertainZero, ...] = ()
    """What is not asked about because there is surely nothing of it to know."""
    in_time: bool = True
    """False where the deadline passed first: breaches are then also what was not looked at."""


def breaches(
    linked: LinkedTables, shown: Sequence[int], progress: Progress = quiet, deadline: Deadline = NEVER
) -> list[RoundingBreach]:
    """What is known too closely, by any attacker. `shown` has a number for each cell, of which those of the
    shown cells are read."""
    return list(attack(linked, shown, progress=progress, deadline=deadline).breaches)


def attack(
    linked: LinkedTables,
    shown: Sequence[int],
    earlier: Iterable[Changes] = (),
    progress: Progress = quiet,
    deadline: Deadline = NEVER,
) -> AttackResult:
    """All attackers on what is shown. `earlier` are truths that an attack found on other numbers for the same
    counts: those that still hold save work."""
    attacking = _AttackRun(linked, shown, progress, deadline)
    attacking.take(earlier)
    attacking.alone()
    attacking.by_two()
    attacking.each()
    in_time = not deadline.over()
    return AttackResult(attacking.breaches(), tuple(attacking.ranges.truths), tuple(attacking.none), in_time)


class _AttackRun:
    def __init__(
        self, linked: LinkedTables, shown: Sequence[int], progress: Progress, deadline: Deadline
    ) -> None:
        self.linked, self._deadline = linked, deadline
        self.asking = AttackQuestions(linked, shown)
        self.ranges = TruthRanges(linked, self.asking.sums)
        self.none: list[CertainZero] = []
        self._most = all_but_one(linked)
        self._two = list(combinations(self._most, 2))
        values = self.asking.values
        self._tight = (values - self.asking.low < WIDTH) | (self.asking.high - values < WIDTH)
        self._progress, self._done = progress, 0

    def take(self, truths: Iterable[Changes]) -> None:
        """Truths found earlier, where they agree with what is shown now."""
        for truth in truths:
            if self.asking.agrees(whole(self.linked, truth)):
                self.ranges.add(truth)

    def alone(self) -> None:
        """Each district with all others fixed, as all insiders but one know them."""
        for known in self._most:
            self._step()
            self._look(self._free(known), self._narrow(known, WIDTH), ALONE)

    def by_two(self) -> None:
        """Each two districts with all others fixed, for what hardly varies in one."""
        for one, other in self._two:
            if self._deadline.over():
                return
            self._step()
            self._look(self._free(one & other), self._narrow(one & other, WIDTH), 0)

    def each(self) -> None:
        """Each attacker, those first who know most: what is kept from them is kept from who knows less."""
        readers, *_ = self.asking.attackers
        self._prove_none(readers)
        for attacker in sorted(self.asking.attackers, key=lambda one: -len(one.districts)):
            if self._deadline.over():
                return
            self._step()
            if attacker.width == WIDTH:
                free = frozenset(self._free(attacker.districts))
                cells = self._could_vary(attacker)
                self._look(self._near(cells, free), cells, 0)
                alike = {free.intersection(self.linked.members[cell]): cell for cell in cells}
                for cell in alike.values():
                    if not self._deadline.over() and cell in self._could_vary(attacker):
                        self._look(self._near([cell], free), [cell], WIDTH)
            self._prove_none(attacker)

    def breaches(self) -> tuple[RoundingBreach, ...]:
        """What is known too closely after all."""
        found: dict[int, list[RoundingBreach]] = {}
        for attacker in sorted(self.asking.attackers, key=lambda one: len(one.districts)):
            least, greatest = self.ranges.of(attacker.districts)
            for cell in self._narrow(attacker.districts, attacker.width):
                before = found.setdefault(cell, [])
                if not any(_knows_as_much(one.attacker, attacker) for one in before):
                    value = self.linked.values[cell]
                    told = value + int(least[cell]), value + int(greatest[cell])
                    before.append(RoundingBreach(cell, attacker, *told))
        return tuple(one for cell in sorted(found) for one in found[cell])

    def _prove_none(self, attacker: Attacker) -> None:
        """Ask no more about what surely holds nothing else than the attacker knows."""
        least, greatest = self.ranges.of(attacker.districts)
        known = np.array([district in attacker.districts for district in self.linked.districts], dtype=bool)
        rest = self.asking.sums(np.where(known, 0, np.array(self.linked.counts, dtype=np.int64)))
        for cell in self._narrow(attacker.districts, attacker.width):
            if least[cell] == greatest[cell] == rest[cell] and not self._deadline.over():
                proof = prove(self.asking, attacker.districts, cell)
                if proof is not None:
                    self.none.append(proof)
                    self.asking.take_none(proof.districts, proof.cell)

    def _look(self, free: Iterable[int], cells: Sequence[int], settled: int) -> None:
        """Let these atoms vary, and nothing else."""
        if cells and not self._deadline.over():
            region = UncertainRegion(self.linked, free, self.asking.low, self.asking.high, cells)
            region.widen(settled, self._beat, self._deadline)
            for truth in region.truths():
                self.ranges.add(truth)

    def _free(self, known: frozenset[str]) -> list[int]:
        return [atom for atom, district in enumerate(self.linked.districts) if district not in known]

    def _near(self, cells: Iterable[int], free: frozenset[int]) -> Iterable[int]:
        """The free atoms that may have to change with those of the cells, the nearest `REACH`.

        A cell that has room of its own to either side hands nothing on.
        """
        if len(free) <= REACH:
            return free
        found = {atom for cell in cells for atom in self.linked.members[cell]} & free
        edge = found
        while edge and len(found) < REACH:
            touched = {cell for atom in edge for cell in self.linked.cells_of[atom] if self._tight[cell]}
            edge = {atom for cell in touched for atom in self.linked.members[cell]} & free - found
            found = found | edge
        return found

    def _could_vary(self, attacker: Attacker) -> list[int]:
        """The narrow cells that are not known to vary no more."""
        least, greatest = self.ranges.of(attacker.districts)
        more = self.asking.room(attacker.districts) > greatest - least
        return [cell for cell in self._narrow(attacker.districts, attacker.width) if more[cell]]

    def _narrow(self, known: frozenset[str], width: int) -> list[int]:
        """The cells that do not vary so much yet for somebody who knows these districts, and should."""
        least, greatest = self.ranges.of(known)
        cells: list[int] = np.flatnonzero(self.asking.of(known) & (greatest - least < width)).tolist()
        return cells

    def _step(self) -> None:
        self._done += 1
        self._beat()

    def _beat(self) -> None:
        steps = len(self._most) + len(self._two) + len(self.asking.attackers)
        self._progress("attack", self._done, steps)


def _knows_as_much(one: Attacker, other: Attacker) -> bool:
    """Whether a breach by the first says all that one by the other, who knows more districts, would."""
    return one.districts <= other.districts and one.width == other.width
