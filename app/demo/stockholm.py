"""The demo city on Stockholm's catalogue: the half-time report's months, and the tertials around them."""

from collections.abc import Iterator
from dataclasses import replace

from app.catalogue.model import Municipality
from app.demo.city import DemoCity, PeriodReturn, RecordedEvent
from app.demo.collaborations import collaborations
from app.demo.counselling_sessions import sessions
from app.demo.dealer import Dealer
from app.demo.district_returns import context, enrolment, open_preschool, programme_years
from app.demo.home_visits import visits
from app.demo.quotas import (
    CollaborationQuotas,
    Counts,
    GroupQuotas,
    MeetingQuotas,
    Quotas,
    SessionQuotas,
    VisitQuotas,
    merged,
    read_data,
    typed,
)
from app.demo.seasons import SEASONS, TERTIALS, Season, months_in, recent_tertials, recent_years, usual_season
from app.demo.spindle_responses import spindle_responses
from app.demo.theme_meetings import programme_groups, theme_meetings
from app.vocabulary.periods import months_of, tertial_of
from app.vocabulary.states import NOT_KNOWN

_DATA = read_data("stockholm")
_MONTHS = _DATA["months"]
SESSIONS = typed(dict[str, SessionQuotas], _DATA["sessions"])
VISITS = typed(dict[str, VisitQuotas], _DATA["visits"])
MEETINGS = typed(dict[str, MeetingQuotas], _DATA["meetings"])
GROUPS = typed(dict[str, GroupQuotas], _DATA["groups"])
COLLABORATIONS = typed(dict[str, CollaborationQuotas], _DATA["collaborations"])


def build(data: Municipality, through: str) -> DemoCity:
    """The whole city, with what follows its own tertials up to the month `through`.

    Raises `QuotaError` if quotas were changed so that they do not fit.
    """
    city = DemoCity([*_half_time(data), *(event for season in SEASONS for event in _season(data, season))])
    recent = recent_tertials(through, TERTIALS)
    for tertial in recent:
        city.add(event for event in _season(data, usual_season(tertial)) if event.period <= through)
    for tertial, number in {**{own: index for index, own in enumerate(TERTIALS)}, **recent}.items():
        city.add(_spindle(data, tertial, number))
        if tertial not in recent or tertial < tertial_of(through):  # handed in when the tertial is over
            city.add(returns=_tertial_returns(data, tertial))
    years = recent_years(recent, through)
    city.add(returns=[*context(years), *programme_years(data.city.code, years)])
    return city


def _half_time(data: Municipality) -> Iterator[RecordedEvent]:
    def dealer(name: str, of: str) -> Dealer:
        return Dealer("half-time", name, of)

    for district, quotas in SESSIONS.items():
        yield from sessions(district, _MONTHS["sessions"], quotas, dealer("sessions", district))
    for programme, booked in VISITS.items():
        yield from visits(programme, _MONTHS["visits"], booked, data, dealer("visits", programme))
    for district, held in MEETINGS.items():
        yield from theme_meetings(
            district, _MONTHS["meetings"], held, dealer("meetings", district), answered=1
        )
    for district, groups in GROUPS.items():
        yield from programme_groups(
            district, _MONTHS["groups"], groups, dealer("groups", district), answered=1
        )
    for district, activities in COLLABORATIONS.items():
        yield from collaborations(
            district, _MONTHS["sessions"], activities, dealer("collaborations", district)
        )


def _season(data: Municipality, season: Season) -> Iterator[RecordedEvent]:
    months = months_in(season.tertial)
    for entry in data.districts:
        if own := {month: 1 for month in months if entry.valid(month)}:
            yield from _district_season(entry.code, own, season)
    for programme, booked in VISITS.items():
        dealer = Dealer(season.tertial, "visits", programme)
        quotas = booked.scaled(_at_pace(booked.booked, season.visits, 4))
        yield from visits(programme, dict.fromkeys(months, 1), quotas, data, dealer)


def _district_season(district: str, months: Counts, season: Season) -> Iterator[RecordedEvent]:
    def dealer(name: str) -> Dealer:
        return Dealer(season.tertial, name, district)

    quotas = _of(district, SESSIONS)
    number = _at_pace(quotas.sessions, season.sessions, len(months))
    scaled = quotas.scaled(number, number * season.answered // 100, season.targets)
    if not season.language_asked:
        scaled = replace(scaled, language_needed={NOT_KNOWN: number})
    scaled = replace(scaled, arenas=season.arenas or scaled.arenas)
    yield from sessions(district, months, scaled, dealer("sessions"))
    meetings = _of(district, MEETINGS)
    held = max(1, _at_pace(meetings.meetings, season.meetings, len(months)))
    yield from theme_meetings(district, months, meetings.scaled(held), dealer("meetings"))
    groups = GROUPS.get(_DATA["merged"].get(district, [district])[0])
    if season.groups and groups:
        known = season.groups - (season.groups > 1 and district == "farsta")
        few = GroupQuotas(season.groups, 3 * known, known, groups.programmes, season.groups - known)
        yield from programme_groups(district, months, few, dealer("groups"))
    activities = _of(district, COLLABORATIONS).scaled(35)
    yield from collaborations(district, months, activities, dealer("collaborations"))


def _of(district: str, quotas: dict[str, Quotas]) -> Quotas:
    """A district's quotas, or those of the two that it was made of."""
    if district not in _DATA["merged"]:
        return quotas[district]
    one, other = _DATA["merged"][district]
    return merged(quotas[one], quotas[other])


def _at_pace(half_time: int, percent: int, months: int) -> int:
    """How many of an activity in so many months, at `percent` of the pace of the half-time report's seven."""
    return round(half_time * months * percent / (7 * 100))


def _spindle(data: Municipality, tertial: str, number: int) -> Iterator[RecordedEvent]:
    for index, district in enumerate(_districts_at_the_end(data, tertial)):
        yield from spindle_responses(district, tertial, index, number, Dealer(tertial, "spindle", district))


def _tertial_returns(data: Municipality, tertial: str) -> Iterator[PeriodReturn]:
    for index, district in enumerate(_districts_at_the_end(data, tertial)):
        yield open_preschool(district, tertial, index)
    for index, programme in enumerate(VISITS):
        yield enrolment(programme, tertial, index)


def _districts_at_the_end(data: Municipality, tertial: str) -> tuple[str, ...]:
    """A state at the end of a tertial is that of the districts there were then."""
    return data.codes("districts", months_of(tertial)[1])
