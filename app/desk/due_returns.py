"""What coordinators hand in for a period: what is due, what has come, and where its form is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session

from app.activities.activity import Activity
from app.activities.return_demands import demanded
from app.catalogue.catalogue import Catalogue
from app.kit.language import Text


@dataclass(frozen=True)
class DueReturn:
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


def due_in(
    session: Session, catalogue: Catalogue, districts: Sequence[str], tertial: str, today: date
) -> list[DueReturn]:
    """The returns of a tertial and of its year that some districts are asked for."""
    found, filed = [], {}
    for one in demanded(catalogue, tertial, today):
        if one.district in districts:
            if one.activity not in filed:
                filed[one.activity] = _filed(session, one.activity, one.period)
            text = text_of(one.activity.key[0], one.about, catalogue)
            found.append(
                DueReturn(
                    one.activity, one.about, one.period, text, one.district, one.about in filed[one.activity]
                )
            )
    return found


def text_of(about: str, code: str, catalogue: Catalogue) -> Text:
    """What a return is about, in words: a district, the city, or a home visiting programme."""
    return catalogue.text_of("home-visiting-programmes" if about == "programme" else "districts", code)


def _filed(session: Session, activity: Activity, period: str) -> set[str]:
    table, about = activity.table, activity.key[0]
    value: object = int(period) if activity.period == "year" else period
    statement = select(table.c[about]).where(table.c[activity.period] == value)
    return set(session.execute(statement).scalars())


def missing(due: Iterable[DueReturn]) -> list[DueReturn]:
    return [one for one in due if not one.filed]
