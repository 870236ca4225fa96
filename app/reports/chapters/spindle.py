"""The Spindle: how the parties judge their collaboration; over time, by organisation, by district.

Source: half-time report, "Utveckling av samverkan utifrån spindelmätningar".
"""

from app.reports.bounded_numbers import BoundedNumber
from app.reports.chapter_declarations import ChapterDeclaration
from app.reports.document import GridColumn, GridRow, Panel, RadarChart
from app.reports.figure_book import FigureBook
from app.reports.phrases.answers import highest_and_lowest, responses_to_the_spindle
from app.reports.report_cells import cell, mean_places
from app.reports.report_figures import ReportFigure
from app.reports.words import ChapterWords
from app.vocabulary.lists import SPINDLE_ITEMS

LEAST, MOST = 1, 5
TERTIALS = 4
"""How many are shown over time."""
_FEW = 5
"""Below this a mean says more of the single respondent than of the collaboration."""
_WORDS = ChapterWords(__file__)
_NOW, _OVER_TIME, _BY_ORGANISATION, _BY_DISTRICT = (
    _WORDS.panel(f"spindle-{part}") for part in ("now", "over-time", "by-organisation", "by-district")
)
_RESPONSES = _WORDS["responses"]


def _items(book: FigureBook) -> list[str]:
    return [book.t(book.catalogue.text_of("spindle-items", code)) for code in SPINDLE_ITEMS]


def _means(
    book: FigureBook, period: str | None = None, district: str | None = None, **at: str
) -> list[ReportFigure | None]:
    """Of each item."""
    return [
        book.get("spindle", "score", "mean", period=period, district=district, item=code, **at)
        for code in SPINDLE_ITEMS
    ]


def _responses(figures: list[ReportFigure | None]) -> BoundedNumber:
    """The most responses that any item has."""
    bases = [figure.based_on for figure in figures if figure and figure.based_on]
    return max(bases, key=lambda base: base.shown, default=BoundedNumber.exactly(0))


def _row(book: FigureBook, label: str, figures: list[ReportFigure | None]) -> GridRow:
    return GridRow(label, tuple(cell(figure, book.language) for figure in figures))


def _columns(book: FigureBook) -> list[GridColumn]:
    return [GridColumn(code, name, "mean") for code, name in zip(SPINDLE_ITEMS, _items(book), strict=True)]


def _now(book: FigureBook) -> Panel | None:
    means = _means(book)
    if not _responses(means).shown:
        return None
    own = book.period.tertials
    before = [one for one in book.tertials_back(TERTIALS + len(own)) if one not in own]
    earlier = next((one for one in reversed(before) if _responses(_means(book, one)).shown), None)
    now = book.t(book.named(book.period))
    counts = [book.get("spindle", "score", "base", item=code) for code in SPINDLE_ITEMS]
    columns = [GridColumn("now", now, "mean"), GridColumn("n", book.t(_RESPONSES))]
    figures, series = [means, counts], [(now, means)]
    if earlier:
        columns.append(GridColumn("before", earlier, "mean"))
        then = _means(book, earlier)
        figures.append(then)
        series.append((earlier, then))
    items = _items(book)
    return _NOW.panel(
        book,
        columns,
        [_row(book, name, list(own)) for name, *own in zip(items, *figures, strict=True)],
        _said(book, list(zip(items, means, strict=True))),
        source=book.source_line("spindle"),
        chart=RadarChart(
            tuple(items),
            tuple((name, tuple(one.mean if one else None for one in of)) for name, of in series),
            LEAST,
            MOST,
        ),
    )


def _said(book: FigureBook, items: list[tuple[str, ReportFigure | None]]) -> list[str]:
    known = [(name, one, one.mean) for name, one in items if one and one.mean is not None]
    responses = _responses([one for _, one in items])
    lines = [responses_to_the_spindle(responses, book.language)]
    if responses.shown >= _FEW and len(known) == len(items):
        places = min(mean_places(one) for _, one, _ in known)
        means = [(name, mean) for name, _, mean in known]
        lines.append(highest_and_lowest(means, places, responses.exact, book.language))
    return lines


def _over_time(book: FigureBook) -> Panel | None:
    every = {one: _means(book, one) for one in book.tertials_back(TERTIALS)}
    means = {one: figures for one, figures in every.items() if _responses(figures).shown}
    if len(means) < 2:
        return None
    rows = [
        _row(book, name, [figures[index] for figures in means.values()])
        for index, name in enumerate(_items(book))
    ]
    bases = (
        cell(book.get("spindle", "score", "base", period=one, item=SPINDLE_ITEMS[0]), book.language)
        for one in means
    )
    rows.append(GridRow(book.t(_RESPONSES), tuple(bases), whole=True))
    first, *_, last = means
    return _OVER_TIME.panel(
        book,
        [GridColumn(one, book.tertial(one), "mean") for one in means],
        rows,
        source=book.source_line({"spindle": f"{first}..{last}"}),
    )


def _by_organisation(book: FigureBook) -> Panel | None:
    if not book.has("spindle", "score", "organisation_type"):
        return None
    rows = []
    for category in book.categories("spindle", "organisation_type"):
        figures = _means(book, organisation_type=category.code)
        if number := _responses(figures).shown:
            rows.append(_row(book, f"{book.t(category.text)} (n = {number})", figures))
    if not rows:
        return None
    return _BY_ORGANISATION.panel(book, _columns(book), rows, source=book.source_line("spindle"))


def _by_district(book: FigureBook) -> Panel | None:
    rows = []
    for code, name in book.districts:
        figures = _means(book, district=code)
        if any(figure and (figure.base or figure.mark) for figure in figures):
            number = _responses(figures).shown
            rows.append(_row(book, f"{name} (n = {number})" if number else name, figures))
    if not rows:
        return None
    return _BY_DISTRICT.panel(
        book,
        _columns(book),
        rows,
        source=book.source_line("spindle"),
        rows_are=book.t(book.district_label),
    )


chapter = ChapterDeclaration("spindle", _WORDS, (_now, _over_time, _by_organisation, _by_district))
