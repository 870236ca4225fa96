"""Whether a difference is larger than chance: the stated method of the report, as pure functions.

Two shares are compared by a two-sided test of two proportions with a pooled standard error, and the
difference's 95 per cent interval is Newcombe's, made of Wilson's intervals (Newcombe 1998, method 10).
Several comparisons of one table are judged together by Holm's procedure at 5 per cent. Where either group is
smaller than `SMALL`, or fewer than five would be expected in any of the four cells, nothing is tested.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, sqrt
from typing import Literal

SMALL = 30
"""Smallest group that is compared with another."""
EXPECTED = 5
"""Fewest that must be expected in each cell."""
LEVEL = 0.05
_Z = 1.959963984540054
"""The normal distribution's 97.5th percentile."""

Verdict = Literal["larger", "not-shown", "small"]
"""`larger` than chance; `not-shown`: may be chance; `small`: too few to tell."""


@dataclass(frozen=True)
class Share:
    """`part` of `base`, both known."""

    part: int
    base: int

    @property
    def value(self) -> float:
        return self.part / self.base


@dataclass(frozen=True)
class Difference:
    """The first share minus the second, with its interval; `p` is None where nothing was tested."""

    value: float
    low: float
    high: float
    p: float | None


def wilson(share: Share) -> tuple[float, float]:
    """Wilson's 95 per cent interval for a share."""
    n, p, z2 = share.base, share.value, _Z * _Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # Rounding must not push an interval past what a share can be.
    return (0.0 if share.part == 0 else middle - half, 1.0 if share.part == n else middle + half)


def is_small(first: Share, second: Share) -> bool:
    """Whether there are too few to compare."""
    if min(first.base, second.base) < SMALL:
        return True
    pooled = (first.part + second.part) / (first.base + second.base)
    return min(first.base, second.base) * min(pooled, 1 - pooled) < EXPECTED


def difference(first: Share, second: Share) -> Difference | None:
    """How two independent shares differ; None where either has no base."""
    if not first.base or not second.base:
        return None
    gap = first.value - second.value
    (low1, high1), (low2, high2) = wilson(first), wilson(second)
    low = gap - sqrt((first.value - low1) ** 2 + (high2 - second.value) ** 2)
    high = gap + sqrt((high1 - first.value) ** 2 + (second.value - low2) ** 2)
    return Difference(gap, low, high, None if is_small(first, second) else p_value(first, second))


def p_value(first: Share, second: Share) -> float:
    """Two-sided, of two proportions with a pooled standard error."""
    pooled = (first.part + second.part) / (first.base + second.base)
    error = sqrt(pooled * (1 - pooled) * (1 / first.base + 1 / second.base))
    return 1.0 if error == 0 else erfc(abs(first.value - second.value) / error / sqrt(2))


def holm(p_values: Sequence[float | None]) -> list[Verdict]:
    """A verdict for each comparison of a family, in the given order; None stands for what is not tested."""
    tested = sorted((p, place) for place, p in enumerate(p_values) if p is not None)
    found: list[Verdict] = ["small" if p is None else "not-shown" for p in p_values]
    for rank, (p, place) in enumerate(tested):
        if p > LEVEL / (len(tested) - rank):
            break
        found[place] = "larger"
    return found
