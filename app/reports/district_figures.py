"""The figures of one table and period as a report has them: of one district, or of the city.

What follows from the numbers is derived where it is for the statistics (`app.figures`). Here is told what a
district's number is made of, in the division that the report is in.
"""

from collections.abc import Mapping
from dataclasses import replace

from app.catalogue.catalogue import Catalogue
from app.catalogue.divisions import Division
from app.figures.cell_values import Value, summed
from app.figures.derivation import At, CubeFigures, NoSuchFigure
from app.figures.figure import Figure as DerivedFigure
from app.kit.language import Text
from app.published.spans import of_whole_city
from app.release.protection.table_layout import BEGUN
from app.release.storage.frozen_table import Category, FrozenTable
from app.reports.nouns import RECORDS
from app.reports.report_figures import FigureRequest, ReportFigure
from app.tables.declaration import Table
from app.tables.dimensions import DISTRICT
from app.tables.questions import value_of
from app.tables.rates import CategoryShare, Derived, MeanRating, applies
from app.vocabulary.periods import Span, months_of

_MEAN = MeanRating(
    "rating",
    label=Text("Medelvärde av svaren", "Mean of the answers"),
    unit=Text("poäng", "points"),
    of="answers",
    over="answer",
    weight=value_of,
    known=Text("svar på frågan", "answers to the question"),
)
"""What a question on a scale has instead of positive answers, in the tables that lack it of their own."""


def derived_of(table: Table) -> tuple[Derived, ...]:
    """A table's derived measures, and the mean of what parents answer on a scale."""
    codes = {one.code for one in (*table.derived, *table.measures)}
    has_answers = any(isinstance(one, CategoryShare) and one.of == "answers" for one in table.derived)
    return (*table.derived, _MEAN) if has_answers and _MEAN.code not in codes else table.derived


class DistrictFigures(CubeFigures):
    """The figures of one table and period. `city` is the code under which all districts are one.

    `division` is that of the report, which districts are shown in; of its own period if none is given.
    """

    def __init__(
        self, frozen: FrozenTable, declared: Table, catalogue: Catalogue, division: Division | None = None
    ) -> None:
        self.frozen = frozen = of_whole_city(frozen, declared, catalogue)
        self.city = catalogue.municipality.city.code
        self.span = Span.parse(frozen.period)
        self._division = division or Division(catalogue.municipality, self.span.last)
        self._known: dict[tuple[str, frozenset[tuple[str, str]]], Value] = {}
        cube = frozen.cube
        if DISTRICT.code in cube.axes:
            # A figure that the city handed in itself is no part of the sum of its districts.
            axis = cube.axes[DISTRICT.code]
            parts = tuple(part for part in axis.parts if part != self.city)
            cube = replace(cube, axes={**cube.axes, DISTRICT.code: replace(axis, parts=parts)})
        super().__init__(cube, declared, catalogue)

    def categories(self, dimension: str) -> tuple[Category, ...]:
        """The categories without totals, and the districts as they were. Raises `NoSuchFigure`."""
        parts = set(self.axis(dimension).parts)
        return tuple(
            category for category in self.frozen.dimension[dimension].categories if category.code in parts
        )

    def has(self, measure: str, *dimensions: str) -> bool:
        """Whether a measure (a derived one by what it is of) is there and split by these."""
        code = next((one.of for one in derived_of(self.table) if one.code == measure), measure)
        own = self.frozen.measure.get(code)
        return own is not None and set(dimensions) <= set(own.dimensions)

    # ---------------------------------------------------------------------------------------- numbers

    def value(self, measure: str, at: At) -> Value:
        """A count at some categories, of all along everything else. Raises `NoSuchFigure`, also for a
        dimension that the measure is not split by."""
        key = (measure, frozenset(at.items()))
        if key not in self._known:
            own = self.frozen.measure.get(measure)
            if own is None or not set(at) <= set(own.dimensions):
                raise NoSuchFigure(f"{self.frozen.id}: no {measure} by {', '.join(at)}")
            found = self._value(measure, at)
            if found == "not-applicable":
                # Of what cannot occur there is none; of what nobody owes a return of, there is no figure.
                found = "missing" if self.table.of_returns else 0
            self._known[key] = found
        return self._known[key]

    def _value(self, measure: str, at: At) -> Value:
        district = at.get(DISTRICT.code)
        if district is None:
            return self._cell(measure, at)
        stock = self.table.measure(measure).stock
        if district == self.city:
            there = self._at_end() if stock and not self.table.city else None
            return self._cell(measure, at) if there is None else self._sum(measure, at, there)
        parts = self._made_of(district, stock)
        values = {code: self._cell(measure, {**at, DISTRICT.code: code}) for code in parts}
        if len(values) > 1 and self.table.of_returns:
            # Of the districts that were to hand something in, one that did not leaves the sum unknown.
            owed = self._owing(values)
            lacking = next((one for one in ("missing", "not-known") if one in owed), None)
            if lacking and "withheld" not in values.values():
                return "missing" if lacking == "missing" else "not-known"
        return self._told(measure, at, summed(values.values()))

    def _sum(self, measure: str, at: At, districts: list[str]) -> Value:
        found = summed(self._cell(measure, {**at, DISTRICT.code: code}) for code in districts)
        return self._told(measure, at, found)

    def _told(self, measure: str, at: At, found: Value) -> Value:
        return found if found else self.told(measure, at)

    def _cell(self, measure: str, at: At) -> Value:
        """What the table has, or of a city that it has no total of, the sum of its districts."""
        if at.get(DISTRICT.code) == self.city and self.city not in self.axis(DISTRICT.code).place:
            at = {code: one for code, one in at.items() if code != DISTRICT.code}
        return super().value(measure, at)

    # -------------------------------------------------------------------------------------- districts

    def _made_of(self, district: str, stock: bool) -> tuple[str, ...]:
        """The table's categories that a district's figure is the sum of."""
        parts = (
            self._division.at_end(district, self.span.last)
            if stock
            else self._division.parts(district, self.span)
        )
        data = self.catalogue.municipality
        own = self.frozen.dimension[DISTRICT.code]
        released = {category.code: category.divisions for category in own.categories if category.divisions}
        if not released:
            return parts or (district,)
        now = tuple(
            code.removesuffix(BEGUN)
            for code, divisions in released.items()
            if "reported" in divisions and data.successor_of(code.removesuffix(BEGUN)) == district
        )
        if "current" in released.get(district, ()) and (not parts or set(now) == set(parts)):
            return (district,)
        return tuple(f"{code}{BEGUN}" if f"{code}{BEGUN}" in released else code for code in parts) or (
            district,
        )

    def _owing(self, values: Mapping[str, Value]) -> list[Value]:
        """Those that were there at the end of a tertial or year, which answer for its returns."""
        ends = {
            months_of(year)[1]
            for year in (self.span.years() if self.table.grain == "year" else self.span.tertials())
        }
        entries = {
            code: self.catalogue.municipality.find("districts", code.removesuffix(BEGUN)) for code in values
        }
        return [values[code] for code, entry in entries.items() if entry and any(map(entry.valid, ends))]

    def _at_end(self) -> list[str] | None:
        """The districts that were there at the period's end, where some of the table's had ended by then.

        A count leaves those out by itself; an older release, which never changes, may have them in its sum.
        """
        data = self.catalogue.municipality
        own = [category.code for category in self.categories(DISTRICT.code)]
        there = [
            code
            for code in own
            if (entry := data.find("districts", code.removesuffix(BEGUN))) is None
            or entry.valid(self.span.last)
        ]
        return None if there == own else there

    # ---------------------------------------------------------------------------------------- figures

    def figure(self, spec: FigureRequest, district: str) -> ReportFigure:
        """One figure, of one district or of the city. Raises `NoSuchFigure`."""
        at = {DISTRICT.code: district, **spec.at}
        one = next((each for each in derived_of(self.table) if each.code == spec.measure), None)
        if one and not applies(one, self.catalogue, at):
            raise NoSuchFigure(f"{self.frozen.id}: {spec.measure} means nothing here")
        measure = self.declared(one.of if one else spec.measure)
        if measure is None:
            raise NoSuchFigure(f"{self.frozen.id} has no {spec.measure}")
        found = self.derived(one, at) if one else self.measured(spec.measure, at)
        if spec.value == "base":
            found = found._replace(value="missing" if found.base is None else found.base, base=None)
        return self._reported(found, spec, of_records=measure.unknown is not None, stock=measure.stock)

    def _reported(
        self, found: DerivedFigure, spec: FigureRequest, *, of_records: bool, stock: bool
    ) -> ReportFigure:
        return ReportFigure(
            found.value,
            spec.value,
            found.base,
            found.base_words,
            found.per or 1,
            found.not_known,
            RECORDS.get(self.frozen.id) if of_records else None,
            self.frozen.id,
            self.frozen.period,
            found.unit,
            found.rounded,
            1 if stock else self.cube.periods,
        )
