"""Yearly figures of the programmes that the unit PLUS runs: the ABC survey, ABC and FÖS by district.

From the half-time report: the sums of the ABC survey 2013-2017 for the whole city, and in words how ABC and
FÖS went from 2016 to 2018: ABC rose to 2017 in nearly all districts, most in Farsta, Hässelby-Vällingby and
Skärholmen, and was largest in Rinkeby-Kista and Spånga-Tensta; in 2018 FÖS began everywhere but in Farsta,
ABC fell, in Spånga-Tensta to nearly half, and the two together rose in Hässelby-Vällingby and Rinkeby-Kista;
interest in ABC rose from 2016 to 2018; leaders of FÖS are in all districts. RECONSTRUCTED: each number but
the sums of the survey.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from app.demo.city import PeriodReturn
from app.vocabulary.states import DOES_NOT_APPLY, NOT_KNOWN

Row = tuple[Any, ...]

# The ABC survey of the whole city: sent, answered, women, men, means. The sums over the five years and the
# means weighted by the answers are the report's; RECONSTRUCTED: the single years.
ABC_SURVEY: Mapping[str, Row] = {
    "2013": (712, 301, 226, 75, 4.08, 4.47),
    "2014": (846, 352, 264, 88, 4.11, 4.5),
    "2015": (938, 384, 288, 96, 4.13, 4.52),
    "2016": (1003, 402, 301, 101, 4.15, 4.54),
    "2017": (1042, 416, 312, 104, 4.16, 4.55),
}
# RECONSTRUCTED within the report's words: ABC 2016-2018, FÖS 2018, and interest in ABC 2016 and 2018.
PROGRAMMES: Mapping[str, tuple[int, int, int, int, int, int]] = {
    "enskede-arsta-vantor": (62, 74, 66, 48, 71, 96),
    "farsta": (28, 52, 30, 0, 44, 63),
    "hasselby-vallingby": (34, 58, 44, 31, 39, 70),
    "rinkeby-kista": (88, 104, 79, 58, 31, 52),
    "skarpnack": (46, 42, 33, 12, 58, 77),
    "skarholmen": (38, 66, 47, 24, 29, 47),
    "spanga-tensta": (92, 112, 58, 26, 40, 61),
}
# RECONSTRUCTED: ABC, FÖS, and interest in ABC, a year since the merger.
_SINCE_THE_MERGER: Mapping[str, tuple[int, int, int]] = {
    "enskede-arsta-vantor": (64, 57, 90), "farsta": (33, 11, 60), "hasselby-vallingby": (41, 38, 66),
    "skarpnack": (35, 21, 70), "skarholmen": (44, 30, 45), "jarva": (128, 92, 104),
}  # fmt: skip
_LEADERS: Mapping[str, Mapping[str, int]] = {
    "abc": {"social-services": 4, "preschool": 5, "open-preschool": 2, "school": 2},
    "fos": {"social-services": 2, "preschool": 1, "open-preschool": 1, "civil-society": 1},
}


def programme_years(city: str, recent: Iterable[str] = ()) -> Iterator[PeriodReturn]:
    """The ABC survey under the whole city's code, participants and leaders under the districts'; the
    participants of `recent` years too, by the districts that there are since the merger."""
    names = (
        "survey_sent",
        "survey_answered",
        "survey_women",
        "survey_men",
        "mean_relation",
        "mean_recommend",
    )
    for year, row in ABC_SURVEY.items():
        abc = {"programme": "abc", **dict(zip(names, row, strict=True))}
        yield PeriodReturn(
            "programme-figures", city, year, {"catalogue_version": 1, "programmes": [abc], "leaders": []}
        )
    for place, (district, row) in enumerate(PROGRAMMES.items()):
        abc_2016, abc_2017, abc_2018, fos_2018, interest_2016, interest_2018 = row
        yield _year(district, "2016", {"abc": (abc_2016, interest_2016)}, place)
        yield _year(district, "2017", {"abc": (abc_2017, NOT_KNOWN)}, place)
        yield _year(
            district, "2018", {"abc": (abc_2018, interest_2018), "fos": (fos_2018, DOES_NOT_APPLY)}, place
        )
        later = {"abc": (abc_2018 + 4, interest_2018 + 6), "fos": (fos_2018 + 9, DOES_NOT_APPLY)}
        yield _year(district, "2019", later, place)
        yield _year(
            district,
            "2020",
            {"abc": (abc_2018 // 2, interest_2018), "fos": (fos_2018 // 2, DOES_NOT_APPLY)},
            place,
        )

    for place, (district, (participants, fos, interest)) in enumerate(_SINCE_THE_MERGER.items()):
        for year in recent:
            more = int(year) % 5
            by_programme = {
                "abc": (participants + more, interest + more),
                "fos": (fos + more, DOES_NOT_APPLY),
            }
            yield _year(district, year, by_programme, place)


def _year(district: str, year: str, rows: Mapping[str, tuple[int, Any]], place: int) -> PeriodReturn:
    programmes = []
    for programme, (participants, interest) in rows.items():
        women = participants * (70 + place % 3) // 100
        programmes.append(
            {
                "programme": programme,
                "participants": participants,
                "women": women,
                "men": participants - women,
                "interest": interest,
            }
        )
    leaders = [
        {
            "programme": programme,
            "arena": arena,
            "leaders": NOT_KNOWN if arena == "school" and place % 3 == 0 else number + place % 2,
        }
        for programme in rows
        for arena, number in _LEADERS[programme].items()
    ]
    return PeriodReturn(
        "programme-figures",
        district,
        year,
        {"catalogue_version": 1, "programmes": programmes, "leaders": leaders},
    )
