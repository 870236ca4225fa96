"""Enrolment figures of a home visiting programme, each tertial.

Source: half-time report, chapter "Det utökade hembesöksprogrammet": children listed at the child health
centre are invited; few decline; 278 children take part in six programmes.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import Field
from sqlmodel import SQLModel

from app.activities import return_columns, shared_rules
from app.activities.activity import Activity
from app.activities.kinds import NumberOf
from app.activities.record import Return
from app.catalogue import columns
from app.catalogue.catalogue import Catalogue
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.kit.faults import Fault
from app.kit.language import Text
from app.vocabulary.classification import Retention
from app.vocabulary.periods import months_of

MOST_CHILDREN = 10_000


class EnrolmentFigures(Return):
    """One programme's enrolment in one tertial."""

    listed: Annotated[int | str, NumberOf(MOST_CHILDREN)] = Field(description="Children listed and invited.")
    accepted: Annotated[int | str, NumberOf(MOST_CHILDREN)]
    declined: Annotated[int | str, NumberOf(MOST_CHILDREN)]
    discontinued: Annotated[int | str, NumberOf(MOST_CHILDREN)]
    enrolled: Annotated[int | str, NumberOf(MOST_CHILDREN)] = Field(
        description="Children who take part at the end of the tertial."
    )


class EnrolmentFiguresRow(SQLModel, table=True):
    """`enrolment_figures`: one row a programme and tertial."""

    __tablename__ = "enrolment_figures"
    __table_args__ = (
        columns.agree("listed", "listed_state"),
        columns.agree("accepted", "accepted_state"),
        columns.agree("declined", "declined_state"),
        columns.agree("discontinued", "discontinued_state"),
        columns.agree("enrolled", "enrolled_state"),
        WITHOUT_ROWID,
    )

    programme: str = kept(
        columns.code(
            "programme",
            "home-visiting-programmes",
            "programme",
            "figures are per programme",
            until=Retention.REPLACED,
            key=True,
        )
    )
    tertial: str = kept(return_columns.tertial_key())
    district: str = kept(
        columns.code(
            "district",
            "districts",
            "district that ran the programme then",
            "figures are per district",
            until=Retention.REPLACED,
        )
    )
    catalogue_version: int = kept(return_columns.version())
    content_hash: bytes = kept(return_columns.hash_())
    listed: int | None = kept(
        return_columns.count("listed", "children listed and invited", "reach", MOST_CHILDREN)
    )
    listed_state: str = kept(return_columns.state("listed", "the number"))
    accepted: int | None = kept(return_columns.count("accepted", "accepted", "reach", MOST_CHILDREN))
    accepted_state: str = kept(return_columns.state("accepted", "the number"))
    declined: int | None = kept(return_columns.count("declined", "declined", "reach", MOST_CHILDREN))
    declined_state: str = kept(return_columns.state("declined", "the number"))
    discontinued: int | None = kept(
        return_columns.count("discontinued", "discontinued", "to see who stays", MOST_CHILDREN)
    )
    discontinued_state: str = kept(return_columns.state("discontinued", "the number"))
    enrolled: int | None = kept(return_columns.count("enrolled", "children enrolled", "reach", MOST_CHILDREN))
    enrolled_state: str = kept(return_columns.state("enrolled", "the number"))


def _rules(record: EnrolmentFigures, _catalogue: Catalogue) -> Iterator[Fault]:
    parts = [value for value in (record.accepted, record.declined) if isinstance(value, int)]
    if isinstance(record.listed, int) and len(parts) == 2 and max(parts) <= record.listed < sum(parts):
        right = Text(
            f"accepted + declined = {sum(parts)}, listed = {record.listed}.",
            f"accepted + declined = {sum(parts)}, listed = {record.listed}.",
        )
        yield Fault("declined", "does-not-add-up", right)


def _district(key: Mapping[str, object], catalogue: Catalogue) -> Mapping[str, object]:
    """The district that had the programme when the tertial ended."""
    programme = next(p for p in catalogue.municipality.home_visiting_programmes if p.code == key["programme"])
    return {"district": catalogue.municipality.district_in(programme.district, months_of(key["tertial"])[1])}


ACTIVITY = Activity(
    name="enrolment-figures",
    path="enrolment-figures",
    term=Text("Inskrivna i hembesöksprogram", "Enrolment figures"),
    schema=EnrolmentFigures,
    table=EnrolmentFiguresRow.__table__,  # type: ignore[attr-defined]
    period="tertial",
    rules=(
        shared_rules.PartOfWhole("accepted", "listed"),
        shared_rules.PartOfWhole("declined", "listed"),
        _rules,
    ),
    key=("programme", "tertial"),
    filed_by="coordinator",
    derive=_district,
)
