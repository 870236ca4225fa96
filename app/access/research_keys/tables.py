"""Research keys and what each opens."""

from sqlalchemy import Index, Table

from app.access.use_states import STATES
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention
from app.vocabulary.marks import KEY

ALL, LISTED = "all", "listed"
_SCOPE = "the key's scope"

RESEARCH_KEY = Table(
    "research_key",
    metadata,
    columns.mark("mark", (KEY,), "the key", "to rotate and revoke the right one", key=True),
    columns.digest("token_hash", "hash of the key", "to know the key again", until=Retention.CLOSED),
    columns.choice(
        "tables", (ALL, LISTED), "opens all tables or listed ones", _SCOPE, until=Retention.CLOSED
    ),
    columns.choice(
        "districts", (ALL, LISTED), "opens all districts or listed ones", _SCOPE, until=Retention.CLOSED
    ),
    columns.day("expires", "last day on which it works", "a forgotten key must end", until=Retention.CLOSED),
    columns.number(
        "per_minute",
        "own limit of requests per minute, null for the usual",
        "to go easy on the service",
        least=1,
        most=100_000,
        until=Retention.CLOSED,
        nullable=True,
    ),
    columns.choice(
        "state", STATES, "in use or revoked", "a revoked key opens nothing", until=Retention.ALWAYS
    ),
    Index("ix_research_key_token_hash", "token_hash", unique=True),
    **WITHOUT_ROWID,
)
"""`research_key`: reads released tables. Who holds it is known outside the service alone."""

RESEARCH_KEY_TABLE = Table(
    "research_key_table",
    metadata,
    columns.mark("key", (KEY,), "the key", "whose scope it is", of="research_key.mark", key=True),
    columns.table_id("code", "a table", _SCOPE, until=Retention.CLOSED),
    **WITHOUT_ROWID,
)
"""`research_key_table`: the tables that a key opens, where it does not open all."""

RESEARCH_KEY_DISTRICT = Table(
    "research_key_district",
    metadata,
    columns.mark("key", (KEY,), "the key", "whose scope it is", of="research_key.mark", key=True),
    columns.code("code", "districts", "a district", _SCOPE, until=Retention.CLOSED, key=True),
    **WITHOUT_ROWID,
)
"""`research_key_district`: the districts that a key opens, where it does not open all."""
