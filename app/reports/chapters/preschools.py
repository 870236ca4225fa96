"""Open preschools: supply by district, visits, and the answers of their own survey.

Source: half-time report, chapter "Öppna förskolan".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import based, cell
from app.reports.chapters.parents_answers import in_words, questions
from app.reports.document import Chapter, Column, Grid, Panel, Row
from app.reports.panels import distribution, parts_of
from app.reports.phrases.returns import preschools_run
from app.reports.side_by_side import Measured, by_district, said_without

_SUPPLY = (
    ("own-run", Text("I kommunens regi", "Run by the municipality")),
    ("opening-hours", Text("Timmar öppet per vecka", "Opening hours a week")),
    ("run-by-others", Text("I övrig regi", "Run by others")),
    ("introduction-preschools", Text("Introduktionsförskolor", "Introduction preschools")),
)


def chapter(book: Book) -> Chapter:
    """Without panels, and so left out, where the municipality has no open preschools in the span."""
    there = any(book.data.has_open_preschools(tertial) for tertial in book.period.tertials)
    return Chapter(
        "preschools",
        book.say("Öppna förskolan", "Open preschools"),
        tuple(one for one in _panels(book) if one) if there else (),
        _introduction(book),
    )


def _panels(book: Book) -> list[Panel | None]:
    panels: list[Panel | None] = [
        by_district(
            book,
            "open-preschools",
            Text("Öppna förskolor och öppettider", "Open preschools and opening hours"),
            [Measured(title, "open-preschools", code) for code, title in _SUPPLY],
            notes=(
                Text(
                    "Läget vid periodens slut. Timmarna gäller dem i kommunens regi, tillsammans. "
                    "Diagrammet visar antalet i kommunens regi.",
                    "The state at the end of the period. The hours are those of the municipality's own, all "
                    "together. The chart shows how many the municipality runs.",
                ),
            ),
        )
        or _alone(book),
        _visits(book),
    ]
    panels += [_survey(book, code, words) for code, words in questions(book, "open-preschool-return")]
    return panels


def _introduction(book: Book) -> tuple[str, ...]:
    own, others = book.get("open-preschools", "own-run"), book.get("open-preschools", "run-by-others")
    if own is None or own.counted is None:
        return ()
    said = preschools_run(own.counted, others.counted if others else None, book.language)
    without = said_without(book, "open-preschools", "own-run")
    return (said, without) if without else (said,)


def _alone(book: Book) -> Panel | None:
    """One district's own supply."""
    figures = [(title, book.get("open-preschools", code)) for code, title in _SUPPLY]
    if not any(figure for _, figure in figures):
        return None
    return Panel(
        "open-preschools",
        book.say("Öppna förskolor och öppettider", "Open preschools and opening hours"),
        Grid(
            book.say("Uppgift", "Fact"),
            (Column("number", book.say("Antal", "Number")),),
            tuple(Row(book.t(title), (cell(figure, book.language),)) for title, figure in figures),
        ),
        source=book.source_line("open-preschools"),
        notes=(book.say("Läget vid periodens slut.", "The state at the end of the period."),),
    )


def _visits(book: Book) -> Panel | None:
    rows = []
    for one in book.categories("open-preschool-visits", "gender"):
        found = book.get("open-preschool-visits", "adult-visits", "percent", gender=one.code)
        count = book.get("open-preschool-visits", "adult-visits", gender=one.code)
        label = book.say(f"Vuxna: {book.t(one.text).lower()}", f"Adults: {book.t(one.text).lower()}")
        rows.append(Row(label, (cell(count, book.language), based(found, book.language))))
    children = book.get("open-preschool-visits", "child-visits")
    turned = book.get("open-preschool-visits", "turned-away")
    if not rows or children is None:
        return None
    none = cell(None, book.language)
    rows.append(Row(book.say("Barn", "Children"), (cell(children, book.language), none)))
    rows.append(
        Row(
            book.say("Gånger föräldrar fick vända i dörren", "Times parents were turned away"),
            (cell(turned, book.language), none),
        )
    )
    return Panel(
        "open-preschool-visits",
        book.say("Besök på öppna förskolan", "Visits to the open preschools"),
        Grid(
            book.say("Vem", "Who"),
            (
                Column("number", book.say("Antal", "Number")),
                Column("share", book.say("Andel av vuxnas besök", "Share of adults' visits"), "percent"),
            ),
            tuple(rows),
        ),
        source=book.source_line("open-preschool-visits"),
        notes=(
            book.say(
                "Besök, inte personer. Uppgifterna lämnas in för hela tertial.",
                "Visits, not persons. The figures are handed in for whole tertials.",
            ),
        ),
    )


def _survey(book: Book, question: str, words: Text) -> Panel | None:
    said = [in_words(book, "open-preschool-survey", "open-preschool-return", question)]
    return distribution(
        book,
        f"open-preschool-{question}",
        words,
        parts_of(book, "open-preschool-survey", "answers", "answer", ordered=True, at={"question": question}),
        rows_are=Text("Svar", "Answer"),
        table="open-preschool-survey",
        sentences=said,
        say_most=False,
        notes=(
            Text(
                "Enkäten görs en gång om året: i de andra tertialen finns inga svar.",
                "The survey is made once a year: there are no answers in the other tertials.",
            ),
        ),
    )
