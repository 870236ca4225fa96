"""The demo on Lindesberg's catalogue: one family centre, three levels of support.

It shows that another municipality's catalogue needs no other code: the same activities, other areas, routes
and programmes, and the level that Stockholm does not use.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.catalogue.model import Municipality
from app.demo.city import DemoCity, PeriodReturn, RecordedEvent
from app.demo.collaborations import collaborations
from app.demo.counselling_sessions import sessions
from app.demo.dealer import Dealer
from app.demo.district_returns import context_of, open_preschool
from app.demo.home_visits import visits
from app.demo.quotas import (
    CollaborationQuotas,
    GroupQuotas,
    MeetingQuotas,
    SessionQuotas,
    VisitQuotas,
    read_data,
    typed,
)
from app.demo.seasons import months_in, recent_tertials, recent_years
from app.demo.spindle_responses import spindle_responses
from app.demo.theme_meetings import programme_groups, theme_meetings
from app.vocabulary.periods import tertial_of
from app.vocabulary.states import NOT_KNOWN

DISTRICT = "familjecentralen-lindesberg"
PROGRAMME = "familjecentralen"

_DATA = read_data("lindesberg")
_SESSIONS = typed(SessionQuotas, _DATA["sessions"])
_VISITS = typed(VisitQuotas, _DATA["visits"])
_COLLABORATIONS = typed(CollaborationQuotas, _DATA["collaborations"])
_TERTIALS = tuple(_DATA["tertials"])


def build(data: Municipality, through: str) -> DemoCity:
    """Everything that Lindesberg's demo files, its own tertials and those that follow up to `through`."""
    city = DemoCity()
    recent = recent_tertials(through, _TERTIALS)
    for tertial, number in {**{own: index for index, own in enumerate(_TERTIALS)}, **recent}.items():
        events = _events(data, tertial, number)
        city.add(event for event in events if tertial not in recent or event.month <= through)
        if tertial not in recent or tertial < tertial_of(through):  # handed in when the tertial is over
            city.add(returns=_tertial_returns(tertial, number))
    rows = {"2023": (1620, 5340, 610, 4, 0), "2024": (1585, 5290, NOT_KNOWN, 5, 0)}
    city.add(returns=[context_of(DISTRICT, year, row) for year, row in rows.items()])
    for year in recent_years(recent, through):
        city.add(returns=[context_of(DISTRICT, year, (1585 - 9 * (int(year) % 5), 5290, 640, 5, 0))])
    return city


def _events(data: Municipality, tertial: str, number: int) -> Iterator[RecordedEvent]:
    counts = _DATA["tertials"].get(tertial) or _DATA["usual_tertials"][tertial[-1]]
    count, answered, booked, held, groups = counts
    months = {month: 1 for month in months_in(tertial) if month >= data.starts}

    def dealer(name: str) -> Dealer:
        return Dealer("lindesberg", tertial, name)

    yield from sessions(DISTRICT, months, _SESSIONS.scaled(count, answered), dealer("sessions"))
    yield from visits(PROGRAMME, months, _VISITS.scaled(booked), data, dealer("visits"))
    meetings = MeetingQuotas(held, held * 8 + number, held // 2, held // 3, 68, civil_society=number % 2)
    yield from theme_meetings(DISTRICT, months, meetings, dealer("meetings"), answered=1, level="universal")
    programmes = {"abc": 2, "cos-p": 1, "komet": 1} if groups > 1 else {"abc": 1}
    run = GroupQuotas(groups, groups * 6, groups * 3, programmes)
    yield from programme_groups(DISTRICT, months, run, dealer("groups"), answered=1, level="selective")
    kinds = {kind: n for kind, n in _COLLABORATIONS.kinds.items() if (n + number) % 4}
    activities = replace(_COLLABORATIONS, kinds=kinds)
    yield from collaborations(DISTRICT, months, activities, dealer("collaborations"), _DATA["partners"])
    yield from spindle_responses(DISTRICT, tertial, 0, number, dealer("spindle"), _DATA["respondents"])


def _tertial_returns(tertial: str, number: int) -> Iterator[PeriodReturn]:
    yield open_preschool(DISTRICT, tertial, number, (1, 24, 2, 0))
    listed, declined = 9 + number % 3, number % 2
    content = {
        "listed": listed,
        "accepted": listed - declined,
        "declined": declined,
        "discontinued": int(number == 3),
        "enrolled": 21 + 2 * (number % 8),
    }
    yield PeriodReturn("enrolment-figures", PROGRAMME, tertial, content)
