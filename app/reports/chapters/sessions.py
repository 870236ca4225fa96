"""Counselling sessions: how many, whose, how they found it, and who took part.

Source: half-time report, chapter "Råd- och stödsamtal".
"""

from collections.abc import Iterator
from dataclasses import replace

from app.kit.language import LANGUAGES, Text
from app.reports.bounded_numbers import BoundedNumber
from app.reports.chapter_declarations import (
    ChapterDeclaration,
    DistributionPanel,
    DistrictPanel,
    KeyFigures,
    TertialFigures,
)
from app.reports.chapters import session_routes
from app.reports.document import Panel
from app.reports.figure_book import FigureBook
from app.reports.nouns import ROUTE, SESSION
from app.reports.panels import distribution, most_said, parts_of
from app.reports.phrases import support
from app.reports.report_figures import TitledFigure
from app.reports.words import ChapterWords

_WORDS = ChapterWords(__file__)
_TABLE, _LANGUAGES = "session-order", "language-needs"
_NEEDED = {"activity": "counselling-session", "needed": "yes"}
_FAMILIES = _WORDS.figure("families", _TABLE, "families")
_KEYS = (
    _WORDS.figure("sessions-held", _TABLE, "sessions"),
    _WORDS.figure("unique-families", _TABLE, "families"),
    _WORDS.figure("within-five", _TABLE, "within-five", "percent"),
    _WORDS.figure("language-needed", _LANGUAGES, "contacts", "percent", **_NEEDED),
    _WORDS.figure("routes-in-use", "routes-in", "routes-in-use"),
)
_FIRST_NEEDING = _WORDS.figure(
    "first-needing", _LANGUAGES, "contacts", "percent", session_order="first", **_NEEDED
)
_ALL_NEEDING = _WORDS.figure("all-needing", _LANGUAGES, "contacts", "percent", **_NEEDED)
_LANGUAGES_WORDS = _WORDS.panel("session-languages")
_ARENAS = DistributionPanel(_WORDS.panel("session-arenas"), _TABLE, "sessions", "arena", say_most=False)
_PARTICIPANTS = _WORDS.panel("session-participants")


def _introduction(book: FigureBook) -> Iterator[str]:
    held = book.get(_TABLE, "sessions")
    families = book.get(_TABLE, "families")
    if held is None or held.counted is None:
        return
    yield support.sessions_held(held.counted, book.when, book.language)
    if held.counted.most and families and families.counted:
        yield support.first_sessions(families.counted, book.language)


def _within_five(book: FigureBook) -> list[str]:
    five = book.get(_TABLE, "within-five", "percent")
    return [support.sessions_within_five(five.ratio, book.language)] if five and five.ratio else []


def _needing(book: FigureBook) -> list[TitledFigure]:
    """First sessions stand for families, where the edition tells them apart."""
    has_firsts = book.figure(_FIRST_NEEDING.spec) is not None
    return [*([_FIRST_NEEDING] if has_firsts else []), _ALL_NEEDING]


def _languages(book: FigureBook) -> Panel | None:
    parts = parts_of(book, _LANGUAGES, "languages", "language", at={"activity": "counselling-session"})
    rows = tuple(row for row in parts.rows if row[1].value != 0)
    if not rows:
        return None
    gone = [figure.counted for _, figure in parts.rows if figure.value == 0 and figure.counted]
    rounded = next((one for one in gone if not one.exact), None)
    words = _LANGUAGES_WORDS
    if rounded:
        note = Text(*(support.languages_without_a_row(rounded, each) for each in LANGUAGES))
        words = replace(words, notes=(note,))
    # What has no row may be what was rounded to none: it is ranked with the others.
    return distribution(book, words, replace(parts, rows=rows), (most_said(book, parts),), say_most=False)


def _arenas(book: FigureBook) -> Panel | None:
    return _ARENAS(book) if book.has(_TABLE, "sessions", "arena") else None


def _participants(book: FigureBook) -> Panel | None:
    parts = parts_of(book, "participants", "participants", "role", ordered=True, value="mean")
    rows = [figure.counted for category, figure in parts.known if category.code != "child" and figure.counted]
    other = next((figure for category, figure in parts.known if category.code == "other-adult"), None)
    adults = sum(rows, BoundedNumber.exactly(0))
    said = ""
    if other and other.counted and len(rows) == 3:
        said = support.other_adults(adults, other.counted, book.language)
    return distribution(book, _PARTICIPANTS, parts, (said,), say_most=False)


chapter = ChapterDeclaration(
    "sessions",
    _WORDS,
    (
        KeyFigures(_WORDS.panel("sessions-key-figures"), _KEYS),
        TertialFigures(_WORDS.panel("sessions-by-tertial"), _KEYS),
        DistrictPanel(
            _WORDS.panel("sessions-by-district"),
            (_WORDS.figure("sessions", _TABLE, "sessions"), _FAMILIES),
            most=SESSION,
        ),
        DistributionPanel(
            _WORDS.panel("session-order"),
            _TABLE,
            "sessions",
            "session_order",
            ordered=True,
            say_most=False,
            said=_within_five,
        ),
        session_routes.areas,
        DistrictPanel(_WORDS.panel("session-language"), _needing, says_spread=True),
        _languages,
        DistributionPanel(
            _WORDS.panel("routes-in"), "routes-in", "sessions", "route_in", said=session_routes.used
        ),
        DistrictPanel(_WORDS.panel("routes-in-by-district"), session_routes.by_district, most=ROUTE),
        _arenas,
        _participants,
    ),
    _introduction,
)
