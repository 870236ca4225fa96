"""Kinds of field in the bodies of the access routes, and the words of their rules."""

from datetime import date
from typing import Annotated, Any

from fastapi import Path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_core import PydanticCustomError

from app.access.passwords import LONGEST, SHORTEST, normalised
from app.catalogue.model import CODE
from app.kit import faults
from app.kit.language import Text
from app.vocabulary.lists import STATISTICAL_TABLES
from app.vocabulary.marks import ACCOUNTS, DEVICE, KEY, pattern

faults.words(
    {
        "password-length": Text(
            "Lösenordet är för kort eller för långt. {right}", "Too short or too long. {right}"
        ),
        "password-is-account": Text(
            "Lösenordet är kontots kod. {right}", "It is the account's code. {right}"
        ),
        "password-guessable": Text(
            "Lösenordet är lätt att gissa. {right}", "The password is easy to guess. {right}"
        ),
        "password-differs": Text(
            "Lösenorden är inte lika. Skriv samma en gång till.",
            "The passwords are not the same. Write the same once more.",
        ),
        "one-way-in": Text("Ange ett sätt att logga in. {right}", "Give one way to sign in. {right}"),
        "all-stands-alone": Text("* står för alla. {right}", "* stands for all. {right}"),
        "admin-has-no-district": Text(
            "En administratör hör inte till [any district]. {right}", "An admin has [no district]. {right}"
        ),
        "day-not-right": Text("Dagen går inte att använda. {right}", "The day cannot be used. {right}"),
    }
)


def wrong(rule: str, right: Text, **context: str) -> PydanticCustomError:
    return PydanticCustomError(rule, "not right", {"right": right, **context})


def _password(value: SecretStr) -> SecretStr:
    password = value.get_secret_value()
    if len(normalised(password)) < SHORTEST or len(password) > LONGEST:
        text = Text("Mellan {0} och {1} tecken.", "Between {0} and {1} characters.")
        raise wrong("password-length", Text(*(one.format(SHORTEST, LONGEST) for one in text)))
    return value


def _day(value: Any) -> date:
    """Only `YYYY-MM-DD`: the libraries would take numbers, times and weeks too."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None or day.isoformat() != value:
        raise wrong("wrong-format", Text("ÅÅÅÅ-MM-DD.", "YYYY-MM-DD."))
    return day


def _table(value: str) -> str:
    if value not in ("*", *STATISTICAL_TABLES):
        listed = ", ".join(STATISTICAL_TABLES)
        right = Text(f"Ange * eller något av: {listed}.", f"Give * or one of: {listed}.")
        raise wrong("unknown-code", right, list="tables")
    return value


def _each_once(values: list[str]) -> list[str]:
    if len(set(values)) != len(values):
        raise wrong("repeated-code", Text("", ""))
    if "*" in values and len(values) > 1:
        raise wrong("all-stands-alone", Text("Ange antingen * eller koder.", "Give either * or codes."))
    return values


DistrictCode = Annotated[str, Field(pattern=CODE, max_length=40, description="Code of a district.")]
Secret = SecretStr
TypedCode = Annotated[
    Secret,
    Field(
        min_length=1, max_length=80, description="As it was given; case, spaces and hyphens do not matter."
    ),
]
EnteredPassword = Annotated[Secret, Field(min_length=1, max_length=LONGEST)]
NewPassword = Annotated[
    Secret,
    AfterValidator(_password),
    Field(json_schema_extra={"minLength": SHORTEST, "maxLength": LONGEST}),
]
TableCode = Annotated[
    str,
    Field(max_length=40, json_schema_extra={"enum": ["*", *STATISTICAL_TABLES]}),
    AfterValidator(_table),
]
ScopedDistrict = Annotated[str, Field(pattern=rf"^\*$|{CODE}", max_length=40)]
LastDay = Annotated[date, BeforeValidator(_day)]
Tables = Annotated[list[TableCode], AfterValidator(_each_once), Field(min_length=1, max_length=60)]
Districts = Annotated[list[ScopedDistrict], AfterValidator(_each_once), Field(min_length=1, max_length=60)]


def _mark(*prefixes: str) -> Any:
    return Path(pattern=pattern(*prefixes), max_length=8, description="A mark that the service made.")


DeviceMark = Annotated[str, _mark(DEVICE)]
AccountMark = Annotated[str, _mark(*ACCOUNTS)]
KeyMark = Annotated[str, _mark(KEY)]
