"""Accounts of coordinators and admins. The service makes an account's code; nobody types a name.

Who holds which account is kept where the municipality keeps such things, and not here.
"""

from typing import Any, NamedTuple

from sqlalchemy import Table, delete, insert, select, update
from sqlmodel import Session

from app.access import codes, tokens, trail
from app.access.actor import COMMAND_LINE, Actor, require
from app.access.codes import Issued
from app.access.here import Here
from app.access.problems import LastAdmin, UnknownMark
from app.access.roles import Permission, Role
from app.access.tables import ACTIVE, CLOSED, Account, SignIn
from app.vocabulary.marks import ADMIN, COORDINATOR

_ACCOUNT: Table = Account.__table__  # type: ignore[attr-defined]
_SIGN_IN: Table = SignIn.__table__  # type: ignore[attr-defined]


def create_account(
    session: Session, who: Actor, role: Role, district: str | None, here: Here, code: str | None = None
) -> Issued:
    """A new account and its first one-time link. `district` is None for admins and for the whole city.

    Raises `InvalidInput` (no such district), `NotAllowed`.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    if role not in (Role.ADMIN, Role.COORDINATOR) or (role is Role.ADMIN and district is not None):
        raise ValueError(f"no account has the role {role} and the district {district}")
    if district is not None:
        here.known_district(district)
    code = code or tokens.new_mark(_prefix(role))
    row: dict[str, Any] = {"code": code, "role": role.value, "district": district, "state": ACTIVE}
    session.execute(insert(_ACCOUNT).values(row))
    trail.note(session, who, "account-created", here.day, subject=code, district=district)
    return make_link(session, who, code, here)


class Asked(NamedTuple):
    """What a form that asks for an account came to; `again` where it had been sent before."""

    issued: Issued
    again: bool


def create_once(
    session: Session, who: Actor, role: Role, district: str | None, here: Here, once: str
) -> Asked:
    """The account that a form asks for: one, however often it is sent. `once` is the form's random token.

    Sent again (a double click, a reload), it gives the same account a new link. Two at the same moment can
    meet at the database's key: send it again then. Raises as `create_account`, and `UnknownMark` where the
    account has been removed since.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    code = tokens.mark_of(_prefix(role), f"{once} {role} {district}")
    there = session.execute(select(_ACCOUNT.c.code).where(_ACCOUNT.c.code == code)).first()
    if there is None:
        return Asked(create_account(session, who, role, district, here, code), again=False)
    return Asked(make_link(session, who, code, here), again=True)


def make_link(session: Session, who: Actor, account: str, here: Here) -> Issued:
    """A one-time link that signs an account in, also where a password is forgotten. It takes the place of
    those that were made before and not used: one that went to the wrong address ends so.

    Raises `UnknownMark`, `NotAllowed`.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    row = _find(session, account)
    codes.end_links_of(session, account)
    issued = codes.make(session, who, here, account=account)
    trail.note(session, who, "link-made", here.day, subject=account, district=row.district)
    return issued


class Listed(NamedTuple):
    """An account as the list has it."""

    code: str
    role: Role
    district: str | None
    has_password: bool


def list_accounts(session: Session, who: Actor) -> list[Listed]:
    """The accounts in use, by their code. Raises `NotAllowed`."""
    require(who, Permission.MANAGE_ACCOUNTS)
    has_password = _ACCOUNT.c.password_hash.is_not(None).label("has_password")
    statement = select(_ACCOUNT.c.code, _ACCOUNT.c.role, _ACCOUNT.c.district, has_password)
    rows = session.execute(statement.where(_ACCOUNT.c.state == ACTIVE).order_by(_ACCOUNT.c.code)).all()
    return [Listed(row.code, Role(row.role), row.district, bool(row.has_password)) for row in rows]


def remove_account(session: Session, who: Actor, account: str, here: Here) -> None:
    """Close an account: its sign-ins, its codes and those that it made end at once.

    Raises `UnknownMark`, `LastAdmin`, `NotAllowed`.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    row = _find(session, account)
    if row.role == Role.ADMIN and _admins(session) == 1:
        raise LastAdmin()
    where = _ACCOUNT.c.code == account
    session.execute(update(_ACCOUNT).where(where).values(state=CLOSED, password_hash=None))
    session.execute(delete(_SIGN_IN).where(_SIGN_IN.c.account == account))
    codes.end_all_of(session, account)
    trail.note(session, who, "account-removed", here.day, subject=account, district=row.district)


def is_removed(session: Session, account: str) -> bool:
    """Whether it was an account once."""
    state = session.execute(select(_ACCOUNT.c.state).where(_ACCOUNT.c.code == account)).scalar()
    return state == CLOSED


def first_admin(session: Session, here: Here) -> Issued | None:
    """The first start's admin and the link to get in with; None where there is an admin already."""
    if _admins(session):
        return None
    return create_account(session, COMMAND_LINE, Role.ADMIN, None, here)


def _find(session: Session, account: str) -> Any:
    where = _ACCOUNT.c.code == account, _ACCOUNT.c.state == ACTIVE
    row = session.execute(select(_ACCOUNT.c.role, _ACCOUNT.c.district).where(*where)).first()
    if row is None:
        raise UnknownMark()
    return row


def _admins(session: Session) -> int:
    """How many there are. Locks them: of two admins who remove each other at the same moment one stays."""
    where = _ACCOUNT.c.role == Role.ADMIN.value, _ACCOUNT.c.state == ACTIVE
    rows = select(_ACCOUNT.c.code).where(*where).order_by(_ACCOUNT.c.code).with_for_update()
    return len(session.execute(rows).all())


def _prefix(role: Role) -> str:
    return ADMIN if role is Role.ADMIN else COORDINATOR
