"""Tablets."""

from sqlalchemy import Index, Table

from app.access.use_states import STATES
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention
from app.vocabulary.marks import DEVICE as DEVICE_MARK

DEVICE = Table(
    "device",
    metadata,
    columns.mark("mark", (DEVICE_MARK,), "the device", "to revoke the right one", key=True),
    columns.code(
        "district", "districts", "district that it serves", "it files for no other", until=Retention.CLOSED
    ),
    columns.digest("token_hash", "hash of the cookie", "to know the device again", until=Retention.CLOSED),
    columns.choice(
        "state", STATES, "in use or revoked", "a revoked device files nothing", until=Retention.ALWAYS
    ),
    Index("ix_device_token_hash", "token_hash", unique=True),
    Index("ix_device_district", "district"),
    **WITHOUT_ROWID,
)
"""`device`: an enrolled tablet. No record says which one filed it."""
