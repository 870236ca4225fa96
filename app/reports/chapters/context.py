"""The population and the staff that the other figures are read against.

Source: half-time report, "Befolkning, personalstyrka och projektfinansiering".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from app.reports.chapter_declarations import ChapterDeclaration
from app.reports.district_columns import said_without
from app.reports.document import Bar, Bars, GridRow, NumberKind, Panel
from app.reports.figure_book import FigureBook
from app.reports.phrases import returns
from app.reports.report_cells import cell, ratio
from app.reports.report_figures import Kind
from app.reports.words import ChapterWords, PanelWords

_WORDS = ChapterWords(__file__)
_BACK = 4
"""How many years back a figure is looked for: they come once a year, and late."""
_REPORTS = "reports-of-concern"


@dataclass(frozen=True)
class _Column:
    key: str
    measure: str
    value: Kind = "count"
    kind: NumberKind = "count"


@dataclass(frozen=True)
class _YearFigure:
    """One figure of the last year that has it, of every district, beside what it is read against."""

    words: PanelWords
    main: str
    """The figure whose last year it is."""
    columns: Sequence[_Column]
    drawn: int
    """Which column the bars are of."""
    said: Callable[[FigureBook, str], Iterable[str]]

    def __call__(self, book: FigureBook) -> Panel | None:
        year = latest(book, self.main)
        if year is None:
            return None
        rows, bars = [], []
        for code, name, is_whole in _districts(book):
            figures = [
                book.get("context", one.measure, one.value, district=code, period=year)
                for one in self.columns
            ]
            cells = [
                ratio(figure, book.language) if one.kind == "mean" else cell(figure, book.language)
                for one, figure in zip(self.columns, figures, strict=True)
            ]
            rows.append(GridRow(name, tuple(cells), whole=is_whole))
            drawn = figures[self.drawn]
            if not is_whole and drawn and drawn.exact is not None:
                bars.append(Bar(name, drawn.exact, cells[self.drawn].shown, "plain"))
        bars.sort(key=lambda bar: -(bar.value or 0))
        return self.words.panel(
            book,
            [self.words.column(book, one.key, one.kind) for one in self.columns],
            rows,
            list(self.said(book, year)),
            source=book.source_line({"context": year}),
            chart=Bars(tuple(bars)) if len(bars) > 1 else None,
            rows_are=book.t(book.district_label),
            fill={"year": year},
        )


def latest(book: FigureBook, measure: str) -> str | None:
    """The last year up to the report's in which anybody handed the figure in."""
    for year in reversed(book.years("context", _BACK)):
        found = book.get("context", measure, period=year)
        if found is not None and found.mark != "missing":
            return year
    return None


def _districts(book: FigureBook) -> list[tuple[str, str, bool]]:
    """The districts and all of them together; or the one district."""
    if not book.districts:
        return [(book.asked.district, book.district_name, False)]
    city = (book.data.city.code, book.t(book.data.city.text), True)
    return [*((code, name, False) for code, name in book.districts), city]


def _advisers(book: FigureBook, year: str) -> Iterable[str]:
    every = book.get("context", "advisers-total", period=year)
    if every and every.counted:
        yield returns.advisers_worked(every.counted, year, book.language)
        yield said_without(book, "context", "advisers-total", year)


def _reports(book: FigureBook, year: str) -> Iterable[str]:
    every = book.get("context", _REPORTS, "percent", period=year)
    if every and every.ratio:
        yield returns.reports_came_in(every.ratio, year, book.language)
        yield said_without(book, "context", _REPORTS, year)


chapter = ChapterDeclaration(
    "context",
    _WORDS,
    (
        _YearFigure(
            _WORDS.panel("advisers"),
            "advisers-total",
            (
                _Column("total", "advisers-total"),
                _Column("funded", "advisers-funded"),
                _Column("share", "advisers-funded", "percent", "percent"),
            ),
            0,
            _advisers,
        ),
        _YearFigure(
            _WORDS.panel("children"),
            "children-0-6",
            (_Column("children", "children-0-6"),),
            0,
            lambda book, year: [said_without(book, "context", "children-0-6", year)],
        ),
        _YearFigure(
            _WORDS.panel("reports-of-concern"),
            _REPORTS,
            (
                _Column("children", "children-0-20"),
                _Column("reports", _REPORTS),
                _Column("ratio", _REPORTS, "percent", "mean"),
            ),
            2,
            _reports,
        ),
    ),
)
