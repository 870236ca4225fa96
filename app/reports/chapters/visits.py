"""Home visits by programme: enrolment, missed visits, who took part, language, content, further contacts.

Source: half-time report, chapter "Det utökade hembesöksprogrammet".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.chapters.visit_content import contacts, content
from app.reports.chapters.visit_programmes import by_programme, spread
from app.reports.document import Chapter, Panel
from app.reports.key_figures import Key, key, key_figures, per_tertial
from app.reports.panels import distribution, parts_of
from app.reports.phrases import support
from app.reports.side_by_side import Measured

_NEEDED = {"activity": "home-visit", "needed": "yes"}

KEYS: tuple[Key, ...] = (
    key(Text("Genomförda hembesök", "Home visits held"), "home-visits", "booked", "count", outcome="held"),
    key(Text("Uteblivna besök", "Missed visits"), "home-visits", "booked", "percent", outcome="missed"),
    key(Text("Barn i programmen", "Children in the programmes"), "enrolment", "enrolled"),
    key(
        Text("Besök där mamman deltog", "Visits with the mother"),
        "home-visit-participants",
        "visits",
        "percent",
        role="mother",
    ),
    key(
        Text("Besök där pappan deltog", "Visits with the father"),
        "home-visit-participants",
        "visits",
        "percent",
        role="father",
    ),
    key(
        Text("Annat språk behövdes", "Another language was needed"),
        "language-needs",
        "contacts",
        "percent",
        **_NEEDED,
    ),
    key(
        Text("Ytterligare kontakt togs", "A further contact was taken"),
        "home-visit-contacts",
        "any-contact",
        "percent",
    ),
)


def chapter(book: Book) -> Chapter:
    title = book.say("Det utökade hembesöksprogrammet", "The extended home visiting programme")
    if not book.home_programmes:
        return Chapter("visits", title, ())
    panels = [
        key_figures(
            book,
            "visits-key-figures",
            Text("Nyckeltal för hembesöken", "Key figures of the home visits"),
            KEYS,
        ),
        per_tertial(
            book, "visits-by-tertial", Text("Hembesöken per tertial", "The home visits by tertial"), KEYS
        ),
        _enrolment(book),
        _held(book),
        _reasons(book),
        _participants(book),
        _parents(book),
        _language(book),
        contacts(book),
        content(book),
    ]
    return Chapter(
        "visits",
        title,
        tuple(one for one in panels if one),
        _introduction(book),
    )


def _introduction(book: Book) -> tuple[str, ...]:
    held = book.get("home-visits", "booked", outcome="held")
    if held is None or held.counted is None or not book.home_programmes:
        return ()
    lines = [support.visits_held(held.counted, book.when, book.language)]
    missed = book.get("home-visits", "booked", "percent", outcome="missed")
    if missed and missed.ratio:
        lines.append(support.visits_missed(missed.ratio, book.language))
    return tuple(lines)


def _enrolment(book: Book) -> Panel | None:
    titles = {
        "enrolled": Text("Barn i programmet", "Children enrolled"),
        "listed": Text("Inbjudna", "Invited"),
        "accepted": Text("Tackade ja", "Accepted"),
        "declined": Text("Tackade nej", "Declined"),
        "discontinued": Text("Avbröt", "Discontinued"),
    }
    columns = [Measured(title, "enrolment", code) for code, title in titles.items()]
    return by_programme(
        book,
        "enrolment",
        Text("Barn i hembesöksprogrammen", "Children in the home visiting programmes"),
        columns,
        notes=(
            Text(
                "Barn i programmet är läget vid periodens slut. De andra talen är summor för periodens "
                "tertial. Där inget har lämnats in står ”uppgift saknas”, inte 0.",
                "Children enrolled is the state at the end of the period. The others are sums of its "
                "tertials. Where nothing was handed in it says “not known”, not 0.",
            ),
        ),
    )


def _held(book: Book) -> Panel | None:
    missed = Measured(
        Text("Andel uteblivna", "Share missed"), "home-visits", "booked", "percent", {"outcome": "missed"}
    )
    return by_programme(
        book,
        "visits-held",
        Text("Genomförda och uteblivna besök", "Visits held and missed"),
        (
            Measured(Text("Genomförda", "Held"), "home-visits", "booked", "count", {"outcome": "held"}),
            Measured(Text("Uteblivna", "Missed"), "home-visits", "booked", "count", {"outcome": "missed"}),
            missed,
        ),
        sentences=(spread(book, missed),),
        notes=(
            Text(
                "Ett besök har uteblivit när familjen avbokar sent eller inte är hemma.",
                "A visit was missed when the family cancels late or is not at home.",
            ),
        ),
    )


def _reasons(book: Book) -> Panel | None:
    parts = parts_of(book, "home-visits", "missed", "missed_reason", ordered=True)
    return distribution(
        book,
        "visits-missed-reasons",
        Text("Varför besöken uteblev", "Why visits were missed"),
        parts,
        rows_are=Text("Orsak", "Reason"),
        table="home-visits",
        say_most=False,
    )


def _participants(book: Book) -> Panel | None:
    return distribution(
        book,
        "visit-participants",
        Text("Vilka som deltog vid hembesöken", "Who took part in the home visits"),
        parts_of(book, "home-visit-participants", "visits", "role", ordered=True),
        rows_are=Text("Vem", "Who"),
        table="home-visit-participants",
        say_most=False,
        number=Text("Besök", "Visits"),
    )


def _parents(book: Book) -> Panel | None:
    father = Measured(
        Text("Pappan deltog", "With the father"),
        "home-visit-participants",
        "visits",
        "percent",
        {"role": "father"},
    )
    mother = Measured(
        Text("Mamman deltog", "With the mother"),
        "home-visit-participants",
        "visits",
        "percent",
        {"role": "mother"},
    )
    return by_programme(
        book,
        "visit-parents",
        Text("Mammornas och pappornas deltagande per program", "Mothers' and fathers' part by programme"),
        (father, mother),
        sentences=(
            book.say("Diagrammet visar besök där pappan deltog.", "The chart shows visits with the father."),
            spread(book, father),
        ),
    )


def _language(book: Book) -> Panel | None:
    needed = Measured(
        Text("Annat språk behövdes", "Another language was needed"),
        "language-needs",
        "contacts",
        "percent",
        _NEEDED,
    )
    return by_programme(
        book,
        "visit-language",
        Text("Behov av annat språk vid hembesöken", "Need of another language at the home visits"),
        (needed,),
        sentences=(spread(book, needed),),
    )
