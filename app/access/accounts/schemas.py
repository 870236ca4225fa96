"""Bodies of the account routes."""

from datetime import datetime
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from app.access.roles import Role
from app.access.schemas import ISSUED, DistrictCode, RequestBody, mark, with_example, wrong
from app.kit.language import Text
from app.vocabulary.marks import ACCOUNTS

AccountMark = Annotated[str, mark(*ACCOUNTS)]


class AccountWanted(RequestBody):
    """An account is a role and a district: nothing is typed that could be a name."""

    model_config = with_example(role="coordinator", district="farsta")

    role: Literal["coordinator", "admin"]
    district: DistrictCode | None = Field(description="Null for the whole city, and for an admin.")

    @model_validator(mode="after")
    def _admin_of_nothing(self) -> Self:
        if self.role == "admin" and self.district is not None:
            raise wrong("admin-has-no-district", Text("Ange null.", "Give null."))
        return self


class AccountLink(BaseModel):
    """A one-time link that signs an account in. It is shown this once."""

    model_config = with_example(account="c-7k2m9q", **ISSUED)

    account: str
    code: str
    link: str
    expires: datetime


class AccountFacts(BaseModel):
    model_config = with_example(account="c-7k2m9q", role="coordinator", district="farsta", has_password=True)

    account: str
    role: Role
    district: str | None
    has_password: bool


class AccountList(BaseModel):
    """Accounts in use, by their code."""

    accounts: list[AccountFacts]
