"""Collaboration activities: which strategies are used, and with whom.

Source: half-time report, "Övriga strategier för att tillgängliggöra föräldraskapsstödet".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.document import Chapter, Panel
from app.reports.key_figures import Key, key, key_figures
from app.reports.panels import distribution, parts_of
from app.reports.sentences import ACTIVITY, counted, largest, sentence
from app.reports.side_by_side import Measured, by_district

KEYS: tuple[Key, ...] = (
    key(Text("Samverkansaktiviteter", "Collaboration activities"), "collaboration", "activities"),
    key(Text("Deltagare", "Participants"), "collaboration", "participants"),
)


def chapter(book: Book) -> Chapter:
    panels: list[Panel | None] = [
        key_figures(
            book,
            "collaboration-key-figures",
            Text("Nyckeltal för samverkan", "Key figures of the collaboration"),
            KEYS,
        ),
        distribution(
            book,
            "collaboration-kinds",
            Text("Strategier som används", "Strategies in use"),
            parts_of(book, "collaboration", "activities", "kind"),
            rows_are=Text("Slag", "Kind"),
            table="collaboration",
        ),
        distribution(
            book,
            "collaboration-partners",
            Text("Samverkansparter", "Partners"),
            parts_of(book, "collaboration", "activities-by-partner", "partner"),
            rows_are=Text("Samverkanspart", "Partner"),
            table="collaboration",
            notes=(
                Text(
                    "Flera parter kan anges: andelarna blir tillsammans mer än 100 procent.",
                    "More than one partner can be given: the shares do not add up to 100 per cent.",
                ),
            ),
        ),
        _by_district(book),
    ]
    return Chapter(
        "collaboration",
        book.say("Samverkan och strategier för tillgänglighet", "Collaboration and strategies of access"),
        tuple(one for one in panels if one),
        _introduction(book),
    )


def _introduction(book: Book) -> tuple[str, ...]:
    found = book.get("collaboration", "activities")
    if found is None or found.number is None:
        return ()
    number = counted(found.number, ACTIVITY, book.language)
    verb = "was" if found.number == 1 else "were"
    text = book.say(
        f"{number} med andra registrerades under {book.period.words.sv}",
        f"{number} with others {verb} registered in {book.period.words.en}",
    )
    return (sentence(text),)


def _by_district(book: Book) -> Panel | None:
    rows = [
        (name, figure.number)
        for code, name in book.districts
        if (figure := book.get("collaboration", "activities", district=code)) and figure.number is not None
    ]
    kinds = [
        Measured(one.text, "collaboration", "activities", "count", {"kind": one.code})
        for one in book.categories("collaboration", "kind")
    ]
    return by_district(
        book,
        "collaboration-by-district",
        Text("Aktiviteter per {}", "Activities by {}"),
        (Measured(Text("Alla", "All"), "collaboration", "activities"), *kinds),
        sentences=(largest(rows, ACTIVITY, book.language) if len(rows) == len(book.districts) else "",),
    )
