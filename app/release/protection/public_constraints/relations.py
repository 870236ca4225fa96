"""How what the tables count hangs together, declared: what everybody knows who reads what a table counts.

Each relation holds in every district by itself. A side of one is a sum of finest cells, named by views.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.tables.categories import STATES


@dataclass(frozen=True)
class AnyOtherCategory:
    """Any other category."""

    code: str


Among = str | tuple[str, ...] | AnyOtherCategory


@dataclass(frozen=True)
class CellView:
    """The finest cells of a measure that have these categories: one, or one of several."""

    table: str
    measure: str
    where: Mapping[str, Among] = field(default_factory=dict)


Side = tuple[CellView, ...]
"""Views that are added up."""


@dataclass(frozen=True)
class Composition:
    """A figure that is the sum of others by what it counts, in each combination of `per`."""

    cell: CellView
    of: Side
    per: tuple[str, ...] = ()


@dataclass(frozen=True)
class Equality:
    """Sides that add up to the same, in each combination of `per`: counts of the same in different ways."""

    name: str
    sides: tuple[Side, ...]
    per: tuple[str, ...] = ()


@dataclass(frozen=True)
class EqualityByCategory:
    """The same for one side in each category of a dimension; a category without any count is left out."""

    name: str
    side: Side
    along: str
    per: tuple[str, ...] = ()
    also: tuple[Side, ...] = ()
    """Further sides."""


@dataclass(frozen=True)
class UpperLimit:
    """A part is no greater than the whole, in each category of `along` if there is one.

    It holds only where `unless` counts nothing, and they are equal where `equal_without` counts nothing: both
    must be figures that are open to all, or nobody could know.
    """

    name: str
    part: Side
    whole: Side
    per: tuple[str, ...] = ()
    along: str = ""
    everywhere: str = ""
    """A dimension of the whole: it holds only where the whole can have each category of it."""
    unless: Side = ()
    equal_without: Side | None = None


@dataclass(frozen=True)
class ChoicesMade:
    """Of each unit in `known` one or more of `over` were chosen; what stands alone excludes the others."""

    table: str
    chosen: str
    known: str
    over: str
    per: tuple[str, ...] = ()


CS, HV, TM, PG = "counselling-session", "home-visit", "theme-meeting", "programme-group"

ROLES = {"woman": "mother", "man": "father", "other": "other-adult"}
"""A parent's role by the gender that it is counted under."""

ENDS = ("", "-known", "-not-known")
"""A summed number and its companions."""

Relation = Composition | Equality | EqualityByCategory | UpperLimit | ChoicesMade


@dataclass(frozen=True)
class ImpliedZero:
    """The figures of `of` are 0 where everybody knows that those of `records` add up to 0, in each
    combination of the dimensions that both are split by and neither is held at."""

    of: CellView
    records: CellView


def v(table: str, measure: str, **where: Among) -> CellView:
    return CellView(table, measure, where)


def both(table: str, number: str, **where: Among) -> Side:
    """All records that a summed number is counted in: those that know it and those that do not."""
    return v(table, f"{number}-known", **where), v(table, f"{number}-not-known", **where)


def states(table: str, measure: str, over: str) -> CellView:
    """The units of a multiple choice whose choice is not known."""
    return v(table, measure, **{over: STATES})
