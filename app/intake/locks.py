"""Locked tertials: closed for filing, correction and withdrawal. A lock is for good."""

from collections.abc import Iterable

from sqlalchemy import Table, insert, select
from sqlmodel import Session

from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Until

TERTIAL_LOCK = Table(
    "tertial_lock",
    metadata,
    columns.tertial(
        "tertial",
        "a tertial that is closed",
        "what is closed takes no more records",
        until=Until.ALWAYS,
        key=True,
    ),
    **WITHOUT_ROWID,
)


def locked_tertials(session: Session) -> list[str]:
    """All locked tertials, oldest first."""
    return list(session.execute(select(TERTIAL_LOCK.c.tertial).order_by(TERTIAL_LOCK.c.tertial)).scalars())


def closes(tertials: Iterable[str], locked: set[str]) -> bool:
    """Whether a record of these tertials can no longer be filed: a year closes with its last tertial."""
    return all(tertial in locked for tertial in tertials)


def lock(session: Session, tertial: str) -> bool:
    """Lock a tertial; True if it was open until now."""
    if session.execute(select(TERTIAL_LOCK.c.tertial).where(TERTIAL_LOCK.c.tertial == tertial)).first():
        return False
    session.execute(insert(TERTIAL_LOCK).values(tertial=tertial))
    return True
