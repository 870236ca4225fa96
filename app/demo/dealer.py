"""Dealing by quota: how many of each are fixed beforehand, only who gets which is drawn.

A figure that has to come out is never left to luck. The draw is seeded by name, so that the same city comes
out every time, and a change to one part of it leaves the other parts as they were.
"""

from collections.abc import Hashable, Iterable, Mapping
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

SEED = "stodlogg-demo-1"


class QuotaError(Exception):
    """Quotas that do not fit one another; `args[0]` says which."""


def apportion(total: int, weights: Mapping[K, int]) -> dict[K, int]:
    """`total` shared out in whole numbers by `weights` (largest remainder; ties in the mapping's order)."""
    whole = sum(weights.values())
    if whole <= 0:
        raise QuotaError(f"nothing to share {total} by")
    parts = {key: divmod(total * weight, whole) for key, weight in weights.items()}
    shares = {key: quotient for key, (quotient, _) in parts.items()}
    left = total - sum(shares.values())
    for key in sorted(parts, key=lambda key: -parts[key][1])[:left]:
        shares[key] += 1
    return shares


class Dealer:
    """A seeded draw for one part of the city, named by what it is for."""

    def __init__(self, *names: str) -> None:
        self._random = Random("/".join((SEED, *names)))

    def deck(self, counts: Mapping[K, int]) -> list[K]:
        """One card for each that the quotas name, shuffled."""
        return self.shuffled(key for key, number in counts.items() for _ in range(number))

    def share(self, total: int, weights: Mapping[K, int]) -> list[K]:
        """A shuffled deck of `total` cards in the proportions of `weights`, each rounded up or down.

        Where the rounding starts is drawn, so that what is rare turns up now and then in small decks too.
        """
        whole = sum(weights.values())
        if whole <= 0:
            raise QuotaError(f"nothing to share {total} by")
        end, counts = self._random.randrange(whole), {}
        for key, weight in weights.items():
            start, end = end, end + total * weight
            counts[key] = end // whole - start // whole
        return self.deck(counts)

    def spread(self, total: int, groups: int, *, least: int) -> list[int]:
        """`total` split over `groups`, each at least `least`, unevenly as real groups are."""
        if total < groups * least:
            raise QuotaError(f"{total} are too few for {groups} groups of at least {least}")
        if groups == 0:
            return []
        drawn = [self._random.randint(2, 9) for _ in range(groups)]
        extra = apportion(total - groups * least, dict(enumerate(drawn)))
        return [least + extra[group] for group in range(groups)]

    def shuffled(self, items: Iterable[T]) -> list[T]:
        """The same items in a drawn order."""
        cards = list(items)
        self._random.shuffle(cards)
        return cards

    def uuid(self) -> UUID:
        """An id in the shape of UUID version 4: the intake takes no other."""
        return UUID(int=self._random.getrandbits(128), version=4)
