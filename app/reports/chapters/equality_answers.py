"""Mothers' and fathers' answers compared: question by question, and district by district."""

from app.reports.bounded_numbers import BoundedRatio
from app.reports.chapters.parents_answers import AT_SESSIONS, SESSION, answers_of, question_of, questions
from app.reports.comparisons import SharePair, compared
from app.reports.document import Panel
from app.reports.figure_book import FigureBook
from app.reports.words import ChapterWords

_WORDS = ChapterWords(__file__)
_ANSWERS, _DISTRICTS = _WORDS.panel("equality-answers"), _WORDS.panel("equality-by-district")
_HIGHEST, _POSITIVE, _SHARE = _WORDS["highest"], _WORDS["positive"], _WORDS["share"]


def _answer(
    book: FigureBook, what: str, respondent: str, district: str | None = None, **at: str
) -> tuple[BoundedRatio | None, bool]:
    own = {**AT_SESSIONS, "respondent": respondent, **at}
    found = book.get("helpfulness", what, "percent", district=district, **own)
    return (found.ratio if found else None), bool(found and found.mark == "withheld")


def _pair(book: FigureBook, label: str, what: str, district: str | None = None, **at: str) -> SharePair:
    (mothers, first), (fathers, second) = (
        _answer(book, what, one, district, **at) for one in ("mother", "father")
    )
    return SharePair(label, mothers, fathers, first or second)


def _top(book: FigureBook, question: str) -> tuple[str, str] | None:
    """The highest grade of a question: its code and its words."""
    asked = question_of(book, SESSION, question)
    best = asked.best if asked else None
    return (best.code, best.text[book.language]) if best else None


def answers_compared(book: FigureBook) -> Panel | None:
    if not book.has("helpfulness", "answers", "respondent"):
        return None
    pairs = []
    for code, words in questions(book, SESSION):
        top, asked = _top(book, code), question_of(book, SESSION, code)
        if top and answers_of(book, SESSION, code):
            label = f"{book.t(words)} {book.t(_HIGHEST).replace('{grade}', top[1])}"
            pairs.append(_pair(book, label, "answers", question=code, answer=top[0]))
        if asked and not asked.scaled:
            pairs.append(_pair(book, f"{book.t(words)} {book.t(_POSITIVE)}", "positive", question=code))
    return compared(book, _ANSWERS, pairs, source=book.source_line("helpfulness"))


def districts_compared(book: FigureBook) -> Panel | None:
    """The highest grade of the first question, district by district."""
    asked = questions(book, SESSION)
    if not book.districts or not asked or not book.has("helpfulness", "answers", "respondent"):
        return None
    code, words = asked[0]
    top = _top(book, code)
    if top is None:
        return None
    pairs = [
        _pair(book, name, "answers", district, question=code, answer=top[0])
        for district, name in book.districts
    ]
    return compared(
        book,
        _DISTRICTS,
        pairs,
        source=book.source_line("helpfulness"),
        base=book.t(_SHARE).replace("{grade}", top[1]),
        rows_are=book.t(book.district_label),
        fill={"question": book.t(words)},
    )
