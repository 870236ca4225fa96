"""Tablets."""

from sqlalchemy import Index, Table

from app.access.states import STATES
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Until
from app.vocabulary.marks import DEVICE as DEVICE_MARK

DEVICE = Table(
    "device",
    metadata,
    columns.mark("mark", (DEVICE_MARK,), "the device", "to revoke the right one", key=True),
    columns.code(
        "district", "districts", "district that it serves", "it files for no other", until=Until.CLOSED
    ),
    columns.digest("token_hash", "hash of the cookie", "to know the device again", until=Until.CLOSED),
    columns.choice(
        "state", STATES, "in use or revoked", "a revoked device files nothing", until=Until.ALWAYS
    ),
    Index("ix_device_token_hash", "token_hash", unique=True),
    Index("ix_device_district", "district"),
    **WITHOUT_ROWID,
)
"""`device`: an enrolled tablet. No record says which one filed it."""
