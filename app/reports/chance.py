"""Whether a difference is larger than chance: the stated method of the report, as pure functions.

Two shares are compared by a two-sided test of two proportions with a pooled standard error, and the
difference's 95 per cent interval is Newcombe's, made of Wilson's intervals (Newcombe 1998, method 10).
Several comparisons of one table are judged together by Holm's procedure at 5 per cent. Where either group is
smaller than `SMALL`, or fewer than five would be expected in any of the four cells, nothing is tested.

Of rounded numbers the verdict is that of the worst case: a difference is larger than chance only if it is so
for every part and base that the rounding allows, and an interval reaches as far as any of theirs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import erfc, sqrt
from typing import Literal

from app.reports.bounded_numbers import BoundedRatio

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
class ShareOfBase:
    """`part` of `base`, both known exactly, or one of what rounded ones can be."""

    part: int
    base: int

    @property
    def value(self) -> float:
        return self.part / self.base


@dataclass(frozen=True)
class ShareDifference:
    """The first share minus the second, as they are shown.

    Its interval and `p` are those of the worst case. `p` is None where nothing is tested, whichever of the
    allowed numbers are the counted ones; 1 where that depends on them, or which share is the greater.
    """

    value: float
    low: float
    high: float
    p: float | None


def wilson(share: ShareOfBase) -> tuple[float, float]:
    """Wilson's 95 per cent interval for a share."""
    n, p, z2 = share.base, share.value, _Z * _Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # Rounding must not push an interval past what a share can be.
    return (0.0 if share.part == 0 else middle - half, 1.0 if share.part == n else middle + half)


def interval(share: BoundedRatio) -> tuple[float, float]:
    """From the lowest end of any allowed share's interval to the highest."""
    return (
        min(wilson(one)[0] for one in _least(share)),
        max(wilson(one)[1] for one in _most(share)),
    )


def _least(share: BoundedRatio) -> list[ShareOfBase]:
    """The allowed shares with the least part: of the least base, and of the greatest, which is the lowest."""
    return [ShareOfBase(share.part.least, base) for base in _bases(share)]


def _most(share: BoundedRatio) -> list[ShareOfBase]:
    """Those with the greatest part, or the whole base where that is less: the first is the highest."""
    return [ShareOfBase(min(share.part.most, base), base) for base in _bases(share)]


def _bases(share: BoundedRatio) -> tuple[int, int]:
    return max(1, share.base.least, share.part.least), share.base.most


def is_small(first: ShareOfBase, second: ShareOfBase) -> bool:
    """Whether there are too few to compare."""
    if min(first.base, second.base) < SMALL:
        return True
    pooled = (first.part + second.part) / (first.base + second.base)
    return min(first.base, second.base) * min(pooled, 1 - pooled) < EXPECTED


def difference(first: BoundedRatio, second: BoundedRatio) -> ShareDifference:
    """How two independent shares differ.

    The worst case lies at the ends of what is allowed: its chi-square falls as the greater share loses
    parts or its base grows, and as the lesser gains parts or its base shrinks.
    """
    lows = [_newcombe(one, two)[0] for one in _least(first) for two in _most(second)]
    highs = [_newcombe(one, two)[1] for one in _most(first) for two in _least(second)]
    return ShareDifference(float(first.value - second.value), min(lows), max(highs), _worst(first, second))


def _worst(first: BoundedRatio, second: BoundedRatio) -> float | None:
    """The greatest p of any allowed numbers."""
    if _is_never_tested(first, second):
        return None
    if any(is_small(one, two) for ends in (_least, _most) for one in ends(first) for two in ends(second)):
        return 1.0
    if first.surely_above(second):
        return p_value(_least(first)[1], _most(second)[0])
    if second.surely_above(first):
        return p_value(_most(first)[0], _least(second)[1])
    return 1.0


def _is_never_tested(first: BoundedRatio, second: BoundedRatio) -> bool:
    """Whether there are too few, whichever of the allowed numbers are the counted ones."""
    if first.exact and second.exact:
        return is_small(ShareOfBase(*first.shown), ShareOfBase(*second.shown))
    base = min(first.base.most, second.base.most)
    yes = Fraction(first.part.most + second.part.most, first.base.least + second.base.least or 1)
    no = 1 - Fraction(first.part.least + second.part.least, first.base.most + second.base.most)
    return base < SMALL or base * min(yes, no, Fraction(1, 2)) < EXPECTED


def _newcombe(first: ShareOfBase, second: ShareOfBase) -> tuple[float, float]:
    """Newcombe's 95 per cent interval for the first minus the second."""
    gap = first.value - second.value
    (low1, high1), (low2, high2) = wilson(first), wilson(second)
    return (
        gap - sqrt((first.value - low1) ** 2 + (high2 - second.value) ** 2),
        gap + sqrt((high1 - first.value) ** 2 + (second.value - low2) ** 2),
    )


def p_value(first: ShareOfBase, second: ShareOfBase) -> float:
    """Two-sided, of two proportions with a pooled standard error."""
    pooled = (first.part + second.part) / (first.base + second.base)
    error = sqrt(pooled * (1 - pooled) * (1 / first.base + 1 / second.base))
    return 1.0 if error == 0 else erfc(abs(first.value - second.value) / error / sqrt(2))


def has_moved(first: BoundedRatio, second: BoundedRatio) -> bool:
    """Whether two shares differ by more than chance, with nothing else compared."""
    p = difference(first, second).p
    return p is not None and p < LEVEL


def holm(p_values: Sequence[float | None]) -> list[Verdict]:
    """A verdict for each comparison of a family, in the given order; None stands for what is not tested."""
    tested = sorted((p, index) for index, p in enumerate(p_values) if p is not None)
    found: list[Verdict] = ["small" if p is None else "not-shown" for p in p_values]
    for rank, (p, place) in enumerate(tested):
        if p > LEVEL / (len(tested) - rank):
            break
        found[place] = "larger"
    return found
