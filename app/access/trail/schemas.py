"""Bodies of the trail's route."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from app.access.schemas import with_example
from app.access.trail.acts import ActKind


class ActFacts(BaseModel):
    """One administrative act."""

    model_config = with_example(
        id="1f6c8d1e-3f0a-4c5e-9a51-0f2b7c1d9e44",
        act="device-revoked",
        text="spärrade en surfplatta",
        by="c-7k2m9q",
        subject="d-x03rtz",
        tertial=None,
        district="farsta",
        day="2019-03-01",
    )

    id: UUID
    act: ActKind
    text: str = Field(description="In the asked language.")
    by: str = Field(description="Account, research key, or `command-line`.")
    subject: str | None = Field(description="Account, device or key that it was done to.")
    tertial: str | None
    district: str | None = Field(description="District that it concerns; null for the city.")
    day: date


class Trail(BaseModel):
    """A page of the trail, newest first."""

    acts: list[ActFacts]
    before: UUID | None = Field(
        description="Ask with this `before` for the acts before these; null at the end."
    )
