"""Accounts of coordinators and admins. The service makes an account's code; nobody types a name.

Who holds which account is kept where the municipality keeps such things, and not here.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, delete, func, insert, select, update
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


def create_account(session: Session, who: Actor, role: Role, district: str | None, here: Here) -> Issued:
    """A new account and its first one-time link. `district` is None for admins and for the whole city.

    Raises `InvalidInput` (no such district), `NotAllowed`.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    if role not in (Role.ADMIN, Role.COORDINATOR) or (role is Role.ADMIN and district is not None):
        raise ValueError(f"no account has the role {role} and the district {district}")
    if district is not None:
        here.known_district(district)
    code = tokens.new_mark(ADMIN if role is Role.ADMIN else COORDINATOR)
    row: dict[str, Any] = {"code": code, "role": role.value, "district": district, "state": ACTIVE}
    session.execute(insert(_ACCOUNT).values(row))
    trail.note(session, who, "account-created", here.day, subject=code, district=district)
    return make_link(session, who, code, here)


def make_link(session: Session, who: Actor, account: str, here: Here) -> Issued:
    """A one-time link that signs an account in, also where a password is forgotten.

    Raises `UnknownMark`, `NotAllowed`.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    row = _find(session, account)
    issued = codes.make(session, who, here, account=account)
    trail.note(session, who, "link-made", here.day, subject=account, district=row.district)
    return issued


def list_accounts(session: Session, who: Actor) -> Sequence[Any]:
    """Code, role, district and `has_password` of the accounts in use. Raises `NotAllowed`."""
    require(who, Permission.MANAGE_ACCOUNTS)
    has_password = _ACCOUNT.c.password_hash.is_not(None).label("has_password")
    statement = select(_ACCOUNT.c.code, _ACCOUNT.c.role, _ACCOUNT.c.district, has_password)
    return session.execute(statement.where(_ACCOUNT.c.state == ACTIVE).order_by(_ACCOUNT.c.code)).all()


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
    where = _ACCOUNT.c.role == Role.ADMIN.value, _ACCOUNT.c.state == ACTIVE
    number: int = session.execute(select(func.count()).select_from(_ACCOUNT).where(*where)).scalar_one()
    return number
