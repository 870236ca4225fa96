"""Collaboration activity (samverkansaktivitet): consultation, joint groups, fixed hours at a clinic, ...

Source: half-time report, chapter "Övriga strategier för att tillgängliggöra föräldraskapsstödet".
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
from app.activities.kinds import CodeOf, CodesOf, NumberOf
from app.activities.record import Record
from app.catalogue import columns
from app.catalogue.catalogue import Catalogue
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.kit.faults import Fault
from app.kit.language import Text

MOST_PEOPLE = 1000


class CollaborationActivity(Record):
    """One activity with partners within or outside the municipality."""

    kind: Annotated[str, CodeOf("collaboration-kinds", states=()), RememberedChoice()]
    partners: Annotated[
        list[str] | str, CodesOf("partners"), ExcludedEntries("alone", True), RememberedChoice()
    ]
    participants: Annotated[int | str, NumberOf(MOST_PEOPLE)] = Field(
        description="How many took part, all roles."
    )


class CollaborationActivityRow(SQLModel, table=True):
    """`collaboration_activity`: one row an activity."""

    __tablename__ = "collaboration_activity"
    __table_args__ = (
        Index("ix_collaboration_activity_district_month", "district", "month"),
        columns.agree("participants", "participants_state"),
        WITHOUT_ROWID,
    )

    id: UUID = kept(events.id_())
    district: str = kept(events.district())
    month: str = kept(events.month("month of the activity"))
    catalogue_version: int = kept(events.version())
    content_hash: bytes = kept(events.hash_())
    kind: str = kept(
        columns.code("kind", "collaboration-kinds", "kind of activity", "which strategies are used")
    )
    participants: int | None = kept(
        columns.number(
            "participants", "number taking part", "extent of the activity", most=MOST_PEOPLE, nullable=True
        )
    )
    participants_state: str = kept(columns.number_state("participants_state", "the number taking part"))


_of = children.of_record("collaboration_activity")
PARTNER = _of.codes("partner", "partners", "collaboration partner", "who the support is arranged with")


def _rules(record: CollaborationActivity, catalogue: Catalogue) -> Iterator[Fault]:
    if isinstance(record.partners, str):
        return
    entries = [catalogue.municipality.find("partners", code) for code in record.partners]
    if any(entry and entry.alone for entry in entries):
        yield Fault(
            "partners", "nobody-there", Text("Ange med vem, eller not-known.", "Say with whom, or not-known.")
        )


ACTIVITY = Activity(
    name="collaboration-activity",
    path="collaboration-activities",
    term=Text("Samverkansaktivitet", "Collaboration activity"),
    schema=CollaborationActivity,
    table=CollaborationActivityRow.__table__,  # type: ignore[attr-defined]
    period="month",
    children={"partners": PARTNER},
    rules=(
        shared_rules.AtLeastOnePerson(
            ("participants",),
            right=Text("Ange minst 1, eller not-known.", "Give at least 1, or not-known."),
        ),
        _rules,
    ),
)
