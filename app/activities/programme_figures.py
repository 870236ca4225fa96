"""Programme figures: yearly figures of the programmes that PLUS runs for the whole city (ABC, FÖS).

Source: half-time report, chapter "Strukturerade universella föräldrastödsprogram" (from PLUS's own portal).
The district may be the whole city, where a figure exists only for all of it (the ABC survey).
Means are kept as whole hundredths beside their number of answers, so that means of several years are exact.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field
from sqlmodel import SQLModel

from app.activities import return_columns
from app.activities.activity import Activity
from app.activities.kinds import WHERE_IT_APPLIES, CodeOf, HundredthsOf, NumberOf
from app.activities.record import Content, Return
from app.catalogue import columns
from app.catalogue.catalogue import Catalogue
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.catalogue.model import Municipality
from app.kit.faults import Fault
from app.kit.language import Text
from app.vocabulary.classification import Retention
from app.vocabulary.states import DOES_NOT_APPLY

MOST = 100_000

Figure = Annotated[int | str, NumberOf(MOST, states=WHERE_IT_APPLIES)]
Mean = Annotated[float | str, HundredthsOf(5)]


class ProgrammeYear(Content):
    """One programme's year. Facts that the programme does not have are `does-not-apply`."""

    programme: Annotated[str, CodeOf("parenting-programmes", states=())]
    participants: Figure = DOES_NOT_APPLY
    women: Figure = DOES_NOT_APPLY
    men: Figure = DOES_NOT_APPLY
    interest: Figure = Field(default=DOES_NOT_APPLY, description="Registrations of interest.")
    survey_sent: Figure = Field(default=DOES_NOT_APPLY, description="Parents who were sent the survey.")
    survey_answered: Figure = DOES_NOT_APPLY
    survey_women: Figure = Field(default=DOES_NOT_APPLY, description="Women among those who answered.")
    survey_men: Figure = DOES_NOT_APPLY
    mean_relation: Mean = Field(
        default=DOES_NOT_APPLY, description="Mean, 0-5: effect on the relation with my child."
    )
    mean_recommend: Mean = Field(
        default=DOES_NOT_APPLY, description="Mean, 0-5: would recommend to other parents."
    )


class LeaderCount(Content):
    """Trained group leaders of a programme at one kind of arena."""

    programme: Annotated[str, CodeOf("parenting-programmes", states=())]
    arena: Annotated[str, CodeOf("leader-arenas")]
    leaders: Annotated[int | str, NumberOf(10_000)]


class ProgrammeFigures(Return):
    """One district's (or the whole city's) yearly figures, a row a programme."""

    programmes: list[ProgrammeYear] = Field(min_length=1, max_length=20)
    leaders: list[LeaderCount] = Field(default=[], max_length=100)


class ProgrammeFiguresRow(SQLModel, table=True):
    """`programme_figures`: one row a district and year."""

    __tablename__ = "programme_figures"
    __table_args__ = (WITHOUT_ROWID,)

    district: str = kept(return_columns.district_key())
    year: int = kept(return_columns.year_key())
    catalogue_version: int = kept(return_columns.version())
    content_hash: bytes = kept(return_columns.hash_())


_WHY = "supply of and interest in parenting programmes"
_FIGURES = (
    "participants",
    "women",
    "men",
    "interest",
    "survey_sent",
    "survey_answered",
    "survey_women",
    "survey_men",
)
_of = return_columns.by_district_and_year("programme_figures")


def _programme() -> object:
    return columns.code(
        "programme", "parenting-programmes", "programme", _WHY, until=Retention.REPLACED, key=True
    )


PROGRAMMES = _of.rows(
    "programme",
    _programme(),
    *(
        part
        for name in _FIGURES
        for part in (
            return_columns.count(name, name.replace("_", " "), _WHY, MOST),
            return_columns.state(name, name.replace("_", " ")),
            columns.agree(name, f"{name}_state"),
        )
    ),
    *(
        part
        for name in ("mean_relation", "mean_recommend")
        for part in (
            return_columns.count(
                name, f"{name.replace('_', ' ')}, in hundredths", "parents' view of the programme", 500
            ),
            return_columns.state(name, "the mean"),
            columns.agree(name, f"{name}_state"),
        )
    ),
)
LEADERS = _of.rows(
    "leader",
    _programme(),
    columns.code(
        "arena", "leader-arenas", "where the leaders work", _WHY, until=Retention.REPLACED, key=True
    ),
    return_columns.count("leaders", "group leaders", _WHY, 10_000),
    return_columns.state("leaders", "the number of leaders"),
    columns.agree("leaders", "leaders_state"),
)


def central(data: Municipality, period: str) -> tuple[str, ...]:
    """The programmes that yearly figures are of: those that are run centrally in a period."""
    return tuple(
        programme.code
        for programme in data.parenting_programmes
        if programme.run_by == "centrally" and programme.valid_during(period)
    )


def _rules(record: ProgrammeFigures, catalogue: Catalogue) -> Iterator[Fault]:
    by = {programme.code: programme.run_by for programme in catalogue.municipality.parenting_programmes}
    elsewhere = tuple(code for code, run_by in by.items() if run_by == "centrally")
    seen = Counter(row.programme for row in record.programmes)
    for index, row in enumerate(record.programmes):
        at = f"programmes.{index}"
        if by.get(row.programme) == "district":
            right = Text("Det registreras grupp för grupp.", "It is registered group by group.")
            yield Fault(f"{at}.programme", "run-elsewhere", right, allowed=elsewhere)
        if seen[row.programme] > 1:
            yield Fault(at, "row-twice")
        yield from _parts(row, at, ("women", "men"), "participants")
        yield from _parts(row, at, ("survey_women", "survey_men"), "survey_answered")
        yield from _parts(row, at, ("survey_answered",), "survey_sent")
    rows = Counter((row.programme, row.arena) for row in record.leaders)
    for index, leader in enumerate(record.leaders):
        if rows[leader.programme, leader.arena] > 1:
            yield Fault(f"leaders.{index}", "row-twice")


def _parts(row: ProgrammeYear, at: str, parts: tuple[str, ...], whole: str) -> Iterator[Fault]:
    total = getattr(row, whole)
    known = sum(value for part in parts if isinstance(value := getattr(row, part), int))
    if isinstance(total, int) and known > total:
        yield Fault(
            f"{at}.{parts[0]}",
            "more-than-the-whole",
            Text(f"Högst {total} ({whole}).", f"At most {total} ({whole})."),
        )


ACTIVITY = Activity(
    name="programme-figures",
    path="programme-figures",
    term=Text("Årssiffror för föräldraskapsstödsprogram", "Programme figures"),
    schema=ProgrammeFigures,
    table=ProgrammeFiguresRow.__table__,  # type: ignore[attr-defined]
    period="year",
    children={"programmes": PROGRAMMES, "leaders": LEADERS},
    rules=(_rules,),
    key=("district", "year"),
    filed_by="coordinator",
    of_whole_city=True,
    has=lambda data, year: bool(central(data, year)),
)
