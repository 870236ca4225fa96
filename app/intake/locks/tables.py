"""Locked tertials: closed for filing, correction and withdrawal. A lock is for good.

An exception lets one district's late records into a locked tertial, until its last day. They become
part of the tertial's next revision.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select
from sqlmodel import Session

from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention

TERTIAL_LOCK = Table(
    "tertial_lock",
    metadata,
    columns.tertial(
        "tertial",
        "a tertial that is closed",
        "what is closed takes no more records",
        until=Retention.ALWAYS,
        key=True,
    ),
    **WITHOUT_ROWID,
)

LOCK_EXCEPTION = Table(
    "lock_exception",
    metadata,
    columns.tertial("tertial", "a locked tertial", "what is open again", until=Retention.EXPIRED, key=True),
    columns.code(
        "district",
        "districts",
        "the district that it is open to",
        "to no other",
        until=Retention.EXPIRED,
        key=True,
    ),
    columns.day("last_day", "last day on which it is open", "an exception must end", until=Retention.EXPIRED),
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
    if is_locked(session, tertial):
        return False
    session.execute(insert(TERTIAL_LOCK).values(tertial=tertial))
    return True


def is_locked(session: Session, tertial: str) -> bool:
    where = TERTIAL_LOCK.c.tertial == tertial
    return session.execute(select(TERTIAL_LOCK.c.tertial).where(where)).first() is not None


# ---------------------------------------------------------------------------------------- exceptions


def excepted(connection: Connection, tertials: Iterable[str], district: str, today: date) -> bool:
    """Whether a record of these locked tertials, of this district, is let in all the same."""
    where = (
        LOCK_EXCEPTION.c.tertial.in_(list(tertials)),
        LOCK_EXCEPTION.c.district == district,
        LOCK_EXCEPTION.c.last_day >= today,
    )
    return connection.execute(select(LOCK_EXCEPTION.c.tertial).where(*where)).first() is not None


def is_closed_to(connection: Connection, tertials: Iterable[str], district: str, today: date) -> bool:
    """Whether these tertials are locked, and not open to the district by an exception."""
    locked = set(connection.execute(select(TERTIAL_LOCK.c.tertial)).scalars())
    return closes(tertials, locked) and not excepted(connection, tertials, district, today)


def exceptions(session: Session, today: date, tertial: str | None = None) -> list[Any]:
    """Rows (tertial, district, last_day) of the exceptions that are open, in the order of their keys."""
    where = [LOCK_EXCEPTION.c.last_day >= today]
    if tertial:
        where.append(LOCK_EXCEPTION.c.tertial == tertial)
    order = LOCK_EXCEPTION.c.tertial, LOCK_EXCEPTION.c.district
    return list(session.execute(select(LOCK_EXCEPTION).where(*where).order_by(*order)).all())


def put_exception(session: Session, tertial: str, district: str, last_day: date) -> None:
    """Open a locked tertial to a district, or move the day on which that ends."""
    remove_exceptions(session, tertial, district)
    session.execute(insert(LOCK_EXCEPTION).values(tertial=tertial, district=district, last_day=last_day))


def remove_exceptions(session: Session, tertial: str, district: str | None = None) -> list[str]:
    """Close a tertial again, to one district or to all; those that it was open to, ended ones among them."""
    where = [LOCK_EXCEPTION.c.tertial == tertial]
    if district:
        where.append(LOCK_EXCEPTION.c.district == district)
    found = list(session.execute(select(LOCK_EXCEPTION.c.district).where(*where)).scalars())
    session.execute(delete(LOCK_EXCEPTION).where(*where))
    return sorted(found)
