"""Accounts of coordinators and admins. The service makes an account's code; nobody types a name.

Who holds which account is kept where the municipality keeps such things, and not here.
"""

from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session

from app.access import one_time_codes, secret_tokens
from app.access.accounts.problems import LastAdmin
from app.access.accounts.schemas import AccountFacts, AccountLink
from app.access.accounts.tables import ACCOUNT
from app.access.actor import COMMAND_LINE, Actor, require
from app.access.problems import UnknownMark
from app.access.request_context import RequestContext
from app.access.roles import Permission, Role
from app.access.sign_in.tables import SIGN_IN
from app.access.trail import service as trail
from app.access.use_states import ACTIVE, CLOSED
from app.kit.json_values import JsonObject
from app.vocabulary.marks import ADMIN, COORDINATOR


def create_account(
    session: Session,
    who: Actor,
    role: Role,
    district: str | None,
    context: RequestContext,
    code: str | None = None,
) -> AccountLink:
    """A new account and its first one-time link. `district` is None for admins and for the whole city.

    Raises `InvalidInput` (no such district), `NotAllowed`.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    if role not in (Role.ADMIN, Role.COORDINATOR) or (role is Role.ADMIN and district is not None):
        raise ValueError(f"no account has the role {role} and the district {district}")
    if district is not None:
        context.known_district(district)
    code = code or secret_tokens.new_mark(_prefix(role))
    row: JsonObject = {"code": code, "role": role.value, "district": district, "state": ACTIVE}
    session.execute(insert(ACCOUNT).values(row))
    trail.note(session, who, "account-created", context.day, subject=code, district=district)
    return make_link(session, who, code, context)


class RequestedAccount(NamedTuple):
    """What a form that asks for an account came to; `again` where it had been sent before."""

    issued: AccountLink
    again: bool


def create_once(
    session: Session, who: Actor, role: Role, district: str | None, context: RequestContext, once: str
) -> RequestedAccount:
    """The account that a form asks for: one, however often it is sent. `once` is the form's random token.

    Sent again (a double click, a reload), it gives the same account a new link. Two at the same moment can
    meet at the database's key: send it again then. Raises as `create_account`, and `UnknownMark` where the
    account has been removed since.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    code = secret_tokens.mark_of(_prefix(role), f"{once} {role} {district}")
    there = session.execute(select(ACCOUNT.c.code).where(ACCOUNT.c.code == code)).first()
    if there is None:
        return RequestedAccount(create_account(session, who, role, district, context, code), again=False)
    return RequestedAccount(make_link(session, who, code, context), again=True)


def make_link(session: Session, who: Actor, account: str, context: RequestContext) -> AccountLink:
    """A one-time link that signs an account in, also where a password is forgotten. It takes the place of
    those that were made before and not used: one that went to the wrong address ends so.

    Raises `UnknownMark`, `NotAllowed`.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    row = _find(session, account)
    one_time_codes.end_of_account(session, account)
    issued = one_time_codes.make(session, who, context, account=account)
    trail.note(session, who, "link-made", context.day, subject=account, district=row.district)
    return AccountLink(account=account, **issued._asdict())


def list_accounts(session: Session, who: Actor) -> list[AccountFacts]:
    """The accounts in use, by their code. Raises `NotAllowed`."""
    require(who, Permission.MANAGE_ACCOUNTS)
    has_password = ACCOUNT.c.password_hash.is_not(None).label("has_password")
    statement = select(ACCOUNT.c.code.label("account"), ACCOUNT.c.role, ACCOUNT.c.district, has_password)
    rows = session.execute(statement.where(ACCOUNT.c.state == ACTIVE).order_by(ACCOUNT.c.code))
    return [AccountFacts(**row) for row in rows.mappings()]


def remove_account(session: Session, who: Actor, account: str, context: RequestContext) -> None:
    """Close an account: its sign-ins, its codes and those that it made end at once.

    Raises `UnknownMark`, `LastAdmin`, `NotAllowed`.
    """
    require(who, Permission.MANAGE_ACCOUNTS)
    row = _find(session, account)
    if row.role == Role.ADMIN and _admins(session) == 1:
        raise LastAdmin()
    where = ACCOUNT.c.code == account
    session.execute(update(ACCOUNT).where(where).values(state=CLOSED, password_hash=None))
    session.execute(delete(SIGN_IN).where(SIGN_IN.c.account == account))
    one_time_codes.end_of_account(session, account, made_too=True)
    trail.note(session, who, "account-removed", context.day, subject=account, district=row.district)


def is_removed(session: Session, account: str) -> bool:
    """Whether it was an account once."""
    state = session.execute(select(ACCOUNT.c.state).where(ACCOUNT.c.code == account)).scalar()
    return state == CLOSED


def first_admin(session: Session, context: RequestContext) -> AccountLink | None:
    """The first start's admin and the link to get in with; None where there is an admin already."""
    if _admins(session):
        return None
    return create_account(session, COMMAND_LINE, Role.ADMIN, None, context)


def _find(session: Session, account: str) -> Any:
    where = ACCOUNT.c.code == account, ACCOUNT.c.state == ACTIVE
    row = session.execute(select(ACCOUNT.c.role, ACCOUNT.c.district).where(*where)).first()
    if row is None:
        raise UnknownMark()
    return row


def _admins(session: Session) -> int:
    """How many there are. Locks them: of two admins who remove each other at the same moment one stays."""
    where = ACCOUNT.c.role == Role.ADMIN.value, ACCOUNT.c.state == ACTIVE
    rows = select(ACCOUNT.c.code).where(*where).order_by(ACCOUNT.c.code).with_for_update()
    return len(session.execute(rows).all())


def _prefix(role: Role) -> str:
    return ADMIN if role is Role.ADMIN else COORDINATOR
