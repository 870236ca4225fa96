"""The published edition of rounded releases: as full as the working copy, and nothing in it is false.

The releases are those of the demo city, with every figure drawn as the rule allows, each by itself: what
holds here for each draw holds for the whole tables of which a release is made.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import pytest

from app.catalogue.catalogue import Catalogue
from app.disclosure.rounding.random_draws import target
from app.disclosure.rounding.rule import is_allowed
from app.release.storage.frozen_table import FrozenMeasure, FrozenTable
from app.reports.bounded_figures import is_exact
from app.reports.bounded_numbers import BoundedNumber
from app.reports.document import Bar, Bars, GroupedBars, Panel, Report, SmallMultiples
from app.reports.figure_book import FigureBook
from app.reports.report_figures import FigureRequest, ReportFigure
from app.reports.report_periods import ReportPeriod
from reproduction.temporary_service import TemporaryService
from tests.reports.conftest import live_report, published_report
from tests.reports.shelf import HandMade
from tests.support.unprotected import unprotected

K = 5
TERTIALS = ("2018-T2", "2018-T3", "2019-T1", "2019-T2")
YEARLY = ("context", "programme-figures", "programme-leaders")
"""Tables that are released with the last tertial of a year: of 2018, but not of the years before."""
ADDED = "2019-T1..2019-T2"
ASKED = [("2019-T1", "stockholm"), ("2019-T2", "farsta"), (ADDED, "stockholm"), (ADDED, "rinkeby-kista")]


class Both(NamedTuple):
    """The same releases as they were counted, and rounded."""

    exact: HandMade
    rounded: HandMade


@pytest.fixture(scope="module")
def both(city: TemporaryService) -> Both:
    exact = {
        (table.id, table.period): table
        for tertial in TERTIALS
        for table in unprotected(city.database, city.here.catalogue, tertial)
    }
    return Both(HandMade(exact), HandMade({key: _rounded(table) for key, table in exact.items()}))


def _rounded(table: FrozenTable) -> FrozenTable:
    return replace(table, rounded=K, measures=tuple(_drawn(table, one) for one in table.measures))


def _drawn(table: FrozenTable, measure: FrozenMeasure) -> FrozenMeasure:
    """Each number drawn by itself."""
    values = []
    for codes, value in table.cells(measure.code):
        cell = dict(zip(measure.dimensions, codes, strict=True))
        shown = value
        if isinstance(value, int) and not is_exact(table.id, measure.code, cell):
            name = "/".join((table.id, measure.code, *codes))
            shown = target(b"a secret of thirty-two bytes....", table.period, name, value, K)
            assert is_allowed(shown, value, K)
        values.append(shown)
    return replace(measure, values=tuple(values))


class Reports(NamedTuple):
    exact: Report
    rounded: Report


@pytest.fixture(scope="module")
def reports(both: Both, stockholm_catalogue: Catalogue) -> dict[tuple[str, str], Reports]:
    return {
        one: Reports(*(published_report(shelf, stockholm_catalogue, *one) for shelf in both)) for one in ASKED
    }


# ------------------------------------------------------------------------------------------ the figures


@pytest.mark.parametrize(("period", "district"), ASKED)
def test_every_figure_may_stand_for_what_was_counted(
    period: str,
    district: str,
    both: Both,
    stockholm_catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every figure that is read for a report, in any place of it: value, base and how many lack the fact."""
    read: dict[str, ReportFigure] = {}
    plain = FigureBook.figure

    def noted(
        book: FigureBook,
        spec: FigureRequest,
        district: str | None = None,
        period: ReportPeriod | str | None = None,
    ) -> ReportFigure | None:
        found = plain(book, spec, district, period)
        if found is not None:
            at = period.text if isinstance(period, ReportPeriod) else period
            read[f"{spec} {district or book.asked.district} {at}"] = found
        return found

    monkeypatch.setattr(FigureBook, "figure", noted)
    published_report(both.exact, stockholm_catalogue, period, district)
    exact = dict(read)
    read.clear()
    published_report(both.rounded, stockholm_catalogue, period, district)
    compared = 0
    for key in exact.keys() & read.keys():
        for true, number in _numbers(exact[key], read[key]):
            assert number.least <= true <= number.most, (key, true, number)
            compared += not number.exact
    assert compared > 300


def _numbers(exact: ReportFigure, rounded: ReportFigure) -> Iterator[tuple[int, BoundedNumber]]:
    for true, number in (
        (exact.counted, rounded.counted),
        (exact.based_on, rounded.based_on),
        (exact.without, rounded.without),
    ):
        if true is not None and number is not None:
            yield true.shown, number


@pytest.mark.parametrize(("period", "district"), ASKED)
def test_shown_numbers_are_within_the_rule_of_the_counted_ones(
    period: str, district: str, reports: dict[tuple[str, str], Reports]
) -> None:
    """Cell by cell: a count of one figure is at most k - 1 from the counted one, and twice that for two
    tertials; one that is made of several figures may be further off, and there are few of those."""
    exact, rounded = reports[period, district]
    furthest = (K - 1) * (2 if period == ADDED else 1)
    near = far = 0
    for panel, shown in _pairs(exact, rounded):
        if [one.key for one in panel.grid.columns] != [one.key for one in shown.grid.columns]:
            continue
        rows = {row.label: row for row in panel.grid.rows}
        for row in shown.grid.rows:
            if row.label not in rows:
                continue
            for column, true, cell in zip(panel.grid.columns, rows[row.label].cells, row.cells, strict=True):
                if (cell.kind or column.kind) != "count" or "in-use" in panel.id:
                    continue
                if true.number is not None and cell.number is not None:
                    is_near = abs(float(true.number) - float(cell.number)) <= furthest
                    near, far = near + is_near, far + (not is_near)
    assert near > 150
    assert far < 0.03 * near, (near, far)


# ------------------------------------------------------------------------------------- as full as the other


def _pairs(exact: Report, rounded: Report) -> list[tuple[Panel, Panel]]:
    there = {panel.id: panel for panel in rounded.panels}
    return [(panel, there[panel.id]) for panel in exact.panels if panel.id in there]


@pytest.mark.parametrize("period", ["2019-T1", ADDED])
def test_it_has_the_sentences_charts_and_key_figures_of_the_working_copy(
    period: str,
    city: TemporaryService,
    reports: dict[tuple[str, str], Reports],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of what a release is split by: the working copy has finer splits, which are never published."""
    monkeypatch.setattr("app.reports.live_source.SPLITS", {})
    working, rounded = live_report(city, period), reports[period, "stockholm"].rounded
    assert len(rounded.summary) == len(working.summary)
    there = {panel.id: panel for panel in rounded.panels}
    for chapter in working.chapters:
        found = next(one for one in rounded.chapters if one.id == chapter.id)
        assert len(found.introduction) == len(chapter.introduction), chapter.id
        for panel in chapter.panels:
            if any(f"tabell {table}" in panel.source for table in YEARLY):
                continue
            shown = there[panel.id]
            assert len(shown.sentences) >= len(panel.sentences), (panel.id, panel.sentences, shown.sentences)
            assert (shown.chart is None) == (panel.chart is None), panel.id
            if panel.id.endswith("key-figures"):
                assert [row.label for row in shown.grid.rows] == [row.label for row in panel.grid.rows]


def test_it_says_what_rounding_means_on_the_first_page_and_in_each_chapter(
    reports: dict[tuple[str, str], Reports],
) -> None:
    for (period, _), (exact, rounded) in reports.items():
        assert ("0–8" if period == ADDED else "0–4") in rounded.explained
        assert not any(one.rounding for one in exact.chapters)
        assert all(len(one.rounding) == 4 for one in rounded.chapters)
        assert all(("0–8" in " ".join(one.rounding)) == (period == ADDED) for one in rounded.chapters)


def test_bars_have_whiskers_as_far_as_the_rule_leaves(reports: dict[tuple[str, str], Reports]) -> None:
    panel = next(one for one in reports["2019-T1", "stockholm"].rounded.panels if one.id == "session-order")
    assert isinstance(panel.chart, Bars)
    for bar in panel.chart.bars:
        assert bar.value is not None
        assert bar.ends == ((max(1, bar.value - 4), bar.value + 4) if bar.value else (0, 4))
    drawn = [one for report in reports.values() for one in report.rounded.panels if one.chart]
    bars = [bar for one in drawn for bar in _bars(one)]
    assert sum(bar.ends is not None for bar in bars) > 300
    for bar in bars:
        if bar.ends and bar.value is not None:
            assert bar.ends[0] <= bar.value <= bar.ends[1], bar
    assert not any(
        bar.ends for report in reports.values() for one in report.exact.panels for bar in _bars(one)
    )


def _bars(panel: Panel) -> list[Bar]:
    chart = panel.chart
    if isinstance(chart, Bars):
        return list(chart.bars)
    if isinstance(chart, GroupedBars):
        return [bar for one in chart.series for bar in one.bars]
    if isinstance(chart, SmallMultiples):
        return [bar for _, one in chart.parts for bar in one.bars]
    return []


# ---------------------------------------------------------------------------------------- nothing is false


def _sentences(report: Report) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "summary", report.summary
    for chapter in report.chapters:
        yield chapter.id, chapter.introduction
        yield from ((panel.id, panel.sentences) for panel in chapter.panels)


def test_no_sentence_says_what_is_false_of_the_counted_numbers(
    reports: dict[tuple[str, str], Reports],
) -> None:
    """Each beside the sentence that the counted numbers make in the same place."""
    checked = 0
    for exact, rounded in reports.values():
        told = dict(_sentences(exact))
        for place, lines in _sentences(rounded):
            if len(lines) == len(told.get(place, ())):
                for line, true in zip(lines, told[place], strict=True):
                    checked += _agrees(line, true)
    assert checked > 30


def _agrees(line: str, true: str) -> bool:
    """Whether it claims anything; what it claims is claimed by the true sentence too."""
    claims = False
    if (found := re.search(r"(fler|färre) än", line)) and "säkert" not in line:
        assert found[0] in true, (line, true)
        claims = True
    for most in (r"Flest har ([^(]+) \(", r"[Ff]ärst har ([^(]+) \("):
        if found := re.search(most, line):
            same = re.search(most, true)
            assert same, (line, true)
            assert same[1] == found[1], (line, true)
            claims = True
    if line.startswith("Vanligast"):
        named, ranked = re.findall(r"”[^”]+”", line), re.findall(r"”[^”]+”", true)
        assert named[: len(ranked)] == ranked[: len(named)], (line, true)
        claims = True
    if "de flesta" in line or "färre än hälften" in line:
        assert ("de flesta" in true, "färre än hälften" in true) == (
            "de flesta" in line,
            "färre än hälften" in line,
        )
        claims = True
    if found := re.search("(högre|lägre) bland", line):
        assert found[0] in true, (line, true)
        claims = True
    return claims


def test_what_was_rounded_to_none_is_told_as_none_nowhere(reports: dict[tuple[str, str], Reports]) -> None:
    """But of what is open to all, and exact."""
    none = re.compile(r"\b([Ii]ngen|[Ii]nget|alla mammor|0 procent|100 procent)\b")
    open_ = ("theme-meetings", "collaboration", "programme-groups", "meeting", "group")
    for report in reports.values():
        for place, lines in _sentences(report.rounded):
            for line in lines:
                if found := none.search(line):
                    is_of_none = place.startswith(open_) or "skillnad" in line or f"”{found[0]}" in line
                    assert is_of_none or "lämnats in" in line, (place, line)
