"""The half-time report's figures, read from the demo city's tertial report of February to August 2019.

Every printed figure is looked for in the tables that the report itself is made of (`app.reports`), not in the
statistics' addresses: what is compared is what a board would read.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import partial

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.reports.document import Report
from app.reports.figure_book import FigureBook, ReportScope
from app.reports.live_source import LiveSource
from app.reports.report_assembly import make
from app.reports.report_figures import FigureRequest
from app.reports.report_periods import ReportPeriod
from app.tables.count_selection import CountSelection
from app.tables.declaration import Table
from app.tables.engine import CountedTable, count
from reproduction.figures import FIGURES, HALF_TIME, Cell, Figure, Reproduction, Unreadable, reproduce
from reproduction.temporary_service import TemporaryService


def reproduce_report(
    service: TemporaryService, figures: Iterable[Figure] = FIGURES
) -> tuple[Report, list[Reproduction]]:
    """The report of a service that holds the demo city, and each printed figure as it says it."""
    catalogue = service.here.catalogue
    asked = ReportScope(ReportPeriod.parse(HALF_TIME), catalogue.municipality.city.code, "sv")
    districts = catalogue.municipality.codes("districts")
    with service.database.reading() as session:
        live = LiveSource(
            session.connection(), catalogue, districts, count=partial(_count_all, catalogue), city=True
        )
        report = make(live, catalogue, asked)
        book = FigureBook(live, catalogue, asked)
        return report, [
            reproduce(figure, partial(_value_of, book), _chapter_of(figure, report)) for figure in figures
        ]


def _count_all(
    catalogue: Catalogue, connection: Connection, table: Table, selection: CountSelection
) -> CountedTable:
    """From the records, which are all invented: the months of the half-time report are no whole tertials."""
    return count(connection, table, selection, catalogue)


def _chapter_of(figure: Figure, report: Report) -> str:
    """The first chapter with a panel from one of a figure's tables; nothing where there is none."""
    tables = {cell.table for cell in figure.cells}
    return next(
        (
            chapter.title
            for chapter in report.chapters
            for panel in chapter.panels
            if not tables.isdisjoint(panel.source.partition("tabell ")[2].replace(",", " ").split())
        ),
        "",
    )


def _value_of(book: FigureBook, cell: Cell) -> Decimal:
    at = {code: category for code, category in cell.at.items() if code not in ("district", "tertial", "year")}
    district = cell.at.get("district") or cell.district or None
    period = cell.at.get("tertial") or cell.at.get("year") or cell.period
    value = "percent" if cell.value == "share" else cell.value
    figure = book.figure(FigureRequest(cell.table, cell.measure, value, at), district, period)
    if figure is None or figure.exact is None:
        raise Unreadable(f"{cell.table}: the report is not split by {', '.join(at)}")
    number = figure.exact * 100 if cell.value == "percent" else figure.exact
    return number.quantize(Decimal("0.01"))
