"""Home visiting programmes side by side, as the chapter on home visits shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.kit.language import Text
from app.reports.district_columns import between_shares, columns_of
from app.reports.document import Bars, GridRow, Panel
from app.reports.figure_book import FigureBook
from app.reports.panels import value_bar
from app.reports.report_cells import based, bases_line
from app.reports.report_figures import ReportFigure, TitledFigure
from app.reports.words import PanelWords

_PROGRAMMES = Text("Hembesöksprogram", "Programme")
_ALL = Text("Alla program", "All programmes")


@dataclass(frozen=True)
class ProgrammeComparison:
    """Programmes side by side, with all of them together; None where the edition has no such split."""

    words: PanelWords
    columns: Sequence[TitledFigure]
    spread: TitledFigure | None = None
    """Of which shares it says between which the programmes lie."""
    begun: Text = Text("", "")
    """What is said first."""

    def __call__(self, book: FigureBook) -> Panel | None:
        programmes = book.home_programmes
        kept = [
            column for column in self.columns if any(_figure(book, column, code) for code, _ in programmes)
        ]
        if not programmes or not kept:
            return None
        rows = [
            GridRow(name, tuple(based(_figure(book, one, code), book.language) for one in kept))
            for code, name in programmes
        ]
        every = [book.figure(one.spec) for one in kept]
        if len(programmes) > 1:
            rows.append(GridRow(book.t(_ALL), tuple(based(one, book.language) for one in every), whole=True))
        titles = [book.t(one.title) for one in kept]
        return self.words.panel(
            book,
            columns_of(book, kept),
            rows,
            (book.t(self.begun), self._spread(book)),
            base=bases_line(list(zip(titles, every, strict=True)), book.language),
            source=book.source_of(kept),
            chart=self._bars(book) if self.columns[0] in kept else None,
            rows_are=book.t(_PROGRAMMES),
        )

    def _bars(self, book: FigureBook) -> Bars | None:
        """Of the first column, the longest first."""
        first = self.columns[0]
        bars = [value_bar(book, name, _figure(book, first, code)) for code, name in book.home_programmes]
        bars.sort(key=lambda bar: (bar.value is None, -(bar.value or 0)))
        return Bars(tuple(bars), first.spec.value == "percent") if any(bar.value for bar in bars) else None

    def _spread(self, book: FigureBook) -> str:
        if self.spread is None:
            return ""
        return between_shares(
            book, [(name, _figure(book, self.spread, code)) for code, name in book.home_programmes]
        )


def _figure(book: FigureBook, one: TitledFigure, programme: str) -> ReportFigure | None:
    return book.figure(one.within(programme=programme))
