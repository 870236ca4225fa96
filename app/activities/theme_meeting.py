"""Theme meeting (tematräff): a meeting, café or lecture for parents.

Source: half-time report, chapter "Tematräffar". Participants are counted by gender where it is known.
"""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import Index
from sqlmodel import SQLModel

from app.activities import children, events, shared_rules
from app.activities.activity import Activity
from app.activities.field_conditions import RememberedChoice
from app.activities.kinds import CodeOf, CodesOf, LevelCode, NumberOf
from app.activities.record import MOST_RESPONDENTS, ParticipantAnswers, ParticipantRespondents, Record
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.kit.language import Text
from app.vocabulary.lists import AGE_GROUPS
from app.vocabulary.states import DOES_NOT_APPLY

MOST_PEOPLE = 1000
GENDERED = ("women", "men", "other_participants")


class ThemeMeeting(Record):
    """One theme meeting that was held."""

    kind: Annotated[str, CodeOf("theme-meeting-kinds"), RememberedChoice()] = Field(
        description="Meeting, café or lecture."
    )
    theme: Annotated[str, CodeOf("themes")]
    partners: Annotated[list[str] | str, CodesOf("partners"), RememberedChoice()] = Field(
        description="Who it was arranged with; `none` if alone."
    )
    women: Annotated[int | str, NumberOf(MOST_PEOPLE, group="participants", role="woman")]
    men: Annotated[int | str, NumberOf(MOST_PEOPLE, group="participants", role="man")]
    other_participants: Annotated[int | str, NumberOf(MOST_PEOPLE, group="participants", role="other")] = (
        Field(description="Participants of another gender, or whose gender was not stated.")
    )
    participants: Annotated[int | str, NumberOf(MOST_PEOPLE, group="participants", role="all")] = Field(
        description="All participants: women + men + other."
    )
    age_groups: Annotated[list[str] | str, CodesOf("age-groups")] = Field(
        description="Children's ages it was aimed at."
    )
    language: Annotated[str, CodeOf("languages"), RememberedChoice()] = Field(
        description="Language that the meeting was held in."
    )
    level: LevelCode = DOES_NOT_APPLY
    answers: list[ParticipantAnswers] = Field(default=[], max_length=MOST_RESPONDENTS)


class ThemeMeetingRow(SQLModel, table=True):
    """`theme_meeting`: one row a meeting."""

    __tablename__ = "theme_meeting"
    __table_args__ = (Index("ix_theme_meeting_district_month", "district", "month"), WITHOUT_ROWID)

    id: UUID = kept(events.id_())
    district: str = kept(events.district())
    month: str = kept(events.month("month of the meeting"))
    catalogue_version: int = kept(events.version())
    content_hash: bytes = kept(events.hash_())
    kind: str = kept(
        columns.code("kind", "theme-meeting-kinds", "meeting, café or lecture", "variation of the support")
    )
    theme: str = kept(columns.code("theme", "themes", "theme", "variation of the support"))
    language: str = kept(
        columns.code("language", "languages", "language it was held in", "goal: adapted support")
    )
    level: str = kept(columns.code("level", "levels", "level of support", "followed in some municipalities"))


_of = children.of_record("theme_meeting")
PARTICIPANTS = _of.numbers(
    "participant", ("woman", "man", "other", "all"), "participants", "women and men apart", most=MOST_PEOPLE
)
PARTNER = _of.codes("partner", "partners", "collaboration partner", "who the support is arranged with")
AGE_GROUP = _of.choices("age_group", AGE_GROUPS, "age group aimed at", "target group of the support")
ANSWER = _of.answers(ParticipantRespondents)
BESIDE = _of.early(ParticipantRespondents)


ACTIVITY = Activity(
    name="theme-meeting",
    path="theme-meetings",
    term=Text("Tematräff", "Theme meeting"),
    schema=ThemeMeeting,
    table=ThemeMeetingRow.__table__,  # type: ignore[attr-defined]
    period="month",
    children={"participants": PARTICIPANTS, "partners": PARTNER, "age_groups": AGE_GROUP, "answers": ANSWER},
    beside=BESIDE,
    rules=(shared_rules.AtLeastOnePerson(("participants",)), shared_rules.PartsSum(GENDERED, "participants")),
)
