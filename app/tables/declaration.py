"""How a statistical table is declared: as data; its texts in Swedish and English are data of their own.

A table has dimensions, measures and parts. A part says from which records something is counted and under
which columns its dimensions are found; the engine turns all parts of a table into one statement. Shares and
means are declared as `rates` and `derived` measures and only come about when a reply is made.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from sqlalchemy import ColumnElement
from sqlalchemy import Table as Stored

from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Entry
from app.kit.language import Text
from app.tables.rates import NOTHING, Derived, Rate
from app.vocabulary.states import NOT_KNOWN

Grain = Literal["month", "tertial", "year"]
GRAINS: tuple[Grain, ...] = ("month", "tertial", "year")
Kind = Literal["codes", "district", "month", "tertial", "year"]


@dataclass(frozen=True, eq=False)
class Dimension:
    """Something that counts can be split by: a closed list of categories."""

    code: str
    label: Text
    list: str = ""
    """The list that holds its codes: the catalogue's, the product's, or `words`."""
    states: tuple[str, ...] = (NOT_KNOWN,)
    """States that always get a row of their own; other states get one where they occur."""
    extra: tuple[str, ...] = ()
    """Further codes beside the list's."""
    among: tuple[str, ...] = ()
    """Narrows a closed list."""
    usable: Callable[[Entry], bool] | None = None
    """Narrows a list of the catalogue to entries that can be registered; others show where they occur."""
    activities: tuple[str, ...] = ()
    """Whose questionnaires, for questions and answers."""
    words: Mapping[str, Text] = field(default_factory=dict)
    """Codes and labels of a list that only the tables know."""
    fold: Mapping[str, str] = field(default_factory=dict)
    """Stored codes that are counted under another one."""
    multiple: bool = False
    """A record can stand under several categories: they do not add up to the whole."""
    sensitive: bool = False
    """To learn that all of a group are in one category is a disclosure."""
    kind: Kind = "codes"


@dataclass(frozen=True)
class MeaningCodes:
    """The codes of a catalogue's list that carry a meaning."""

    list: str
    meaning: str

    def codes(self, catalogue: Catalogue) -> tuple[str, ...]:
        return catalogue.municipality.meaning(self.list, self.meaning)


@dataclass(frozen=True, eq=False)
class MeaningCount:
    """An aggregate over the codes that carry a meaning: which they are, the catalogue says."""

    meant: MeaningCodes
    of: Callable[[tuple[str, ...]], ColumnElement[int]]


@dataclass(frozen=True, eq=False)
class RecordPart:
    """Records of one activity, joined with one of its child tables where the facts are there.

    `counts` are aggregates by measure; `by` the columns (or expressions) by dimension. A dimension that
    other parts of the measure have and this one lacks is counted as `does-not-apply`. With `each`, distinct
    combinations of these columns are counted instead of rows, and `counts` has one measure.
    """

    record: Stored
    counts: Mapping[str, ColumnElement[int] | MeaningCount]
    by: Mapping[str, ColumnElement[str]] = field(default_factory=dict)
    join: Stored | None = None
    where: tuple[ColumnElement[bool], ...] = ()
    each: tuple[ColumnElement[object], ...] = ()

    @property
    def grain(self) -> Grain:
        return next(grain for grain in GRAINS if grain in self.record.c)

    @property
    def of_returns(self) -> bool:
        """Whether the figures are handed in for a whole period: then none handed in is not a zero."""
        return "id" not in self.record.c


@dataclass(frozen=True, eq=False)
class Measure:
    """A whole number that is counted. Additive over every dimension that is not `multiple`.

    `always` are dimensions that it is split by whether asked or not; a `stock` is a state at the end of a
    period and is never summed over time. A `number` is a sum, and has the hidden companions `{code}-known`
    and `{code}-not-known`: how many records it is the sum of, and how many lack it.
    """

    code: str
    label: Text = NOTHING
    unit: Text = NOTHING
    rate: Rate | None = None
    always: tuple[str, ...] = ()
    stock: bool = False
    number: bool = False
    unknown: str | None = None
    """Measure that counts the records whose fact is not known."""
    hidden: bool = False
    needs: "MeaningCodes | None" = None
    """The meaning that it is told by: where no code is marked with it, there is no such figure."""


@dataclass(frozen=True, eq=False)
class Structure:
    """Which combinations of categories can occur at all; the others get no row."""

    dimensions: tuple[str, ...]
    possible: frozenset[tuple[str, ...]]


@dataclass(frozen=True, eq=False)
class WatchedDimension:
    """A dimension that is always counted by, so that the reply can say when its categories are mixed."""

    dimension: str
    note: Text


@dataclass(frozen=True, eq=False)
class Table:
    """One statistical table. Its id stands in addresses and never changes. Its words, and those of its
    measures, are in `words.yaml`."""

    id: str
    own: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    parts: tuple[RecordPart, ...]
    usual: tuple[str, ...]
    """What it is split by where nothing is asked."""
    derived: tuple[Derived, ...] = ()
    title: Text = NOTHING
    counted: Text = NOTHING
    """What one unit of the counts is."""
    source: Text = NOTHING
    """Where the half-time report has it."""
    notes: tuple[Text, ...] = ()
    watch: WatchedDimension | None = None
    structure: Callable[[Catalogue], Structure] | None = None
    listed_only: bool = False
    """Whether what was not handed in gets no row at all: its lists are long and name what there is."""
    city: bool = False
    """Whether some figures are of the whole city and no district."""
    whole_tertials: bool = False
    """Whether it is asked for by whole tertials only, although its records know their month."""

    @property
    def grain(self) -> Grain:
        """The finest period that its records know."""
        return self.parts[0].grain

    @property
    def finest(self) -> Grain:
        """The finest period that it can be asked for."""
        return "tertial" if self.whole_tertials else self.grain

    @property
    def of_returns(self) -> bool:
        return all(part.of_returns for part in self.parts)

    @property
    def by_area(self) -> bool:
        """Whether it can be narrowed to residential areas: every part must know them."""
        return all("area" in part.by for part in self.parts)

    @cached_property
    def shown(self) -> tuple[Measure, ...]:
        return tuple(measure for measure in self.measures if not measure.hidden)

    @cached_property
    def _measures(self) -> dict[str, Measure]:
        return {measure.code: measure for measure in self.measures}

    def measure(self, code: str) -> Measure:
        return self._measures[code]


def number_measures(
    code: str,
    *,
    rate: Rate | None = None,
    always: tuple[str, ...] = (),
    stock: bool = False,
) -> tuple[Measure, ...]:
    """The measure of a summed number and its two hidden companions."""
    known, unknown = f"{code}-known", f"{code}-not-known"
    return (
        Measure(code, rate=rate, always=always, stock=stock, number=True, unknown=unknown),
        *(Measure(one, always=always, stock=stock, hidden=True) for one in (known, unknown)),
    )
