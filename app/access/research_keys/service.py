"""Research keys: shown once, stored hashed, limited to tables, districts, days and requests per minute."""

from datetime import date
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update
from sqlmodel import Session

from app.access import secret_tokens
from app.access.actor import Actor, Scopes, actor, require
from app.access.problems import UnknownMark
from app.access.request_context import RequestContext
from app.access.research_keys.schemas import KeyFacts, KeyShown
from app.access.research_keys.tables import (
    ALL,
    LISTED,
    RESEARCH_KEY,
    RESEARCH_KEY_DISTRICT,
    RESEARCH_KEY_TABLE,
)
from app.access.roles import Permission, Role
from app.access.schemas import as_listed
from app.access.trail import service as trail
from app.access.use_states import ACTIVE, CLOSED
from app.kit.db.database import Database
from app.kit.json_values import JsonObject
from app.vocabulary.marks import KEY

LONGEST_DAYS = 731
"""A key lasts two years at most: who holds it is asked again then."""


def create_key(
    session: Session,
    who: Actor,
    scopes: Scopes,
    expires: date,
    per_minute: int | None,
    context: RequestContext,
) -> KeyShown:
    """A new key. Raises `InvalidInput` (no such district), `NotAllowed`."""
    require(who, Permission.MANAGE_RESEARCH_KEYS)
    for code in sorted(scopes.districts or ()):
        context.known_district(code)
    key, mark = secret_tokens.new_key(), secret_tokens.new_mark(KEY)
    row: JsonObject = {
        "mark": mark,
        "token_hash": secret_tokens.digest(key),
        "tables": ALL if scopes.tables is None else LISTED,
        "districts": ALL if scopes.districts is None else LISTED,
        "expires": expires,
        "per_minute": per_minute,
        "state": ACTIVE,
    }
    session.execute(insert(RESEARCH_KEY).values(row))
    for table, opened in ((RESEARCH_KEY_TABLE, scopes.tables), (RESEARCH_KEY_DISTRICT, scopes.districts)):
        if opened:
            session.execute(insert(table), [{"key": mark, "code": code} for code in sorted(opened)])
    trail.note(session, who, "key-created", context.day, subject=mark)
    return KeyShown(mark=mark, key=key)


def rotate_key(session: Session, who: Actor, mark: str, context: RequestContext) -> KeyShown:
    """A new secret for the same key; the old one stops at once. Raises `UnknownMark`, `NotAllowed`."""
    require(who, Permission.MANAGE_RESEARCH_KEYS)
    key = secret_tokens.new_key()
    _change(session, mark, token_hash=secret_tokens.digest(key))
    trail.note(session, who, "key-rotated", context.day, subject=mark)
    return KeyShown(mark=mark, key=key)


def revoke_key(session: Session, who: Actor, mark: str, context: RequestContext) -> None:
    """The key opens nothing from its next request on. Raises `UnknownMark`, `NotAllowed`."""
    require(who, Permission.MANAGE_RESEARCH_KEYS)
    _change(session, mark, state=CLOSED)
    trail.note(session, who, "key-revoked", context.day, subject=mark)


def list_keys(session: Session, who: Actor) -> list[KeyFacts]:
    """The keys in use, the expired among them, by mark. Raises `NotAllowed`."""
    require(who, Permission.MANAGE_RESEARCH_KEYS)
    statement = select(RESEARCH_KEY).where(RESEARCH_KEY.c.state == ACTIVE).order_by(RESEARCH_KEY.c.mark)
    return [_facts(row, _scopes(session, row)) for row in session.execute(statement).all()]


def _facts(row: Any, scopes: Scopes) -> KeyFacts:
    tables, districts = as_listed(scopes.tables), as_listed(scopes.districts)
    return KeyFacts(
        mark=row.mark, tables=tables, districts=districts, expires=row.expires, per_minute=row.per_minute
    )


_SECRET = bindparam("secret", type_=RESEARCH_KEY.c.token_hash.type)
_BY_SECRET = select(RESEARCH_KEY).where(RESEARCH_KEY.c.token_hash == _SECRET, RESEARCH_KEY.c.state == ACTIVE)


def find_key(database: Database, key: str, context: RequestContext) -> tuple[Actor, int | None] | None:
    """Who this key stands for and its own limit per minute; None if it is unknown, revoked or expired.

    One look-up, since every request asks, and one more for each scope that is listed.
    """
    if not key.startswith(secret_tokens.KEY_PREFIX):
        return None
    row = database.look_up(_BY_SECRET, {"secret": secret_tokens.digest(key)})
    if row is None or row.expires < context.day:
        return None
    with database.reading() as session:
        scopes = _scopes(session, row)
    holder = actor(Role.RESEARCHER, None, context.catalogue.municipality, key=row.mark, scopes=scopes)
    return holder, row.per_minute


def _scopes(session: Session, row: Any) -> Scopes:
    def listed(state: str, table: Table) -> frozenset[str] | None:
        if state == ALL:
            return None
        return frozenset(session.execute(select(table.c.code).where(table.c.key == row.mark)).scalars())

    return Scopes(listed(row.tables, RESEARCH_KEY_TABLE), listed(row.districts, RESEARCH_KEY_DISTRICT))


def _change(session: Session, mark: str, **values: object) -> None:
    where = RESEARCH_KEY.c.mark == mark, RESEARCH_KEY.c.state == ACTIVE
    statement = update(RESEARCH_KEY).where(*where).values(**values).returning(RESEARCH_KEY.c.mark)
    if session.execute(statement).first() is None:
        raise UnknownMark()
