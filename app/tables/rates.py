"""Shares, means and what else follows from counts, declared: never stored, never computed in the database.

Each names its base in words, so that no share is given without saying of what.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.catalogue.catalogue import Catalogue
from app.kit.language import Text

NOTHING = Text("", "")
"""Where the words of a declaration have not been added (`app.tables.words`)."""

Cell = Mapping[str, str]
"""A cell's category by dimension."""


@dataclass(frozen=True)
class ShareWithin:
    """Share within a dimension: of its known categories together.

    A row of a state (such as not known) is set against all units instead, known or not.
    """

    dimension: str
    known: Text = NOTHING
    all: Text = NOTHING


@dataclass(frozen=True)
class ShareOfMeasure:
    """Share of another measure, which is split by fewer dimensions or the same.

    `over` is a multiple-choice dimension whose states are exclusive: their rows are set against all units.
    """

    base: str
    known: Text = NOTHING
    over: str | None = None
    all: Text = NOTHING


@dataclass(frozen=True)
class MeanOfMeasure:
    """Mean: the count divided by another measure and by `scale` (100 where hundredths are summed)."""

    base: str
    known: Text = NOTHING
    scale: int = 1


@dataclass(frozen=True)
class PairedShare:
    """Share of one handed-in number in another.

    `part` and `whole` sum both over the records that know both. Where the count includes records that lack
    the whole, no share is given: it would be of something else.
    """

    part: str
    whole: str
    known: Text = NOTHING


Rate = ShareWithin | ShareOfMeasure | MeanOfMeasure | PairedShare

Pick = Callable[[Catalogue, Cell], bool]
Weight = Callable[[Catalogue, Cell], int | None]


@dataclass(frozen=True)
class CategoryShare:
    """The sum of some categories of a measure, as a share of its known ones (such as positive answers)."""

    code: str
    of: str
    over: str
    pick: Pick
    applies: Pick | None = None
    """Where it means anything at all; everywhere if left out."""
    label: Text = NOTHING
    unit: Text = NOTHING
    known: Text | None = None
    """The base in words; None where only the sum is meant."""


@dataclass(frozen=True)
class Remainder:
    """`whole` without some exclusive categories of `of` (such as visits with any further contact)."""

    code: str
    whole: str
    of: str
    over: str
    pick: Pick
    label: Text = NOTHING
    unit: Text = NOTHING
    known: Text = NOTHING


@dataclass(frozen=True)
class CategoriesInUse:
    """How many of a list's categories have a count, of those that could be used in the period."""

    code: str
    of: str
    over: str
    label: Text = NOTHING
    unit: Text = NOTHING
    known: Text = NOTHING


@dataclass(frozen=True)
class MeanRating:
    """Sum and mean of answers that have a value on a scale."""

    code: str
    of: str
    over: str
    weight: Weight
    label: Text = NOTHING
    unit: Text = NOTHING
    known: Text = NOTHING


Derived = CategoryShare | Remainder | CategoriesInUse | MeanRating


def applies(derived: Derived, catalogue: Catalogue, cell: Cell) -> bool:
    """Whether a derived measure means anything at a cell: a question without a yes has no share of them."""
    return (
        not isinstance(derived, CategoryShare) or derived.applies is None or derived.applies(catalogue, cell)
    )
