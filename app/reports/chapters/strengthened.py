"""Whether parents find the sessions helpful: answers, non-response, mothers and fathers apart, next steps.

Source: half-time report, "Känner sig föräldrarna stärkta i sitt föräldraskap?".
"""

from collections.abc import Iterator

from app.kit.language import Text
from app.reports.chapter_declarations import ChapterDeclaration, DistributionPanel, DistrictPanel, KeyFigures
from app.reports.chapters import parents_answers
from app.reports.chapters.parents_answers import AT_SESSIONS, SESSION, questions, summarised
from app.reports.figure_book import FigureBook
from app.reports.phrases.answers import sessions_answered
from app.reports.report_figures import TitledFigure
from app.reports.words import ChapterWords

_WORDS = ChapterWords(__file__)
_TABLE = "response-rates"
_ANSWERED = {**AT_SESSIONS, "answered": "answered"}
_NOT_ANSWERED = {**AT_SESSIONS, "answered": "not-answered"}
_LACKING = _WORDS.figure("non-response", _TABLE, "contacts", "percent", **_NOT_ANSWERED)


def _keys(book: FigureBook) -> list[TitledFigure]:
    keys = [_WORDS.figure("answered", _TABLE, "contacts", "percent", **_ANSWERED), _LACKING]
    for code, words in questions(book, SESSION):
        label = Text(f": {words.sv}", f": {words.en}")
        keys.append(summarised(book, "helpfulness", SESSION, code, label, **AT_SESSIONS))
    return keys


def _introduction(book: FigureBook) -> Iterator[str]:
    without = book.figure(_LACKING.spec)
    if without and without.ratio:
        yield sessions_answered(without.ratio, book.language)


chapter = ChapterDeclaration(
    "strengthened",
    _WORDS,
    (
        KeyFigures(_WORDS.panel("answers-key-figures"), _keys),
        DistrictPanel(
            _WORDS.panel("response-by-district"),
            (
                _WORDS.figure("response-rate", _TABLE, "contacts", "percent", **_ANSWERED),
                _LACKING,
                _WORDS.figure("sessions", _TABLE, "contacts", "base", **_ANSWERED),
            ),
            says_spread=True,
        ),
        parents_answers.panels,
        DistributionPanel(
            _WORDS.panel("answer-ways"),
            "answer-ways",
            "respondents",
            "way",
            at=AT_SESSIONS,
            ordered=True,
            say_most=False,
        ),
        DistributionPanel(_WORDS.panel("next-steps"), "next-steps", "sessions", "next_step"),
    ),
    _introduction,
)
