"""Home visit (hembesök) in an extended home visiting programme: six visits in the first 15 months,
by a parent adviser together with a child health nurse.

Source: half-time report, chapter "Det utökade hembesöksprogrammet". The content is the adviser's estimate by
the five components of the Nurturing Care framework (WHO, UNICEF, World Bank 2018). Parents are not asked
user questions here: a research study interviews them.
"""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

from pydantic import Field
from sqlalchemy import Index
from sqlmodel import SQLModel

from app.activities import children, doubts, events, shared_rules
from app.activities.activity import Activity
from app.activities.field_conditions import FieldCondition, OwnDistrictEntries, RememberedChoice, ValueWords
from app.activities.kinds import WHERE_IT_APPLIES, CodeOf, CodesOf, LanguageNeeded, LevelCode, NumberOf
from app.activities.record import Record
from app.catalogue import columns
from app.catalogue.catalogue import Catalogue
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.kit.faults import Fault
from app.kit.language import Text
from app.vocabulary.lists import (
    COMPONENTS,
    MISSED_REASONS,
    VISIT_NUMBERS,
    VISIT_OUTCOMES,
    VISIT_PLACES,
    YES_NO,
)
from app.vocabulary.states import DOES_NOT_APPLY, NO_VALUE, NOT_KNOWN

HELD = FieldCondition("outcome", ("held",))
IN_WORDS = ValueWords("emphasis")
ADULTS = ("mothers", "fathers", "other_adults")


class HomeVisit(Record):
    """One booked visit of a home visiting programme, held or missed."""

    programme: Annotated[
        str, CodeOf("home-visiting-programmes", states=()), OwnDistrictEntries(), RememberedChoice()
    ]
    visit_number: Annotated[str, CodeOf("visit-numbers")] = Field(
        description='Which of the six visits: "1" to "6".'
    )
    outcome: Annotated[str, CodeOf("visit-outcomes", states=())] = Field(description="Held, or missed.")
    missed_reason: Annotated[
        str, CodeOf("missed-reasons", WHERE_IT_APPLIES), FieldCondition("outcome", ("missed",))
    ] = Field(default=DOES_NOT_APPLY, description="Why a missed visit was missed.")
    place: Annotated[str, CodeOf("visit-places", WHERE_IT_APPLIES), HELD, RememberedChoice()] = Field(
        default=DOES_NOT_APPLY
    )
    mothers: Annotated[int | str, NumberOf(20, 0, WHERE_IT_APPLIES, "participants", "mother"), HELD] = (
        DOES_NOT_APPLY
    )
    fathers: Annotated[int | str, NumberOf(20, 0, WHERE_IT_APPLIES, "participants", "father"), HELD] = (
        DOES_NOT_APPLY
    )
    other_adults: Annotated[
        int | str, NumberOf(20, 0, WHERE_IT_APPLIES, "participants", "other-adult"), HELD
    ] = DOES_NOT_APPLY
    siblings: Annotated[int | str, NumberOf(20, 0, WHERE_IT_APPLIES, "participants", "sibling"), HELD] = (
        DOES_NOT_APPLY
    )
    other_language_needed: Annotated[str, CodeOf("yes-no", WHERE_IT_APPLIES), HELD] = DOES_NOT_APPLY
    language: LanguageNeeded = DOES_NOT_APPLY
    good_health: Annotated[
        int | str, NumberOf(2, 0, WHERE_IT_APPLIES, "content", "good-health"), HELD, IN_WORDS
    ] = DOES_NOT_APPLY
    adequate_nutrition: Annotated[
        int | str, NumberOf(2, 0, WHERE_IT_APPLIES, "content", "adequate-nutrition"), HELD, IN_WORDS
    ] = DOES_NOT_APPLY
    responsive_caregiving: Annotated[
        int | str, NumberOf(2, 0, WHERE_IT_APPLIES, "content", "responsive-caregiving"), HELD, IN_WORDS
    ] = DOES_NOT_APPLY
    security_and_safety: Annotated[
        int | str, NumberOf(2, 0, WHERE_IT_APPLIES, "content", "security-and-safety"), HELD, IN_WORDS
    ] = DOES_NOT_APPLY
    early_learning: Annotated[
        int | str, NumberOf(2, 0, WHERE_IT_APPLIES, "content", "early-learning"), HELD, IN_WORDS
    ] = DOES_NOT_APPLY
    further_contacts: Annotated[list[str] | str, CodesOf("next-steps", WHERE_IT_APPLIES), HELD] = Field(
        default=DOES_NOT_APPLY,
        description="Further contacts that the visit led to; `none` where there was none.",
    )
    level: LevelCode = DOES_NOT_APPLY


OF_A_HELD_VISIT = tuple(name for name, info in HomeVisit.model_fields.items() if HELD in info.metadata)
"""Facts that a visit has only if it was held."""


class HomeVisitRow(SQLModel, table=True):
    """`home_visit`: one row a booked visit."""

    __tablename__ = "home_visit"
    __table_args__ = (Index("ix_home_visit_district_month", "district", "month"), WITHOUT_ROWID)

    id: UUID = kept(events.id_())
    district: str = kept(events.district())
    month: str = kept(events.month("month of the visit"))
    catalogue_version: int = kept(events.version())
    content_hash: bytes = kept(events.hash_())
    programme: str = kept(
        columns.code(
            "programme", "home-visiting-programmes", "home visiting programme", "figures are per programme"
        )
    )
    visit_number: str = kept(
        columns.choice(
            "visit_number", (*VISIT_NUMBERS, NOT_KNOWN), "which of the six visits", "to see who stays"
        )
    )
    outcome: str = kept(
        columns.choice("outcome", VISIT_OUTCOMES, "held or missed", "missed visits are followed")
    )
    missed_reason: str = kept(
        columns.choice(
            "missed_reason", (*MISSED_REASONS, *WHERE_IT_APPLIES), "why it was missed", "to plan better"
        )
    )
    place: str = kept(
        columns.choice(
            "place", (*VISIT_PLACES, *WHERE_IT_APPLIES), "home or child health centre", "the model is at home"
        )
    )
    other_language_needed: str = kept(
        columns.choice(
            "other_language_needed",
            (*YES_NO, *WHERE_IT_APPLIES),
            "other language needed",
            "goal: adapted support",
        )
    )
    language: str = kept(
        columns.code("language", "languages", "language that was needed", "to plan for languages")
    )
    level: str = kept(columns.code("level", "levels", "level of support", "followed in some municipalities"))


_of = children.of_record("home_visit")
PARTICIPANTS = _of.numbers(
    "participant",
    ("mother", "father", "other-adult", "sibling"),
    "participants",
    "mothers and fathers apart",
    most=20,
)
CONTENT = _of.numbers("content", COMPONENTS, "emphasis on a component", "what the visits are about", most=2)
CONTACT = _of.codes("contact", "next-steps", "further contact taken", "to see where parents are guided")


def _rules(record: HomeVisit, catalogue: Catalogue) -> Iterator[Fault]:
    yield from _programme_belongs(record, catalogue)
    if record.outcome == "missed":
        for name in OF_A_HELD_VISIT:
            if getattr(record, name) not in NO_VALUE:
                yield Fault(
                    name, "missed-has-none", Text(f"Ange {DOES_NOT_APPLY}.", f"Give {DOES_NOT_APPLY}.")
                )
        if record.missed_reason == DOES_NOT_APPLY:
            right = (*MISSED_REASONS, NOT_KNOWN)
            yield Fault("missed_reason", "needed-when-missed", allowed=right)
    else:
        for name in OF_A_HELD_VISIT:
            if getattr(record, name) == DOES_NOT_APPLY:
                yield Fault(
                    name,
                    "held-needs",
                    Text(f"Ange ett värde eller {NOT_KNOWN}.", f"Give a value or {NOT_KNOWN}."),
                )
        if record.missed_reason != DOES_NOT_APPLY:
            yield Fault(
                "missed_reason",
                "held-is-not-missed",
                Text(f"Ange {DOES_NOT_APPLY}.", f"Give {DOES_NOT_APPLY}."),
            )


def _programme_belongs(record: HomeVisit, catalogue: Catalogue) -> Iterator[Fault]:
    programme = next(
        (p for p in catalogue.municipality.home_visiting_programmes if p.code == record.programme), None
    )
    if programme is None:
        return
    then = catalogue.municipality.district_in(programme.district, record.month)
    if then != record.district:
        yield Fault("district", "other-programmes-district", Text(f"Ange {then}.", f"Give {then}."))


ACTIVITY = Activity(
    name="home-visit",
    path="home-visits",
    term=Text("Hembesök", "Home visit"),
    schema=HomeVisit,
    table=HomeVisitRow.__table__,  # type: ignore[attr-defined]
    period="month",
    children={"participants": PARTICIPANTS, "content": CONTENT, "further_contacts": CONTACT},
    rules=(_rules, shared_rules.AtLeastOnePerson(ADULTS, where=HELD), shared_rules.language_where_needed),
    doubts=(*doubts.ONE_FAMILY, doubts.UnusualNumber("siblings", 8)),
)
