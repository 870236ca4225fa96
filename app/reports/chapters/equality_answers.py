"""Mothers' and fathers' answers compared: question by question, and district by district."""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.chapters.parents_answers import answers_of, question_of, questions
from app.reports.comparing import Pair, compared
from app.reports.document import Panel
from app.reports.within import Ratio


def _answer(
    book: Book, what: str, respondent: str, district: str | None = None, **at: str
) -> tuple[Ratio | None, bool]:
    found = book.get(
        "helpfulness",
        what,
        "percent",
        district=district,
        activity="counselling-session",
        respondent=respondent,
        **at,
    )
    return (found.ratio if found else None), bool(found and found.mark == "withheld")


def _pair(book: Book, label: str, what: str, district: str | None = None, **at: str) -> Pair:
    (mothers, first), (fathers, second) = (
        _answer(book, what, one, district, **at) for one in ("mother", "father")
    )
    return Pair(label, mothers, fathers, first or second)


def _top(book: Book, question: str) -> tuple[str, Text] | None:
    asked = book.data.asked("counselling-session", last=book.period.span.last).get(question)
    best = asked.best if asked else None
    return (best.code, Text(best.text["sv"], best.text["en"])) if best else None


def answers_compared(book: Book) -> Panel | None:
    if not book.has("helpfulness", "answers", "respondent"):
        return None
    pairs = []
    for code, words in questions(book, "counselling-session"):
        top = _top(book, code)
        if top and answers_of(book, "counselling-session", code):
            label = book.say(
                f"{words.sv} Högsta betyg (”{top[1].sv}”)", f"{words.en} Highest grade (“{top[1].en}”)"
            )
            pairs.append(_pair(book, label, "answers", question=code, answer=top[0]))
        asked = question_of(book, "counselling-session", code)
        if asked and not asked.scaled:
            label = book.say(f"{words.sv} Positiva svar", f"{words.en} Positive answers")
            pairs.append(_pair(book, label, "positive", question=code))
    return compared(
        book,
        "equality-answers",
        Text("Mammors och pappors svar efter samtalen", "Mothers' and fathers' answers after the sessions"),
        Text("Fråga", "Question"),
        pairs,
        base=Text(
            "Bas: svar på frågan, mammor och pappor var för sig.",
            "Base: answers to the question, mothers and fathers apart.",
        ),
        source=book.source_line("helpfulness"),
        first=Text("Mammor", "Mothers"),
        second=Text("Pappor", "Fathers"),
    )


def districts_compared(book: Book) -> Panel | None:
    """The highest grade of the first question, district by district."""
    asked = questions(book, "counselling-session")
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
        "equality-by-district",
        _titled(book, Text("Högsta betyg per {}", "Highest grade by {}"), words),
        book.district_label,
        pairs,
        base=Text(f"Andel som svarat ”{top[1].sv}”.", f"Share who answered “{top[1].en}”."),
        source=book.source_line("helpfulness"),
        first=Text("Mammor", "Mothers"),
        second=Text("Pappor", "Fathers"),
    )


def _titled(book: Book, title: Text, question: Text) -> Text:
    own = book.by_district(title)
    return Text(f"{own.sv}: {question.sv}", f"{own.en}: {question.en}")
