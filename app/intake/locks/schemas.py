"""Bodies of the routes of locks."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from app.access.schemas import LastDay, RequestBody, with_example


class Locked(BaseModel):
    """The tertials that take no more records, oldest first."""

    tertials: list[str] = Field(examples=[["2018-T3", "2019-T1"]])


class LateDistrict(BaseModel):
    """A district whose late records a locked tertial takes."""

    model_config = with_example(tertial="2019-T1", district="farsta", last_day="2019-12-01")

    tertial: str
    district: str
    last_day: date = Field(description="Last day on which they are taken.")


class LateDistricts(BaseModel):
    """Exceptions that are open, by tertial and district."""

    exceptions: list[LateDistrict]


class ExceptionWanted(RequestBody):
    """Until when a locked tertial is open to a district."""

    model_config = with_example(last_day="2019-12-01")

    last_day: LastDay = Field(description="Last day, counted in; two months ahead at most.")


class Lock(BaseModel):
    tertial: str
    verdict: Literal["locked", "was-locked"]
