"""Bodies and headers of the intake's replies."""

import re
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Header, Response
from pydantic import UUID4, BaseModel, ConfigDict, Field

from app.intake.filing import FiledRecord
from app.intake.problems import BadIfMatch
from app.kit.problems import ProblemBody

ETAG = r'^(?:W/)?"?([0-9a-f]{64})"?$'
HASH = "^[0-9a-f]{64}$"

MOST_RECORDS = 500
"""Most records of a batch (design, section 3)."""

IfMatch = Annotated[
    str | None,
    Header(
        description="ETag of the record as it is stored. With it the body is a correction.",
        # Described and not enforced here: what is no ETag gets a problem of its own.
        json_schema_extra={"pattern": ETAG, "maxLength": 80},
    ),
]


class Receipt(BaseModel):
    """The record is on disk. The tablet may forget it."""

    verdict: Literal["created", "same", "corrected"]
    hash: str = Field(
        pattern=HASH, description="SHA-256 of the content; also the ETag. Needed to correct the record."
    )


class Batch(BaseModel):
    """Up to 500 records of any activities that are filed under an id, in the order to file them."""

    model_config = ConfigDict(extra="forbid")

    records: list[dict[str, Any]] = Field(
        min_length=1,
        max_length=MOST_RECORDS,
        description="Each with `activity`, `id`, `content` and, for a correction, `if_match`.",
    )


class BatchItem(BaseModel):
    """One record of a batch: what it is, its id, and its content as `PUT` takes it."""

    model_config = ConfigDict(extra="forbid")

    activity: str = Field(max_length=40, description="Such as `counselling-session`.")
    id: UUID4 = Field(description="UUID version 4 made by the client.")
    content: dict[str, Any]
    if_match: str | None = Field(
        default=None,
        max_length=80,
        description="As the header `If-Match`: makes it a correction.",
        json_schema_extra={"pattern": ETAG},
    )


class Verdict(BaseModel):
    """What became of one record of a batch, at the place that it had in it."""

    id: UUID | None = Field(default=None, description="Left out where the item had no readable id.")
    verdict: Literal["created", "same", "corrected", "refused"]
    hash: str | None = Field(default=None, pattern=HASH)
    problem: ProblemBody | None = Field(default=None, description="Why it was refused.")


class Verdicts(BaseModel):
    """One verdict for each record, in the batch's order."""

    verdicts: list[Verdict]


class Stored(BaseModel):
    """A record as it was filed, for the tablet that corrects it."""

    hash: str = Field(pattern=HASH)
    content: dict[str, Any]


def if_match_of(header: str | None) -> bytes | None:
    """The hash that `If-Match` names. Raises `BadIfMatch` for anything that is no ETag of ours."""
    if header is None:
        return None
    match = re.match(ETAG, header.strip())
    if match is None:
        raise BadIfMatch()
    return bytes.fromhex(match[1])


def receipt(filed: FiledRecord) -> Response:
    """The reply to a `PUT` (a `Receipt`): 201 the first time, 200 for the same again and for a correction.

    Made by hand: the framework would hand the model to yet another thread to turn it into these bytes.
    """
    assert filed.hash is not None
    assert filed.verdict != "withdrawn"
    hash_ = filed.hash.hex()
    return Response(
        f'{{"verdict":"{filed.verdict}","hash":"{hash_}"}}',
        201 if filed.verdict == "created" else 200,
        {"ETag": f'"{hash_}"'},
        "application/json",
    )
