"""What home visits were about, and which further contacts they led to."""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import cell
from app.reports.document import Bar, Column, Grid, Grouped, Panel, Row, Series
from app.reports.panels import distribution, parts_of, value_bar
from app.reports.phrases.support import further_contacts, reports_and_applications
from app.reports.within import Number
from app.vocabulary import meanings
from app.vocabulary.lists import COMPONENTS


def contacts(book: Book) -> Panel | None:
    found = book.get("home-visit-contacts", "any-contact", "percent")
    said = []
    if found and found.ratio:
        said.append(further_contacts(found.ratio, book.language))
    reports, applications = (
        _visits(book, meaning) for meaning in (meanings.REPORT_OF_CONCERN, meanings.APPLICATION)
    )
    said.append(reports_and_applications(reports, applications, book.language))
    return distribution(
        book,
        "visit-contacts",
        Text("Ytterligare kontakter efter hembesöken", "Further contacts after the home visits"),
        parts_of(book, "home-visit-contacts", "visits", "contact"),
        rows_are=Text("Kontakt", "Contact"),
        table="home-visit-contacts",
        sentences=said,
        say_most=False,
        notes=(
            Text(
                "Flera kontakter kan anges: andelarna kan tillsammans bli mer än 100 procent.",
                "More than one contact can be given: the shares need not add up to 100 per cent.",
            ),
        ),
    )


def _visits(book: Book, meaning: str) -> Number | None:
    """Visits that led to what carries a meaning; None where no code does, or a figure is not there.

    Only one code at a time may carry it, so that no visit is in two of the figures that are added up.
    """
    found = [
        book.get("home-visit-contacts", "visits", contact=code)
        for code, _ in book.meant("next-steps", meaning)
    ]
    numbers = [one.counted for one in found if one is not None and one.counted is not None]
    return sum(numbers, Number.exactly(0)) if numbers and len(numbers) == len(found) else None


def content(book: Book) -> Panel | None:
    """The five components: in focus, touched, not touched; shares within each."""
    grades = [one for one in book.categories("home-visit-content", "emphasis") if one.code in ("0", "1", "2")]
    if not grades:
        return None
    grades.reverse()
    rows: list[Row] = []
    names: list[str] = []
    bars: dict[str, list[Bar]] = {one.code: [] for one in grades}
    for component in COMPONENTS:
        figures = [
            book.get("home-visit-content", "visits", "percent", component=component, emphasis=one.code)
            for one in grades
        ]
        if not any(figures):
            continue
        name = book.t(book.catalogue.text_of("components", component))
        names.append(name)
        based = cell(
            book.get("home-visit-content", "visits", "base", component=component, emphasis="2"), book.language
        )
        rows.append(Row(name, (*(cell(one, book.language) for one in figures), based)))
        for grade, figure in zip(grades, figures, strict=True):
            bars[grade.code].append(value_bar(book, "", figure))
    if not rows or not any(bar.value or bar.kind == "withheld" for row in bars.values() for bar in row):
        return None
    drawn = [one for one in grades if one.code != "0"]
    columns = [Column(one.code, book.t(one.text), "percent") for one in grades]
    columns.append(Column("base", book.say("Skattade besök", "Visits estimated")))
    enough = any(bar.value for one in drawn for bar in bars[one.code])
    return Panel(
        "visit-content",
        book.say("Vad hembesöken handlade om", "What the home visits were about"),
        Grid(book.say("Område", "Component"), tuple(columns), tuple(rows)),
        (),
        book.say(
            "Bas: besök där området är skattat. Andelarna är inom varje område.",
            "Base: visits where the component was estimated. The shares are within each component.",
        ),
        book.source_line("home-visit-content"),
        (
            book.say(
                "Områdena är de fem i Nurturing Care (WHO, Unicef och Världsbanken). Skattningen är "
                "[the adviser's] egen.",
                "The components are the five of Nurturing Care (WHO, UNICEF and the World Bank). The "
                "estimate is [the adviser's] own.",
            ),
        ),
        Grouped(
            tuple(names),
            tuple(Series(book.t(one.text), tuple(bars[one.code])) for one in drawn),
            percent=True,
        )
        if enough
        else None,
    )
