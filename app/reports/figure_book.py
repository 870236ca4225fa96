"""What the chapters are written with: the figures of the span and district asked for, by one call each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.catalogue.catalogue import Catalogue
from app.catalogue.divisions import Division
from app.figures.derivation import NoSuchFigure
from app.kit.language import Language, Text
from app.live.step_rules import BY_TABLE as TAKEN_IN
from app.release.storage.frozen_table import Category
from app.reports.bounded_figures import BoundedFigures
from app.reports.district_figures import DistrictFigures
from app.reports.figure_source import FigureSource
from app.reports.phrases import returns
from app.reports.report_figures import FigureRequest, Kind, ReportFigure, TitledFigure
from app.reports.report_periods import ReportPeriod, State, month_in_words, text_of
from app.tables.categories import in_use, line
from app.tables.registry import BY_ID as TABLES
from app.vocabulary.periods import Span, months_later, months_of, tertials_between


@dataclass(frozen=True)
class ReportScope:
    """What a report is of; `district` is the city's own code where it is the whole city.

    `running` is the month that runs: it and what comes after it are not over. Left out, all of it is over.
    """

    period: ReportPeriod
    district: str
    language: Language
    running: str = "9999-12"


def division_of(catalogue: Catalogue, asked: ReportScope) -> Division:
    """The division that the whole report is in: that of its last month."""
    return Division(catalogue.municipality, asked.period.span.last)


def districts_of(catalogue: Catalogue, asked: ReportScope) -> tuple[str, ...]:
    """The districts that a report reads: one and what became it, or all of any time."""
    data = catalogue.municipality
    if asked.district == data.city.code:
        return data.codes("districts")
    return division_of(catalogue, asked).lineage(asked.district)


class FigureBook:
    """The figures of one report. Everything that is not there in its edition is None, never a zero."""

    def __init__(self, source: FigureSource, catalogue: Catalogue, asked: ReportScope) -> None:
        self.source, self.catalogue, self.asked = source, catalogue, asked
        self.language = asked.language
        self.period = asked.period
        self.data = catalogue.municipality
        self.city = asked.district == self.data.city.code
        self.division = division_of(catalogue, asked)
        self._numbers: dict[tuple[str, str], DistrictFigures | None] = {}
        self._bounded: dict[tuple[str, str], BoundedFigures | None] = {}

    def t(self, text: Text) -> str:
        return text.of(self.language)

    def say(self, sv: str, en: str) -> str:
        return sv if self.language == "sv" else en

    @property
    def district_name(self) -> str:
        return self.t(self.catalogue.text_of("districts", self.asked.district))

    @property
    def district_label(self) -> Text:
        """What the municipality calls its districts."""
        words = self.catalogue.field_texts("record", "district")
        return words.label.text if words else Text("[District]", "[District]")

    @property
    def districts(self) -> tuple[tuple[str, str], ...]:
        """Codes and names of the districts of a report of the whole city, where there are several."""
        there = self.division.rows(self.period.span)
        if not self.city or len(there) < 2:
            return ()
        return tuple((code, self._named(code)) for code in there)

    def _named(self, district: str) -> str:
        """A district's name; of one that was not there all the time with the months that it was."""
        name = self.t(self.catalogue.text_of("districts", district))
        covered = self.division.covered(district, self.period.span)
        if covered == self.period.span or covered is None:
            return name
        return f"{name} ({self.t(ReportPeriod(text_of(covered), covered).words)})"

    @property
    def whole_districts(self) -> bool:
        """Whether every district of the report was there all the time: else their numbers do not compare."""
        return all(self.division.covers(code, self.period.span) for code, _ in self.districts)

    @property
    def state(self) -> State:
        """Whether the report's span is over: one that is not compares with no whole one."""
        return self.period.state(self.asked.running)

    @property
    def threshold(self) -> int | None:
        """What the figures of the report's own span were rounded with, as far as they have been read."""
        thresholds = self.source.thresholds
        return max((thresholds[period] for period in self._own_periods if period in thresholds), default=None)

    @property
    def _own_periods(self) -> set[str]:
        return {self.period_of(table) for table in TABLES}

    def named(self, period: ReportPeriod, name: Text | None = None) -> Text:
        """A span's name, or its words if they are given; of one that is not over it says so."""
        return period.told(name or period.name, self.asked.running)

    def tertial(self, tertial: str) -> str:
        """A tertial's text at the head of a column."""
        return self.t(self.named(ReportPeriod.parse(tertial), Text(tertial, tertial)))

    @property
    def when(self) -> Text:
        """The months that the report's figures are of, in words."""
        covered = None if self.city else self.division.covered(self.asked.district, self.period.span)
        span = covered or self.period.span
        if span.first <= self.asked.running <= span.last:
            span = Span(span.first, self.asked.running)
            words = ReportPeriod(text_of(span), span).words
            return Text(f"{words.sv} (hittills)", f"{words.en} (so far)")
        return ReportPeriod(text_of(span), span).words

    @property
    def reorganised(self) -> tuple[str, ...]:
        """What to know of districts that were merged, or were not there all the time."""
        spans = [self.period, *(period for period, _ in self._spans())]
        own = [self.asked.district] if not self.city else [code for code, _ in self.districts]
        found = []
        for code in own:
            name = self.t(self.catalogue.text_of("districts", code))
            before = [each for each in self.division.lineage(code) if each != code]
            taken = {one for period in spans for one in self.division.before(code, period.span)}
            found.append(
                returns.taken_in(
                    name,
                    [self.t(self.catalogue.text_of("districts", one)) for one in before if one in taken],
                    self.language,
                )
            )
        if not self.city:
            name = self.district_name
            missed = [name_ for period, name_ in self._spans() if not self._covers(period)]
            found.append(returns.not_compared(name, [self.t(one) for one in missed], self.language))
        return tuple(one for one in found if one)

    @property
    def home_programmes(self) -> tuple[tuple[str, str], ...]:
        """Codes and names of the home visiting programmes: the district's, or all that ran in the span."""
        return tuple(
            (programme.code, self.t(programme.text))
            for programme in self.data.home_visiting_programmes
            if in_use(programme, (self.period.span,))
            and (self.city or self.asked.district in line(programme.district, self.catalogue))
        )

    def lies_in(self, parent: str | None, district: str | None = None) -> bool:
        """Whether what lies in `parent`, such as a residential area, is of a district, or the report's own:
        of the city all is, and so is what lies in no district."""
        code = district or self.asked.district
        return code == self.data.city.code or parent is None or code in line(parent, self.catalogue)

    # ------------------------------------------------------------------------------------------- figures

    def period_of(self, table: str, period: ReportPeriod | None = None) -> str:
        """A table's period for a span: its tertials, or its last year, where it is handed in for those."""
        asked = period or self.period
        grain = TABLES[table].grain
        if grain == "year":
            return asked.years[-1]
        if grain == "tertial":
            first, last = asked.tertials[0], asked.tertials[-1]
            return text_of(Span(months_of(first)[0], months_of(last)[1]))
        return asked.text

    def numbers(self, table: str, period: str | None = None) -> DistrictFigures | None:
        """A table's figures, of the report's own span if no other is given."""
        at = period or self.period_of(table)
        key = (table, at)
        if key not in self._numbers:
            frozen = self.source.table(table, at)
            self._numbers[key] = (
                DistrictFigures(frozen, TABLES[table], self.catalogue, self.division) if frozen else None
            )
        return self._numbers[key]

    def _ends(self, table: str, period: str) -> BoundedFigures | None:
        """What a table's figures may stand for, where they were rounded."""
        key = (table, period)
        if key not in self._bounded:
            shown, ends = self.numbers(table, period), self.source.ends(table, period)
            self._bounded[key] = None
            if shown and ends:
                least, most = (
                    DistrictFigures(one, TABLES[table], self.catalogue, self.division) for one in ends
                )
                self._bounded[key] = BoundedFigures(shown, least, most)
        return self._bounded[key]

    def figure(
        self, spec: FigureRequest, district: str | None = None, period: ReportPeriod | str | None = None
    ) -> ReportFigure | None:
        """One figure; None where the edition does not have it."""
        at = self.period_of(spec.table, period) if isinstance(period, ReportPeriod) else period
        found = self.numbers(spec.table, at)
        if found is None:
            return None
        ends = self._ends(spec.table, at or self.period_of(spec.table))
        try:
            return (ends or found).figure(spec, district or self.asked.district)
        except NoSuchFigure:
            return None

    def indicator(
        self, spec: FigureRequest, district: str | None = None, period: ReportPeriod | str | None = None
    ) -> ReportFigure | None:
        """A figure that may be split by what its table usually is not, as a goal's indicator can be."""
        found = self.figure(spec, district, period)
        if found is not None:
            return found
        at = self.period_of(spec.table, period) if isinstance(period, ReportPeriod) else period
        at = at or self.period_of(spec.table)
        frozen = self.source.split(spec.table, at, tuple(sorted(spec.at)))
        if frozen is None:
            return None
        try:
            numbers = DistrictFigures(frozen, TABLES[spec.table], self.catalogue, self.division)
            return numbers.figure(spec, district or self.asked.district)
        except NoSuchFigure:
            return None

    def get(
        self,
        table: str,
        measure: str,
        value: Kind = "count",
        *,
        district: str | None = None,
        period: ReportPeriod | str | None = None,
        **at: str,
    ) -> ReportFigure | None:
        return self.figure(FigureRequest(table, measure, value, at), district, period)

    def meant(self, list_: str, meaning: str) -> tuple[tuple[str, Text], ...]:
        """Codes and names of the list's entries that carry a meaning: none where the catalogue marks none."""
        codes = self.data.meaning(list_, meaning)
        return tuple((code, self.catalogue.text_of(list_, code)) for code in codes)

    def categories(self, table: str, dimension: str, period: str | None = None) -> tuple[Category, ...]:
        found = self.numbers(table, period)
        try:
            return found.categories(dimension) if found else ()
        except NoSuchFigure:
            return ()

    def has(self, table: str, measure: str, *dimensions: str) -> bool:
        found = self.numbers(table)
        return found is not None and found.has(measure, *dimensions)

    # ----------------------------------------------------------------------------------------- the spans

    def earlier(self) -> Iterator[tuple[ReportPeriod, Text]]:
        """The earlier spans to compare with, as far back as anything was registered, and their names.

        Only whole ones: of a district that was not there all the time, now or then, nothing is compared, and
        of a span that is not over neither.
        """
        if self.state != "over":
            return iter(())
        return ((period, name) for period, name in self._spans() if self._covers(period))

    def _covers(self, period: ReportPeriod) -> bool:
        return self.city or all(
            self.division.covers(self.asked.district, each.span) for each in (self.period, period)
        )

    def _spans(self) -> Iterator[tuple[ReportPeriod, Text]]:
        before, year = self.period.before(), self.period.year_before()
        one = len(self.period.tertials) == 1 and self.period.whole
        same = before.span == year.span
        yearly = Text("året före", "the year before") if same and self.period.months == 12 else None
        names = [
            (before, yearly or (Text("tertialet före", "the tertial before") if one else before.name)),
            (year, Text("samma tertial året före", "the same tertial the year before") if one else year.name),
        ]
        for period, name in names[: 1 if same else 2]:
            if period.span.first >= self.data.starts:
                yield period, name

    def years(self, table: str, back: int) -> list[str]:
        """The years up to the report's that the table has anything for, oldest first."""
        last = int(self.period.years[-1])
        first = max(last - back + 1, self.data.figures_start)
        return [str(year) for year in range(first, last + 1) if self.source.table(table, str(year))]

    def tertials_back(self, number: int) -> list[str]:
        """The report's tertials and those before them, `number` at most, oldest first."""
        last = self.period.tertials[-1]
        first = f"{int(last[:4]) - 4}-T1"
        starts = self.data.starts
        there = [one for one in tertials_between(first, last) if months_of(one)[1] >= starts]
        return there[-number:]

    # ------------------------------------------------------------------------------------------ the words

    def _taken_in(self, table: str, period: str) -> str:
        """Up to when a working copy has what is taken in by whole months, where its period is not over."""
        if self.source.edition != "working" or table not in TAKEN_IN:
            return ""
        span = ReportPeriod.parse(period).span
        if not span.first < self.asked.running <= span.last:
            return ""
        month = month_in_words(months_later(self.asked.running, -1))
        return self.t(Text(f"inräknat till och med {month.sv}", f"taken in up to {month.en}"))

    def source_of(self, figures: Iterable[TitledFigure]) -> str:
        """The source of several figures of the report's own span."""
        return self.source_line({figure.spec.table: self.period_of(figure.spec.table) for figure in figures})

    def source_line(self, tables: Mapping[str, str] | str, *more: str) -> str:
        """`Källa: tabellen routes-in, tertial 1 2019 (låst).`"""
        found = {tables: self.period_of(tables)} if isinstance(tables, str) else dict(tables)
        found |= {table: self.period_of(table) for table in more}
        by_period: dict[tuple[str, str], list[str]] = {}
        for table, period in found.items():
            origin = self.t(self.source.origin(table, period))
            taken = self._taken_in(table, period)
            origin = ", ".join(one for one in (taken, origin) if one)
            by_period.setdefault((period, origin), []).append(table)
        parts = []
        for (period, origin), names in by_period.items():
            name = self.t(ReportPeriod.parse(period).name)
            parts.append(f"{', '.join(names)}, {name}" + (f" ({origin})" if origin else ""))
        return f"{self.say('Källa: tabell', 'Source: table')} {'; '.join(parts)}."
