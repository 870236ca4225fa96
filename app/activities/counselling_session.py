"""Counselling session (råd- och stödsamtal): a parent adviser supports and guides parents.

Source: half-time report, chapters "Råd- och stödsamtal" and "Att följa upp det tidiga föräldraskapsstödet".
Unique families are counted as first sessions, so that no one is ever recognised.
"""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import Index
from sqlmodel import SQLModel

from app.activities import children, doubts, events, shared_rules
from app.activities.activity import Activity
from app.activities.field_conditions import RememberedChoice
from app.activities.kinds import CodeOf, CodesOf, LanguageNeeded, LevelCode, NumberOf, YesNo
from app.activities.record import MOST_RESPONDENTS, ParentAnswers, ParentRespondents, Record
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.kit.language import Text
from app.vocabulary.lists import AGE_GROUPS, EXPECTING, PLACES_OUTSIDE, SESSION_ORDERS, YES_NO
from app.vocabulary.states import DOES_NOT_APPLY, NOT_KNOWN

ADULTS = ("mothers", "fathers", "other_adults")


class CounsellingSession(Record):
    """One counselling session with one family."""

    arena: Annotated[str, CodeOf("arenas"), RememberedChoice()] = Field(
        description="Where the session took place."
    )
    residential_area: Annotated[str, CodeOf("areas", extra=PLACES_OUTSIDE), RememberedChoice()] = Field(
        description="Where the parent lives: an area, `other-area-in-city` or `other-municipality`."
    )
    mothers: Annotated[int | str, NumberOf(20, group="participants", role="mother")]
    fathers: Annotated[int | str, NumberOf(20, group="participants", role="father")]
    other_adults: Annotated[int | str, NumberOf(20, group="participants", role="other-adult")] = Field(
        description="Other adults who exercise parenthood."
    )
    children: Annotated[int | str, NumberOf(20, group="participants", role="child")] = Field(
        description="Children who were present."
    )
    children_in_family: Annotated[int | str, NumberOf(20)] = Field(
        description="0 where the first child is expected."
    )
    age_groups: Annotated[list[str] | str, CodesOf("age-groups")] = Field(
        description="Age groups of the family's children; `expecting` for one not born yet."
    )
    session_order: Annotated[str, CodeOf("session-orders")] = Field(
        description="Which session it is for this family; `first` counts a family."
    )
    other_language_needed: YesNo = Field(
        description="Whether another language than Swedish or English was needed."
    )
    language: LanguageNeeded = Field(
        default=DOES_NOT_APPLY, description="Which language, where one was needed."
    )
    route_in: Annotated[str, CodeOf("routes-in")] = Field(description="How the parent found the support.")
    next_steps: Annotated[list[str] | str, CodesOf("next-steps")] = Field(
        description="What the session led to."
    )
    level: LevelCode = Field(
        default=DOES_NOT_APPLY, description="Level of support, where the municipality follows it."
    )
    answers: list[ParentAnswers] = Field(
        default=[],
        max_length=MOST_RESPONDENTS,
        description="Answers of each participant who wanted to answer.",
    )


class CounsellingSessionRow(SQLModel, table=True):
    """`counselling_session`: one row a session."""

    __tablename__ = "counselling_session"
    __table_args__ = (
        Index("ix_counselling_session_district_month", "district", "month"),
        columns.agree("children_in_family", "children_in_family_state"),
        WITHOUT_ROWID,
    )

    id: UUID = kept(events.id_())
    district: str = kept(events.district())
    month: str = kept(events.month("month of the session"))
    catalogue_version: int = kept(events.version())
    content_hash: bytes = kept(events.hash_())
    arena: str = kept(columns.code("arena", "arenas", "where it took place", "goal: accessible support"))
    residential_area: str = kept(
        columns.code(
            "residential_area",
            "areas",
            "parent's residential area",
            "goal: support reaches the whole district",
        )
    )
    children_in_family: int | None = kept(
        columns.number(
            "children_in_family", "children in the family", "who the support reaches", most=20, nullable=True
        )
    )
    children_in_family_state: str = kept(
        columns.number_state("children_in_family_state", "the number of children")
    )
    session_order: str = kept(
        columns.choice(
            "session_order", (*SESSION_ORDERS, NOT_KNOWN), "first, 2-5 or later session", "to count families"
        )
    )
    other_language_needed: str = kept(
        columns.choice(
            "other_language_needed", (*YES_NO, NOT_KNOWN), "other language needed", "goal: adapted support"
        )
    )
    language: str = kept(
        columns.code("language", "languages", "language that was needed", "to plan for languages")
    )
    route_in: str = kept(
        columns.code("route_in", "routes-in", "how the parent found the support", "goal: accessible support")
    )
    level: str = kept(columns.code("level", "levels", "level of support", "followed in some municipalities"))


_of = children.of_record("counselling_session")
PARTICIPANTS = _of.numbers(
    "participant",
    ("mother", "father", "other-adult", "child"),
    "participants",
    "mothers and fathers apart",
    most=20,
)
AGE_GROUP = _of.choices(
    "age_group", AGE_GROUPS, "age group of the family's children", "target group of the support"
)
NEXT_STEP = _of.codes("next_step", "next-steps", "what the session led to", "to see where parents are guided")
ANSWER = _of.answers(ParentRespondents)
BESIDE = _of.links(ParentRespondents)


ACTIVITY = Activity(
    name="counselling-session",
    path="counselling-sessions",
    term=Text("Råd- och stödsamtal", "Counselling session"),
    schema=CounsellingSession,
    table=CounsellingSessionRow.__table__,  # type: ignore[attr-defined]
    period="month",
    children={
        "participants": PARTICIPANTS,
        "age_groups": AGE_GROUP,
        "next_steps": NEXT_STEP,
        "answers": ANSWER,
    },
    beside=BESIDE,
    rules=(shared_rules.AtLeastOnePerson(ADULTS), shared_rules.language_where_needed),
    doubts=(
        doubts.PartAboveWhole("children", "children_in_family"),
        doubts.SurplusChoices("age_groups", "children_in_family", besides=(EXPECTING,)),
        doubts.MissingChoice("age_groups", "children_in_family", besides=(EXPECTING,)),
        *doubts.ONE_FAMILY,
        doubts.UnusualNumber("children", 8),
        doubts.UnusualNumber("children_in_family", 10),
    ),
)
