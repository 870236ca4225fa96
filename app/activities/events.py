"""The columns that every activity has which is filed under a random id."""

from typing import Any

from sqlalchemy import Column

from app.catalogue import columns
from app.vocabulary.classification import Retention


def id_() -> Column[Any]:
    return columns.random_id("id", "id made by the client", "to file exactly once, correct and withdraw")


def district() -> Column[Any]:
    return columns.code("district", "districts", "reporting district", "figures are per district")


def month(what: str) -> Column[Any]:
    return columns.month("month", what, "figures are per tertial; the day is not kept")


def version(until: Retention = Retention.WITHDRAWN) -> Column[Any]:
    what, why = "version of the form", "to read the codes as they were meant"
    return columns.number("catalogue_version", what, why, least=1, most=9999, until=until)


def hash_(until: Retention = Retention.WITHDRAWN) -> Column[Any]:
    what, why = "hash of the content", "to tell a repeat from a correction"
    return columns.digest("content_hash", what, why, until=until)
