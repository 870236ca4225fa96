"""The overview: how the tertial stands, what is missing, and how it compares with earlier ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from app.access.actor import may
from app.access.guards import AccountHolder
from app.access.request_context import TheDatabase
from app.access.roles import Permission
from app.activities import counselling_session, spindle_response
from app.activities.activity import Activity
from app.activities.return_demands import sessions_demanded, spindle_demanded
from app.answers import unclaimed_answers
from app.answers.unclaimed_answers import UnclaimedAnswers
from app.catalogue.catalogue import Catalogue
from app.catalogue.divisions import Division
from app.desk import overview_counts
from app.desk.due_returns import DueReturn, due_in, missing
from app.desk.frame import show
from app.desk.overview_counts import AnswerChannels, RegisteredRecords, ResponseRate
from app.desk.routes import pages
from app.desk.scope import DeskScope, districts_in, scope_of
from app.intake.locks.tables import locked_tertials
from app.kit.clock import Clock
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.live.live_figures import LiveFigures
from app.live.step_rules import SAID_MONTHS, SAID_WITHHELD
from app.tables.dimensions import ACTIVITY
from app.vocabulary.periods import Span, month_of, months_later, months_of

router = pages()


@dataclass(frozen=True)
class TertialColumn:
    """A tertial beside the one that is looked at; a month that has not come yet is no figure.

    `districts` are those that are counted; none where the district that is looked at was not there then.
    """

    tertial: str
    districts: tuple[str, ...]
    registered: tuple[RegisteredRecords, ...]
    rates: dict[str, ResponseRate]
    filed: int
    due: int


@dataclass(frozen=True)
class MissingReturns:
    """What has not come for a tertial."""

    returns: tuple[DueReturn, ...]
    spindle: tuple[str, ...]
    months: tuple[tuple[str, str], ...]

    @property
    def number(self) -> int:
        return len(self.returns) + len(self.spindle) + len(self.months)

    @property
    def by_return(self) -> dict[tuple[Activity, str], list[DueReturn]]:
        """The returns by what is to be handed in, and for when."""
        found: dict[tuple[Activity, str], list[DueReturn]] = {}
        for one in self.returns:
            found.setdefault((one.activity, one.period), []).append(one)
        return found

    @property
    def by_month(self) -> dict[str, list[str]]:
        """Districts without a session, by month."""
        found: dict[str, list[str]] = {}
        for district, month in self.months:
            found.setdefault(month, []).append(district)
        return dict(sorted(found.items()))


@router.get("/desk", operation_id="desk_page", summary="The coordinator's overview")
def desk(request: Request, who: AccountHolder, database: TheDatabase) -> HTMLResponse:
    if not may(who, Permission.READ_LIVE_FIGURES):
        return show(request, who, "admin")
    scope = scope_of(request, who)
    catalogue = part(request, Catalogue)
    today = part(request, Clock).today()
    live = LiveFigures(database, catalogue, today)
    with database.reading() as session:
        columns = [
            _column(session, catalogue, _districts(scope, one, request, who), one, today, live)
            for one in (scope.tertial, *scope.earlier)
        ]
        division = Division(catalogue.municipality, scope.span.last)
        spans = [Span(*months_of(column.tertial)) for column in columns]
        lacking = lacking_in(session, catalogue, scope.districts, scope.tertial, today)
        ways: list[AnswerChannels] = overview_counts.answer_ways(
            session, scope.districts, scope.tertial, catalogue, live
        )
        locked = scope.tertial in locked_tertials(session)
        waiting_by_link = unclaimed_answers.by_link(session, who.reaches, today)
        waiting_by_poster = unclaimed_answers.by_poster(session, today)
    return show(
        request,
        who,
        "overview",
        scope=scope,
        columns=columns,
        months=_months(scope.tertial, today),
        lacking=lacking,
        ways=ways,
        locked=locked,
        waiting_by_link=waiting_by_link,
        waiting_by_poster=waiting_by_poster,
        removable=_removable(who, waiting_by_link, waiting_by_poster, today),
        today=today,
        taken_in=sorted({code for column in columns for code in column.districts} - {scope.district})
        if scope.district
        else [],
        partly=bool(scope.district) and not all(division.covers(scope.district, one) for one in spans),
        running=month_of(today) <= months_of(scope.tertial)[1],
        answers_told=(SAID_MONTHS, SAID_WITHHELD),
        texts=catalogue.activity_texts,
        activity_words=ACTIVITY.words,
        unreviewed=[one.name.text.of(language_of(request)) for one in catalogue.parents.unreviewed],
    )


def _removable(
    who: AccountHolder, by_link: list[UnclaimedAnswers], by_poster: list[UnclaimedAnswers], today: date
) -> str | None:
    """The last month of which somebody may remove answers that waited in vain, None where there are none."""
    own = [*by_link, *by_poster] if who.reaches(None) else [one for one in by_link if one.district]
    return max((one.month for one in own if one.is_over(today)), default=None)


def lacking_in(
    session: Session, catalogue: Catalogue, districts: Sequence[str], tertial: str, today: date
) -> MissingReturns:
    """What is missing of a tertial; of its months, those that are over."""
    over = [month for month in _months(tertial, today) if month < month_of(today)]
    return MissingReturns(
        tuple(missing(due_in(session, catalogue, districts, tertial, today))),
        tuple(
            overview_counts.without_spindle(
                session,
                spindle_demanded(catalogue, districts, tertial, today),
                spindle_response.ACTIVITY,
                tertial,
            )
        ),
        tuple(
            overview_counts.silent_months(
                session,
                sessions_demanded(catalogue, districts, over, today),
                counselling_session.ACTIVITY,
            )
        ),
    )


def _column(
    session: Session,
    catalogue: Catalogue,
    districts: Sequence[str],
    tertial: str,
    today: date,
    live: LiveFigures,
) -> TertialColumn:
    due = due_in(session, catalogue, districts, tertial, today)
    rates = overview_counts.response_rates(session, districts, tertial, catalogue, live) if districts else []
    return TertialColumn(
        tertial,
        tuple(districts),
        tuple(overview_counts.registered(session, districts, tertial)),
        {rate.activity: rate for rate in rates},
        sum(one.filed for one in due),
        len(due),
    )


def _districts(scope: DeskScope, tertial: str, request: Request, who: AccountHolder) -> tuple[str, ...]:
    """The districts to compare with: the same one with what was merged into it, or all that were the own."""
    data = part(request, Catalogue).municipality
    if not scope.district:
        return districts_in(data, who, tertial)
    return Division(data, scope.span.last).parts(scope.district, Span(*months_of(tertial)))


def _months(tertial: str, today: date) -> list[str]:
    """The tertial's months that have begun."""
    first, last = months_of(tertial)
    months = []
    while first <= min(last, month_of(today)):
        months.append(first)
        first = months_later(first)
    return months
