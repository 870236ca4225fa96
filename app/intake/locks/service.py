"""Locking a tertial as one act: wait for filings, lock, write the trail, then erase the order of arrival.

The random ids have no order, but a file's pages and a server's row versions remember one. After a lock the
tables are laid out anew by id, and a closed tertial's rows all carry one transaction's number.
"""

from datetime import date, timedelta

from sqlalchemy import Table, select, update
from sqlmodel import Session

from app.access.actor import Actor
from app.access.request_context import RequestContext
from app.access.trail import service as trail
from app.activities.registry import ACTIVITIES
from app.intake.advisory_locks import hold_tertial
from app.intake.locks.problems import NotLocked, NotOver
from app.intake.locks.tables import (
    is_locked,
    lock,
    put_exception,
    remove_exceptions,
)
from app.kit.db.database import Database
from app.kit.faults import Fault
from app.kit.language import Text
from app.kit.problems import InvalidInput
from app.vocabulary.periods import month_of, months_of, tertial_of

EXCEPTION_DAYS = 62
"""Days ahead that an exception may last at most: two months, so that none is forgotten."""


def lock_tertial(database: Database, actor: Actor, tertial: str, context: RequestContext) -> bool:
    """Lock a tertial that is over; False if it was locked. Raises `NotOver`, `InvalidInput` (too early).

    Asking again lays the tables out again: the first time may have been cut off after its lock.
    """
    if tertial >= tertial_of(month_of(context.day)):
        raise NotOver()
    data = context.catalogue.municipality
    if tertial < (first := min(tertial_of(data.starts), f"{data.figures_start}-T1")):
        right = Text(f"Tidigast {first}.", f"At the earliest {first}.")
        raise InvalidInput(faults=[Fault("tertial", "before-the-start", right)])
    with database.writing() as session:
        hold_tertial(session.connection(), tertial)
        locked_now = lock(session, tertial)
        if locked_now:
            trail.note(session, actor, "tertial-locked", context.day, tertial=tertial)
            _same_transaction(session, tertial)
    database.lay_out_anew(_tables())
    return locked_now


def make_exception(
    database: Database, actor: Actor, tertial: str, district: str, last_day: date, context: RequestContext
) -> None:
    """Let a district's late records into a locked tertial until `last_day`, which is counted in.

    Raises `NotLocked`, `InvalidInput`.
    """
    context.known_district(district)
    latest = context.day + timedelta(days=EXCEPTION_DAYS)
    if not context.day <= last_day <= latest:
        right = Text(f"Från i dag till {latest}.", f"From today to {latest}.")
        raise InvalidInput(faults=[Fault("last_day", "day-not-right", right)])
    with database.writing() as session:
        hold_tertial(session.connection(), tertial)
        if not is_locked(session, tertial):
            raise NotLocked()
        put_exception(session, tertial, district, last_day)
        trail.note(session, actor, "exception-made", context.day, tertial=tertial, district=district)


def end_exceptions(
    database: Database, actor: Actor, tertial: str, context: RequestContext, district: str | None = None
) -> list[str]:
    """End the exceptions of a tertial, one district's or all, and erase what order came in by them.

    Returns the districts that it was open to, those whose last day has passed among them.
    """
    with database.writing() as session:
        hold_tertial(session.connection(), tertial)
        ended = remove_exceptions(session, tertial, district)
        for one in ended:
            trail.note(session, actor, "exception-ended", context.day, tertial=tertial, district=one)
        if ended:
            _same_transaction(session, tertial)
    if ended:
        database.lay_out_anew(_tables())
    return ended


def _tables() -> list[Table]:
    return [
        table
        for activity in ACTIVITIES
        for table in (
            activity.table,
            *(child.table for child in activity.children.values()),
            *activity.beside.values(),
        )
    ]


def _same_transaction(session: Session, tertial: str) -> None:
    """On PostgreSQL every row carries the number of the transaction that wrote it, which is an order of
    arrival. Writing a closed tertial's rows once more gives them all the same."""
    if session.get_bind().dialect.name != "postgresql":
        return
    first, last = months_of(tertial)
    for activity in ACTIVITIES:
        period = activity.table.c[activity.period]
        within = {
            "month": period.between(first, last),
            "tertial": period == tertial,
            "year": period == int(tertial[:4]),
        }[activity.period]
        session.execute(
            update(activity.table).where(within).values(content_hash=activity.table.c.content_hash)
        )
        for child in activity.children.values():
            names = list(activity.key)
            mine = ["record_id"] if activity.keyed_by_id else names
            joined = [child.table.c[a] == activity.table.c[b] for a, b in zip(mine, names, strict=True)]
            some = next(iter(child.table.primary_key.columns))
            session.execute(update(child.table).where(*joined, within).values({some.name: some}))
        for table in activity.beside.values():
            # Of what waits for a record there is nothing to say yet: it is not of any period.
            own = (
                table.c[activity.period] == tertial
                if activity.period in table.c and not activity.keyed_by_id
                else table.c.record_id.in_(select(activity.table.c.id).where(within))
            )
            some = next(iter(table.primary_key.columns))
            session.execute(update(table).where(own).values({some.name: some}))
