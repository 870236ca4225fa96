"""The report in short: a sentence for each kind of support that there is something to say of."""

from collections.abc import Iterator

from app.kit.language import Text
from app.reports.bounded_numbers import BoundedNumber
from app.reports.figure_book import FigureBook
from app.reports.phrases import answers, returns, support
from app.reports.report_figures import ReportFigure

_ACTIVITY = {"activity": "counselling-session"}
_NONE = BoundedNumber.exactly(0)


def summary(book: FigureBook) -> tuple[str, ...]:
    """Plain sentences; of a period with nothing in it, one that says so."""
    parts = (_sessions, _answers, _visits, _meetings, _groups, _reach)
    found = [line for part in parts for line in part(book) if line]
    return tuple(found) or (
        book.say("Det finns inga siffror för perioden.", "There are no figures for the period."),
    )


def _number(figure: ReportFigure | None) -> BoundedNumber | None:
    return figure.counted if figure is not None else None


def _sessions(book: FigureBook) -> Iterator[str]:
    held = _number(book.get("session-order", "sessions"))
    if held is None:
        return
    yield support.advisers_held(held, _number(book.get("session-order", "families")), book.language)
    for period, than in book.earlier():
        before = _number(book.get("session-order", "sessions", period=period))
        if before and before.shown:
            yield support.sessions_since(held, before, than, book.language)


def _answers(book: FigureBook) -> Iterator[str]:
    span = book.period.span
    question = next(iter(book.data.asked(_ACTIVITY["activity"], span.first, span.last).values()), None)
    if question is None:
        return
    asked = Text(question.text["sv"], question.text["en"])
    if question.scaled:
        mean = book.get("helpfulness", "rating", "mean", **_ACTIVITY, question=question.code)
        if mean and mean.ratio and mean.mean is not None:
            yield answers.mean_answer(mean.mean, mean.ratio.base, *question.scale, asked, book.language)
        return
    positive = book.get("helpfulness", "positive", "percent", **_ACTIVITY, question=question.code)
    lacking = book.get("response-rates", "contacts", "percent", **_ACTIVITY, answered="not-answered")
    if positive is None or positive.ratio is None:
        return
    without = lacking.ratio if lacking else None
    yield answers.positive_in_short(positive.ratio, asked, without, book.language)


def _visits(book: FigureBook) -> Iterator[str]:
    held = _number(book.get("home-visits", "booked", outcome="held"))
    if held is None or not book.home_programmes:
        return
    children = _number(book.get("enrolment", "enrolled"))
    yield support.visits_in_short(held, children, book.language)
    if children and children.most:
        figures = [
            (name, book.get("enrolment", "enrolled", programme=code)) for code, name in book.home_programmes
        ]
        without = [name for name, one in figures if one is not None and one.mark == "missing"]
        yield returns.children_not_from(without, book.language)
    fathers = book.get("home-visit-participants", "visits", "percent", role="father")
    if fathers and fathers.ratio:
        yield support.fathers_at_visits(fathers.ratio, book.language)


def _meetings(book: FigureBook) -> Iterator[str]:
    meetings = _number(book.get("theme-meetings", "meetings"))
    if meetings is None:
        return
    people = book.get("theme-meetings", "participants", "mean")
    took, known = (people.ratio.part, people.ratio.base) if people and people.ratio else (None, _NONE)
    mean = people.mean if people else None
    yield support.meetings_in_short(meetings, took, known, mean, book.language)


def _groups(book: FigureBook) -> Iterator[str]:
    groups = _number(book.get("programme-groups", "groups"))
    if groups is not None:
        yield support.groups_in_short(groups, book.language)


def _reach(book: FigureBook) -> Iterator[str]:
    reached = _number(book.get("reach", "reached-in-all"))
    if reached is not None:
        yield support.reached_in_short(reached, book.language)
