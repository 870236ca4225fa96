"""What coordinators hand in for a period: what is due, what has come, and where its form is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from app.activities import context, enrolment_figures, open_preschool_return, programme_figures
from app.activities.activity import Activity
from app.catalogue.catalogue import Catalogue
from app.desk.scope import still_there
from app.kit.language import Text
from app.vocabulary.periods import months_of

EACH_TERTIAL = (open_preschool_return.ACTIVITY, enrolment_figures.ACTIVITY)
EACH_YEAR = (programme_figures.ACTIVITY, context.ACTIVITY)


@dataclass(frozen=True)
class Due:
    """One return: of a district or a programme (`about`), for a tertial or a year."""

    activity: Activity
    about: str
    period: str
    text: Text
    district: str
    filed: bool

    @property
    def path(self) -> str:
        return f"/desk/returns/{self.activity.path}/{self.about}/{self.period}"


def due_in(session: Session, catalogue: Catalogue, districts: Sequence[str], tertial: str) -> list[Due]:
    """The returns of a tertial and of its year, by activity and then by district."""
    data = catalogue.municipality
    there = [code for code in districts if still_there(code, data, tertial)]
    last = months_of(tertial)[1]
    programmes = [
        (one.code, data.district_in(one.district, last))
        for one in data.home_visiting_programmes
        if one.valid(last)
    ]
    of: dict[str, list[tuple[str, str]]] = {
        "district": [(code, code) for code in there],
        "programme": [(code, district) for code, district in programmes if district in there],
    }
    found = []
    for activity in (*EACH_TERTIAL, *EACH_YEAR):
        about = activity.key[0]
        period = tertial if activity.period == "tertial" else tertial[:4]
        filed = _filed(session, activity, period)
        found += [
            Due(activity, code, period, text_of(about, code, catalogue), district, code in filed)
            for code, district in of[about]
        ]
    return found


def text_of(about: str, code: str, catalogue: Catalogue) -> Text:
    """What a return is about, in words: a district, the city, or a home visiting programme."""
    return catalogue.text_of("home-visiting-programmes" if about == "programme" else "districts", code)


def _filed(session: Session, activity: Activity, period: str) -> set[str]:
    table, about = activity.table, activity.key[0]
    value: Any = int(period) if activity.period == "year" else period
    statement = select(table.c[about]).where(table.c[activity.period] == value)
    return set(session.execute(statement).scalars())


def missing(due: Iterable[Due]) -> list[Due]:
    return [one for one in due if not one.filed]
