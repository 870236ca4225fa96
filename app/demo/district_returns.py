"""Returns of the districts: context, open preschools, enrolment and programmes, each for a whole period."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.demo.city import PeriodReturn
from app.demo.quotas import read_data
from app.kit.json_values import JsonObject
from app.vocabulary.states import DOES_NOT_APPLY, NOT_KNOWN

_DATA = read_data("stockholm")
_MIXTURES = read_data("mixtures")
_CONTEXT = ("children_0_6", "children_0_20", "reports_of_concern", "advisers_total", "advisers_funded")
_SURVEY = ("survey_sent", "survey_answered", "survey_women", "survey_men", "mean_relation", "mean_recommend")


def context(recent: Iterable[str] = ()) -> Iterator[PeriodReturn]:
    """The years that there are, and `recent` ones for the districts that there are then: fewer young children
    and somewhat more reports from year to year, without end in neither."""
    for district, years in _DATA["context"].items():
        for year, row in years.items():
            yield context_of(district, year, row)
        if "2023" in years:
            young, children, reports, advisers, funded = years["2023"]
            for year in recent:
                step = int(year) % 5
                fewer, more = young * (100 - step) // 100, reports * (100 + step) // 100
                yield context_of(district, year, (fewer, children, more, advisers, funded))


def context_of(district: str, year: str, row: Sequence[object]) -> PeriodReturn:
    """Children 0-6 and 0-20, reports of concern, advisers, and of those funded by the project."""
    return PeriodReturn("context", district, year, dict(zip(_CONTEXT, row, strict=True)))


def open_preschool(
    district: str, tertial: str, place: int, facts: Sequence[int] | None = None
) -> PeriodReturn:
    """One district's open preschools in one tertial; `place` is the district's, for some variation. `facts`:
    own run, opening hours, run by others, introduction preschools."""
    own, hours, others, introduction = facts or _DATA["open_preschools"][district]
    mixtures = _MIXTURES["open_preschools"]
    factor = hours * (mixtures["busy"].get(tertial, 100) + place % 3 * 4 - 4)
    women, men, children = (rate * factor // 10000 for rate in mixtures["visits"])
    away: int | str = NOT_KNOWN if place % 2 else 0
    if district == "enskede-arsta-vantor":
        away = mixtures["turned_away"].get(tertial, 0)
    survey = [
        {
            "questionnaire": "open-preschool-1",
            "question": question,
            "answer": answer,
            "number": number * hours // 60 + place % 3,
        }
        for question, numbers in mixtures["survey"].items()
        for answer, number in numbers.items()
    ]
    untold = NOT_KNOWN if tertial == "2018-T3" and place % 4 == 3 else None  # nobody counted yet
    content = {
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


_FIRST = ("2018-T3", "2019-T1", "2019-T2")
"""Whose enrolment stands in the data."""


def enrolment(programme: str, tertial: str, place: int) -> PeriodReturn:
    """One programme's enrolment in one tertial; `place` is the programme's."""
    step = place + int(tertial[3])
    first = dict(zip(_FIRST, _DATA["enrolled"][programme], strict=True))
    enrolled = first.get(tertial, first["2019-T2"] + (step + 2 * place) % 5 - 2)
    declined = _DATA["declined"].get(programme, {}).get(tertial, 0)
    accepted = enrolled // 4 + place % 2
    content: JsonObject = {
        "listed": accepted + declined,
        "accepted": accepted,
        "declined": declined,
        "discontinued": int(tertial not in first and step % 4 == 0),
    }
    if tertial == "2018-T3" and place % 3 == 2:
        content = dict.fromkeys(content, NOT_KNOWN)
    content["enrolled"] = enrolled
    return PeriodReturn("enrolment-figures", programme, tertial, content)


def programme_years(city: str, recent: Iterable[str] = ()) -> Iterator[PeriodReturn]:
    """The ABC survey under the whole city's code, participants and leaders under the districts'; the
    participants of `recent` years too, by the districts that there are since the merger."""
    for year, row in _DATA["abc_survey"].items():
        abc = {"programme": "abc", **dict(zip(_SURVEY, row, strict=True))}
        yield PeriodReturn("programme-figures", city, year, {"programmes": [abc], "leaders": []})
    for index, (district, years) in enumerate(_DATA["programmes"].items()):
        for year, programmes in years.items():
            yield _programme_year(district, year, programmes, index)
    for index, (district, (participants, fos, interest)) in enumerate(
        _DATA["programmes_since_the_merger"].items()
    ):
        for year in recent:
            more = int(year) % 5
            programmes = {"abc": (participants + more, interest + more), "fos": (fos + more, DOES_NOT_APPLY)}
            yield _programme_year(district, year, programmes, index)


def _programme_year(
    district: str, year: str, programmes: Mapping[str, tuple[int, Any]], place: int
) -> PeriodReturn:
    """Participants and interest by programme; `place` is the district's, for some variation."""

    def figures(programme: str, participants: int, interest: object) -> JsonObject:
        women = participants * (70 + place % 3) // 100
        return {
            "programme": programme,
            "participants": participants,
            "women": women,
            "men": participants - women,
            "interest": interest,
        }

    leaders = [
        {
            "programme": programme,
            "arena": arena,
            "leaders": NOT_KNOWN if arena == "school" and place % 3 == 0 else number + place % 2,
        }
        for programme in programmes
        for arena, number in _MIXTURES["leaders"][programme].items()
    ]
    content = {"programmes": [figures(name, *row) for name, row in programmes.items()], "leaders": leaders}
    return PeriodReturn("programme-figures", district, year, content)
