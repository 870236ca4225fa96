"""The trail of administrative acts."""

from sqlalchemy import Index, Table

from app.access.trail.acts import ACTS
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention
from app.vocabulary.marks import ACCOUNTS, COMMAND_LINE, KEY, PREFIXES

_ACCOUNTED_FOR = "administrative acts must be accounted for"

ACT = Table(
    "act",
    metadata,
    columns.random_id("id", "the act", "to page through the trail", until=Retention.TEN_YEARS),
    columns.choice("kind", tuple(ACTS), "what was done", _ACCOUNTED_FOR, until=Retention.TEN_YEARS),
    columns.mark(
        "account",
        (*ACCOUNTS, KEY),
        "account or key that did it",
        _ACCOUNTED_FOR,
        also=(COMMAND_LINE,),
        until=Retention.TEN_YEARS,
    ),
    columns.mark(
        "subject",
        PREFIXES,
        "account, device or key that it was done to",
        "to see what became of it",
        until=Retention.TEN_YEARS,
        nullable=True,
    ),
    columns.tertial(
        "tertial",
        "tertial that it was done to",
        "to see who closed it",
        until=Retention.TEN_YEARS,
        nullable=True,
    ),
    columns.code(
        "district",
        "districts",
        "district that it concerns, null for the city",
        "to see what became of it",
        until=Retention.TEN_YEARS,
        nullable=True,
    ),
    columns.day("day", "day of the act; no time", _ACCOUNTED_FOR, until=Retention.TEN_YEARS),
    columns.number(
        "number", "order within the day", "to read the trail in order", least=1, until=Retention.TEN_YEARS
    ),
    Index("ix_act_day_number", "day", "number"),
    **WITHOUT_ROWID,
)
"""`act`: the trail. Who did which administrative act, on which day; never a record's content.

Refers by foreign key only to what is never removed (codes, calendar), so that it outlives the accounts,
devices and keys that it tells of. Rows are added, and never changed or removed by the service.
"""
