"""What a municipality is asked to hand in, and by when: nothing that the intake would refuse.

The one place that says what is due. The desk's list, what is missing at its closing and the links to forms
follow from it; whether something is taken at all, from the very checks of the intake.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.activities import (
    counselling_session,
    district_context,
    enrolment_figures,
    open_preschool_return,
    programme_figures,
    spindle_response,
)
from app.activities.activity import Activity
from app.activities.checks import key_faults
from app.catalogue.catalogue import Catalogue
from app.vocabulary.periods import months_of

EACH_TERTIAL = (open_preschool_return.ACTIVITY, enrolment_figures.ACTIVITY)
EACH_YEAR = (programme_figures.ACTIVITY, district_context.ACTIVITY)


@dataclass(frozen=True)
class ReturnDemand:
    """One return: of a district or a programme (`about`), for a tertial or a year; `district` hands it in."""

    activity: Activity
    about: str
    period: str
    district: str


def is_taken(activity: Activity, key: Mapping[str, object], catalogue: Catalogue, today: date) -> bool:
    """Whether the intake takes anything under a key: its period, district and programme are there, and the
    municipality has what it is about."""
    return not key_faults(activity, key, catalogue.municipality, today)


def demanded(catalogue: Catalogue, tertial: str, today: date) -> Iterator[ReturnDemand]:
    """The returns of a tertial and of its year, by activity and then in the catalogue's order."""
    data = catalogue.municipality
    last = months_of(tertial)[1]
    there = [code for code in data.codes("districts") if data.district_in(code, last) == code]
    of: dict[str, list[tuple[str, str]]] = {
        "district": [(code, code) for code in there],
        "programme": [
            (programme.code, data.district_in(programme.district, last))
            for programme in data.home_visiting_programmes
            if programme.valid(last)
        ],
    }
    for activity in (*EACH_TERTIAL, *EACH_YEAR):
        about = activity.key[0]
        period = tertial if activity.period == "tertial" else tertial[:4]
        for code, district in of[about]:
            key = {about: code, activity.period: period}
            if district in there and is_taken(activity, key, catalogue, today):
                yield ReturnDemand(activity, code, period, district)


def of_whole_city(catalogue: Catalogue, year: str, today: date) -> ReturnDemand | None:
    """The yearly return that may exist only for the whole city; None where there is nothing to hand in."""
    code = catalogue.municipality.city.code
    for activity in EACH_YEAR:
        key = {"district": code, "year": year}
        if activity.of_whole_city and is_taken(activity, key, catalogue, today):
            return ReturnDemand(activity, code, year, code)
    return None


def spindle_demanded(
    catalogue: Catalogue, districts: Sequence[str], tertial: str, today: date
) -> tuple[str, ...]:
    """Of some districts those that are asked for answers to the Spindle."""
    return tuple(
        code
        for code in districts
        if is_taken(spindle_response.ACTIVITY, {"district": code, "tertial": tertial}, catalogue, today)
    )


def sessions_demanded(
    catalogue: Catalogue, districts: Sequence[str], months: Sequence[str], today: date
) -> tuple[tuple[str, str], ...]:
    """(district, month) in which counselling sessions can be registered at all."""
    return tuple(
        (code, month)
        for code in districts
        for month in months
        if is_taken(counselling_session.ACTIVITY, {"district": code, "month": month}, catalogue, today)
    )
