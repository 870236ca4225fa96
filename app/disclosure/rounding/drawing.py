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
    mean = Fraction(sum(values), len(values))
    of_threshold = (count - EVEN * mean) / ((1 - EVEN) * threshold)
    found = dict.fromkeys(values, EVEN / len(values))
    found[0] += (1 - EVEN) * (1 - of_threshold)
    found[threshold] += (1 - EVEN) * of_threshold
    return found


def _moment(weights: Mapping[int, Fraction]) -> Fraction:
    return sum((step * weight for step, weight in weights.items()), Fraction(0))


def target(secret: bytes, lineage: str, cell: str, count: int, threshold: int) -> int:
    """The target of one cell."""
    # Each text with its length before it: no two different keys read the same.
    texts = [part.encode("utf-8") for part in (lineage, cell, str(count))]
    key = b"".join(len(text).to_bytes(8, "big") + text for text in texts)
    drawn = int.from_bytes(hmac.new(secret, key, sha256).digest(), "big")
    left = Fraction(drawn, 2**_BITS)
    chances = distribution(count, threshold)
    for value, chance in chances.items():
        if left < chance:
            return value
        left -= chance
    raise AssertionError("the chances add up to 1")


def targets(linked: Linked, secret: bytes, lineage: str) -> dict[int, int]:
    """The target of each shown cell."""
    values, threshold = linked.values, linked.threshold
    return {
        cell: target(secret, lineage, linked.cells[cell], values[cell], threshold)
        for cell in sorted(linked.shown)
    }
