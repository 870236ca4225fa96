"""Districts side by side, for a report of the whole city."""

from collections.abc import Mapping, Sequence

from app.kit.language import Text
from app.reports.document import Bars, GridColumn, GridRow, Panel
from app.reports.figure_book import FigureBook
from app.reports.nouns import CountedNoun
from app.reports.panels import value_bar
from app.reports.phrases.returns import not_from
from app.reports.rankings import between, largest
from app.reports.report_cells import based, bases_line
from app.reports.report_figures import ReportFigure, TitledFigure
from app.reports.words import NO_BLANKS, PanelWords


def by_district(
    book: FigureBook,
    words: PanelWords,
    columns: Sequence[TitledFigure],
    sentences: Sequence[str] = (),
    fill: Mapping[str, str] = NO_BLANKS,
) -> Panel | None:
    """A row for each district and one for all of them; the first column is the chart, the largest first.

    None for a report of one district, and where the edition does not have the first column.
    """
    if not book.districts:
        return None
    city = (book.data.city.code, book.t(book.data.city.text))
    figures = {
        code: [book.figure(column.spec, code) for column in columns] for code, _ in (*book.districts, city)
    }
    kept = [place for place in range(len(columns)) if any(row[place] for row in figures.values())]
    if 0 not in kept:
        return None
    bars = {code: value_bar(book, name, figures[code][0]) for code, name in book.districts}
    order = sorted(
        book.districts,
        key=lambda district: (bars[district[0]].value is None, -(bars[district[0]].value or 0)),
    )
    drawn = Bars(tuple(bars[code] for code, _ in order), columns[0].spec.value == "percent")
    bases = [(book.t(columns[place].title), figures[city[0]][place]) for place in kept]
    return words.panel(
        book,
        columns_of(book, columns, kept),
        [
            GridRow(
                name,
                tuple(based(figures[code][place], book.language) for place in kept),
                whole=code == city[0],
            )
            for code, name in (*order, city)
        ],
        sentences,
        base=bases_line(bases, book.language),
        source=book.source_of(columns[place] for place in kept),
        notes=[book.t(_NOT_ALL)] if _lacks(figures, kept, city[0]) else (),
        chart=drawn if any(bar.value for bar in drawn.bars) else None,
        rows_are=book.t(book.district_label),
        fill=fill,
    )


def columns_of(
    book: FigureBook, figures: Sequence[TitledFigure], kept: Sequence[int] | None = None
) -> list[GridColumn]:
    """A column for each figure, or for those that are kept."""
    return [
        GridColumn(
            str(index), book.t(figure.title), "count" if figure.spec.value == "base" else figure.spec.value
        )
        for index, figure in enumerate(figures)
        if kept is None or index in kept
    ]


_NOT_ALL = Text(
    "Raden för alla räknar bara med dem där uppgiften är känd.",
    "The row of all counts only those where the figure is known.",
)


def _lacks(figures: Mapping[str, Sequence[ReportFigure | None]], kept: Sequence[int], city: str) -> bool:
    """Whether a sum of all is not of all: some that it should be of have no figure."""
    for place in kept:
        missing = {code: one.mark == "missing" for code, row in figures.items() if (one := row[place])}
        if any(missing.values()) and not missing.get(city, True):
            return True
    return False


def said_without(book: FigureBook, table: str, measure: str, period: str | None = None) -> str:
    """Of how many of the districts a sum of all is, since some did not hand it in; nothing where of all."""
    found = [(name, book.get(table, measure, district=code, period=period)) for code, name in book.districts]
    names = [name for name, figure in found if figure is not None and figure.mark == "missing"]
    return not_from(names, len(found), book.language)


def most_and_fewest(book: FigureBook, one: TitledFigure, of: CountedNoun) -> str:
    """Which district has most and which fewest; nothing where any of them is not told."""
    if not book.whole_districts:
        return ""
    figures = [(name, book.figure(one.spec, code)) for code, name in book.districts]
    rows = [(name, figure.counted) for name, figure in figures if figure and figure.counted]
    return largest(rows, of, book.language) if len(rows) == len(figures) else ""


def spread(book: FigureBook, one: TitledFigure) -> str:
    """Between which shares the districts lie."""
    return between_shares(book, [(name, book.figure(one.spec, code)) for code, name in book.districts])


def between_shares(book: FigureBook, figures: Sequence[tuple[str, ReportFigure | None]]) -> str:
    """Between which shares some named figures lie."""
    found = [(name, figure) for name, figure in figures if figure]
    if any(figure.mark for _, figure in found):
        return ""  # one that is not told may be the lowest or the highest
    return between([(name, figure.ratio) for name, figure in found if figure.ratio], book.language)
