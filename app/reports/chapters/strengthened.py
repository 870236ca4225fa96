"""Whether parents find the sessions helpful: answers, non-response, mothers and fathers apart, next steps.

Source: half-time report, "Känner sig föräldrarna stärkta i sitt föräldraskap?".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.chapters.parents_answers import (
    AT_SESSIONS,
    SESSION,
    answers,
    by_parent,
    questions,
    summarised,
    top_by_district,
)
from app.reports.document import Chapter, Panel
from app.reports.key_figures import Key, key, key_figures
from app.reports.panels import NUMBER, distribution, parts_of
from app.reports.phrases.answers import sessions_answered
from app.reports.side_by_side import Measured, by_district, spread

_ANSWERED = {**AT_SESSIONS, "answered": "answered"}
_NOT_ANSWERED = {**AT_SESSIONS, "answered": "not-answered"}


def keys(book: Book) -> tuple[Key, ...]:
    found = [
        key(
            Text("Samtal med svar", "Sessions with an answer"),
            "response-rates",
            "contacts",
            "percent",
            **_ANSWERED,
        ),
        key(Text("Bortfall", "Non-response"), "response-rates", "contacts", "percent", **_NOT_ANSWERED),
    ]
    for code, words in questions(book, SESSION):
        label = Text(f": {words.sv}", f": {words.en}")
        one = summarised(book, "helpfulness", SESSION, code, label, **AT_SESSIONS)
        found.append(Key(one.title, one.spec))
    return tuple(found)


def chapter(book: Book) -> Chapter:
    panels: list[Panel | None] = [
        key_figures(
            book,
            "answers-key-figures",
            Text("Nyckeltal för svaren", "Key figures of the answers"),
            keys(book),
        ),
        _response(book),
    ]
    asked = questions(book, SESSION)
    for code, words in asked:
        panels += [answers(book, code, words), by_parent(book, code, words)]
    if asked:
        panels.append(top_by_district(book, *asked[0]))
    panels += [_ways(book), _next_steps(book)]
    return Chapter(
        "strengthened",
        book.say("Känner sig föräldrarna stärkta?", "Do parents feel strengthened?"),
        tuple(one for one in panels if one),
        _introduction(book),
    )


def _introduction(book: Book) -> tuple[str, ...]:
    without = book.get("response-rates", "contacts", "percent", **_NOT_ANSWERED)
    if without is None or without.ratio is None:
        return ()
    return (sessions_answered(without.ratio, book.language),)


def _response(book: Book) -> Panel | None:
    rate = Measured(
        Text("Svarsfrekvens", "Response rate"), "response-rates", "contacts", "percent", _ANSWERED
    )
    lack = Measured(Text("Bortfall", "Non-response"), "response-rates", "contacts", "percent", _NOT_ANSWERED)
    held = Measured(Text("Samtal", "Sessions"), "response-rates", "contacts", "base", _ANSWERED)
    return by_district(
        book,
        "response-by-district",
        Text("Svarsfrekvens per {}", "Response rate by {}"),
        (rate, lack, held),
        sentences=(spread(book, rate),),
        notes=(
            Text(
                "Ett samtal har svar om minst en deltagare har svarat på minst en fråga.",
                "A session has an answer if at least one participant answered at least one question.",
            ),
        ),
    )


def _ways(book: Book) -> Panel | None:
    return distribution(
        book,
        "answer-ways",
        Text("Hur svaren kom in", "How the answers came in"),
        parts_of(book, "answer-ways", "respondents", "way", ordered=True, at=AT_SESSIONS),
        rows_are=Text("Sätt", "Way"),
        table="answer-ways",
        say_most=False,
        number=Text("Svarande", "Respondents"),
    )


def _next_steps(book: Book) -> Panel | None:
    return distribution(
        book,
        "next-steps",
        Text("Nästa steg efter samtalen", "Next steps after the sessions"),
        parts_of(book, "next-steps", "sessions", "next_step"),
        rows_are=Text("Nästa steg", "Next step"),
        table="next-steps",
        number=NUMBER,
        notes=(
            Text(
                "Flera steg kan anges: andelarna kan tillsammans bli mer än 100 procent. En anmälan som "
                "någon annan gjort registreras inte alltid här.",
                "More than one step can be given: the shares need not add up to 100 per cent. A report made "
                "by somebody else is not always registered here.",
            ),
        ),
    )
