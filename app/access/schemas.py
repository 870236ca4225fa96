"""Bodies of the access routes."""

from datetime import date, datetime
from typing import Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.access.acts import ActKind
from app.access.fields import (
    DistrictCode,
    Districts,
    EnteredPassword,
    LastDay,
    NewPassword,
    Tables,
    TypedCode,
    wrong,
)
from app.access.roles import Permission, Role
from app.kit.language import Text
from app.vocabulary.marks import ACCOUNTS, pattern


def _shown(**example: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class Sent(BaseModel):
    """Base of what is sent: nothing unknown, nothing converted."""

    model_config = ConfigDict(extra="forbid", strict=True)


_ISSUED = {
    "code": "7K2M-9QXA-41ZB-C0TE",
    "link": "https://stodlogg.example/sign-in#7K2M-9QXA-41ZB-C0TE",
    "expires": "2019-03-02T15:00:00Z",
}


class DeviceCodeWanted(Sent):
    """Which district the device will serve."""

    model_config = _shown(district="farsta")

    district: DistrictCode


class DeviceCode(BaseModel):
    """A code for one device. It is shown this once."""

    model_config = _shown(**_ISSUED, district="farsta")

    code: str = Field(description="To type on the tablet, in groups of four.")
    link: str = Field(description="To open on the tablet instead; the code stands behind the #.")
    expires: datetime
    district: str


class Enrolment(Sent):
    """The code that a coordinator made."""

    model_config = _shown(code="7K2M-9QXA-41ZB-C0TE")

    code: TypedCode


class DeviceFacts(BaseModel):
    """A device as coordinators know it: a random mark and a district."""

    model_config = _shown(mark="d-7k2m9q", district="farsta")

    mark: str
    district: str


class DeviceList(BaseModel):
    """Devices in use, by district and mark."""

    devices: list[DeviceFacts]


class Me(BaseModel):
    """What the service knows of who asks, and what they may do."""

    model_config = _shown(
        role="coordinator",
        role_label="Samordnare",
        district="farsta",
        district_label="Farsta",
        account="c-7k2m9q",
        key=None,
        permissions=["enrol-devices", "file-returns", "read-catalogue", "read-live-figures"],
        tables=None,
        districts=None,
    )

    role: Role
    role_label: str = Field(description="In the asked language.")
    district: str | None = Field(description="Null for the whole city.")
    district_label: str
    account: str | None = Field(description="A coordinator's or admin's account.")
    key: str | None = Field(description="A research key's mark.")
    permissions: list[Permission]
    tables: list[str] | None = Field(description="A research key's tables, `*` for all.")
    districts: list[str] | None = Field(description="A research key's districts, `*` for all.")


class SigningIn(Sent):
    """Either a link's code, or an account and its password."""

    model_config = _shown(code="7K2M-9QXA-41ZB-C0TE-M3VW-8GHJ-2YRN")

    code: TypedCode | None = None
    account: str | None = Field(default=None, pattern=pattern(*ACCOUNTS), max_length=8)
    password: EnteredPassword | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        by_code = self.code is not None
        parts = (self.account is not None, self.password is not None)
        if any(parts) if by_code else not all(parts):
            right = Text("Skicka code, eller account och password.", "Send code, or account and password.")
            raise wrong("one-way-in", right)
        return self


class PasswordChange(Sent):
    """The new password, and the present one where the sign-in came about with it."""

    model_config = _shown(password="femton vita svanar")

    password: NewPassword
    current: EnteredPassword | None = Field(
        default=None, description="Needed by who signed in with a password."
    )


class AccountWanted(Sent):
    """An account is a role and a district: nothing is typed that could be a name."""

    model_config = _shown(role="coordinator", district="farsta")

    role: Literal["coordinator", "admin"]
    district: DistrictCode | None = Field(description="Null for the whole city, and for an admin.")

    @model_validator(mode="after")
    def _admin_of_nothing(self) -> Self:
        if self.role == "admin" and self.district is not None:
            raise wrong("admin-has-no-district", Text("Ange null.", "Give null."))
        return self


class AccountLink(BaseModel):
    """A one-time link that signs an account in. It is shown this once."""

    model_config = _shown(account="c-7k2m9q", **_ISSUED)

    account: str
    code: str
    link: str
    expires: datetime


class AccountFacts(BaseModel):
    model_config = _shown(account="c-7k2m9q", role="coordinator", district="farsta", has_password=True)

    account: str
    role: Role
    district: str | None
    has_password: bool


class AccountList(BaseModel):
    """Accounts in use, by their code."""

    accounts: list[AccountFacts]


class KeyWanted(Sent):
    """What a research key will open, until when."""

    model_config = _shown(tables=["*"], districts=["*"], expires="2020-06-30", per_minute=None)

    tables: Tables = Field(description="Ids of tables, or `*` alone for all.")
    districts: Districts = Field(description="Codes of districts, or `*` alone for all.")
    expires: LastDay = Field(description="Last day on which it works, at most two years ahead.")
    per_minute: int | None = Field(
        default=None, ge=1, le=100_000, description="Lower limit of requests per minute than the usual."
    )


class KeyShown(BaseModel):
    """A research key with its secret. It is shown this once."""

    model_config = _shown(mark="k-7k2m9q", key="stodlogg_rW5b1nq0Yx-AJ3mTg8LkV2cDfHs4uPzE6oQ9iN7hKtM")

    mark: str
    key: str = Field(description="Send as `Authorization: Bearer`, or with HTTP Basic as the password.")


class KeyFacts(BaseModel):
    model_config = _shown(
        mark="k-7k2m9q", tables=["*"], districts=["*"], expires="2020-06-30", per_minute=None
    )

    mark: str
    tables: list[str]
    districts: list[str]
    expires: date
    per_minute: int | None


class KeyList(BaseModel):
    """Research keys in use, the expired among them, by mark."""

    keys: list[KeyFacts]


class ActFacts(BaseModel):
    """One administrative act."""

    model_config = _shown(
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
