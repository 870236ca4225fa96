"""What home visits were about, and which further contacts they led to."""

from app.reports.bounded_numbers import BoundedNumber
from app.reports.chapter_declarations import DistributionPanel
from app.reports.document import Bar, BarSeries, GridColumn, GridRow, GroupedBars, Panel
from app.reports.figure_book import FigureBook
from app.reports.panels import value_bar
from app.reports.phrases.support import further_contacts, reports_and_applications
from app.reports.report_cells import cell
from app.reports.words import ChapterWords
from app.vocabulary import meanings
from app.vocabulary.lists import COMPONENTS

_WORDS = ChapterWords(__file__)
_CONTENT_WORDS = _WORDS.panel("visit-content")
_CONTACTS, _CONTENT = "home-visit-contacts", "home-visit-content"


def _contacts(book: FigureBook) -> list[str]:
    contacts = book.get(_CONTACTS, "any-contact", "percent")
    reports, applications = (
        _visits(book, meaning) for meaning in (meanings.REPORT_OF_CONCERN, meanings.APPLICATION)
    )
    return [
        further_contacts(contacts.ratio, book.language) if contacts and contacts.ratio else "",
        reports_and_applications(reports, applications, book.language),
    ]


def _visits(book: FigureBook, meaning: str) -> BoundedNumber | None:
    """Visits that led to what carries a meaning; None where no code does, or a figure is not there.

    Only one code at a time may carry it, so that no visit is in two of the figures that are added up.
    """
    visits = [book.get(_CONTACTS, "visits", contact=code) for code, _ in book.meant("next-steps", meaning)]
    numbers = [one.counted for one in visits if one is not None and one.counted is not None]
    return sum(numbers, BoundedNumber.exactly(0)) if numbers and len(numbers) == len(visits) else None


CONTACTS = DistributionPanel(
    _WORDS.panel("visit-contacts"), _CONTACTS, "visits", "contact", say_most=False, said=_contacts
)


def content(book: FigureBook) -> Panel | None:
    """The five components: in focus, touched, not touched; shares within each."""
    grades = [
        category for category in book.categories(_CONTENT, "emphasis") if category.code in ("0", "1", "2")
    ]
    if not grades:
        return None
    grades.reverse()
    rows: list[GridRow] = []
    bars: dict[str, list[Bar]] = {one.code: [] for one in grades}
    for component in COMPONENTS:
        figures = [
            book.get(_CONTENT, "visits", "percent", component=component, emphasis=one.code) for one in grades
        ]
        if not any(figures):
            continue
        base = book.get(_CONTENT, "visits", "base", component=component, emphasis="2")
        name = book.t(book.catalogue.text_of("components", component))
        rows.append(GridRow(name, tuple(cell(one, book.language) for one in (*figures, base))))
        for grade, figure in zip(grades, figures, strict=True):
            bars[grade.code].append(value_bar(book, "", figure))
    if not rows or not any(bar.value or bar.kind == "withheld" for row in bars.values() for bar in row):
        return None
    drawn = [one for one in grades if one.code != "0"]
    series = tuple(BarSeries(book.t(one.text), tuple(bars[one.code])) for one in drawn)
    enough = any(bar.value for one in series for bar in one.bars)
    return _CONTENT_WORDS.panel(
        book,
        [
            *(GridColumn(one.code, book.t(one.text), "percent") for one in grades),
            _CONTENT_WORDS.column(book, "base"),
        ],
        rows,
        source=book.source_line(_CONTENT),
        chart=GroupedBars(tuple(row.label for row in rows), series, percent=True) if enough else None,
    )
