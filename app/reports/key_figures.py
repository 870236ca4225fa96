"""Key figures beside those of the earlier spans, and of each tertial of a longer one."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.kit.language import Text
from app.reports.document import GridCell, GridColumn, GridRow, Panel
from app.reports.figure_book import FigureBook
from app.reports.report_cells import based, bases_line, compared
from app.reports.report_figures import ReportFigure, TitledFigure
from app.reports.words import PanelWords

KEY_FIGURE = Text("Nyckeltal", "Key figure")
_CHANGE = Text("Förändring", "Change")
_NOTHING_BEFORE = Text(
    "Det finns ingen tidigare period att jämföra med.", "There is no earlier period to compare with."
)


def key_figures(
    book: FigureBook,
    words: PanelWords,
    keys: Sequence[TitledFigure],
    read: Callable[..., ReportFigure | None] | None = None,
) -> Panel | None:
    """Key figures beside those of the earlier spans; None where the edition has none of them.

    `read` reads them where that is not `book.figure`.
    """
    figure_of = read or book.figure
    shown = [(one, now) for one in keys if (now := figure_of(one.spec)) is not None]
    if not shown:
        return None
    earlier = [
        (period, name)
        for period, name in book.earlier()
        if any(_says(figure_of(one.spec, period=period)) for one, _ in shown)
    ]
    columns = [GridColumn("now", book.t(book.named(book.period)))]
    for index, (period, _) in enumerate(earlier):
        columns.append(GridColumn(f"earlier-{index}", book.t(period.name)))
        columns.append(GridColumn(f"change-{index}", book.t(_CHANGE), "change"))
    rows = []
    for one, now in shown:
        own, others = compared(now, [figure_of(one.spec, period=each) for each, _ in earlier], book.language)
        cells: list[GridCell] = [own, *(each for pair in others for each in pair)]
        rows.append(GridRow(book.t(one.title), tuple(cells)))
    return replace(words, rows=KEY_FIGURE).panel(
        book,
        columns,
        rows,
        base=bases_line([(book.t(one.title), now) for one, now in shown], book.language),
        source=book.source_of([one for one, _ in shown]),
        notes=[book.t(_NOTHING_BEFORE)] if not earlier and book.state == "over" else (),
    )


def _says(figure: ReportFigure | None) -> bool:
    """Whether there is anything to compare with: a span before the service was used has only zeros."""
    return figure is not None and (bool(figure.number) or figure.mark == "withheld")


def per_tertial(book: FigureBook, words: PanelWords, keys: Sequence[TitledFigure]) -> Panel | None:
    """The key figures of each tertial of a longer span, side by side."""
    tertials = book.period.tertials
    if len(tertials) < 2 or not book.period.whole:
        return None
    found = [(one, [book.figure(one.spec, period=each) for each in tertials]) for one in keys]
    shown = [(one, figures) for one, figures in found if any(figures)]
    if not shown:
        return None
    bases = [(book.t(one.title), each) for one, figures in shown for each in figures]
    return replace(words, rows=KEY_FIGURE).panel(
        book,
        [GridColumn(each, book.tertial(each)) for each in tertials],
        [
            GridRow(book.t(one.title), tuple(based(each, book.language) for each in figures))
            for one, figures in shown
        ],
        base=bases_line(bases, book.language),
        source=book.source_of([one for one, _ in shown]),
    )
