"""Dealing by quota: how many of each are fixed beforehand, only who gets which is drawn.

A figure that has to come out is never left to luck. The draw is seeded by name, so that the same city comes
out every time, and a change to one part of it leaves the other parts as they were.
"""

from collections.abc import Hashable, Mapping
from random import Random
from typing import Any, TypeVar
from uuid import UUID

T = TypeVar("T", bound=Hashable)

SEED = "stodlogg-demo-1"


class QuotaError(ValueError):
    """Quotas that do not fit one another; `args[0]` says which."""


def apportion(total: int, weights: Mapping[T, int]) -> dict[T, int]:
    """`total` shared out in whole numbers by `weights` (largest remainder; ties in the mapping's order)."""
    whole = sum(weights.values())
    if whole <= 0:
        raise QuotaError(f"nothing to share {total} by")
    parts = {key: divmod(total * weight, whole) for key, weight in weights.items()}
    shares = {key: quotient for key, (quotient, _) in parts.items()}
    left = total - sum(shares.values())
    for key in sorted(parts, key=lambda one: -parts[one][1])[:left]:
        shares[key] += 1
    return shares


def summed(*counts: Mapping[T, int]) -> dict[T, int]:
    """Quotas added up, key by key."""
    found: dict[T, int] = {}
    for one in counts:
        for key, number in one.items():
            found[key] = found.get(key, 0) + number
    return found


class Dealer:
    """A seeded draw for one part of the city, named by what it is for."""

    def __init__(self, *names: str) -> None:
        self._random = Random("/".join((SEED, *names)))

    def deck(self, counts: Mapping[T, int]) -> list[T]:
        """One card for each that the quotas name, shuffled."""
        cards = [key for key, number in counts.items() for _ in range(number)]
        self._random.shuffle(cards)
        return cards

    def share(self, total: int, weights: Mapping[T, int]) -> list[T]:
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

    def spread(self, total: int, places: int, *, least: int) -> list[int]:
        """`total` split over `places`, each at least `least`, unevenly as real groups are."""
        if total < places * least:
            raise QuotaError(f"{total} are too few for {places} places of at least {least}")
        if places == 0:
            return []
        drawn = [self._random.randint(2, 9) for _ in range(places)]
        extra = apportion(total - places * least, dict(enumerate(drawn)))
        return [least + extra[place] for place in range(places)]

    def shuffled(self, items: list[Any]) -> list[Any]:
        """The same items in a drawn order."""
        found = list(items)
        self._random.shuffle(found)
        return found

    def uuid(self) -> UUID:
        """An id in the shape of UUID version 4: the intake takes no other."""
        return UUID(int=self._random.getrandbits(128), version=4)
