"""A figure: a count, what it is a share or a mean of, and how many lack the fact."""

from decimal import Decimal
from typing import NamedTuple

from app.figures.cell_values import State, Value, state_of
from app.kit.language import Text
from app.vocabulary.shares import mean, share

LEAST_BASE_OF_MEANS = 10
"""What the published base of a rounded mean is at least: under it, rounding says more than the records."""


class Figure(NamedTuple):
    """What was derived at one place of a cube. Every part of it is a number or says why there is none."""

    value: Value
    base: Value | None = None
    """What `value` is a share or a mean of; None where it is of nothing."""
    base_of: str | None = None
    """The base's code in `app.tables.reading_notes.bases`."""
    base_words: Text | None = None
    per: int | None = None
    """Of a mean what it is divided by besides its base (100 where hundredths are summed); None of a share."""
    not_known: Value | None = None
    unit: Text = Text("", "")
    rounded: int | None = None
    """The threshold k of the rounding: number and base may each differ from the count by k - 1. None where
    they are exact."""

    @property
    def state(self) -> State:
        return state_of(self.value)

    @property
    def pair(self) -> tuple[int, int] | None:
        """Part and base, where both are numbers."""
        if isinstance(self.value, int) and isinstance(self.base, int):
            return self.value, self.base
        return None

    @property
    def share(self) -> Decimal | None:
        return share(*self.pair) if self.pair and self.per is None else None

    @property
    def few(self) -> bool:
        """Whether it is a mean of so few that it is not shown: where numbers are rounded, less than
        `LEAST_BASE_OF_MEANS`."""
        return (
            self.rounded is not None
            and self.per is not None
            and self.base is not None
            and (not isinstance(self.base, int) or self.base < LEAST_BASE_OF_MEANS)
        )

    @property
    def mean(self) -> Decimal | None:
        if self.pair is None or self.per is None or self.few:
            return None
        return mean(*self.pair, self.per)
