"""Counselling sessions: how many, whose, how they found it, and who took part.

Source: half-time report, chapter "Råd- och stödsamtal".
"""

from app.kit.language import LANGUAGES, Text
from app.reports.book import Book
from app.reports.chapters.session_routes import areas, arenas, routes, routes_by_district
from app.reports.document import Chapter, Panel
from app.reports.key_figures import Key, key, key_figures, per_tertial
from app.reports.nouns import SESSION
from app.reports.panels import Parts, distribution, most_said, parts_of
from app.reports.phrases import support
from app.reports.side_by_side import Measured, by_district, most_and_fewest, spread
from app.reports.within import Number

_ACTIVITY = {"activity": "counselling-session"}
_FIRST = {**_ACTIVITY, "session_order": "first", "needed": "yes"}

KEYS: tuple[Key, ...] = (
    key(Text("Genomförda samtal", "Sessions held"), "session-order", "sessions"),
    key(
        Text("Unika familjer (första samtal)", "Unique families (first sessions)"),
        "session-order",
        "families",
    ),
    key(
        Text("Samtal 1–5 för familjen", "Sessions 1–5 of the family"),
        "session-order",
        "within-five",
        "percent",
    ),
    key(
        Text("Annat språk behövdes", "Another language was needed"),
        "language-needs",
        "contacts",
        "percent",
        **_ACTIVITY,
        needed="yes",
    ),
    key(Text("Vägar in som används", "Routes in that are in use"), "routes-in", "routes-in-use"),
)


def chapter(book: Book) -> Chapter:
    panels = [
        key_figures(
            book, "sessions-key-figures", Text("Nyckeltal för samtalen", "Key figures of the sessions"), KEYS
        ),
        per_tertial(
            book, "sessions-by-tertial", Text("Samtalen per tertial", "The sessions by tertial"), KEYS
        ),
        _by_district(book),
        _order(book),
        areas(book),
        _language(book),
        _languages(book),
        routes(book),
        routes_by_district(book),
        arenas(book),
        _participants(book),
    ]
    return Chapter(
        "sessions",
        book.say("Råd- och stödsamtal", "Counselling sessions"),
        tuple(one for one in panels if one),
        _introduction(book),
    )


def _introduction(book: Book) -> tuple[str, ...]:
    held = book.get("session-order", "sessions")
    families = book.get("session-order", "families")
    if held is None or held.counted is None:
        return ()
    found = [support.sessions_held(held.counted, book.when, book.language)]
    if held.counted.most and families and families.counted:
        found.append(support.first_sessions(families.counted, book.language))
    return tuple(found)


def _by_district(book: Book) -> Panel | None:
    held = Measured(Text("Samtal", "Sessions"), "session-order", "sessions")
    return by_district(
        book,
        "sessions-by-district",
        Text("Samtal per {}", "Sessions by {}"),
        (
            held,
            Measured(Text("Unika familjer", "Unique families"), "session-order", "families"),
        ),
        sentences=(most_and_fewest(book, held, SESSION),),
        notes=(
            Text(
                "Skillnaderna beror delvis på hur många [advisers] som finns.",
                "The differences partly reflect how many [advisers] there are.",
            ),
        ),
    )


def _order(book: Book) -> Panel | None:
    five = book.get("session-order", "within-five", "percent")
    said = []
    if five and five.ratio:
        said.append(support.sessions_within_five(five.ratio, book.language))
    return distribution(
        book,
        "session-order",
        Text("Samtal i ordningen för familjen", "Which of the family's sessions it was"),
        parts_of(book, "session-order", "sessions", "session_order", ordered=True),
        rows_are=Text("Samtal i ordningen", "Order of the session"),
        table="session-order",
        sentences=said,
        say_most=False,
        notes=(
            Text(
                "Ingen kan kännas igen: unika familjer räknas som första samtal. En familj vars första "
                "samtal var före perioden räknas inte.",
                "Nobody can be recognised: unique families are counted as first sessions. A family whose "
                "first session was before the period is not counted.",
            ),
        ),
    )


def _language(book: Book) -> Panel | None:
    spec = Measured(
        Text("Första samtal där annat språk behövdes", "First sessions where another language was needed"),
        "language-needs",
        "contacts",
        "percent",
        _FIRST,
    )
    every = Measured(
        Text("Alla samtal där annat språk behövdes", "All sessions where another language was needed"),
        "language-needs",
        "contacts",
        "percent",
        {**_ACTIVITY, "needed": "yes"},
    )
    firsts = book.figure(spec.spec) is not None
    shown = spec if firsts else every
    return by_district(
        book,
        "session-language",
        Text(
            "Behov av annat språk än svenska eller engelska",
            "Need of another language than Swedish or English",
        ),
        (spec, every) if firsts else (every,),
        sentences=(spread(book, shown),),
        notes=(
            Text(
                "Första samtal står för unika familjer. Behovet räknas också där [the adviser] själv "
                "talar språket.",
                "First sessions stand for unique families. The need is counted also where [the adviser] "
                "speaks the language.",
            ),
        ),
    )


def _languages(book: Book) -> Panel | None:
    parts = parts_of(book, "language-needs", "languages", "language", at=_ACTIVITY)
    counted_rows = tuple(one for one in parts.rows if one[1].value != 0)
    if not counted_rows:
        return None
    gone = [figure.counted for _, figure in parts.rows if figure.value == 0 and figure.counted]
    rounded = next((one for one in gone if not one.exact), None)
    return distribution(
        book,
        "session-languages",
        Text("Vilka språk som behövdes vid samtalen", "Which languages were needed at the sessions"),
        Parts(counted_rows),
        rows_are=Text("Språk", "Language"),
        table="language-needs",
        # What has no row may be what was rounded to none: it is ranked with the others.
        sentences=(most_said(book, parts),),
        notes=()
        if rounded is None
        else (Text(*(support.languages_without_a_row(rounded, each) for each in LANGUAGES)),),
        say_most=False,
    )


def _participants(book: Book) -> Panel | None:
    parts = parts_of(book, "participants", "participants", "role", ordered=True, value="mean")
    rows = [figure.counted for category, figure in parts.known if category.code != "child" and figure.counted]
    said = []
    other = next((f for c, f in parts.known if c.code == "other-adult"), None)
    adults = sum(rows, Number.exactly(0))
    if other and other.counted and len(rows) == 3:
        said.append(support.other_adults(adults, other.counted, book.language))
    return distribution(
        book,
        "session-participants",
        Text("Vilka som deltog i samtalen", "Who took part in the sessions"),
        parts,
        rows_are=Text("Vem", "Who"),
        table="participants",
        sentences=said,
        say_most=False,
        notes=(
            Text(
                "Antalet är inte unika personer: den som deltar flera gånger räknas varje gång.",
                "These are not unique persons: who takes part several times is counted each time.",
            ),
        ),
    )
