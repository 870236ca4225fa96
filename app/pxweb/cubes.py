"""Released tables as cubes over all published periods: what PxWeb calls a table.

A cube holds the measures of one table that share the same dimensions. Its values are read from the frozen
tables as they are: nothing is added up here, and a total is a category like any other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import numpy.typing as npt

from app.figures.category_order import merged
from app.figures.cell_values import Mark
from app.kit.language import Text
from app.published.notes import protection_notes, year_notes
from app.pxweb import words
from app.pxweb.unique_labels import told_apart
from app.release.storage.frozen_table import FrozenDimension, FrozenMeasure, FrozenTable
from app.tables.declaration import Table
from app.tables.rates import MeanOfMeasure
from app.tables.registry import BY_ID

CONTENTS = "ContentsCode"
YEARS = "agg_tertial_year"
"""The code list of years, each of which is the sum of its tertials."""
NOTHING, MISSING, WITHHELD, NOT_KNOWN = -1, -2, -3, -4
"""Stand in the array for what has no figure: the combination does not exist in the period, not handed in,
protected, not known of any record."""
SYMBOL = {
    NOTHING: words.NOTHING_SYMBOL,
    WITHHELD: words.WITHHELD_SYMBOL,
    MISSING: words.MISSING_SYMBOL,
    NOT_KNOWN: words.NOT_KNOWN_SYMBOL,
}
_STANDS_FOR: dict[Mark, int] = {
    "withheld": WITHHELD,
    "missing": MISSING,
    "not-known": NOT_KNOWN,
    "not-applicable": NOTHING,
}

Numbers = npt.NDArray[np.int64]
Role = Literal["geo", "metric", "time", ""]


@dataclass(frozen=True)
class PxValue:
    """One value of a variable. `divisions` are a district's; `unit`, `hidden` and `stock` a measure's."""

    code: str
    text: Text
    divisions: tuple[str, ...] = ()
    total: bool = False
    unit: Text = Text("", "")
    hidden: bool = False
    stock: bool = False


@dataclass(frozen=True)
class PxVariable:
    """One variable of a cube. `elimination` is the value that it is left out at; None where it cannot be."""

    code: str
    text: Text
    values: tuple[PxValue, ...]
    role: Role = ""
    elimination: str | None = None
    notes: tuple[Text, ...] = ()
    code_lists: tuple[str, ...] = ()
    """Those by which its values are added up."""

    @cached_property
    def place(self) -> dict[str, int]:
        """Places by code, without regard to case."""
        return {value.code.casefold(): index for index, value in enumerate(self.values)}


@dataclass(frozen=True)
class PublishedTable:
    """A frozen table with the facts of the release that it was published in."""

    table: FrozenTable
    published: str
    """Day of the publication, `2019-05-20`."""


@dataclass(frozen=True, eq=False)
class PxCube:
    """A table as researchers know it. `array` runs along `variables`: contents and time last."""

    id: str
    table: str
    title: Text
    counted: Text
    source: Text
    protection: tuple[Text, ...]
    """What to know of how the figures are protected."""
    notes: tuple[Text, ...]
    """What else to know."""
    updated: str
    variables: tuple[PxVariable, ...]
    array: Numbers
    years: "PxCube | None" = None
    """The sums of whole years, under the codes of the same variables; None where no year is complete."""

    @cached_property
    def variable(self) -> dict[str, PxVariable]:
        """By code, without regard to case."""
        return {one.code.casefold(): one for one in self.variables}

    @cached_property
    def marks(self) -> frozenset[int]:
        """What stands anywhere in it for a figure that is not there."""
        return frozenset(np.unique(self.array[self.array < 0]).tolist())

    @property
    def mandatory(self) -> tuple[Text, ...]:
        """What nobody should read the figures without."""
        told = {SYMBOL[mark] for mark in self.marks}
        if any(f"'{words.WITHHELD_SYMBOL}'" in note.sv for note in self.protection):
            told.discard(words.WITHHELD_SYMBOL)
        return (*self.protection, *((words.of_symbols(told),) if told else ()))

    @property
    def said(self) -> list[Text]:
        """What to know when reading the figures, what is mandatory first."""
        return [*self.mandatory, *year_notes(BY_ID.get(self.table)), *self.notes]

    @property
    def time(self) -> PxVariable:
        return self.variables[-1]

    @property
    def contents(self) -> PxVariable:
        return self.variables[-2]

    @property
    def periods(self) -> tuple[str, str]:
        """The first and the last."""
        return self.time.values[0].code, self.time.values[-1].code

    @property
    def yearly(self) -> bool:
        return self.time.code == "year"

    @property
    def label(self) -> Text:
        """Title, what it is split by, and the periods: as statistical offices name their tables."""
        split = [variable.text for variable in self.variables[:-2]]
        first, last = self.periods
        periods = first if first == last else f"{first} - {last}"
        return Text(
            f"{self.title.sv} efter {_listed(split, 'sv')}. {self.time.text.sv} {periods}",
            f"{self.title.en} by {_listed(split, 'en')}. {self.time.text.en} {periods}",
        )

    def taken(self, places: Sequence[Sequence[int]]) -> "PxCube":
        """The cube with these values of each variable alone."""
        variables = tuple(
            replace(variable, values=tuple(variable.values[place] for place in kept))
            for variable, kept in zip(self.variables, places, strict=True)
        )
        return replace(self, variables=variables, array=self.array[np.ix_(*places)])

    def within(self, districts: frozenset[str]) -> "PxCube":
        """The cube with these districts and the city's total alone."""
        geo = self.variables[0]
        kept = [index for index, value in enumerate(geo.values) if value.total or value.code in districts]
        values = tuple(geo.values[place] for place in kept)
        return replace(
            self,
            variables=(replace(geo, values=values), *self.variables[1:]),
            array=self.array[kept],
            years=self.years.within(districts) if self.years else None,
        )


def cubes_of(
    sources: Sequence[PublishedTable], successors: Mapping[str, str], years: Sequence[PublishedTable] = ()
) -> tuple[PxCube, ...]:
    """The cubes of one table, from its frozen tables of every published period in time's order, and from the
    sums of whole years.

    `successors` are what districts have become since: a merged one is in the current division no more, also
    where it still was when its table was frozen.
    """
    latest = sources[-1].table
    groups: dict[tuple[str, ...], dict[str, FrozenMeasure]] = {}
    for source in reversed(sources):
        for measure in source.table.measures:
            groups.setdefault(measure.dimensions, {}).setdefault(measure.code, measure)
    cubes = []
    for number, (dimensions, measures) in enumerate(groups.items()):
        name = latest.id if number == 0 else f"{latest.id}-{next(iter(measures))}"
        own, summed = _holding(sources, dimensions), _holding(years, dimensions)
        cube = _cube(name, own, own, dimensions, measures, successors)
        if summed:
            of_years = _cube(name, summed, [*own, *summed], dimensions, measures, successors)
            cube = replace(_aggregating(cube), years=_aggregating(of_years))
        if all(
            variable.values for variable in cube.variables
        ):  # of a list without codes there is nothing to ask for
            cubes.append(cube)
    return tuple(cubes)


def _holding(sources: Sequence[PublishedTable], dimensions: tuple[str, ...]) -> list[PublishedTable]:
    return [
        source for source in sources if any(own.dimensions == dimensions for own in source.table.measures)
    ]


def _aggregating(cube: PxCube) -> PxCube:
    """The cube with the code list of years."""
    time = replace(cube.time, code="tertial", code_lists=(YEARS,))
    return replace(cube, variables=(*cube.variables[:-1], time))


def _cube(
    name: str,
    holding: Sequence[PublishedTable],
    known: Sequence[PublishedTable],
    dimensions: tuple[str, ...],
    measures: Mapping[str, FrozenMeasure],
    successors: Mapping[str, str],
) -> PxCube:
    """`known` are all whose categories it has, also where the periods that it is of lack them."""
    latest = holding[-1].table
    own = [_variable([one.table.dimension[code] for one in known], successors) for code in dimensions]
    variables = _apart((*own, _contents(measures, BY_ID.get(latest.id)), _time(holding)))
    shape = [len(variable.values) for variable in variables]
    array: Numbers = np.full(shape, NOTHING, dtype=np.int64)
    for period, source in enumerate(holding):
        for measure in source.table.measures:
            if measure.dimensions == dimensions:
                _fill(array, variables, source.table, measure, period)
    array.setflags(write=False)
    title = latest.title
    if name != latest.id:
        first = next(iter(measures.values())).text
        title = Text(f"{title.sv}: {first.sv}", f"{title.en}: {first.en}")
    return PxCube(
        id=name,
        table=latest.id,
        title=title,
        counted=latest.counted,
        source=latest.source,
        protection=protection_notes([one.table for one in holding]),
        notes=tuple(dict.fromkeys(note for one in reversed(holding) for note in one.table.own_notes)),
        updated=max(one.published for one in holding),
        variables=variables,
        array=array,
    )


def _variable(dimensions: Sequence[FrozenDimension], successors: Mapping[str, str]) -> PxVariable:
    """One dimension over all periods: its categories in order, its words as they were last."""
    latest = dimensions[-1]
    known = {category.code: category for dimension in dimensions for category in dimension.categories}
    order = merged(
        [[category.code for category in dimension.categories] for dimension in reversed(dimensions)]
    )
    divisions: dict[str, tuple[str, ...]] = {}
    for dimension in dimensions:
        for category in dimension.categories:
            gone = successors.get(category.code, category.code) != category.code
            own = tuple(name for name in category.divisions if name == "reported" or not gone)
            divisions[category.code] = tuple(dict.fromkeys((*divisions.get(category.code, ()), *own)))
    values = tuple(PxValue(code, known[code].text, divisions[code], known[code].total) for code in order)
    total = next((value.code for value in values if value.total), None)
    geo = latest.kind == "district"
    notes = (words.MULTIPLE,) if latest.multiple else (words.DIVISIONS,) if geo else ()
    elimination = None if latest.multiple else total
    return PxVariable(latest.code, latest.text, values, "geo" if geo else "", elimination, notes)


def _contents(measures: Mapping[str, FrozenMeasure], table: Table | None) -> PxVariable:
    declared = {measure.code: measure for measure in table.measures} if table else {}
    sums = {one.code for one in declared.values() if isinstance(one.rate, MeanOfMeasure)}
    values = tuple(
        PxValue(
            measure.code,
            words.base(measure.text)
            if measure.hidden
            else words.total(measure.text)
            if measure.code in sums
            else measure.text,
            unit=measure.unit,
            hidden=measure.hidden,
            stock=measure.code in declared and declared[measure.code].stock,
        )
        for measure in measures.values()
    )
    notes = (
        *([words.BASES] if any(value.hidden for value in values) else []),
        *([words.SUMS] if not sums.isdisjoint(measures) else []),
    )
    return PxVariable(CONTENTS, words.CONTENTS, values, "metric", None, notes)


def _time(sources: Sequence[PublishedTable]) -> PxVariable:
    periods = [source.table.period for source in sources]
    code, text = ("tertial", words.TERTIAL) if "T" in periods[0] else ("year", words.YEAR)
    return PxVariable(code, text, tuple(PxValue(one, Text(one, one)) for one in periods), "time")


def _fill(
    array: Numbers, variables: Sequence[PxVariable], table: FrozenTable, measure: FrozenMeasure, period: int
) -> None:
    counts = table.cube.measures[measure.code]
    values = np.array(
        [_STANDS_FOR[value] if isinstance(value, str) else value for value in counts.values], dtype=np.int64
    )
    dimensions = [table.dimension[code] for code in counts.dimensions]
    places = [
        [variable.place[category.code.casefold()] for category in dimension.categories]
        for variable, dimension in zip(variables, dimensions, strict=False)
    ]
    contents = variables[-2].place[measure.code.casefold()]
    shaped = values.reshape([len(one) for one in places])
    array[..., contents, period][np.ix_(*places)] = shaped


def _apart(variables: Sequence[PxVariable]) -> tuple[PxVariable, ...]:
    """The same with labels that are unique within a variable, and among the variables, in each language."""
    named = told_apart([(one.code, one.text) for one in variables])
    return tuple(
        replace(
            variable,
            text=text,
            values=tuple(
                replace(value, text=label)
                for value, label in zip(
                    variable.values,
                    told_apart([(value.code, value.text) for value in variable.values]),
                    strict=True,
                )
            ),
        )
        for variable, text in zip(variables, named, strict=True)
    )


def _listed(texts: Iterable[Text], language: Literal["sv", "en"]) -> str:
    *first, last = (_lower(text.of(language)) for text in texts)
    word = "och" if language == "sv" else "and"
    return f"{', '.join(first)} {word} {last}" if first else last


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
