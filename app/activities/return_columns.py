"""What the returns that describe a whole period have in common: their key columns and their children."""

from typing import Any

from sqlalchemy import Column

from app.activities import events
from app.activities.children import ParentTable
from app.catalogue import columns
from app.vocabulary.classification import ColumnKind, Retention

PERIOD_WHY = "the figure is of this period"
FIRST_YEAR, LAST_YEAR = 1990, 2100


def district_key() -> Column[Any]:
    return columns.code(
        "district",
        "districts",
        "district that the figure is of",
        "figures are per district",
        until=Retention.REPLACED,
        key=True,
    )


def tertial_key() -> Column[Any]:
    return columns.tertial("tertial", "tertial of the figure", PERIOD_WHY, key=True)


def year_key() -> Column[Any]:
    return columns.number(
        "year",
        "year of the figure",
        PERIOD_WHY,
        least=FIRST_YEAR,
        most=LAST_YEAR,
        kind=ColumnKind.YEAR,
        until=Retention.REPLACED,
        key=True,
    )


def version() -> Column[Any]:
    return events.version(Retention.REPLACED)


def hash_() -> Column[Any]:
    return events.hash_(Retention.REPLACED)


def count(name: str, what: str, why: str, most: int = columns.LARGEST) -> Column[Any]:
    return columns.number(name, what, why, most=most, nullable=True, until=Retention.REPLACED)


def state(name: str, what: str) -> Column[Any]:
    return columns.number_state(f"{name}_state", what, until=Retention.REPLACED)


def by_district_and_tertial(name: str) -> ParentTable:
    return ParentTable(
        name, ("district", "tertial"), lambda: [district_key(), tertial_key()], Retention.REPLACED
    )


def by_district_and_year(name: str) -> ParentTable:
    return ParentTable(name, ("district", "year"), lambda: [district_key(), year_key()], Retention.REPLACED)
