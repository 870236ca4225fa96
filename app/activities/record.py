"""What all records have in common, as a client sends them."""

from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.activities.kinds import CodeOf
from app.catalogue.model import CODE
from app.vocabulary.periods import MONTH, TERTIAL
from app.vocabulary.states import NO_ANSWER, NOT_KNOWN

DistrictCode = Annotated[str, CodeOf("districts", states=())]
MonthText = Annotated[str, StringConstraints(pattern=MONTH, strict=True, max_length=7)]
TertialText = Annotated[str, StringConstraints(pattern=TERTIAL, strict=True, max_length=7)]
QuestionCode = Annotated[str, StringConstraints(pattern=CODE, strict=True, max_length=40)]


class Content(BaseModel):
    """Base of everything a client files: unknown fields are refused, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def canonical(self) -> dict[str, Any]:
        """The content as it is hashed and given back: fields at their default are left out.

        A field that is added to a form later defaults to "not asked" or "does not apply"; a record from
        before then keeps its hash, so that sending it again still is the same content.
        """
        return self.model_dump(mode="json", exclude_defaults=True)


@cache
def lists_of(schema: type[Content]) -> tuple[str, ...]:
    """The fields that are lists of objects, such as respondents' answers."""
    return tuple(
        name
        for name, info in schema.model_fields.items()
        if get_origin(info.annotation) is list
        and isinstance(one := get_args(info.annotation)[0], type)
        and issubclass(one, Content)
    )


class Record(Content):
    """One registered activity: where, when (never finer than a month), and by which catalogue."""

    district: DistrictCode = Field(description="The district administration that gave the support.")
    month: MonthText = Field(description="Month of the activity, `YYYY-MM`. The day never leaves the tablet.")
    catalogue_version: int = Field(
        ge=1, le=9999, strict=True, description="Version of the catalogue that the form was shown with."
    )


class TertialRecord(Content):
    """A record whose period is a tertial."""

    district: DistrictCode
    tertial: TertialText = Field(description="Tertial, `YYYY-T1` to `YYYY-T3`.")
    catalogue_version: int = Field(ge=1, le=9999, strict=True)


class Return(Content):
    """A figure for a whole period, filed by a coordinator; what it describes stands in the address."""

    catalogue_version: int = Field(ge=1, le=9999, strict=True)


class _Answers(Content):
    questionnaire: QuestionCode = Field(description="Code of the questionnaire version that was shown.")
    answers: dict[QuestionCode, QuestionCode] = Field(
        min_length=1,
        max_length=10,
        description=f"The coded answer to each question; `{NO_ANSWER}` where a parent did not want to.",
        json_schema_extra={"additionalProperties": False},
    )


class ParentAnswers(_Answers):
    """One participant's answers to the user questions. Nothing ties them to a person."""

    respondent: Literal["mother", "father", "other-adult", "not-known"]


class ParticipantAnswers(_Answers):
    """One participant's answers after a meeting or a programme."""

    respondent: Literal["woman", "man", "other", "not-known"]


ParentRespondents = ("mother", "father", "other-adult", NOT_KNOWN)
ParticipantRespondents = ("woman", "man", "other", NOT_KNOWN)
MOST_RESPONDENTS = 60
