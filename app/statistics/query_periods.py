"""Reading periods: tertials, years, months and ranges of them, and the period before."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.catalogue.model import Municipality
from app.kit.faults import Fault
from app.kit.language import Text
from app.tables.count_selection import in_whole_tertials, merged
from app.tables.declaration import Table
from app.vocabulary.periods import (
    TERTIAL,
    Span,
    month_of,
    months_of,
    tertial_before,
    tertial_of,
    year_earlier,
)

FIRST_YEAR, LAST_YEAR = 1990, 2100

FORMS = {
    "month": Text(
        "Ange 2019-T1, 2019, 2019-02 eller 2019-02..2019-08.",
        "Give 2019-T1, 2019, 2019-02 or 2019-02..2019-08.",
    ),
    "tertial": Text("Ange 2019-T1, 2019 eller 2019-T1..2019-T3.", "Give 2019-T1, 2019 or 2019-T1..2019-T3."),
    "year": Text("Ange ett år: 2019 eller 2013..2017.", "Give a year: 2019 or 2013..2017."),
}


@dataclass(frozen=True)
class QueryPeriod:
    """The months that are asked for, and what they are called in the reply."""

    name: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class PeriodChoice:
    """A period, and what is wrong with it: of use only where nothing is."""

    period: QueryPeriod
    faults: tuple[Fault, ...] = ()


def read(given: Sequence[str], table: Table, data: Municipality, today: date) -> PeriodChoice:
    """Read the periods of a table's grain; the usual one where none is given."""
    if not given:
        given = [_usual(table, today)]
    try:
        spans = [span(text) for text in given]
    except ValueError:
        return PeriodChoice(QueryPeriod("", ()), (Fault("period", "not-a-period", FORMS[table.finest]),))
    faults = tuple(_faults(spans, table, data, today))
    return PeriodChoice(QueryPeriod(",".join(given), merged(spans)), faults)


def before(asked: PeriodChoice, how: str, data: Municipality, table: Table) -> PeriodChoice:
    """The same period a year before, or the tertial before."""
    given = asked.period.name.split(",")
    if how == "tertial-before":
        if len(given) != 1 or not re.fullmatch(TERTIAL.strip("^$"), given[0]):
            right = Text("Ange ett tertial, som 2019-T2.", "Give one tertial, such as 2019-T2.")
            return replace(asked, faults=(Fault("compare", "period-not-one-tertial", right),))
        earlier = [tertial_before(given[0])]
    else:
        earlier = ["..".join(year_earlier(end) for end in text.split("..")) for text in given]
    spans = merged(span(text) for text in earlier)
    if spans[-1].last < _start(table, data):
        start = _start(table, data)
        right = Text(f"Tidigast {start}.", f"At the earliest {start}.")
        return replace(asked, faults=(Fault("compare", "nothing-before", right),))
    return PeriodChoice(QueryPeriod(",".join(earlier), spans))


def _usual(table: Table, today: date) -> str:
    """The tertial that it is; of what is handed in afterwards, the last whole tertial or year."""
    if table.grain == "year":
        return str(today.year - 1)
    now = tertial_of(month_of(today))
    return now if table.grain == "month" else tertial_before(now)


def span(text: str) -> Span:
    """Raises `ValueError` for what is no period."""
    ends = text.split("..")
    if len(ends) > 2 or not all(end.isascii() and FIRST_YEAR <= int(end[:4]) <= LAST_YEAR for end in ends):
        raise ValueError(text)
    return Span.parse(text)


def _faults(spans: Iterable[Span], table: Table, data: Municipality, today: date) -> Iterable[Fault]:
    start = _start(table, data)
    for span in spans:
        whole_year = span.first.endswith("-01") and span.last.endswith("-12")
        if (table.grain == "year" and not whole_year) or (
            table.finest == "tertial" and not in_whole_tertials([span], data.starts)
        ):
            yield Fault("period", "period-too-short", FORMS[table.finest])
        elif span.first > month_of(today):
            now = month_of(today)
            yield Fault("period", "in-the-future", Text(f"Senast {now}.", f"At the latest {now}."))
        elif span.last < start:
            yield Fault("period", "before-the-start", Text(f"Tidigast {start}.", f"At the earliest {start}."))


def _start(table: Table, data: Municipality) -> str:
    """The first month that anything can be registered for."""
    return months_of(str(data.figures_start))[0] if table.grain == "year" else data.starts


def printable(name: str) -> str:
    """A parameter's name as an error may show it: bounded, no control characters."""
    return "".join(character if character.isprintable() else "?" for character in name[:60]) or "?"
