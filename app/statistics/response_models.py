"""Bodies of the statistics' replies."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class CategoryBody(BaseModel):
    """One category of a dimension."""

    code: str
    label: str
    known: bool = Field(description="False for what says why there is no value, such as `not-known`.")
    within: str | None = Field(
        default=None, description="What it lies in: an area's district, a month's tertial."
    )


class DimensionBody(BaseModel):
    """A dimension that the rows are split by, or that a table can be split by."""

    code: str
    label: str
    multiple: bool = Field(description="A record can stand under several categories.")
    sensitive: bool = Field(description="That a whole group is in one category would disclose something.")


class SplitBody(DimensionBody):
    categories: list[CategoryBody]


class MeasureBody(BaseModel):
    """What is counted, and in what."""

    code: str
    label: str
    unit: str


class RowBody(BaseModel):
    """One figure. Beside these fields a row has one for each dimension that its measure is split by."""

    model_config = ConfigDict(extra="allow")

    measure: str
    count: int | None = Field(
        description="Exact where live, rounded where released: the notes say how. Null where nothing is "
        "known or shown (see `status`)."
    )
    base: int | None = Field(description="What the share or mean is of.")
    base_of: str | None = Field(description="Which base it is, by its code in `bases`.")
    share: float | None = Field(description="`count` / `base`, to four decimals.")
    mean: float | None = Field(
        description="To two decimals; of rounded figures where the base is at least 10."
    )
    not_known: int | None = Field(
        description="How many records lack the fact; they are in no count and no base."
    )
    status: Literal["ok", "not-known", "not-applicable", "suppressed"] = Field(
        description="`not-known`: no record knows it. `not-applicable`: nothing was handed in. "
        "`suppressed`: withheld to protect individuals: in periods that are not rounded, in live answers, "
        "and where a score is of fewer than 10 answers."
    )


class ReleaseBody(BaseModel):
    """Where released figures are from."""

    period: str
    release: str = Field(description="Its id, such as `2019-T1-r1`.")
    published: str = Field(description="Day of the publication.")
    content_hash: str = Field(description="Over all that the release holds; 64 hexadecimal digits.")


class StatisticsReply(BaseModel):
    """A table's figures, what they are of, and what to know when reading them."""

    table: str
    edition: Literal["live", "released"]
    releases: list[ReleaseBody] | None = Field(
        default=None, description="Of released figures: where each period's are from."
    )
    title: str
    counted: str = Field(description="What one unit is.")
    source: str = Field(description="Where the half-time report of 2019 has it.")
    periods: list[str] = Field(description="The period asked for; with `compare`, the earlier one after it.")
    districts: list[str] = Field(description="Whose figures these are.")
    division: Literal["reported", "current"]
    area: list[str]
    by: list[str]
    dimensions: list[SplitBody]
    measures: list[MeasureBody]
    bases: dict[str, str] = Field(description="Each `base_of` in words.")
    notes: list[str]
    rows: list[RowBody]


class TableBody(BaseModel):
    """One table: what it counts and what it can be split by."""

    id: str
    path: str
    title: str
    counted: str
    source: str
    period: Literal["month", "tertial", "year"] = Field(
        description="The finest period that it can be asked for."
    )
    areas: bool = Field(description="Whether it can be narrowed to residential areas.")
    dimensions: list[DimensionBody]
    usual: list[str] = Field(description="What it is split by where nothing is asked.")
    measures: list[MeasureBody]
    notes: list[str]
    released: list[str] = Field(description="The periods that are published.")


class Listing(BaseModel):
    """All tables of the service."""

    tables: list[TableBody]
