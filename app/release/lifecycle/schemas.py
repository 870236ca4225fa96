"""Bodies of the release routes."""

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from app.access.schemas import RequestBody
from app.kit.problems import ProblemBody
from app.release.release_states import Reason, State
from app.release.storage.store import Method


def _shown(**example: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


_CONTENT = {
    "method": "rounding",
    "threshold": 5,
    "software": "0.1.0",
    "municipality": "stockholm",
    "catalogue": 1,
    "content_hash": "8f14e45fceea167a5a36dedd4bea2543b1f0b3e3f0d1b7f0a7b4b0d8a5a1c9e2",
    "checked_day": "2019-06-03",
    "tables": [
        {
            "table": "routes-in",
            "period": "2019-T1",
            "sha256": "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        }
    ],
}
_RELEASE = {
    "id": "2019-T1-r1",
    "tertial": "2019-T1",
    "revision": 1,
    "state": "published",
    "state_label": "Publicerad.",
    "reason": None,
    "reason_label": None,
    "one_person": False,
    "locked_day": "2019-06-03",
    "published_day": "2019-06-04",
    "content": _CONTENT,
}


class TableFacts(BaseModel):
    """One table of a release."""

    table: str
    period: str = Field(description="Its tertial, or its year.")
    sha256: str = Field(description="Hash of the table's bytes, 64 hexadecimal digits.")


class ContentFacts(BaseModel):
    """By what a release was made, and what it holds."""

    model_config = _shown(**_CONTENT)

    method: Method = Field(
        description="`rounding`: a count from 1 up to one less than the threshold is never shown, and what "
        "is shown differs from what was counted by less than the threshold; 0 stands for 0 up to one less. "
        "`suppression` (until November 2026): small counts, and what gives them away, are withheld."
    )
    threshold: int = Field(description="Counts from 1 up to one less than this were protected.")
    software: str = Field(description="Version of the software that made it.")
    municipality: str
    catalogue: int = Field(description="Version of the municipality's catalogue.")
    content_hash: str = Field(
        description="SHA-256 over the parameters and every table's hash, 64 hexadecimal digits."
    )
    checked_day: date
    tables: list[TableFacts]


class ReleaseFacts(BaseModel):
    """A release as it stands."""

    model_config = _shown(**_RELEASE)

    id: str
    tertial: str
    revision: int
    state: State
    state_label: str = Field(description="In the asked language.")
    reason: Reason | None = Field(description="Why it was withdrawn.")
    reason_label: str | None
    one_person: bool | None = Field(
        description="Whether one person both locked and published it; null before that."
    )
    locked_day: date | None
    published_day: date | None
    content: ContentFacts | None = Field(description="Null before it was checked.")


class ReleaseList(BaseModel):
    """Releases by tertial and revision."""

    releases: list[ReleaseFacts]


class CheckProgress(BaseModel):
    """How far a release's check is."""

    model_config = _shown(
        release="2019-T1-r1",
        state="locked",
        running=True,
        stage="attack",
        done=3,
        steps=10,
        seconds_left=40,
        problem=None,
    )

    release: str
    state: State = Field(description="`checked` when the check has passed.")
    running: bool
    stage: str = Field(description="What is being done; empty where nothing runs.")
    done: int = Field(description="Steps of this stage that are done.")
    steps: int
    seconds_left: int | None = Field(description="Of this stage, about.")
    problem: ProblemBody | None = Field(description="Why the last check failed, if it did.")


class Withdrawal(RequestBody):
    """Why a release is withdrawn."""

    model_config = _shown(reason="wrong-figures")

    reason: Reason
