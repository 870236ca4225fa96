"""The demo city's report of February to August 2019 beside the half-time report's text, figure by figure.

Every printed figure is looked for in the tables that the report itself is made of (`app.reports`), not in the
statistics' addresses: what the page shows is what a board would read. Written by `stodlogg reproduce`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import groupby

from sqlalchemy import Connection

from app.access.here import Here
from app.catalogue.catalogue import Catalogue
from app.demo.published.figure import HALF_TIME, Cell, Figure
from app.demo.published.registry import FIGURES
from app.demo.rendering import deviation, reproduced
from app.demo.reproduction import Line, Unreadable
from app.kit.database import Database
from app.reports.book import Asked, Book
from app.reports.document import Chapter, Report
from app.reports.figures import Spec
from app.reports.live import Live
from app.reports.making import make
from app.reports.periods import Period
from app.tables.declaration import Table
from app.tables.engine import Counted, count
from app.tables.selection import Selection

PAGE = "report-beside-the-half-time-report.md"
"""Its name in the docs folder."""


@dataclass(frozen=True)
class Beside:
    """One printed figure, what the report says, and in which of its chapters; none where it shows none."""

    line: Line
    chapter: str


@dataclass(frozen=True)
class Compared:
    """The report, and each printed figure beside it."""

    report: Report
    lines: tuple[Beside, ...]


def compare(database: Database, here: Here, figures: Iterable[Figure] = FIGURES) -> Compared:
    """Make the report from a database that holds the demo city, and read every printed figure from it."""
    catalogue = here.catalogue
    asked = Asked(Period.parse(HALF_TIME), catalogue.municipality.city.code, "sv")
    with database.reading() as session:
        live = Live(
            session.connection(),
            catalogue,
            catalogue.municipality.codes("districts"),
            count=partial(_exactly, catalogue),
            city=True,
        )
        report = make(live, catalogue, asked)
        book = Book(live, catalogue, asked)
        lines = tuple(_beside(figure, book, report) for figure in figures)
    return Compared(report, lines)


def _exactly(catalogue: Catalogue, connection: Connection, table: Table, selection: Selection) -> Counted:
    """From the records, which are all invented: the months of the half-time report are no whole tertials."""
    return count(connection, table, selection, catalogue)


def _beside(figure: Figure, book: Book, report: Report) -> Beside:
    tables = {cell.table for cell in figure.cells}
    chapter = next((one.title for one in report.chapters if _shows(one, tables)), "")
    try:
        return Beside(
            Line(figure, figure.combined.of([_value(cell, book) for cell in figure.cells])), chapter
        )
    except (Unreadable, ArithmeticError) as error:
        return Beside(Line(figure, None, str(error)), "")


def _shows(chapter: Chapter, tables: set[str]) -> bool:
    """Whether any panel of a chapter is from one of the tables."""
    return any(
        not tables.isdisjoint(panel.source.partition("tabell ")[2].replace(",", " ").split())
        for panel in chapter.panels
    )


def _value(cell: Cell, book: Book) -> Decimal:
    at = {code: category for code, category in cell.at.items() if code not in ("district", "tertial", "year")}
    district = cell.at.get("district") or cell.district or None
    period = cell.at.get("tertial") or cell.at.get("year") or cell.period
    value = "percent" if cell.value == "share" else cell.value
    found = book.figure(Spec(cell.table, cell.measure, value, at), district, period)
    if found is None or found.exact is None:
        raise Unreadable(f"{cell.table}: the report is not split by {', '.join(at)}")
    number = found.exact * 100 if cell.value == "percent" else found.exact
    return number.quantize(Decimal("0.01"))


# ------------------------------------------------------------------------------------------------ the page

_HEAD = """\
# The tertial report beside the half-time report

Written by `stodlogg reproduce`; do not edit.

On the left what the City of Stockholm's half-time report of September 2019 prints, on the right what the
demo city's report of the same months (February to August 2019, working copy of the whole city) says in its
place. The figures are read from the tables that the report is made of. How a printed figure is compared, and
what of the demo city is reconstructed, is told in [reproduction.md](reproduction.md).
"""


def page(compared: Compared) -> str:
    """The page: the same for the same figures, on every machine."""
    shown = [one for one in compared.lines if one.line.reproduced is not None]
    fits = [one for one in shown if one.line.fits]
    parts = [
        _HEAD,
        f"**{len(shown)} of {len(compared.lines)} printed figures are in the report; {len(fits)} of them "
        "fit.**\n",
    ]
    for title, own in groupby(compared.lines, key=lambda one: one.line.figure.chapter.title):
        parts.append(f"## {title}\n\n" + "\n".join(_rows(list(own))) + "\n")
    parts.append(_words(compared.report))
    return "\n".join(parts)


def _rows(lines: Sequence[Beside]) -> Iterator[str]:
    yield "| Figure | The half-time report | The tertial report | Deviation | Its chapter |"
    yield "|---|---|--:|--:|---|"
    for one in lines:
        line = one.line
        if line.reproduced is None:
            got = "not split so"
        else:
            got = reproduced(line) if line.fits else f"**{reproduced(line)}**"
        cells = (line.figure.what, line.figure.printed, got, deviation(line), one.chapter)
        yield f"| {' | '.join(cells)} |"


def _words(report: Report) -> str:
    """What the report itself says, in its own order."""
    found = [
        "## The report's own sentences\n",
        "### I korthet\n",
        *(f"- {line}" for line in report.summary),
        "",
    ]
    for chapter in report.chapters:
        said = [*chapter.introduction, *(line for panel in chapter.panels for line in panel.sentences)]
        if said:
            found += [f"### {chapter.title}\n", *(f"- {line}" for line in said), ""]
    return "\n".join(found)
