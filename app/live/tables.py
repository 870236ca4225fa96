"""The table of what live figures have taken in: counts alone, of no single record."""

from sqlalchemy import Table

from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention

TAKEN_IN = Table(
    "taken_in",
    metadata,
    columns.code("district", "districts", "district", "whose figures", until=Retention.REPLACED, key=True),
    columns.tertial("tertial", "tertial", "of when they are", until=Retention.REPLACED, key=True),
    columns.month(
        "month",
        "month in which it was last gone through",
        "it is done once a month",
        until=Retention.REPLACED,
    ),
    columns.packed(
        "packed",
        "counts of answers and next steps, as coordinators are shown them",
        "readings before and after one filing must not differ",
        until=Retention.REPLACED,
    ),
    **WITHOUT_ROWID,
)
