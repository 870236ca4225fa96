"""Numbers that were rounded before they were published: what is shown, and what the counted one can be.

A number is told as it is shown. What is claimed of it (that there is none, that it is more than another, that
one is the largest) must hold for every count that the rule allows, from `least` to `most`. Where nothing was
rounded these are the number itself, and everything said of it is what it always was.
"""

from dataclasses import dataclass
from fractions import Fraction

from app.reports.number_format import FEW


@dataclass(frozen=True)
class BoundedNumber:
    """A whole number as it is shown, and between which two the counted one lies."""

    shown: int
    least: int
    most: int

    @classmethod
    def exactly(cls, number: int) -> "BoundedNumber":
        return cls(number, number, number)

    @property
    def exact(self) -> bool:
        return self.least == self.most

    def __add__(self, other: "BoundedNumber") -> "BoundedNumber":
        return BoundedNumber(self.shown + other.shown, self.least + other.least, self.most + other.most)

    def less(self, part: "BoundedNumber") -> "BoundedNumber":
        """What is left of a whole without a part of it: none at the least."""
        return BoundedNumber(
            self.shown - part.shown, max(0, self.least - part.most), max(0, self.most - part.least)
        )

    def surely_above(self, other: "BoundedNumber") -> bool:
        return self.least > other.most


@dataclass(frozen=True)
class BoundedRatio:
    """A part and what it is a part of, which is never none as it is shown."""

    part: BoundedNumber
    base: BoundedNumber
    added: int = 1
    """How many releases were added up: each of them was rounded for itself."""

    @classmethod
    def exactly(cls, part: int, base: int) -> "BoundedRatio":
        return cls(BoundedNumber.exactly(part), BoundedNumber.exactly(base))

    @property
    def shown(self) -> tuple[int, int]:
        return self.part.shown, self.base.shown

    @property
    def exact(self) -> bool:
        return self.part.exact and self.base.exact

    @property
    def enough(self) -> int:
        """The smallest base that it is written in per cent with: of rounded numbers for each release."""
        return FEW if self.exact else FEW * self.added

    @property
    def few(self) -> bool:
        return self.base.shown < self.enough

    @property
    def uncertain(self) -> bool:
        """Whether it is of so few that the rounding may have made it another."""
        return self.few and not self.exact

    @property
    def value(self) -> Fraction:
        """The share as it is shown."""
        return Fraction(*self.shown)

    @property
    def lowest(self) -> Fraction:
        """The lowest share that the counted numbers can make."""
        return Fraction(self.part.least, self.base.most)

    @property
    def highest(self) -> Fraction:
        """The highest: a part is never more than its whole."""
        if self.part.most >= self.base.least:
            return Fraction(1)
        return Fraction(self.part.most, self.base.least)

    def surely_above(self, other: "BoundedRatio") -> bool:
        return self.lowest > other.highest

    def rest(self) -> "BoundedRatio":
        """The others of the same whole."""
        return BoundedRatio(self.base.less(self.part), self.base, self.added)
