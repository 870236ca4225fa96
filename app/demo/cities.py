"""Which demo city belongs to which catalogue, and up to which month.

city_of(load("stockholm").municipality, month_of(here.day))
"""

from collections.abc import Callable, Mapping

from app.catalogue.model import Municipality
from app.demo import lindesberg, stockholm
from app.demo.city import Content, DemoCity
from app.vocabulary.periods import months_of

CITIES: Mapping[str, Callable[[Municipality, str], DemoCity]] = {
    "stockholm": stockholm.build,
    "lindesberg": lindesberg.build,
}
"""By municipality. A catalogue of somebody's own has no demo city."""


LAST_OWN_MONTH = "2024-04"
"""The last month of Stockholm's own tertials, before recent ones follow: what the half-time report is
reproduced from."""


def city_of(data: Municipality, through: str) -> DemoCity | None:
    """The demo city of a municipality, with recent tertials up to the month `through` (such as `2026-11`).

    The same one every time that the same month is asked for, and the same records again, with more to them,
    when a later one is. None where there is none.
    """
    build = CITIES.get(data.municipality)
    if build is None:
        return None
    city = build(data, through)
    for one in city.everything:
        one.content["catalogue_version"] = 1
        _name_questionnaires(data, one.activity, months_of(one.period)[1], one.content)
    return city


def _name_questionnaires(data: Municipality, activity: str, month: str, content: Content) -> None:
    """Give answers to the version of the questions that was in use: the parts of a city name the first."""
    used = [
        questionnaire.code
        for questionnaire in data.questionnaires
        if questionnaire.activity == activity and questionnaire.valid(month)
    ]
    for answer in (*content.get("answers", ()), *content.get("survey", ())):
        if used and answer["questionnaire"] != used[-1]:
            answer["questionnaire"] = used[-1]
            content["catalogue_version"] = data.version
