"""A figure of a report: a number or why there is none, with what it is of.

Both editions' figures come about where those of the statistics do (`app.figures.derivation`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from app.figures.cell_values import State, Value, state_of
from app.figures.figure import Figure as Derived
from app.kit.language import Text
from app.reports.bounded_numbers import BoundedNumber, BoundedRatio
from app.reports.nouns import CountedNoun

Mark = Literal["withheld", "missing", "few"]
"""What a cell says that has no number: two dots, that it is not known, or that a mean would be of too few."""
Kind = Literal["count", "percent", "mean", "base"]


def mark_of(value: Value) -> Mark | None:
    """The mark of a value that is no number: not handed in or not known of any record, it is missing."""
    if isinstance(value, int):
        return None
    return "withheld" if value == "withheld" else "missing"


@dataclass(frozen=True)
class FigureRequest:
    """Which figure: a measure of a table (a derived one too) at some categories; `value` is what of it, the
    count, the share in per cent, the mean, or the base itself."""

    table: str
    measure: str
    value: Kind = "count"
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TitledFigure:
    """A figure under a title, as the column or the row of a panel."""

    title: Text
    spec: FigureRequest

    def within(self, **at: str) -> FigureRequest:
        """The figure at further categories."""
        return replace(self.spec, at={**self.spec.at, **at})


def measured(title: Text, table: str, measure: str, value: Kind = "count", /, **at: str) -> TitledFigure:
    return TitledFigure(title, FigureRequest(table, measure, value, at))


Ends = tuple[int, int]
"""The least and the greatest count that a number may stand for."""


@dataclass(frozen=True)
class FigureBounds:
    """What the numbers of a figure may stand for, since they were rounded; of those that there are."""

    value: Ends | None = None
    base: Ends | None = None
    not_known: Ends | None = None


@dataclass(frozen=True)
class ReportFigure:
    """A count, and where it has one its base. `not_known` is how many lack the fact."""

    value: Value
    kind: Kind = "count"
    base: Value | None = None
    base_words: Text | None = None
    scale: int = 1
    """What a mean is divided by besides its base."""
    not_known: Value | None = None
    lacking: CountedNoun | None = None
    """What lacks the fact, where that is something else than the base counts: meetings of participants."""
    table: str = ""
    period: str = ""
    unit: Text = Text("", "")
    rounded: int | None = None
    """The threshold k of the release's rounding; None where the figure is exact."""
    periods: int = 1
    """How many rounded numbers value and base are each the sum of: the tertials of a longer span."""
    bounds: FigureBounds = FigureBounds()
    """What its numbers may stand for; nothing where they are exact."""

    @property
    def state(self) -> State:
        """What the cube says of its value."""
        return state_of(self.value)

    @property
    def mark(self) -> Mark | None:
        """Why there is no number: of a share or mean, its base may be what is withheld, or small."""
        parts = [self.value]
        if self.kind in ("percent", "mean") and self.base is not None:
            parts.append(self.base)
        marks = [mark_of(part) for part in parts]
        if self.kind == "mean" and self.rounded and ("withheld" in marks or self._derived.few):
            return "few"
        if "withheld" in marks:
            return "withheld"
        return "missing" if "missing" in marks else None

    @property
    def number(self) -> int | None:
        return self.value if isinstance(self.value, int) else None

    @property
    def counted(self) -> BoundedNumber | None:
        """The number, and what it may stand for."""
        return number_of(self.value, self.bounds.value)

    @property
    def based_on(self) -> BoundedNumber | None:
        return number_of(self.base, self.bounds.base)

    @property
    def without(self) -> BoundedNumber | None:
        """How many lack the fact."""
        return number_of(self.not_known, self.bounds.not_known)

    @property
    def ratio(self) -> BoundedRatio | None:
        """The pair, and what its numbers may stand for."""
        part, base = self.counted, self.based_on
        return BoundedRatio(part, base, self.periods) if part and base and base.shown > 0 else None

    @property
    def pair(self) -> tuple[int, int] | None:
        """Part and base, where both are known and there is a base at all."""
        found = self._derived.pair
        return found if found and found[1] > 0 else None

    @property
    def mean(self) -> Decimal | None:
        return self._derived.mean

    @property
    def exact(self) -> Decimal | None:
        """The figure as a number: a count, a share (0 to 1), or a mean."""
        if self.kind == "percent":
            return Decimal(self.pair[0]) / self.pair[1] if self.pair else None
        if self.kind == "mean":
            return self.mean
        return None if self.number is None else Decimal(self.number)

    @property
    def _derived(self) -> Derived:
        return Derived(self.value, self.base, per=self.scale, rounded=self.rounded)


def number_of(value: Value | None, ends: Ends | None) -> BoundedNumber | None:
    if not isinstance(value, int):
        return None
    return BoundedNumber(value, *(ends or (value, value)))
