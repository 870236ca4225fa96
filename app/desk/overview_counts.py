"""Counts of the overview: records by month and activity, and rows of the tables that it shows."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlmodel import Session

from app.activities import spindle_response
from app.activities.activity import Activity
from app.activities.registry import EVENTS
from app.catalogue.catalogue import Catalogue
from app.figures.rows import FigureRow, live_rows
from app.live.live_figures import LiveFigures
from app.tables.answer_channel_tables import ANSWER_WAYS
from app.tables.answer_tables import RESPONSE_RATES
from app.tables.count_selection import CountSelection
from app.tables.declaration import Table
from app.vocabulary.lists import WAYS
from app.vocabulary.periods import Span, months_of


@dataclass(frozen=True)
class RegisteredRecords:
    """Records of an activity by month; those that know no month (the Spindle) under their tertial."""

    activity: Activity
    by_period: Counter[str]

    @property
    def total(self) -> int:
        return self.by_period.total()


@dataclass(frozen=True)
class ResponseRate:
    """Of `base` contacts that were held, `answered` have an answer."""

    activity: str
    answered: int
    base: int


@dataclass(frozen=True)
class AnswerChannels:
    """How a district's answers came in; None where too few were taken in to be shown."""

    district: str
    held: int | None
    answered: int | None
    handed_out: int | None
    used: int | None
    respondents: tuple[int | None, ...]
    """In the order of `WAYS`."""


def registered(session: Session, districts: Sequence[str], tertial: str) -> list[RegisteredRecords]:
    """Every activity that is registered one by one, also where there is nothing of it."""
    first, last = months_of(tertial)
    found = []
    for activity in EVENTS:
        table = activity.table
        period = table.c[activity.period]
        within = period.between(first, last) if activity.period == "month" else period == tertial
        statement = select(period, func.count()).where(table.c.district.in_(districts), within)
        numbers = {str(one): int(number) for one, number in session.execute(statement.group_by(period))}
        found.append(RegisteredRecords(activity, Counter(numbers)))
    return found


def silent_months(
    session: Session, wanted: Sequence[tuple[str, str]], activity: Activity
) -> list[tuple[str, str]]:
    """Of some districts' months those without any record of the activity."""
    table = activity.table
    statement = select(table.c.district, table.c.month).where(
        table.c.district.in_({code for code, _ in wanted}), table.c.month.in_({month for _, month in wanted})
    )
    there = {(row.district, row.month) for row in session.execute(statement.distinct())}
    return [one for one in wanted if one not in there]


def without_spindle(
    session: Session, districts: Sequence[str], activity: Activity, tertial: str
) -> list[str]:
    """Districts from which no Spindle response has come."""
    table = activity.table
    statement = select(table.c.district).where(table.c.tertial == tertial).distinct()
    there = set(session.execute(statement).scalars())
    return [code for code in districts if code not in there]


def response_rates(
    session: Session, districts: Sequence[str], tertial: str, catalogue: Catalogue, live: LiveFigures
) -> list[ResponseRate]:
    """By activity, those of which enough was taken in."""
    found = _rows(session, RESPONSE_RATES, districts, tertial, ("activity", "answered"), catalogue, live)
    return [
        ResponseRate(row.cell["activity"], row.count or 0, row.base)
        for row in found
        if row.cell.get("answered") == "answered" and row.base
    ]


def answer_ways(
    session: Session, districts: Sequence[str], tertial: str, catalogue: Catalogue, live: LiveFigures
) -> list[AnswerChannels]:
    """A row a district."""
    found = _rows(session, ANSWER_WAYS, districts, tertial, ("district",), catalogue, live)
    return [_ways_of(code, [row for row in found if row.cell["district"] == code]) for code in districts]


def _ways_of(district: str, found: Sequence[FigureRow]) -> AnswerChannels:
    def one(measure: str) -> int | None:
        return _known(row for row in found if row.measure == measure and _of_sessions(row))

    held = one("contacts")
    return AnswerChannels(
        district,
        held,
        one("answered"),
        one("links-handed-out") if held is not None else None,
        one("links-used") if held is not None else None,
        tuple(
            _known(row for row in found if row.measure == "respondents" and row.cell["way"] == way)
            for way in WAYS
        ),
    )


def _of_sessions(row: FigureRow) -> bool:
    return row.cell.get("activity") in (None, "counselling-session")


def _known(found: Iterable[FigureRow]) -> int | None:
    """The sum of the rows that have a figure; None where none has."""
    numbers = [row.count for row in found if row.count is not None]
    return sum(numbers) if numbers else None


def _rows(
    session: Session,
    table: Table,
    districts: Sequence[str],
    tertial: str,
    by: tuple[str, ...],
    catalogue: Catalogue,
    live: LiveFigures,
) -> list[FigureRow]:
    selection = CountSelection(tuple(districts), (Span(*months_of(tertial)),), by)
    return list(live_rows(live.count(session.connection(), table, selection), catalogue))


def spindle_responses(session: Session, districts: Sequence[str], tertial: str) -> dict[str, Counter[str]]:
    """Responses to the Spindle by district and type of organisation."""
    table = spindle_response.ACTIVITY.table
    where = table.c.district.in_(districts), table.c.tertial == tertial
    columns = table.c.district, table.c.organisation_type
    found: dict[str, Counter[str]] = {code: Counter() for code in districts}
    for district, kind, number in session.execute(
        select(*columns, func.count()).where(*where).group_by(*columns)
    ):
        found[district][kind] = int(number)
    return found
