"""Parenting programme group (strukturerat föräldraskapsstödsprogram) that a district runs itself.

Source: half-time report, chapter "Övriga universella föräldraskapsstödsprogram". ABC and FÖS, run by PLUS,
come as yearly figures instead (`programme_figures`).
"""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import Index
from sqlmodel import SQLModel

from app.activities import children, events, shared_rules
from app.activities.activity import Activity
from app.activities.field_conditions import ExcludedEntries, RememberedChoice
from app.activities.kinds import CodeOf, CodesOf, LevelCode, NumberOf, YesNo
from app.activities.record import MOST_RESPONDENTS, ParticipantAnswers, ParticipantRespondents, Record
from app.activities.theme_meeting import GENDERED
from app.catalogue import columns
from app.catalogue.catalogue import Catalogue
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.kit.faults import Fault
from app.kit.language import Text
from app.vocabulary.lists import YES_NO
from app.vocabulary.states import DOES_NOT_APPLY, NOT_KNOWN

MOST_PEOPLE = 200


class ProgrammeGroup(Record):
    """One group of a parenting programme; the month is the one it started in."""

    programme: Annotated[
        str,
        CodeOf("parenting-programmes", states=()),
        ExcludedEntries("run_by", "centrally"),
        RememberedChoice(),
    ]
    sessions_held: Annotated[int | str, NumberOf(100)]
    women: Annotated[int | str, NumberOf(MOST_PEOPLE, group="participants", role="woman")]
    men: Annotated[int | str, NumberOf(MOST_PEOPLE, group="participants", role="man")]
    other_participants: Annotated[int | str, NumberOf(MOST_PEOPLE, group="participants", role="other")]
    participants: Annotated[int | str, NumberOf(MOST_PEOPLE, group="participants", role="all")] = Field(
        description="All participants: women + men + other."
    )
    completed: Annotated[int | str, NumberOf(MOST_PEOPLE)] = Field(
        description="Participants who completed the programme."
    )
    language: Annotated[str, CodeOf("languages"), RememberedChoice()]
    interpreter: YesNo = Field(description="Whether an interpreter was used.")
    partners: Annotated[list[str] | str, CodesOf("partners")]
    level: LevelCode = DOES_NOT_APPLY
    answers: list[ParticipantAnswers] = Field(
        default=[], max_length=MOST_RESPONDENTS, description="Each respondent's two ratings, 0 to 5."
    )


class ProgrammeGroupRow(SQLModel, table=True):
    """`programme_group`: one row a group."""

    __tablename__ = "programme_group"
    __table_args__ = (
        Index("ix_programme_group_district_month", "district", "month"),
        columns.agree("sessions_held", "sessions_held_state"),
        columns.agree("completed", "completed_state"),
        WITHOUT_ROWID,
    )

    id: UUID = kept(events.id_())
    district: str = kept(events.district())
    month: str = kept(events.month("month the group started"))
    catalogue_version: int = kept(events.version())
    content_hash: bytes = kept(events.hash_())
    programme: str = kept(
        columns.code("programme", "parenting-programmes", "programme", "figures are per programme")
    )
    sessions_held: int | None = kept(
        columns.number("sessions_held", "sessions held", "extent of the support", most=100, nullable=True)
    )
    sessions_held_state: str = kept(columns.number_state("sessions_held_state", "the number of sessions"))
    completed: int | None = kept(
        columns.number(
            "completed", "participants who completed", "to see who stays", most=MOST_PEOPLE, nullable=True
        )
    )
    completed_state: str = kept(columns.number_state("completed_state", "how many completed"))
    language: str = kept(
        columns.code("language", "languages", "language it was held in", "goal: adapted support")
    )
    interpreter: str = kept(
        columns.choice("interpreter", (*YES_NO, NOT_KNOWN), "interpreter used", "goal: adapted support")
    )
    level: str = kept(columns.code("level", "levels", "level of support", "followed in some municipalities"))


_of = children.of_record("programme_group")
PARTICIPANTS = _of.numbers(
    "participant", ("woman", "man", "other", "all"), "participants", "women and men apart", most=MOST_PEOPLE
)
PARTNER = _of.codes("partner", "partners", "collaboration partner", "who the support is arranged with")
ANSWER = _of.answers(ParticipantRespondents)


def _rules(record: ProgrammeGroup, catalogue: Catalogue) -> Iterator[Fault]:
    by = {programme.code: programme.run_by for programme in catalogue.municipality.parenting_programmes}
    if by.get(record.programme) == "centrally":
        allowed = tuple(code for code, run_by in by.items() if run_by == "district")
        yield Fault(
            "programme",
            "run-elsewhere",
            Text("Det lämnas som årssiffror.", "It is handed in as yearly figures."),
            allowed=allowed,
        )


ACTIVITY = Activity(
    name="programme-group",
    path="programme-groups",
    term=Text("Föräldraskapsstödsprogram i grupp", "Parenting programme group"),
    schema=ProgrammeGroup,
    table=ProgrammeGroupRow.__table__,  # type: ignore[attr-defined]
    period="month",
    children={"participants": PARTICIPANTS, "partners": PARTNER, "answers": ANSWER},
    rules=(
        shared_rules.AtLeastOnePerson(("participants",)),
        shared_rules.PartsSum(GENDERED, "participants"),
        shared_rules.PartOfWhole("completed", "participants"),
        _rules,
    ),
)
