"""Tombstones: of a withdrawn record only the hash of its id is kept, so that it cannot come back."""

import hashlib
from uuid import UUID

from sqlalchemy import Table

from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention

WITHDRAWAL = Table(
    "withdrawal",
    metadata,
    columns.digest(
        "id_hash",
        "hash of a withdrawn record's id",
        "a late repeat must not bring it back",
        until=Retention.ALWAYS,
        key=True,
    ),
    **WITHOUT_ROWID,
)


def tombstone(activity: str, id_: UUID) -> bytes:
    return hashlib.sha256(f"{activity}/{id_.hex}".encode()).digest()
