"""Collaboration activities: which strategies are used, and with whom.

Source: half-time report, "Övriga strategier för att tillgängliggöra föräldraskapsstödet".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.document import Chapter, Panel
from app.reports.key_figures import Key, key, key_figures
from app.reports.nouns import ACTIVITY
from app.reports.panels import distribution, parts_of
from app.reports.phrases import support
from app.reports.side_by_side import Measured, by_district, most_and_fewest

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
                    "Flera parter kan anges: andelarna kan tillsammans bli mer än 100 procent.",
                    "More than one partner can be given: the shares need not add up to 100 per cent.",
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
    if found is None or found.counted is None:
        return ()
    return (support.activities_registered(found.counted, book.when, book.language),)


def _by_district(book: Book) -> Panel | None:
    every = Measured(Text("Alla", "All"), "collaboration", "activities")
    kinds = [
        Measured(one.text, "collaboration", "activities", "count", {"kind": one.code})
        for one in book.categories("collaboration", "kind")
    ]
    return by_district(
        book,
        "collaboration-by-district",
        Text("Aktiviteter per {}", "Activities by {}"),
        (every, *kinds),
        sentences=(most_and_fewest(book, every, ACTIVITY),),
    )
