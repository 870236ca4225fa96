"""The secret targets: for every shown cell a number that the rule allows, drawn anew only where the truth is
another.

The draw is keyed by a secret, the release's lineage, the cell's name and its true count. Freezing again gives
the same targets, and repeated releases of one count have nothing to average out. Every number that the rule
allows has a chance, so that every truth that the rule leaves possible could have led to what is shown.
Everything is in whole numbers and fractions: the targets are the same on every machine.
"""

import hmac
from collections.abc import Collection, Mapping
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from app.disclosure.rounding.cell_parts import parts_of
from app.disclosure.rounding.equal_cells import first_of_the_same
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rule import allowed

EVEN = Fraction(4, 100)
"""How much of a small count's draw is even over all that is allowed; the rest is 0 or k."""

FALL = Fraction(1, 20)
"""How much rarer each further step away from a count of k and more is than the step before."""

_BITS = 256


@lru_cache(maxsize=4096)
def distribution(count: int, threshold: int) -> Mapping[int, Fraction]:
    """How likely each allowed number is as the target of a count; the chances add up to 1, none is 0.

    The mean is the count, except for a count of exactly k, which can only be shown as k or more.
    """
    values = allowed(count, threshold)
    if count == 0:
        return MappingProxyType({0: Fraction(1)})
    if count < threshold:
        return MappingProxyType(_small(count, threshold, values))
    up = {step: FALL**step for step in range(1, values[-1] - count + 1)}
    down = {step: FALL**step for step in range(1, count - values[0] + 1)}
    # Fewer steps down than up: each of them is as much likelier as the mean asks for.
    lift = _moment(up) / _moment(down) if down else Fraction(1)
    weights = {count: Fraction(1)}
    weights |= {count + step: weight for step, weight in up.items()}
    weights |= {count - step: weight * lift for step, weight in down.items()}
    whole = sum(weights.values())
    return MappingProxyType({value: weights[value] / whole for value in values})


def _small(count: int, threshold: int, values: Collection[int]) -> dict[int, Fraction]:
    found = dict.fromkeys(values, EVEN / len(values))
    of_threshold = _of_threshold(count, threshold)
    found[0] += (1 - EVEN) * (1 - of_threshold)
    found[threshold] += (1 - EVEN) * of_threshold
    return found


@lru_cache
def _of_threshold(count: int, threshold: int) -> Fraction:
    """How likely a small count has k where the draw is not even, and not 0: so that the mean of the whole is
    the count."""
    values = allowed(count, threshold)
    return (count - EVEN * Fraction(sum(values), len(values))) / ((1 - EVEN) * threshold)


def _moment(weights: Mapping[int, Fraction]) -> Fraction:
    return sum((step * weight for step, weight in weights.items()), Fraction(0))


def target(secret: bytes, lineage: str, cell: str, count: int, threshold: int) -> int:
    """The target of a figure by itself."""
    chances = distribution(count, threshold)
    return _value_at(_drawn(secret, lineage, cell, count), chances)


def targets(linked: LinkedTables, secret: bytes, lineage: str) -> dict[int, int]:
    """The target of each shown cell."""
    draws = _Draws(linked, secret, lineage)
    return {cell: draws.target(cell) for cell in linked.shown}


class _Draws:
    """The draws of small counts between 0 and k, which cells share: those that everybody knows to count the
    same have one between them, and the parts of a whole have each a stretch of one, as long as its own
    chance of k, side by side in an order that is drawn as well.

    So each part has the chances that it would have by itself, while as many of them are k as their counts
    ask for, rounded up or down; and where the whole is small, a part is k where the whole is. Drawn each by
    itself, both parts of 6 = 3 + 3 would be 0 in one of six cases, which no whole table can show: the nearest
    one would then raise one, and always upwards; and of a row of rare answers none or all would be k.
    """

    def __init__(self, linked: LinkedTables, secret: bytes, lineage: str) -> None:
        self.linked, self.secret, self.lineage = linked, secret, lineage
        self.first = first_of_the_same(linked)
        self.small = {first for first in self.first.values() if self._is_small(first)}
        self.parts = parts_of(linked, self.small)
        parts = {cell for groups in self.parts.values() for group in groups for cell in group}
        alone = self.small - parts
        self.drawn = {cell: self._number(cell, linked.values[cell]) for cell in alone}
        for whole in alone | (self.parts.keys() - self.small):
            self._draw_parts(whole)

    def target(self, cell: int) -> int:
        count, threshold = self.linked.values[cell], self.linked.threshold
        if not self._is_small(cell):
            return target(self.secret, self.lineage, self.linked.cells[cell], count, threshold)
        own = self._number(cell, count, "even")
        if own < EVEN:
            # Where in the even part it fell is as even again.
            values = allowed(count, threshold)
            return values[int(own / EVEN * len(values))]
        return threshold if self.drawn[self.first[cell]] < _of_threshold(count, threshold) else 0

    def _draw_parts(self, whole: int) -> None:
        """From the draw of the whole where it is small, else from one of their own; and theirs in turn."""
        names, values = self.linked.cells, self.linked.values
        for group in self.parts.get(whole, ()):
            # Another count in the group draws the group anew: nobody can follow one draw over revisions.
            counts = " ".join(f"{names[cell]} {values[cell]}" for cell in group)
            start = self.drawn[whole] if whole in self.drawn else self._number(whole, values[whole], counts)
            for cell in sorted(group, key=lambda cell: self._number(cell, values[cell], "order")):
                self.drawn[cell] = start % 1
                self._draw_parts(cell)
                start -= _of_threshold(values[cell], self.linked.threshold)

    def _number(self, cell: int, count: int, purpose: str = "") -> Fraction:
        return _drawn(self.secret, self.lineage, self.linked.cells[cell], count, purpose)

    def _is_small(self, cell: int) -> bool:
        return 0 < self.linked.values[cell] < self.linked.threshold


def _value_at(drawn: Fraction, chances: Mapping[int, Fraction]) -> int:
    for value, chance in chances.items():
        if drawn < chance:
            return value
        drawn -= chance
    raise AssertionError("the chances add up to 1")


def _drawn(secret: bytes, lineage: str, cell: str, count: int, purpose: str = "") -> Fraction:
    """From 0 up to 1, evenly."""
    # Each text with its length before it: no two different keys read the same.
    texts = [part.encode("utf-8") for part in (lineage, cell, str(count), purpose)]
    key = b"".join(len(text).to_bytes(8, "big") + text for text in texts)
    return Fraction(int.from_bytes(hmac.new(secret, key, sha256).digest(), "big"), 2**_BITS)
