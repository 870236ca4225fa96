"""Collaboration activities: which strategies are used, and with whom.

Source: half-time report, "Övriga strategier för att tillgängliggöra föräldraskapsstödet".
"""

from collections.abc import Iterator

from app.reports.book import Book
from app.reports.declared import ByDistrict, ChapterOf, Distribution, KeyFigures
from app.reports.figures import Measured, measured
from app.reports.nouns import ACTIVITY
from app.reports.phrases import support
from app.reports.words import ChapterWords

_WORDS = ChapterWords(__file__)
_KEYS = (
    _WORDS.figure("activities", "collaboration", "activities"),
    _WORDS.figure("participants", "collaboration", "participants"),
)


def _introduction(book: Book) -> Iterator[str]:
    found = book.get("collaboration", "activities")
    if found and found.counted:
        yield support.activities_registered(found.counted, book.when, book.language)


def _kinds(book: Book) -> list[Measured]:
    kinds = book.categories("collaboration", "kind")
    return [
        _WORDS.figure("all", "collaboration", "activities"),
        *(measured(one.text, "collaboration", "activities", kind=one.code) for one in kinds),
    ]


chapter = ChapterOf(
    "collaboration",
    _WORDS,
    (
        KeyFigures(_WORDS.panel("collaboration-key-figures"), _KEYS),
        Distribution(_WORDS.panel("collaboration-kinds"), "collaboration", "activities", "kind"),
        Distribution(
            _WORDS.panel("collaboration-partners"), "collaboration", "activities-by-partner", "partner"
        ),
        ByDistrict(_WORDS.panel("collaboration-by-district"), _kinds, most=ACTIVITY),
    ),
    _introduction,
)
