"""The demo city on Stockholm's catalogue: the half-time report's months, and the tertials around them."""

from collections.abc import Iterator
from dataclasses import replace

from app.catalogue.model import Municipality
from app.demo import figures, half_time_sessions, meeting_quotas, visit_quotas
from app.demo.city import City, Event, PeriodReturn
from app.demo.collaborations import COLLABORATIONS, CollaborationQuotas, collaborations
from app.demo.dealing import Dealer, summed
from app.demo.half_time_sessions import SESSIONS
from app.demo.meeting_quotas import GROUPS, MEETINGS, GroupQuotas, MeetingQuotas
from app.demo.meetings import programme_groups, scaled_meetings, theme_meetings
from app.demo.programme_years import programme_years
from app.demo.seasons import SEASONS, TERTIALS, Season, recent_seasons, recent_tertials
from app.demo.session_quotas import Counts, SessionQuotas
from app.demo.sessions import sessions
from app.demo.spindle import spindle_responses
from app.demo.visit_quotas import VISITS
from app.demo.visits import visits
from app.vocabulary.periods import months_of, tertial_of
from app.vocabulary.states import NOT_KNOWN

_HALF_TIME_MONTHS = 7


def build(data: Municipality, through: str) -> City:
    """The whole city, with what follows its own tertials up to the month `through`.

    Raises `QuotaError` if quotas were changed so that they do not fit.
    """
    city = City()
    city.add(_half_time(data))
    for season in SEASONS:
        city.add(_season(data, season))
    for season in recent_seasons(through):
        city.add(event for event in _season(data, season) if event.period <= through)
    recent = recent_tertials(through, TERTIALS[-1])
    last = len(TERTIALS) - 1
    numbers = dict(zip(TERTIALS, range(last + 1), strict=True))
    numbers |= {tertial: last + number for tertial, number in recent.items()}
    for tertial, number in numbers.items():
        city.add(_spindle(data, tertial, number))
        if tertial not in recent or tertial < tertial_of(through):  # handed in when the tertial is over
            city.add(returns=_tertial_returns(data, tertial))
    years = sorted({tertial[:4] for tertial in recent} - {through[:4]})
    city.add(returns=[*figures.context(years), *programme_years(data.city.code, years)])
    return city


def _half_time(data: Municipality) -> Iterator[Event]:
    for district, quotas in SESSIONS.items():
        yield from sessions(
            district, half_time_sessions.MONTHS, quotas, Dealer("half-time", "sessions", district)
        )
    for programme, booked in VISITS.items():
        dealer = Dealer("half-time", "visits", programme)
        yield from visits(programme, visit_quotas.MONTHS, booked, data, dealer)
    for district, meetings in MEETINGS.items():
        dealer = Dealer("half-time", "meetings", district)
        yield from theme_meetings(district, meeting_quotas.MONTHS, meetings, dealer, answered=1)
    for district, groups in GROUPS.items():
        dealer = Dealer("half-time", "groups", district)
        yield from programme_groups(district, meeting_quotas.GROUP_MONTHS, groups, dealer, answered=1)
    for district, activities in COLLABORATIONS.items():
        dealer = Dealer("half-time", "collaborations", district)
        yield from collaborations(district, half_time_sessions.MONTHS, activities, dealer)


def _season(data: Municipality, season: Season) -> Iterator[Event]:
    for entry in data.districts:
        months = {month: 1 for month in season.months if entry.valid(month)}
        if months:
            yield from _district_season(entry.code, months, season)
    for programme, booked in VISITS.items():
        dealer = Dealer(season.tertial, "visits", programme)
        number = _part((booked.held + booked.missed), season.visits, 4)
        yield from visits(programme, dict.fromkeys(season.months, 1), booked.scaled(number), data, dealer)


def _district_season(district: str, months: Counts, season: Season) -> Iterator[Event]:
    def dealer(name: str) -> Dealer:
        return Dealer(season.tertial, name, district)

    quotas = _sessions_of(district)
    number = _part(quotas.sessions, season.sessions, len(months))
    scaled = quotas.scaled(number, number * season.answered // 100, season.targets)
    if not season.language_asked:
        scaled = replace(scaled, language_needed={NOT_KNOWN: number})
    yield from sessions(
        district, months, replace(scaled, arenas=season.arenas or scaled.arenas), dealer("sessions")
    )
    meetings = _meetings_of(district)
    held = max(1, _part(meetings.meetings, season.meetings, len(months)))
    yield from theme_meetings(district, months, scaled_meetings(meetings, held), dealer("meetings"))
    if season.groups and (groups := _groups_of(district)):
        known = season.groups - (season.groups > 1 and district == "farsta")
        few = GroupQuotas(season.groups, 3 * known, known, groups.programmes, season.groups - known)
        yield from programme_groups(district, months, few, dealer("groups"))
    yield from collaborations(
        district, months, _collaborations_of(district).scaled(35), dealer("collaborations")
    )


def _part(half_time: int, percent: int, months: int) -> int:
    """How many of an activity in so many months, at `percent` of the half-time months' pace."""
    return round(half_time * months * percent / (_HALF_TIME_MONTHS * 100))


def _spindle(data: Municipality, tertial: str, number: int) -> Iterator[Event]:
    for place, district in enumerate(_districts_at_the_end(data, tertial)):
        yield from spindle_responses(district, tertial, place, number, Dealer(tertial, "spindle", district))


def _tertial_returns(data: Municipality, tertial: str) -> Iterator[PeriodReturn]:
    for place, district in enumerate(_districts_at_the_end(data, tertial)):
        yield figures.open_preschool(district, tertial, place)
    for place, programme in enumerate(VISITS):
        yield figures.enrolment(programme, tertial, place)


def _districts_at_the_end(data: Municipality, tertial: str) -> list[str]:
    """A state at the end of a tertial is that of the districts there were then."""
    return list(data.codes("districts", months_of(tertial)[1]))


_MERGED = {"jarva": ("rinkeby-kista", "spanga-tensta")}


def _sessions_of(district: str) -> SessionQuotas:
    if district in _MERGED:
        one, other = _MERGED[district]
        return SESSIONS[one].merged(SESSIONS[other])
    return SESSIONS[district]


def _meetings_of(district: str) -> MeetingQuotas:
    if district in _MERGED:
        one, other = (MEETINGS[code] for code in _MERGED[district])
        return MeetingQuotas(
            one.meetings + other.meetings, one.participants + other.participants,
            one.open_preschool + other.open_preschool, one.clinic + other.clinic, one.women,
            one.civil_society + other.civil_society,
        )  # fmt: skip
    return MEETINGS[district]


def _groups_of(district: str) -> GroupQuotas | None:
    return GROUPS.get(_MERGED[district][0] if district in _MERGED else district)


def _collaborations_of(district: str) -> CollaborationQuotas:
    if district in _MERGED:
        one, other = (COLLABORATIONS[code] for code in _MERGED[district])
        return CollaborationQuotas(summed(one.kinds, other.kinds), one.sfi + other.sfi, one.gathering)
    return COLLABORATIONS[district]
