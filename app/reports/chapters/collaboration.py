"""Collaboration activities: which strategies are used, and with whom.

Source: half-time report, "Övriga strategier för att tillgängliggöra föräldraskapsstödet".
"""

from collections.abc import Iterator

from app.reports.chapter_declarations import ChapterDeclaration, DistributionPanel, DistrictPanel, KeyFigures
from app.reports.figure_book import FigureBook
from app.reports.nouns import ACTIVITY
from app.reports.phrases import support
from app.reports.report_figures import TitledFigure, measured
from app.reports.words import ChapterWords

_WORDS = ChapterWords(__file__)
_KEYS = (
    _WORDS.figure("activities", "collaboration", "activities"),
    _WORDS.figure("participants", "collaboration", "participants"),
)


def _introduction(book: FigureBook) -> Iterator[str]:
    found = book.get("collaboration", "activities")
    if found and found.counted:
        yield support.activities_registered(found.counted, book.when, book.language)


def _kinds(book: FigureBook) -> list[TitledFigure]:
    kinds = book.categories("collaboration", "kind")
    return [
        _WORDS.figure("all", "collaboration", "activities"),
        *(measured(one.text, "collaboration", "activities", kind=one.code) for one in kinds),
    ]


chapter = ChapterDeclaration(
    "collaboration",
    _WORDS,
    (
        KeyFigures(_WORDS.panel("collaboration-key-figures"), _KEYS),
        DistributionPanel(_WORDS.panel("collaboration-kinds"), "collaboration", "activities", "kind"),
        DistributionPanel(
            _WORDS.panel("collaboration-partners"), "collaboration", "activities-by-partner", "partner"
        ),
        DistrictPanel(_WORDS.panel("collaboration-by-district"), _kinds, most=ACTIVITY),
    ),
    _introduction,
)
