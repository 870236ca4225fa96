"""The trail: every administrative act is noted in its own transaction, so that neither is there alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select, tuple_
from sqlmodel import Session

from app.access.actor import Actor
from app.access.trail.acts import ActKind
from app.access.trail.tables import ACT
from app.kit.json_values import JsonObject

PAGE = 50
MOST = 200

_NEWEST_FIRST = (ACT.c.day.desc(), ACT.c.number.desc(), ACT.c.id.desc())


def note(
    session: Session,
    who: Actor | str,
    kind: ActKind,
    day: date,
    *,
    subject: str | None = None,
    tertial: str | None = None,
    district: str | None = None,
) -> None:
    """Add an act to the trail, as part of the session's transaction. `who` is an actor or its mark.

    The number only orders a day's acts: two at the same moment may share one.
    """
    last = session.execute(select(func.max(ACT.c.number)).where(ACT.c.day == day)).scalar()
    row: JsonObject = {
        "id": uuid4(),
        "kind": kind,
        "account": who if isinstance(who, str) else who.mark,
        "subject": subject,
        "tertial": tertial,
        "district": district,
        "day": day,
        "number": (last or 0) + 1,
    }
    session.execute(insert(ACT).values(row))


def who_last(
    session: Session, kind: ActKind, tertial: str | None = None, *, subject: str | None = None
) -> str | None:
    """The mark of whoever did this last to a tertial, or to an account, device or key (its mark); None where
    the trail does not know."""
    of = ACT.c.tertial == tertial if tertial else ACT.c.subject == subject
    statement = select(ACT.c.account).where(ACT.c.kind == kind, of).order_by(*_NEWEST_FIRST).limit(1)
    mark: str | None = session.execute(statement).scalar()
    return mark


class TrailPage(NamedTuple):
    """Acts, newest first, and the id to ask for those before them (None at the end)."""

    acts: Sequence[Any]
    before: UUID | None


def read(session: Session, before: UUID | None = None, limit: int = PAGE) -> TrailPage:
    """A page of the trail; `before` is the id of the last act seen. An unknown id gives an empty page."""
    statement = select(ACT).order_by(*_NEWEST_FIRST).limit(limit + 1)
    if before is not None:
        seen = session.execute(select(ACT.c.day, ACT.c.number, ACT.c.id).where(ACT.c.id == before)).first()
        if seen is None:
            return TrailPage([], None)
        statement = statement.where(tuple_(ACT.c.day, ACT.c.number, ACT.c.id) < tuple_(*seen))
    rows = session.execute(statement).all()
    return TrailPage(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)
