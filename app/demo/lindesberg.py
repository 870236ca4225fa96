"""The demo on Lindesberg's catalogue: one family centre, three levels of support. RECONSTRUCTED, all of it.

The municipality's strategy has no figures. This shows that another municipality's catalogue needs no other
code: the same activities, other areas, routes and programmes, and the level that Stockholm does not use.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from app.catalogue.model import Municipality
from app.demo import figures
from app.demo.city import City, Event, PeriodReturn
from app.demo.collaborations import PARTNERS, CollaborationQuotas, Partners, collaborations
from app.demo.dealing import Dealer
from app.demo.meeting_quotas import GroupQuotas, MeetingQuotas
from app.demo.meetings import programme_groups, theme_meetings
from app.demo.seasons import recent_tertials
from app.demo.session_quotas import ANOTHER, ELSEWHERE, NONE, OLDER, YOUNG, Counts, SessionQuotas
from app.demo.sessions import sessions
from app.demo.spindle import spindle_responses
from app.demo.visit_quotas import WITH, WITHOUT, VisitQuotas
from app.demo.visits import visits
from app.vocabulary.periods import months_of, tertial_of
from app.vocabulary.states import NOT_KNOWN

DISTRICT = "familjecentralen-lindesberg"
PROGRAMME = "familjecentralen"

_AREAS: Counts = {
    "lindesberg": 44, "frovi": 15, "fellingsbro": 8, "stora": 8, "guldsmedshyttan": 6, "vedevag": 5,
    "gusselby": 3, "rockhammar": 2, "ramsberg": 2, "strassa": 2, "other-area-in-city": 2, NOT_KNOWN: 3,
}  # fmt: skip
_SESSIONS = SessionQuotas(
    orders={"first": 46, "2-5": 45, "6-plus": 6, NOT_KNOWN: 3},
    routes={
        "child-health-centre": 31, "family-centre": 14, "midwifery-clinic": 11, "information-web": 7,
        "preschool": 8, "school-health": 8, "open-preschool": 7, "friend-or-relative": 4,
        "social-services-intake": 4, "faith-community": 2, NOT_KNOWN: 4,
    },
    steps={ANOTHER: 66, NONE: 16, ELSEWHERE: 15, NOT_KNOWN: 3},
    targets={YOUNG: 66, OLDER: 29, NOT_KNOWN: 5},
    language_needed={"yes": 7, "no": 90, NOT_KNOWN: 3},
    answers={
        ("mother", "yes-really"): 31, ("mother", "yes"): 14, ("mother", "partly"): 2, ("father",
                                                                                       "yes-really"): 8,
        ("father", "yes"): 6, ("father", "partly"): 1, ("other-adult", "yes"): 2, (NOT_KNOWN, "yes"): 1,
    },
    young_areas={"lindesberg": 31, "frovi": 10, "fellingsbro": 5, "stora": 5, "guldsmedshyttan": 4,
                 "vedevag": 4, "gusselby": 2, "rockhammar": 1, "ramsberg": 1, "ullersater": 1, NOT_KNOWN: 2},
    areas=_AREAS,
    arenas={"family-centre": 52, "school": 9, "preschool": 8, "social-services-open-care": 13, "digital": 7,
            "telephone": 8, "faith-community": 1, NOT_KNOWN: 2},
    languages={"arabic": 5, "somali": 3, "ukrainian": 3, "tigrinya": 2, "thai": 1},
    applications=2,
    reports=1,
    declined=2,
    levels={"universal": 62, "selective": 27, "indicated": 8, NOT_KNOWN: 3},
)  # fmt: skip
_VISITS = VisitQuotas(
    numbers={"1": 22, "2": 20, "3": 18, "4": 16, "5": 12, "6": 10, NOT_KNOWN: 2},
    missed=6,
    language_needed={"yes": 11, "no": 87, NOT_KNOWN: 2},
    mothers={WITH: 97, WITHOUT: 2, NOT_KNOWN: 1},
    fathers={WITH: 55, WITHOUT: 43, NOT_KNOWN: 2},
    contacts={WITH: 37, WITHOUT: 60, NOT_KNOWN: 3},
    languages={"arabic": 4, "somali": 3, "ukrainian": 2, "tigrinya": 2},
    levels={"universal": 90, "selective": 9, NOT_KNOWN: 1},
)
_COLLABORATIONS = CollaborationQuotas(
    {"consultation": 2, "joint-parent-group": 1, "fixed-hours": 2, "steering-group": 1, "action-plan": 1,
     "outreach": 1, "civil-society-partnership": 1}
)  # fmt: skip
_PARTNERS: Mapping[str, Mapping[Partners, int]] = {
    **PARTNERS,
    "consultation": {
        ("school-health",): 3,
        ("preschool",): 3,
        ("child-health-centre",): 2,
        ("family-law-unit",): 1,
    },
    "outreach": {("public-health-team",): 2, ("library",): 1},
    "civil-society-partnership": {("faith-community",): 3, ("study-association",): 2, ("civil-society",): 1},
}
_RESPONDENTS = (
    "child-health-centre", "preventive-social-services", "midwifery-clinic", "open-preschool", "preschool",
    "school", "school-health", "public-health-team",
)  # fmt: skip

# Tertial: sessions, of them answered, visits booked, theme meetings, groups.
_TERTIALS: Mapping[str, tuple[int, int, int, int, int]] = {
    "2023-T1": (26, 13, 16, 3, 1),
    "2023-T2": (31, 18, 19, 4, 1),
    "2023-T3": (38, 25, 22, 5, 2),
    "2024-T1": (44, 31, 24, 6, 2),
    "2024-T2": (39, 27, 23, 4, 1),
    "2024-T3": (47, 35, 26, 6, 2),
}


_USUAL: Mapping[str, tuple[int, int, int, int, int]] = {
    "1": (46, 33, 25, 6, 2), "2": (41, 29, 24, 4, 1), "3": (48, 36, 27, 6, 2),
}  # fmt: skip
"""The same by the tertial of the year, for the tertials that follow."""


def build(data: Municipality, through: str) -> City:
    """Everything that Lindesberg's demo files, its own tertials and those that follow up to `through`."""
    city = City()
    for number, (tertial, counts) in enumerate(_TERTIALS.items()):
        months = _months(tertial, data.starts)
        city.add(_events(data, tertial, months, number, counts), _returns(tertial, number))
    *_, last = _TERTIALS
    recent = recent_tertials(through, last)
    for tertial, since in recent.items():
        number = len(_TERTIALS) - 1 + since
        events = _events(data, tertial, _months(tertial, data.starts), number, _USUAL[tertial[-1]])
        city.add(event for event in events if event.period <= through or "T" in event.period)
        if tertial < tertial_of(through):  # handed in when the tertial is over
            city.add(returns=_returns(tertial, number))
    city.add(
        returns=[
            figures.context_of(DISTRICT, "2023", (1620, 5340, 610, 4, 0)),
            figures.context_of(DISTRICT, "2024", (1585, 5290, NOT_KNOWN, 5, 0)),
            *(
                figures.context_of(DISTRICT, year, (1585 - 9 * (int(year) % 5), 5290, 640, 5, 0))
                for year in sorted({tertial[:4] for tertial in recent} - {through[:4]})
            ),
        ]
    )
    return city


def _months(tertial: str, starts: str) -> Counts:
    first, last = months_of(tertial)
    numbers = range(int(first[5:]), int(last[5:]) + 1)
    return {month: 1 for number in numbers if (month := f"{tertial[:4]}-{number:02d}") >= starts}


def _events(
    data: Municipality, tertial: str, months: Counts, number: int, counts: tuple[int, int, int, int, int]
) -> Iterator[Event]:
    count, answered, booked, meetings, groups = counts

    def dealer(name: str) -> Dealer:
        return Dealer("lindesberg", tertial, name)

    yield from sessions(DISTRICT, months, _SESSIONS.scaled(count, answered), dealer("sessions"))
    yield from visits(PROGRAMME, months, _VISITS.scaled(booked), data, dealer("visits"))
    quotas = MeetingQuotas(
        meetings, meetings * 8 + number, meetings // 2, meetings // 3, 68, civil_society=number % 2
    )
    yield from theme_meetings(DISTRICT, months, quotas, dealer("meetings"), answered=1, level="universal")
    programmes = {"abc": 2, "cos-p": 1, "komet": 1} if groups > 1 else {"abc": 1}
    run = GroupQuotas(groups, groups * 6, groups * 3, programmes)
    yield from programme_groups(DISTRICT, months, run, dealer("groups"), answered=1, level="selective")
    activities = replace(
        _COLLABORATIONS, kinds={kind: n for kind, n in _COLLABORATIONS.kinds.items() if (n + number) % 4}
    )
    yield from collaborations(DISTRICT, months, activities, dealer("collaborations"), _PARTNERS)
    yield from spindle_responses(DISTRICT, tertial, 0, number, dealer("spindle"), _RESPONDENTS)


def _returns(tertial: str, number: int) -> Iterator[PeriodReturn]:
    yield figures.open_preschool(DISTRICT, tertial, number, (1, 24, 2, 0))
    listed, enrolled = 9 + number % 3, 21 + 2 * (number % 8)
    content = {
        "catalogue_version": 1,
        "listed": listed,
        "accepted": listed - number % 2,
        "declined": number % 2,
        "discontinued": int(number == 3),
        "enrolled": enrolled,
    }
    yield PeriodReturn("enrolment-figures", PROGRAMME, tertial, content)
