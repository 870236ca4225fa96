"""Longer spans than those that are released: a year, or any run of whole tertials, as the sum of what was
published of each of its parts.

No other figure of a year exists. Everybody who shows one has it from here: counts add up, a state at the end
of a span is that of its last part, and shares and means are derived of the sums as of any other numbers.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Protocol

from app.catalogue.catalogue import Catalogue
from app.disclosure.rounding.uncertainty import most_apart
from app.figures.category_order import merged
from app.figures.cell_values import Value, over_time, summed
from app.figures.rounding_words import as_note, sentences_of_sums
from app.figures.whole_city import with_whole_city
from app.kit.language import Text
from app.release.protection.open_figures import has_open
from app.release.protection.table_layout import BEGUN, after_merger
from app.release.storage.frozen_table import (
    Category,
    FrozenDimension,
    FrozenMeasure,
    FrozenTable,
    with_states,
)
from app.tables.declaration import Table
from app.tables.dimensions import DISTRICT
from app.vocabulary.periods import Span, months_later, months_of, text_of


class PublishedTables(Protocol):
    """What is published: a snapshot, or tables made by hand."""

    def periods(self, table: str, /) -> Sequence[str]: ...

    def frozen(self, table: str, period: str, /) -> FrozenTable: ...


Within = Mapping[str, Sequence[str]]
"""Which of a part's categories make up each category of the sum: none where it had none."""


_MOST_KEPT = 500
"""Sums that are kept in memory."""


def parts_of(span: Span, table: Table) -> tuple[str, ...]:
    """The tertials that a span is made of, or the years of a table of years; none where of no whole ones."""
    if table.grain != "year":
        return tuple(span.tertials()) if span.whole_tertials() else ()
    whole = span.first.endswith("-01") and span.last.endswith("-12")
    return tuple(span.years()) if whole else ()


class PublishedSpans:
    """The tables of a snapshot, of any span of published periods: as they are, or added up. Safe to read from
    several threads."""

    def __init__(self, published: PublishedTables, catalogue: Catalogue) -> None:
        self._published, self._catalogue = published, catalogue
        self._made: dict[tuple[str, str], FrozenTable] = {}

    def lacking(self, table: Table, span: Span) -> list[str]:
        """Which of a span's parts are not published."""
        there = self._published.periods(table.id)
        return [part for part in parts_of(span, table) if part not in there]

    def frozen(self, table: Table, period: str) -> FrozenTable:
        """The table of a period that is published or whose parts are. Raises `ReleaseNotFound`."""
        found = self._made.get((table.id, period))
        if found is None:
            parts = [self._published.frozen(table.id, part) for part in parts_of(Span.parse(period), table)]
            found = of_whole_city(added(parts, period, table, self._catalogue), table, self._catalogue)
            if len(self._made) >= _MOST_KEPT:
                self._made.clear()
            self._made[table.id, period] = found
        return found

    def years(self, table: Table) -> list[str]:
        """The years of which every tertial is published; none of a table that is of years itself."""
        if table.grain == "year":
            return []
        years = dict.fromkeys(period[:4] for period in self._published.periods(table.id))
        return [year for year in years if not self.lacking(table, Span.parse(year))]


def in_runs(periods: Iterable[str]) -> list[str]:
    """Periods in time's order, as shortly as they can be written: `2019-T3..2020-T1`, `2021`."""
    runs: list[Span] = []
    for first, last in map(months_of, periods):
        if runs and months_later(runs[-1].last) == first:
            runs[-1] = Span(runs[-1].first, last)
        else:
            runs.append(Span(first, last))
    return [text_of(one) for one in runs]


def added(tables: Sequence[FrozenTable], period: str, declared: Table, catalogue: Catalogue) -> FrozenTable:
    """One table of the parts of a span, in time's order: cell by cell, withheld or missing where any part is.

    A category that a part did not have counts as none in it; a measure that a part lacks, or has by other
    dimensions, is left out. Districts are told apart as in a release in whose tertial some were merged.
    """
    if len(tables) == 1:
        return tables[0]
    parts = [with_states(table, declared, catalogue) for table in tables]
    last = parts[-1]
    stocks = {measure.code for measure in declared.measures if measure.stock}
    measures = [measure for measure in last.measures if all(_same(measure, part) for part in parts)]
    used = {code for measure in measures for code in measure.dimensions}
    both = [_along(one.code, parts, catalogue) for one in last.dimensions if one.code in used]
    dimensions = tuple(dimension for dimension, _ in both)
    within = [{one.code: own[place] for one, own in both} for place in range(len(parts))]
    rounded = [one.rounded for one in parts if one.rounded is not None]
    whole = replace(
        last,
        period=period,
        notes=(*_on_rounding(parts, declared, measures), *own_notes(parts)),
        dimensions=dimensions,
        measures=tuple(
            _added(
                measure,
                list(zip(parts, within, strict=True))[-1 if measure.code in stocks else 0 :],
                dimensions,
            )
            for measure in measures
        ),
        rounded=max(rounded, default=None),
        periods=max(1, len(rounded)),
        stated=False,
    )
    # None in one part and not known in another is not known, which the sums of the companions tell.
    return with_states(whole, declared, catalogue)


_SUMMED = Text(
    "Där kommunen inte har lämnat egna uppgifter är dess tal summan av delarnas avrundade tal, som vart och "
    "ett kan vara upp till {most} för högt eller för lågt.",
    "Where the municipality handed in no figures of its own, its figure is the sum of its parts' rounded "
    "ones, each of which can be up to {most} too high or too low.",
)


def of_whole_city(table: FrozenTable, declared: Table, catalogue: Catalogue) -> FrozenTable:
    """The table with the sum of its districts where the city, which may hand in figures of its own, did not.
    A state at the end of a period is of the districts that were there at that end."""
    data, parts = catalogue.municipality, table.dimension[DISTRICT.code].axis.parts if declared.city else ()
    stock, last = all(one.stock for one in declared.shown), Span.parse(table.period).last
    entries = {
        part: data.find("districts", part.removesuffix(BEGUN)) for part in parts if part != data.city.code
    }
    districts = [one for one, entry in entries.items() if not stock or entry is None or entry.valid(last)]
    cube = with_whole_city(table.cube, declared, data.city.code, districts)
    if cube.measures == table.cube.measures:
        return table
    measures = tuple(
        replace(measure, values=cube.measures[measure.code].values) for measure in table.measures
    )
    said = () if table.rounded is None else (_SUMMED.format(most=most_apart(table.rounded, table.periods)),)
    return replace(table, measures=measures, notes=(*table.notes, *said))


def own_notes(parts: Sequence[FrozenTable]) -> tuple[Text, ...]:
    """What there is to know of several periods beside their rounding, the latest first."""
    return tuple(dict.fromkeys(note for part in reversed(parts) for note in part.own_notes))


def _on_rounding(
    parts: Sequence[FrozenTable], declared: Table, measures: Sequence[FrozenMeasure]
) -> Iterator[Text]:
    """The note on the rounding of the sum, where any part is rounded."""
    rounded = [part for part in parts if part.rounded is not None]
    if not rounded:
        return
    exact = [part.period for part in parts if part.rounded is None]
    named = [" + ".join(in_runs(own)) for own in ([one.period for one in rounded], exact)]
    yield as_note(
        sentences_of_sums(
            max(one.rounded or 0 for one in rounded),
            len(rounded),
            some_exact=has_open(declared, [measure.code for measure in measures if not measure.hidden]),
            mixed=(named[0], named[1]) if exact else None,
        )
    )


def _same(measure: FrozenMeasure, part: FrozenTable) -> bool:
    own = part.measure.get(measure.code)
    return own is not None and own.dimensions == measure.dimensions


def _along(
    code: str, parts: Sequence[FrozenTable], catalogue: Catalogue
) -> tuple[FrozenDimension, list[Within]]:
    """A dimension of the sum, and what each of its categories is made of in each part."""
    own = [part.dimension[code] for part in parts]
    multiple = any(one.multiple for one in own)
    known = {category.code: category for dimension in own for category in dimension.categories}
    order = merged([[category.code for category in dimension.categories] for dimension in reversed(own)])
    # A total is one only where every part has it.
    kept = [one for one in order if not known[one].total or all(one in each.place for each in own)]
    categories = [known[one] for one in kept]
    if any(category.divisions for category in categories):
        districts = _Districts(categories, catalogue)
        categories, within = list(districts.categories()), [districts.within(one) for one in own]
    else:
        within = [{one: (one,) if one in each.place else () for one in kept} for each in own]
    return replace(own[-1], categories=tuple(categories), multiple=multiple), within


class _Districts:
    """The districts of a span, some of which may have been merged in it, or since."""

    def __init__(self, met: Sequence[Category], catalogue: Catalogue) -> None:
        data = catalogue.municipality
        self._met = {one.code: one for one in met}
        reported = dict.fromkeys(
            one.code.removesuffix(BEGUN) for one in met if "reported" in one.divisions and not one.total
        )
        became: dict[str, list[str]] = {}
        for code in reported:
            became.setdefault(data.successor_of(code), []).append(code)
        self._reported = reported
        self._merged = {code: own for code, own in became.items() if own != [code]}
        self._gone = {code for own in self._merged.values() for code in own}

    def categories(self) -> Iterator[Category]:
        for one in self._met.values():
            code, begun = one.code, f"{one.code}{BEGUN}"
            if one.total:
                yield one
            elif code in self._merged:
                yield replace(one, divisions=("current",))
                if code in self._reported:
                    yield replace(one, code=begun, text=after_merger(one.text), divisions=("reported",))
            elif code in self._reported:
                yield replace(one, divisions=("reported",)) if code in self._gone else one

    def within(self, part: FrozenDimension) -> Within:
        """A merged district that a part was published without is the sum of those that it was made of."""
        there = {category.code: category.divisions for category in part.categories}
        found: dict[str, Sequence[str]] = {}
        for category in self.categories():
            code = category.code
            if category.total:
                found[code] = (code,)
            elif code not in self._merged:
                found[code] = self._as_reported(code.removesuffix(BEGUN), there)
            elif "current" in there.get(code, ()):
                found[code] = (code,)
            else:
                found[code] = [each for own in self._merged[code] for each in self._as_reported(own, there)]
        return found

    @staticmethod
    def _as_reported(code: str, there: Mapping[str, tuple[str, ...]]) -> Sequence[str]:
        """Under which of its codes a part has a district as it was reported."""
        return [one for one in (f"{code}{BEGUN}", code) if "reported" in there.get(one, ())][:1]


def _added(
    measure: FrozenMeasure,
    parts: Sequence[tuple[FrozenTable, Mapping[str, Within]]],
    dimensions: Sequence[FrozenDimension],
) -> FrozenMeasure:
    by_code = {dimension.code: dimension for dimension in dimensions}
    axes = [[category.code for category in by_code[code].categories] for code in measure.dimensions]
    readers = [_reader(measure, table, within) for table, within in parts]
    values: list[Value] = []
    for codes in product(*axes):
        found = [value for read in readers if (value := read(codes)) is not None]
        # No part has this combination.
        values.append(over_time(found) if found else "not-applicable")
    return replace(measure, values=tuple(values))


def _reader(
    measure: FrozenMeasure, table: FrozenTable, within: Mapping[str, Within]
) -> Callable[[Sequence[str]], Value | None]:
    """What one part has of a cell of the sum; None where it has no such cell."""
    cells = dict(table.cells(measure.code))
    own = [within[code] for code in measure.dimensions]

    def read(codes: Sequence[str]) -> Value | None:
        made_of = [each[code] for each, code in zip(own, codes, strict=True)]
        values = [cells[cell] for cell in product(*made_of)]
        return summed(values) if values else None

    return read
