"""The report in short: a sentence for each kind of support that there is something to say of."""

from collections.abc import Iterator

from app.kit.language import Text
from app.reports.book import Book
from app.reports.figures import Figure
from app.reports.numbers import FEW, decimal
from app.reports.sentences import (
    FAMILY,
    GROUP,
    HOME_VISIT,
    MEETING,
    PARTICIPANT,
    SESSION,
    change,
    counted,
    of_all,
    roughly,
    sentence,
    share,
)

_ACTIVITY = {"activity": "counselling-session"}


def summary(book: Book) -> tuple[str, ...]:
    """Plain sentences; of a period with nothing in it, one that says so."""
    found = [
        sentence(line)
        for part in (_sessions, _answers, _visits, _meetings, _groups, _reach)
        for line in part(book)
    ]
    return tuple(found) or (
        book.say("Det finns inga siffror för perioden.", "There are no figures for the period."),
    )


def _number(figure: Figure | None) -> int | None:
    return figure.number if figure is not None else None


def _sessions(book: Book) -> Iterator[str]:
    spec = {**_ACTIVITY, "answered": "answered"}
    held = _number(book.get("response-rates", "contacts", "base", **spec))
    if held is None:
        return
    text = book.say(
        f"Föräldrarådgivarna höll {counted(held, SESSION, 'sv')}",
        f"The advisers held {counted(held, SESSION, 'en')}",
    )
    families = _number(book.get("session-order", "families"))
    if held and families is not None:
        text += book.say(
            f"; {counted(families, FAMILY, 'sv')} kom för första gången",
            f"; {counted(families, FAMILY, 'en')} came for the first time",
        )
    yield text
    for period, than in book.earlier():
        before = _number(book.get("response-rates", "contacts", "base", period=period, **spec))
        if before:
            moved = change(held, before, SESSION, than, book.language)
            yield book.say(f"Antalet samtal är {moved}", f"The number of sessions: {moved}")


def _answers(book: Book) -> Iterator[str]:
    question = next(
        (
            each
            for one in book.data.questionnaires
            if one.activity == _ACTIVITY["activity"]
            for each in one.questions
        ),
        None,
    )
    if question is None:
        return
    positive = book.get("helpfulness", "positive", "percent", **_ACTIVITY, question=question.code)
    lacking = book.get("response-rates", "contacts", "percent", **_ACTIVITY, answered="not-answered")
    if positive is None or positive.pair is None:
        return
    text = of_all(*positive.pair, book.language)
    asked = Text(question.text["sv"], question.text["en"])
    line = book.say(
        f"{text} av svaren på frågan ”{asked.sv}” är positiva",
        f"{text} of the answers to “{asked.en}” are positive",
    )
    if lacking and lacking.pair and lacking.pair[1] >= FEW:
        part = share(*lacking.pair, book.language)
        line += book.say(f"; {part} av samtalen saknar svar", f"; {part} of the sessions have no answer")
    yield line


def _visits(book: Book) -> Iterator[str]:
    held = book.get("home-visits", "booked", outcome="held")
    number = _number(held)
    if number is None or not book.home_programmes:
        return
    children = _number(book.get("enrolment", "enrolled"))
    text = book.say(
        f"{counted(number, HOME_VISIT, 'sv')} genomfördes",
        f"{counted(number, HOME_VISIT, 'en')} {'was' if number == 1 else 'were'} held",
    )
    if children:
        text += book.say(
            f", och {children} barn är med i programmen", f", and {children} children are in the programmes"
        )
    yield text
    fathers = book.get("home-visit-participants", "visits", "percent", role="father")
    if fathers and fathers.pair:
        part = of_all(*fathers.pair, book.language)
        yield book.say(
            f"pappan deltog vid {part} av hembesöken", f"the father took part at {part} of the home visits"
        )


def _meetings(book: Book) -> Iterator[str]:
    meetings = _number(book.get("theme-meetings", "meetings"))
    if meetings is None:
        return
    text = book.say(
        f"{counted(meetings, MEETING, 'sv')} hölls",
        f"{counted(meetings, MEETING, 'en')} {'was' if meetings == 1 else 'were'} held",
    )
    people = book.get("theme-meetings", "participants", "mean")
    if meetings > 1 and people and people.number and people.mean is not None:
        took = counted(people.number, PARTICIPANT, book.language)
        mean = decimal(people.mean, 1, book.language)
        text += book.say(
            f" med {took}, i genomsnitt {mean} per träff", f" with {took}, {mean} a meeting on average"
        )
    yield text


def _groups(book: Book) -> Iterator[str]:
    groups = _number(book.get("programme-groups", "groups"))
    if not groups:
        return
    yield book.say(f"{counted(groups, GROUP, 'sv')} startade", f"{counted(groups, GROUP, 'en')} started")


def _reach(book: Book) -> Iterator[str]:
    reached = _number(book.get("reach", "reached-in-all"))
    if reached:
        number = roughly(reached, book.language)
        yield book.say(
            f"sammanlagt har {number} familjer eller deltagare nåtts (inte unika personer)",
            f"in all {number} families or participants were reached (not unique persons)",
        )
