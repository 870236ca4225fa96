"""Bodies of the device routes."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from app.access.schemas import ISSUED, DistrictCode, RequestBody, TypedCode, mark, with_example
from app.vocabulary.marks import DEVICE

DeviceMark = Annotated[str, mark(DEVICE)]


class DeviceCodeWanted(RequestBody):
    """Which district the device will serve."""

    model_config = with_example(district="farsta")

    district: DistrictCode


class DeviceCode(BaseModel):
    """A code for one device. It is shown this once."""

    model_config = with_example(**ISSUED, district="farsta")

    code: str = Field(description="To type on the tablet, in groups of four.")
    link: str = Field(description="To open on the tablet instead; the code stands behind the #.")
    expires: datetime
    district: str


class Enrolment(RequestBody):
    """The code that a coordinator made."""

    model_config = with_example(code="7K2M-9QXA-41ZB-C0TE")

    code: TypedCode


class DeviceFacts(BaseModel):
    """A device as coordinators know it: a random mark and a district."""

    model_config = with_example(mark="d-7k2m9q", district="farsta")

    mark: str
    district: str


class DeviceList(BaseModel):
    """Devices in use, by district and mark."""

    devices: list[DeviceFacts]
