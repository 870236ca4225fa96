"""Home visits by programme: enrolment, missed visits, who took part, language, content, further contacts.

Source: half-time report, chapter "Det utökade hembesöksprogrammet".
"""

from collections.abc import Iterator

from app.reports.chapter_declarations import ChapterDeclaration, DistributionPanel, KeyFigures, TertialFigures
from app.reports.chapters import visit_content
from app.reports.chapters.visit_programmes import ProgrammeComparison
from app.reports.figure_book import FigureBook
from app.reports.phrases import support
from app.reports.words import ChapterWords

_WORDS = ChapterWords(__file__)
_VISITS, _PARTICIPANTS, _CONTACTS = "home-visits", "home-visit-participants", "home-visit-contacts"
_NEEDED = _WORDS.figure(
    "language-needed", "language-needs", "contacts", "percent", activity="home-visit", needed="yes"
)
_SHARE_MISSED = _WORDS.figure("share-missed", _VISITS, "booked", "percent", outcome="missed")
_WITH_FATHER = _WORDS.figure("with-father", _PARTICIPANTS, "visits", "percent", role="father")
_KEYS = (
    _WORDS.figure("visits-held", _VISITS, "booked", outcome="held"),
    _WORDS.figure("visits-missed", _VISITS, "booked", "percent", outcome="missed"),
    _WORDS.figure("children", "enrolment", "enrolled"),
    _WORDS.figure("visits-with-mother", _PARTICIPANTS, "visits", "percent", role="mother"),
    _WORDS.figure("visits-with-father", _PARTICIPANTS, "visits", "percent", role="father"),
    _NEEDED,
    _WORDS.figure("further-contact", _CONTACTS, "any-contact", "percent"),
)
_ENROLMENT = ("enrolled", "listed", "accepted", "declined", "discontinued")


def _introduction(book: FigureBook) -> Iterator[str]:
    held = book.get(_VISITS, "booked", outcome="held")
    if held is None or held.counted is None or not book.home_programmes:
        return
    yield support.visits_held(held.counted, book.when, book.language)
    missed = book.get(_VISITS, "booked", "percent", outcome="missed")
    if missed and missed.ratio:
        yield support.visits_missed(missed.ratio, book.language)


chapter = ChapterDeclaration(
    "visits",
    _WORDS,
    (
        KeyFigures(_WORDS.panel("visits-key-figures"), _KEYS),
        TertialFigures(_WORDS.panel("visits-by-tertial"), _KEYS),
        ProgrammeComparison(
            _WORDS.panel("enrolment"), [_WORDS.figure(code, "enrolment", code) for code in _ENROLMENT]
        ),
        ProgrammeComparison(
            _WORDS.panel("visits-held"),
            (
                _WORDS.figure("held", _VISITS, "booked", outcome="held"),
                _WORDS.figure("missed", _VISITS, "booked", outcome="missed"),
                _SHARE_MISSED,
            ),
            _SHARE_MISSED,
        ),
        DistributionPanel(
            _WORDS.panel("visits-missed-reasons"),
            _VISITS,
            "missed",
            "missed_reason",
            ordered=True,
            say_most=False,
        ),
        DistributionPanel(
            _WORDS.panel("visit-participants"), _PARTICIPANTS, "visits", "role", ordered=True, say_most=False
        ),
        ProgrammeComparison(
            _WORDS.panel("visit-parents"),
            (
                _WITH_FATHER,
                _WORDS.figure("with-mother", _PARTICIPANTS, "visits", "percent", role="mother"),
            ),
            _WITH_FATHER,
            _WORDS["chart-of-fathers"],
        ),
        ProgrammeComparison(_WORDS.panel("visit-language"), (_NEEDED,), _NEEDED),
        visit_content.CONTACTS,
        visit_content.content,
    ),
    _introduction,
    lambda book: bool(book.home_programmes),
)
