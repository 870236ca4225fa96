"""What the bodies and addresses of the access routes have in common: their base and kinds of field."""

from datetime import date
from typing import Annotated, Any

from fastapi import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError

from app.catalogue.model import CODE
from app.kit.language import Text
from app.vocabulary.marks import pattern


class RequestBody(BaseModel):
    """Base of what is sent: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


def with_example(**example: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


ISSUED = {
    "code": "7K2M-9QXA-41ZB-C0TE",
    "link": "https://stodlogg.example/sign-in#7K2M-9QXA-41ZB-C0TE",
    "expires": "2019-03-02T15:00:00Z",
}
"""The example of a one-time code."""


def wrong(rule: str, right: Text, **context: str) -> PydanticCustomError:
    """A validator's refusal: a rule with words in `faults`, and what would be right."""
    return PydanticCustomError(rule, "not right", {"right": right, **context})


def _day(value: Any) -> date:
    """Only `YYYY-MM-DD`: the libraries would take numbers, times and weeks too."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise wrong("wrong-format", Text("ÅÅÅÅ-MM-DD.", "YYYY-MM-DD."))
    return day


def mark(*prefixes: str) -> Any:
    """An address's part that is a mark with one of these prefixes."""
    return Path(pattern=pattern(*prefixes), max_length=8, description="A mark that the service made.")


def as_listed(opened: frozenset[str] | None) -> list[str]:
    """What a research key opens, as bodies have it: `*` for all."""
    return ["*"] if opened is None else sorted(opened)


DistrictCode = Annotated[str, Field(pattern=CODE, max_length=40, description="Code of a district.")]
TypedCode = Annotated[
    SecretStr,
    Field(
        min_length=1, max_length=80, description="As it was given; case, spaces and hyphens do not matter."
    ),
]
LastDay = Annotated[date, BeforeValidator(_day)]
