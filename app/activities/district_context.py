"""Context: the population and the staff that a district's figures are read against, each year.

Source: half-time report, "Befolkning, personalstyrka och projektfinansiering" (children from the city's area
database, reports of concern from Socialtjänstrapporten). The ratio is derived, never stored.
"""

from typing import Annotated

from pydantic import Field
from sqlmodel import SQLModel

from app.activities import return_columns, shared_rules
from app.activities.activity import Activity
from app.activities.kinds import NumberOf
from app.activities.record import Return
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.kit.language import Text

MOST_CHILDREN = 1_000_000
MOST_ADVISERS = 1000


class Context(Return):
    """One district's context in one year."""

    children_0_6: Annotated[int | str, NumberOf(MOST_CHILDREN)]
    children_0_20: Annotated[int | str, NumberOf(MOST_CHILDREN)]
    reports_of_concern: Annotated[int | str, NumberOf(MOST_CHILDREN)] = Field(
        description="Reports of concern about children and young people 0-20."
    )
    advisers_total: Annotated[int | str, NumberOf(MOST_ADVISERS)] = Field(
        description="Parent advisers, in persons."
    )
    advisers_funded: Annotated[int | str, NumberOf(MOST_ADVISERS)] = Field(
        description="Of them funded by the project."
    )


class ContextRow(SQLModel, table=True):
    """`context`: one row a district and year."""

    __tablename__ = "context"
    __table_args__ = (
        columns.agree("children_0_6", "children_0_6_state"),
        columns.agree("children_0_20", "children_0_20_state"),
        columns.agree("reports_of_concern", "reports_of_concern_state"),
        columns.agree("advisers_total", "advisers_total_state"),
        columns.agree("advisers_funded", "advisers_funded_state"),
        WITHOUT_ROWID,
    )

    district: str = kept(return_columns.district_key())
    year: int = kept(return_columns.year_key())
    catalogue_version: int = kept(return_columns.version())
    content_hash: bytes = kept(return_columns.hash_())
    children_0_6: int | None = kept(
        return_columns.count("children_0_6", "children 0-6", "size of the target group", MOST_CHILDREN)
    )
    children_0_6_state: str = kept(return_columns.state("children_0_6", "the number"))
    children_0_20: int | None = kept(
        return_columns.count("children_0_20", "children 0-20", "base of the ratio", MOST_CHILDREN)
    )
    children_0_20_state: str = kept(return_columns.state("children_0_20", "the number"))
    reports_of_concern: int | None = kept(
        return_columns.count(
            "reports_of_concern", "reports of concern 0-20", "need of support", MOST_CHILDREN
        )
    )
    reports_of_concern_state: str = kept(return_columns.state("reports_of_concern", "the number"))
    advisers_total: int | None = kept(
        return_columns.count("advisers_total", "parent advisers", "capacity", MOST_ADVISERS)
    )
    advisers_total_state: str = kept(return_columns.state("advisers_total", "the number"))
    advisers_funded: int | None = kept(
        return_columns.count("advisers_funded", "advisers funded by the project", "funding", MOST_ADVISERS)
    )
    advisers_funded_state: str = kept(return_columns.state("advisers_funded", "the number"))


ACTIVITY = Activity(
    name="context",
    path="context",
    term=Text("Befolkning och personal", "Context"),
    schema=Context,
    table=ContextRow.__table__,  # type: ignore[attr-defined]
    period="year",
    rules=(
        shared_rules.PartOfWhole("children_0_6", "children_0_20"),
        shared_rules.PartOfWhole("advisers_funded", "advisers_total"),
    ),
    key=("district", "year"),
    filed_by="coordinator",
)
