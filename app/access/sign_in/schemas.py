"""Bodies of signing in, of the own password, and of who one is."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, Field, SecretStr, model_validator

from app.access.roles import Permission, Role
from app.access.schemas import RequestBody, TypedCode, with_example, wrong
from app.access.sign_in.passwords import LONGEST, SHORTEST, normalised
from app.kit.language import Text
from app.vocabulary.marks import ACCOUNTS, pattern


def _password(value: SecretStr) -> SecretStr:
    password = value.get_secret_value()
    if len(normalised(password)) < SHORTEST or len(password) > LONGEST:
        text = Text("Mellan {0} och {1} tecken.", "Between {0} and {1} characters.")
        raise wrong("password-length", Text(*(one.format(SHORTEST, LONGEST) for one in text)))
    return value


EnteredPassword = Annotated[SecretStr, Field(min_length=1, max_length=LONGEST)]
NewPassword = Annotated[
    SecretStr,
    AfterValidator(_password),
    Field(json_schema_extra={"minLength": SHORTEST, "maxLength": LONGEST}),
]


class Me(BaseModel):
    """What the service knows of who asks, and what they may do."""

    model_config = with_example(
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


class SigningIn(RequestBody):
    """Either a link's code, or an account and its password."""

    model_config = with_example(code="7K2M-9QXA-41ZB-C0TE-M3VW-8GHJ-2YRN")

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


class PasswordChange(RequestBody):
    """The new password, and the present one where the sign-in came about with it."""

    model_config = with_example(password="femton vita svanar")

    password: NewPassword
    current: EnteredPassword | None = Field(
        default=None, description="Needed by who signed in with a password."
    )
