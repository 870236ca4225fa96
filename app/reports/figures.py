"""A figure of a report: a number or why there is none, with what it is of; read from a frozen table.

Both editions give frozen tables, so a figure comes about in one way: the shares and means are those that the
table declares (`app.tables.rates`), made here of whole numbers. What is withheld stays withheld in every sum.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from app.kit.language import Text
from app.release.frozen import Mark
from app.reports.nouns import Noun
from app.vocabulary.shares import mean

Value = int | Mark
Kind = Literal["count", "percent", "mean", "base"]


class NotThere(LookupError):
    """The table is not split in this way, or has no such category: there is no such figure here."""


@dataclass(frozen=True)
class Spec:
    """Which figure: a measure of a table (a derived one too) at some categories; `value` is what of it, the
    count, the share in per cent, the mean, or the base itself."""

    table: str
    measure: str
    value: Kind = "count"
    at: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """A count, and where it has one its base. `not_known` is how many lack the fact."""

    value: Value
    kind: Kind = "count"
    base: Value | None = None
    base_words: Text | None = None
    scale: int = 1
    """What a mean is divided by besides its base."""
    not_known: Value | None = None
    lacking: Noun | None = None
    """What lacks the fact, where that is something else than the base counts: meetings of participants."""
    table: str = ""
    period: str = ""
    unit: Text = Text("", "")

    @property
    def mark(self) -> Mark | None:
        """Why there is no number: of a share or mean, its base may be what is withheld."""
        parts: list[Value | None] = [self.value, *([self.base] if self.kind in ("percent", "mean") else [])]
        for why in ("withheld", "missing"):
            if why in parts:
                return "withheld" if why == "withheld" else "missing"
        return None

    @property
    def number(self) -> int | None:
        return self.value if isinstance(self.value, int) else None

    @property
    def pair(self) -> tuple[int, int] | None:
        """Part and base, where both are known and there is a base at all."""
        if isinstance(self.value, int) and isinstance(self.base, int) and self.base > 0:
            return self.value, self.base
        return None

    @property
    def mean(self) -> Decimal | None:
        return mean(self.pair[0], self.pair[1], self.scale) if self.pair else None

    @property
    def exact(self) -> Decimal | None:
        """The figure as a number: a count, a share (0 to 1), or a mean."""
        if self.kind == "percent":
            return Decimal(self.pair[0]) / self.pair[1] if self.pair else None
        if self.kind == "mean":
            return self.mean
        return None if self.number is None else Decimal(self.number)


def summed(values: Iterable[Value]) -> Value:
    """A sum: withheld where any part is, missing where nothing was handed in; else of those that were."""
    found = list(values)
    if "withheld" in found:
        return "withheld"
    numbers = [one for one in found if isinstance(one, int)]
    return sum(numbers) if numbers or not found else "missing"


def less(whole: Value, part: Value) -> Value:
    if isinstance(whole, int) and isinstance(part, int):
        return whole - part
    return "withheld" if "withheld" in (whole, part) else "missing"
