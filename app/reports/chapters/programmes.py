"""Programmes that are run for the whole city (ABC, FÖS): yearly figures, group leaders, survey.

Source: half-time report, chapter "Strukturerade universella föräldrastödsprogram".
"""

from collections.abc import Iterator
from dataclasses import replace

from app.reports.chapter_declarations import ChapterDeclaration
from app.reports.district_columns import columns_of
from app.reports.document import Bars, BarSeries, GridColumn, GridRow, GroupedBars, Panel
from app.reports.figure_book import FigureBook
from app.reports.panels import distribution, parts_of, value_bar
from app.reports.phrases import answers as answer_phrases
from app.reports.phrases import returns
from app.reports.report_cells import based, cell
from app.reports.report_figures import FigureRequest, ReportFigure
from app.reports.words import ChapterWords, PanelWords

YEARS = 5
"""How many years are shown beside one another."""
_TABLE, _LEADERS = "programme-figures", "programme-leaders"
_WORDS = ChapterWords(__file__)
_YEARLY = (
    _WORDS.figure("participants", _TABLE, "participants"),
    _WORDS.figure("women", _TABLE, "women", "percent"),
    _WORDS.figure("interest", _TABLE, "interest"),
)
_SURVEY = (
    _WORDS.figure("sent", _TABLE, "survey-sent"),
    _WORDS.figure("answered", _TABLE, "survey-answered"),
    _WORDS.figure("response-rate", _TABLE, "survey-answered", "percent"),
    _WORDS.figure("women", _TABLE, "survey-women", "percent"),
    _WORDS.figure("relation", _TABLE, "relation", "mean"),
    _WORDS.figure("recommend", _TABLE, "recommend", "mean"),
)
_PANELS = {part: _WORDS.panel(part) for part in ("participants", "by-district", "survey", "leaders")}
"""Of each programme."""


def _words(programme: str, part: str) -> PanelWords:
    return replace(_PANELS[part], id=f"{programme}-{part}")


def _programmes(book: FigureBook) -> list[tuple[str, str]]:
    programmes = book.data.parenting_programmes
    return [
        (programme.code, book.t(programme.text))
        for programme in programmes
        if programme.run_by == "centrally"
    ]


def _figures(book: FigureBook) -> Iterator[Panel | None]:
    for code, name in _programmes(book):
        yield _participants(book, code, name)
        yield _by_district(book, code, name)
        yield _survey(book, code, name)


def _known(figure: ReportFigure | None) -> bool:
    return figure is not None and figure.mark != "missing"


def _took_part(
    book: FigureBook, programme: str, year: str, district: str | None = None
) -> ReportFigure | None:
    return book.get(_TABLE, "participants", period=year, district=district, programme=programme)


def _years(book: FigureBook, programme: str, *measures: str) -> list[str]:
    """The years that have a figure, at most `YEARS` of them, oldest first."""
    there = [
        year
        for year in book.years(_TABLE, 8)
        if any(
            _known(book.get(_TABLE, measure, period=year, district=district, programme=programme))
            for measure in measures
            for district in {book.asked.district, *(code for code, _ in book.districts)}
        )
    ]
    return there[-YEARS:]


def _row(book: FigureBook, label: str, figures: list[ReportFigure | None], *, whole: bool = False) -> GridRow:
    return GridRow(label, tuple(based(figure, book.language) for figure in figures), whole=whole)


def _participants(book: FigureBook, programme: str, name: str) -> Panel | None:
    """Participants and registrations of interest, year by year."""
    years = _years(book, programme, "participants", "interest")
    if not years:
        return None
    specs = [one.within(programme=programme) for one in _YEARLY]
    rows = [_row(book, year, [book.figure(one, period=year) for one in specs]) for year in years]
    said = []
    last = _took_part(book, programme, years[-1])
    if last and last.counted:
        earlier = years[-2] if len(years) > 1 else None
        before = _took_part(book, programme, earlier) if earlier else None
        number = before.counted if before else None
        said.append(returns.took_part(name, years[-1], last.counted, number, earlier or "", book.language))
    drawn = [(year, one) for year in years if _known(one := _took_part(book, programme, year))]
    bars = tuple(value_bar(book, year, one) for year, one in drawn)
    return _words(programme, "participants").panel(
        book,
        columns_of(book, _YEARLY),
        rows,
        said,
        source=book.source_line({_TABLE: years[-1]}),
        chart=Bars(bars) if len(bars) > 1 else None,
        fill={"name": name},
    )


def _by_district(book: FigureBook, programme: str, name: str) -> Panel | None:
    """Participants of the last years, district by district."""
    years = _years(book, programme, "participants")[-3:]
    every = [
        (name, [_took_part(book, programme, year, code) for year in years]) for code, name in book.districts
    ]
    there = [(name, figures) for name, figures in every if any(map(_known, figures))]
    if not there:
        return None
    series = [
        BarSeries(year, tuple(value_bar(book, "", figures[at]) for _, figures in there))
        for at, year in enumerate(years)
        if any(_known(figures[at]) for _, figures in there)
    ]
    return _words(programme, "by-district").panel(
        book,
        [GridColumn(year, year) for year in years],
        [GridRow(name, tuple(cell(figure, book.language) for figure in figures)) for name, figures in there],
        source=book.source_line({_TABLE: years[-1]}),
        chart=GroupedBars(tuple(name for name, _ in there), tuple(series[-2:])) if series else None,
        rows_are=book.t(book.district_label),
        fill={"name": name},
    )


def _survey(book: FigureBook, programme: str, name: str) -> Panel | None:
    """The survey: sent, answered, women, and the means on the scale of 0 to 5, with n."""
    specs = [one.within(programme=programme) for one in _SURVEY]
    answered = FigureRequest(_TABLE, "survey-answered", at={"programme": programme})
    years = [year for year in book.years(_TABLE, 8) if _known(book.figure(answered, period=year))]
    if not years:
        return None
    rows = [_row(book, year, [book.figure(one, period=year) for one in specs]) for year in years]
    said = []
    first, last = years[0], years[-1]
    if len(years) > 1 and len(years) == int(last) - int(first) + 1:
        every = [book.figure(one, period=f"{first}..{last}") for one in specs]
        if all(one is not None for one in every):
            rows.append(_row(book, f"{first}–{last}", every, whole=True))
        if (rate := every[2]) and rate.ratio:
            said.append(answer_phrases.surveys_answered(rate.ratio, f"{first}–{last}", book.language))
    return _words(programme, "survey").panel(
        book,
        columns_of(book, _SURVEY),
        rows,
        said,
        source=book.source_line({_TABLE: last}),
        fill={"name": name},
    )


def _leaders(book: FigureBook) -> Iterator[Panel | None]:
    """Group leaders of each programme by where they work, in the last year that has any."""
    return (_leaders_of(book, code, name) for code, name in _programmes(book))


def _leaders_of(book: FigureBook, programme: str, name: str) -> Panel | None:
    for year in reversed(book.years(_LEADERS, 4)):
        parts = parts_of(book, _LEADERS, "leaders", "arena", period=year, at={"programme": programme})
        rows = tuple(row for row in parts.rows if row[1].value != 0 and _known(row[1]))
        if not rows:
            continue
        total = book.get(_LEADERS, "leaders", period=year, programme=programme)
        said = []
        if total and total.counted:
            said.append(returns.leaders_there(total.counted, name, year, book.language))
        words, shown = _words(programme, "leaders"), replace(parts, rows=rows)
        return distribution(book, words, shown, said, say_most=False, fill={"name": name})
    return None


chapter = ChapterDeclaration("programmes", _WORDS, (_figures, _leaders))
