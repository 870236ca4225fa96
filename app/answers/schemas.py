"""Bodies of the API of links and posters."""

from typing import Annotated, Literal

from pydantic import UUID4, BaseModel, ConfigDict, Field

from app.activities.children import MOST_USES
from app.catalogue.model import CODE
from app.catalogue.parent_texts import FIRST, LANGUAGE
from app.vocabulary.periods import MONTH, TERTIAL

HASH = "^[0-9a-f]{64}$"
POSTER_CODE = "^[0-9A-Za-z]{4}(-?[0-9A-Za-z]{4}){3}$"


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


class LinkKey(BaseModel):
    month: str = Field(pattern=MONTH, examples=["2026-11"])
    key: str = Field(pattern=HASH, description="32 random bytes, as hexadecimal digits.")


class LinkKeys(BaseModel):
    """What a tablet makes one-time links with, also without a network."""

    district: str
    keys: list[LinkKey] = Field(description="Of this month and the next two.")


class LinkBody(_Sent):
    """Whose record a one-time link belongs to, and whom it was handed to."""

    activity: Literal["counselling-session"]
    record: UUID4 = Field(description="Id of the record; it must be filed already.")
    respondent: Literal["mother", "father", "other-adult", "not-known"]


class LinkVerdict(BaseModel):
    verdict: Literal["created", "same"] = Field(
        description="`same` also where the link has been used since it was filed."
    )


Uses = Annotated[int, Field(ge=1, le=MOST_USES, strict=True, description="Times that it can be used.")]
LastMonth = Annotated[
    str,
    Field(pattern=MONTH, max_length=7, description="Last month in which it works: this one or the next two."),
]


class MeetingPoster(_Sent):
    """A poster for one theme meeting, which need not be registered yet."""

    activity: Literal["theme-meeting"]
    record: UUID4 = Field(description="Id under which the meeting is or will be registered.")
    month: LastMonth
    uses: Uses


class PreschoolPoster(_Sent):
    """A poster for the yearly questions of a district's open preschools."""

    activity: Literal["open-preschool-return"]
    district: str = Field(pattern=CODE, max_length=40)
    tertial: str = Field(
        pattern=TERTIAL, max_length=7, description="Tertial that the answers are counted in."
    )
    month: LastMonth
    uses: Uses


PosterBody = Annotated[MeetingPoster | PreschoolPoster, Field(discriminator="activity")]


class Poster(BaseModel):
    """A new poster. The code is shown now or never: only its hash is stored."""

    code: str = Field(examples=["7k2m-9qxa-41zb-c0te"])
    url: str = Field(examples=["https://stodlogg.example/s/7k2m-9qxa-41zb-c0te"])
    month: str
    uses: int


class SheetBody(_Sent):
    """What to print. The code stands in the body, so that it is in no address that a log could keep."""

    code: str = Field(pattern=POSTER_CODE, max_length=19)
    activity: Literal["theme-meeting", "open-preschool-return"]
    size: Literal["a4", "a5"] = "a4"
    format: Literal["pdf", "html"] = "pdf"
    languages: list[Annotated[str, Field(pattern=LANGUAGE, max_length=20)]] = Field(
        default=[FIRST],
        min_length=1,
        max_length=40,
        description="Languages that parents are offered; each gets a sheet of its own, in this order.",
        examples=[["sv", "ar"]],
    )
