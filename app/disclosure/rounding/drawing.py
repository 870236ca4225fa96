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

from app.disclosure.rounding.linked import Linked
from app.disclosure.rounding.rule import allowed
from app.disclosure.rounding.same import first_of_the_same

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
    for value, chance in _ends(count, threshold, values).items():
        found[value] += (1 - EVEN) * chance
    return found


def _ends(count: int, threshold: int, values: Collection[int]) -> dict[int, Fraction]:
    """How likely 0 and k are where the draw is not even, so that the mean of the whole is the count."""
    mean = Fraction(sum(values), len(values))
    of_threshold = (count - EVEN * mean) / ((1 - EVEN) * threshold)
    return {0: 1 - of_threshold, threshold: of_threshold}


def _moment(weights: Mapping[int, Fraction]) -> Fraction:
    return sum((step * weight for step, weight in weights.items()), Fraction(0))


def target(secret: bytes, lineage: str, cell: str, count: int, threshold: int, shared: str = "") -> int:
    """The target of one cell. Of cells that count the same, `shared` names one: a small count that has 0 or k
    as its target then has the same in all of them."""
    chances = distribution(count, threshold)
    if not 0 < count < threshold:
        return _value_at(_drawn(secret, lineage, cell, count), chances)
    own = _drawn(secret, lineage, cell, count, "even")
    if own < EVEN:
        # Where in the even part it fell is as even again.
        return list(chances)[int(own / EVEN * len(chances))]
    return _value_at(_drawn(secret, lineage, shared or cell, count), _ends(count, threshold, tuple(chances)))


def targets(linked: Linked, secret: bytes, lineage: str) -> dict[int, int]:
    """The target of each shown cell."""
    values, threshold, names = linked.values, linked.threshold, linked.cells
    return {
        cell: target(secret, lineage, names[cell], values[cell], threshold, names[first])
        for cell, first in first_of_the_same(linked).items()
    }


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
