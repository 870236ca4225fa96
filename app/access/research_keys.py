"""Research keys: shown once, stored hashed, limited to tables, districts, days and requests per minute."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from sqlalchemy import Table, bindparam, insert, select, update
from sqlmodel import Session

from app.access import tokens, trail
from app.access.actor import Actor, Scopes, actor, require
from app.access.here import Here
from app.access.problems import UnknownMark
from app.access.roles import Permission, Role
from app.access.tables import ACTIVE, ALL, CLOSED, LISTED, ResearchKey, ResearchKeyDistrict, ResearchKeyTable
from app.kit.database import Database
from app.vocabulary.marks import KEY

_KEY: Table = ResearchKey.__table__  # type: ignore[attr-defined]
_TABLE: Table = ResearchKeyTable.__table__  # type: ignore[attr-defined]
_DISTRICT: Table = ResearchKeyDistrict.__table__  # type: ignore[attr-defined]

LONGEST_DAYS = 731
"""A key lasts two years at most: who holds it is asked again then."""


class NewKey(NamedTuple):
    """A key that was just made or replaced. It is shown now or never: only its hash is stored."""

    key: str
    mark: str


@dataclass(frozen=True)
class KeyFacts:
    """A key in use, without its secret."""

    mark: str
    scopes: Scopes
    expires: date
    per_minute: int | None


def create_key(
    session: Session, who: Actor, scopes: Scopes, expires: date, per_minute: int | None, here: Here
) -> NewKey:
    """A new key. Raises `InvalidInput` (no such district), `NotAllowed`."""
    require(who, Permission.MANAGE_RESEARCH_KEYS)
    for code in sorted(scopes.districts or ()):
        here.known_district(code)
    key, mark = tokens.new_key(), tokens.new_mark(KEY)
    row: dict[str, Any] = {
        "mark": mark,
        "token_hash": tokens.digest(key),
        "tables": ALL if scopes.tables is None else LISTED,
        "districts": ALL if scopes.districts is None else LISTED,
        "expires": expires,
        "per_minute": per_minute,
        "state": ACTIVE,
    }
    session.execute(insert(_KEY).values(row))
    for table, opened in ((_TABLE, scopes.tables), (_DISTRICT, scopes.districts)):
        if opened:
            session.execute(insert(table), [{"key": mark, "code": code} for code in sorted(opened)])
    trail.note(session, who, "key-created", here.day, subject=mark)
    return NewKey(key, mark)


def rotate_key(session: Session, who: Actor, mark: str, here: Here) -> NewKey:
    """A new secret for the same key; the old one stops at once. Raises `UnknownMark`, `NotAllowed`."""
    require(who, Permission.MANAGE_RESEARCH_KEYS)
    key = tokens.new_key()
    _change(session, mark, token_hash=tokens.digest(key))
    trail.note(session, who, "key-rotated", here.day, subject=mark)
    return NewKey(key, mark)


def revoke_key(session: Session, who: Actor, mark: str, here: Here) -> None:
    """The key opens nothing from its next request on. Raises `UnknownMark`, `NotAllowed`."""
    require(who, Permission.MANAGE_RESEARCH_KEYS)
    _change(session, mark, state=CLOSED)
    trail.note(session, who, "key-revoked", here.day, subject=mark)


def list_keys(session: Session, who: Actor) -> Sequence[KeyFacts]:
    """The keys in use, the expired among them, by mark. Raises `NotAllowed`."""
    require(who, Permission.MANAGE_RESEARCH_KEYS)
    rows = session.execute(select(_KEY).where(_KEY.c.state == ACTIVE).order_by(_KEY.c.mark)).all()
    return [KeyFacts(row.mark, _scopes(session, row), row.expires, row.per_minute) for row in rows]


_holders: WeakKeyDictionary[Database, dict[str, Actor]] = WeakKeyDictionary()
_SECRET = bindparam("secret", type_=_KEY.c.token_hash.type)
_FOUND = select(_KEY).where(_KEY.c.token_hash == _SECRET, _KEY.c.state == ACTIVE)


def find_key(database: Database, key: str, here: Here) -> tuple[Actor, int | None] | None:
    """Who this key stands for and its own limit per minute; None if it is unknown, revoked or expired.

    One look-up, since every request asks. A key's scopes are given once and never changed, so they are
    read once and kept by its mark.
    """
    if not key.startswith(tokens.KEY_PREFIX):
        return None
    row = database.look_up(_FOUND, {"secret": tokens.digest(key)})
    if row is None or row.expires < here.day:
        return None
    holders = _holders.setdefault(database, {})
    holder = holders.get(row.mark)
    if holder is None:
        with database.reading() as session:
            scopes = _scopes(session, row)
        holder = actor(Role.RESEARCHER, None, here.catalogue.municipality, key=row.mark, scopes=scopes)
        holders[row.mark] = holder
    return holder, row.per_minute


def _scopes(session: Session, row: Any) -> Scopes:
    def listed(state: str, table: Table) -> frozenset[str] | None:
        if state == ALL:
            return None
        return frozenset(session.execute(select(table.c.code).where(table.c.key == row.mark)).scalars())

    return Scopes(listed(row.tables, _TABLE), listed(row.districts, _DISTRICT))


def _change(session: Session, mark: str, **values: Any) -> None:
    where = _KEY.c.mark == mark, _KEY.c.state == ACTIVE
    changed: Collection[Any] = session.execute(
        update(_KEY).where(*where).values(**values).returning(_KEY.c.mark)
    ).all()
    if not changed:
        raise UnknownMark()
