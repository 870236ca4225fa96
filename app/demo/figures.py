"""Returns of the districts: context, open preschools and enrolment in home visiting programmes.

From the half-time report: children 0-20 and reports of concern of 2018; the open preschools; 278 children in
the six home visiting programmes, very few declined and none known to have left. RECONSTRUCTED is marked where
it stands.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.demo.city import PeriodReturn
from app.vocabulary.states import NOT_KNOWN

Row = tuple[Any, ...]

# Children 0-20 and reports of concern of 2018, as printed.
CHILDREN_AND_REPORTS: Mapping[str, tuple[int, int]] = {
    "enskede-arsta-vantor": (23804, 3435),
    "farsta": (14593, 2931),
    "hasselby-vallingby": (20855, 3960),
    "rinkeby-kista": (14060, 2866),
    "skarpnack": (11085, 1440),
    "skarholmen": (9997, 2479),
    "spanga-tensta": (12036, 1729),
}
# RECONSTRUCTED within what the report says: nearly 10 000, nearly 8 000, the others 3 700 to 5 500.
CHILDREN_0_6: Mapping[str, int] = {
    "enskede-arsta-vantor": 9870, "farsta": 5210, "hasselby-vallingby": 7910, "rinkeby-kista": 5450,
    "skarpnack": 4260, "skarholmen": 3740, "spanga-tensta": 4630,
}  # fmt: skip
# RECONSTRUCTED (the report has a picture): advisers in 2015, in 2019, and of those funded by the project, in
# persons. Its words: two full-time posts each, one more in three districts and half a one in Rinkeby-Kista;
# five districts mostly project-funded, Rinkeby-Kista and Spånga-Tensta mostly not.
ADVISERS: Mapping[str, tuple[int, int, int]] = {
    "enskede-arsta-vantor": (1, 5, 3),
    "farsta": (1, 3, 2),
    "hasselby-vallingby": (1, 5, 3),
    "rinkeby-kista": (5, 9, 3),
    "skarpnack": (0, 3, 2),
    "skarholmen": (1, 5, 3),
    "spanga-tensta": (4, 7, 2),
}


def context(recent: Iterable[str] = ()) -> Iterator[PeriodReturn]:
    """2015 (advisers alone), 2018 and 2019 from the report; 2020, 2023 and `recent` years RECONSTRUCTED."""
    for district, (children, reports) in CHILDREN_AND_REPORTS.items():
        before, now, funded = ADVISERS[district]
        young = CHILDREN_0_6[district]
        yield context_of(district, "2015", (NOT_KNOWN, NOT_KNOWN, NOT_KNOWN, before, 0))
        yield context_of(district, "2018", (NOT_KNOWN, children, reports, NOT_KNOWN, NOT_KNOWN))
        yield context_of(district, "2019", (young, NOT_KNOWN, NOT_KNOWN, now, funded))
        yield context_of(
            district,
            "2020",
            (round(young * 0.99), round(children * 1.01), round(reports * 1.06), now, funded),
        )
        if district not in ("rinkeby-kista", "spanga-tensta"):
            latest = (round(young * 0.94), round(children * 1.02), round(reports * 1.11), now, 0)
            yield context_of(district, "2023", latest)
            yield from _recent_context(district, latest, recent)
    young = CHILDREN_0_6["rinkeby-kista"] + CHILDREN_0_6["spanga-tensta"]
    latest = (round(young * 0.93), 26380, 4990, 15, 0)
    yield context_of("jarva", "2023", latest)
    yield from _recent_context("jarva", latest, recent)


def _recent_context(district: str, latest: Row, years: Iterable[str]) -> Iterator[PeriodReturn]:
    """Fewer young children and somewhat more reports from year to year, without end in neither."""
    young, children, reports, advisers, funded = latest
    for year in years:
        step = int(year) % 5
        row = (young * (100 - step) // 100, children, reports * (100 + step) // 100, advisers, funded)
        yield context_of(district, year, row)


def context_of(district: str, year: str, row: Row) -> PeriodReturn:
    names = ("children_0_6", "children_0_20", "reports_of_concern", "advisers_total", "advisers_funded")
    content = {"catalogue_version": 1, **dict(zip(names, row, strict=True))}
    return PeriodReturn("context", district, year, content)


# Own run, opening hours a week, run by others, introduction preschools: as printed, with "-" read as none.
OPEN_PRESCHOOLS: Mapping[str, tuple[int, int, int, int]] = {
    "enskede-arsta-vantor": (6, 130, 4, 4),
    "farsta": (6, 78, 1, 0),
    "hasselby-vallingby": (3, 42, 2, 2),
    "rinkeby-kista": (3, 100, 2, 2),
    "skarpnack": (1, 23, 1, 1),
    "skarholmen": (5, 130, 0, 1),
    "spanga-tensta": (4, 116, 3, 1),
    "jarva": (7, 216, 5, 3),
}
# RECONSTRUCTED: visits for each 100 weekly hours by women, men and children, and for how large a part of the
# usual the tertials came out; that parents were turned away the report says of Enskede-Årsta-Vantör alone.
_VISITS = (2300, 520, 3350)
_BUSY: Mapping[str, int] = {"2018-T3": 92, "2020-T1": 78, "2020-T2": 31, "2020-T3": 46}
_TURNED_AWAY: Mapping[str, int] = {"2018-T3": 29, "2019-T1": 38, "2019-T2": 33, "2019-T3": 41}
_SURVEY: Mapping[str, tuple[int, ...]] = {
    "strengthened": (46, 33, 8, 2, 1),
    "other-parents": (51, 28, 9, 3, 1),
}
SCALE = ("yes-really", "yes", "partly", "hardly", "no")


def open_preschool(
    district: str, tertial: str, place: int, facts: tuple[int, int, int, int] | None = None
) -> PeriodReturn:
    """One district's open preschools in one tertial; `place` is the district's, for some variation."""
    own, hours, others, introduction = facts or OPEN_PRESCHOOLS[district]
    factor = hours * (_BUSY.get(tertial, 100) + place % 3 * 4 - 4)
    women, men, children = (rate * factor // 10000 for rate in _VISITS)
    away: Any = (
        _TURNED_AWAY.get(tertial, 0) if district == "enskede-arsta-vantor" else NOT_KNOWN if place % 2 else 0
    )
    survey = [
        {
            "questionnaire": "open-preschool-1",
            "question": question,
            "answer": answer,
            "number": number * hours // 60 + place % 3,
        }
        for question, numbers in _SURVEY.items()
        for answer, number in zip(SCALE, numbers, strict=True)
    ]
    untold = NOT_KNOWN if tertial == "2018-T3" and place % 4 == 3 else None  # nobody counted yet
    content = {
        "catalogue_version": 1,
        "own_run": own,
        "opening_hours": untold or hours,
        "run_by_others": untold or others,
        "introduction_preschools": untold or introduction,
        "visits_women": untold or women,
        "visits_men": untold or men,
        "visits_other_adults": NOT_KNOWN if place % 2 else women // 90,
        "visits_children": untold or children,
        "turned_away": away,
        "survey": survey if tertial.endswith("T3") else [],
    }
    return PeriodReturn("open-preschool-return", district, tertial, content)


# Children enrolled at the end of 2018-T3, 2019-T1 and 2019-T2, and those who declined in the last two.
# 2019-T2 sums to the report's 278. RECONSTRUCTED: the programmes' parts, and all other tertials.
ENROLLED: Mapping[str, tuple[int, int, int]] = {
    "hasselby": (39, 44, 48),
    "ragsved": (36, 40, 45),
    "skarholmen": (45, 52, 60),
    "spanga-tensta": (35, 39, 43),
    "husby-kista": (29, 33, 37),
    "rinkeby": (42, 43, 45),
}
_DECLINED: Mapping[tuple[str, str], int] = {
    ("hasselby", "2019-T2"): 1, ("skarholmen", "2019-T2"): 1, ("rinkeby", "2019-T1"): 1, ("ragsved",
                                                                                          "2018-T3"): 1,
}  # fmt: skip
_FIRST = ("2018-T3", "2019-T1", "2019-T2")


def enrolment(programme: str, tertial: str, place: int) -> PeriodReturn:
    """One programme's enrolment in one tertial."""
    at = ENROLLED[programme]
    enrolled = (
        at[_FIRST.index(tertial)] if tertial in _FIRST else at[2] + (place * 3 + int(tertial[3])) % 5 - 2
    )
    declined = _DECLINED.get((programme, tertial), 0)
    accepted = enrolled // 4 + place % 2
    left: Any = 0 if tertial in _FIRST else int((place + int(tertial[3])) % 4 == 0)
    untold = tertial == "2018-T3" and place % 3 == 2
    content = {
        "catalogue_version": 1,
        "listed": NOT_KNOWN if untold else accepted + declined,
        "accepted": NOT_KNOWN if untold else accepted,
        "declined": NOT_KNOWN if untold else declined,
        "discontinued": NOT_KNOWN if untold else left,
        "enrolled": enrolled,
    }
    return PeriodReturn("enrolment-figures", programme, tertial, content)
