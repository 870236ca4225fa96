"""Bodies of the routes of research keys."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from app.access.schemas import LastDay, RequestBody, mark, with_example, wrong
from app.catalogue.model import CODE
from app.kit.language import Text
from app.vocabulary.lists import STATISTICAL_TABLES
from app.vocabulary.marks import KEY


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


KeyMark = Annotated[str, mark(KEY)]
TableCode = Annotated[
    str,
    Field(max_length=40, json_schema_extra={"enum": ["*", *STATISTICAL_TABLES]}),
    AfterValidator(_table),
]
ScopedDistrict = Annotated[str, Field(pattern=rf"^\*$|{CODE}", max_length=40)]
Tables = Annotated[list[TableCode], AfterValidator(_each_once), Field(min_length=1, max_length=60)]
Districts = Annotated[list[ScopedDistrict], AfterValidator(_each_once), Field(min_length=1, max_length=60)]


class KeyWanted(RequestBody):
    """What a research key will open, until when."""

    model_config = with_example(tables=["*"], districts=["*"], expires="2020-06-30", per_minute=None)

    tables: Tables = Field(description="Ids of tables, or `*` alone for all.")
    districts: Districts = Field(description="Codes of districts, or `*` alone for all.")
    expires: LastDay = Field(description="Last day on which it works, at most two years ahead.")
    per_minute: int | None = Field(
        default=None, ge=1, le=100_000, description="Lower limit of requests per minute than the usual."
    )


class KeyShown(BaseModel):
    """A research key with its secret. It is shown this once."""

    model_config = with_example(mark="k-7k2m9q", key="stodlogg_rW5b1nq0Yx-AJ3mTg8LkV2cDfHs4uPzE6oQ9iN7hKtM")

    mark: str
    key: str = Field(description="Send as `Authorization: Bearer`, or with HTTP Basic as the password.")


class KeyFacts(BaseModel):
    model_config = with_example(
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
