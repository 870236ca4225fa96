"""The Spindle (Spindeln): collaborating parties' own assessment of their collaboration.

Source: half-time report, "Mätinstrumentet Spindeln" (Danermark & Germundsson 2013): seven items and two
that were added here. It measures the process of collaboration, not its effect. No respondent is named;
only the type of organisation.
"""

from typing import Annotated
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import SQLModel

from app.activities import children, events
from app.activities.activity import Activity
from app.activities.kinds import CodeOf, NumberOf
from app.activities.record import TertialRecord
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.kit.language import Text
from app.vocabulary.lists import SPINDLE_ITEMS
from app.vocabulary.states import NOT_KNOWN

_KNOWN = (NOT_KNOWN,)


class SpindleResponse(TertialRecord):
    """One respondent's scores, 1 to 5; `not-known` where an item was left out."""

    organisation_type: Annotated[str, CodeOf("organisations")]
    regulations: Annotated[int | str, NumberOf(5, 1, _KNOWN, "scores", "regulations")]
    organisation: Annotated[int | str, NumberOf(5, 1, _KNOWN, "scores", "organisation")]
    common_view: Annotated[int | str, NumberOf(5, 1, _KNOWN, "scores", "common-view")]
    roles: Annotated[int | str, NumberOf(5, 1, _KNOWN, "scores", "roles")]
    information: Annotated[int | str, NumberOf(5, 1, _KNOWN, "scores", "information")]
    resources: Annotated[int | str, NumberOf(5, 1, _KNOWN, "scores", "resources")]
    management_support: Annotated[int | str, NumberOf(5, 1, _KNOWN, "scores", "management-support")]
    early_support_today: Annotated[int | str, NumberOf(5, 1, _KNOWN, "scores", "early-support-today")]
    users_influence: Annotated[int | str, NumberOf(5, 1, _KNOWN, "scores", "users-influence")]


class SpindleResponseRow(SQLModel, table=True):
    """`spindle_response`: one row a respondent and tertial."""

    __tablename__ = "spindle_response"
    __table_args__ = (Index("ix_spindle_response_district_tertial", "district", "tertial"), WITHOUT_ROWID)

    id: UUID = kept(events.id_())
    district: str = kept(events.district())
    tertial: str = kept(columns.tertial("tertial", "tertial of the assessment", "to compare over time"))
    catalogue_version: int = kept(events.version())
    content_hash: bytes = kept(events.hash_())
    organisation_type: str = kept(
        columns.code(
            "organisation_type",
            "organisations",
            "type of the respondent's organisation",
            "parties see it differently",
        )
    )


SCORES = children.of_record("spindle_response").numbers(
    "score", SPINDLE_ITEMS, "score of an item", "to follow the process of collaboration", least=1, most=5
)

ACTIVITY = Activity(
    name="spindle-response",
    path="spindle-responses",
    term=Text("Svar på Spindeln", "Spindle response"),
    schema=SpindleResponse,
    table=SpindleResponseRow.__table__,  # type: ignore[attr-defined]
    period="tertial",
    children={"scores": SCORES},
)
