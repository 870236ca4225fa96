"""Signing in: a one-time link or a password becomes a cookie that stands for an account.

Where OpenID Connect joins: as a third way in, beside `with_code` and `with_password`. The callback of the
municipality's identity provider verifies the identity token, finds the account that an admin tied to the
hash of its issuer and subject, and ends in `_open` like the others (with a `way` of its own). From there on
nothing differs: guards know sign-ins, not how they came about. No name or address is taken from the token.
"""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session

from app.access import one_time_codes, secret_tokens
from app.access.accounts.tables import ACCOUNT
from app.access.actor import Actor, actor
from app.access.one_time_codes import SIGN_IN_CODE
from app.access.problems import WrongPassword
from app.access.request_context import RequestContext
from app.access.roles import Role
from app.access.sign_in.tables import BY_LINK, BY_PASSWORD, SIGN_IN
from app.access.trail import service as trail
from app.access.use_states import ACTIVE
from app.kit.db.database import Database
from app.kit.json_values import JsonObject

_HOLDER = select(ACCOUNT.c.code, ACCOUNT.c.role, ACCOUNT.c.district)
_BY_TOKEN = _HOLDER.select_from(SIGN_IN.join(ACCOUNT, SIGN_IN.c.account == ACCOUNT.c.code)).where(
    SIGN_IN.c.token_hash == bindparam("token"),
    SIGN_IN.c.expires >= bindparam("hour"),
    ACCOUNT.c.state == ACTIVE,
)


class NewSignIn(NamedTuple):
    """A sign-in that was just made; `token` goes into its cookie and is stored nowhere else."""

    token: str
    actor: Actor


def with_code(session: Session, digest: bytes, context: RequestContext) -> NewSignIn:
    """Spend a link's code (its digest comes from `codes.check`). Raises `CodeNotValid`."""
    code = one_time_codes.spend(session, digest, SIGN_IN_CODE, context)
    return _open(session, code.account, BY_LINK, context)


def with_password(session: Session, account: str, checked: str, context: RequestContext) -> NewSignIn:
    """Sign in an account whose password was found to fit the hash `checked`.

    Checking takes long and happens before the transaction, so the hash must still be the account's.
    Raises `WrongPassword`.
    """
    if password_hash_of(session, account) != checked:
        raise WrongPassword()
    return _open(session, account, BY_PASSWORD, context)


def password_hash_of(session: Session, account: str) -> str | None:
    """The hash of an account's password; None for an unknown or closed account, or one without password."""
    where = ACCOUNT.c.code == account, ACCOUNT.c.state == ACTIVE
    hash_: str | None = session.execute(select(ACCOUNT.c.password_hash).where(*where)).scalar()
    return hash_


def holder_of(database: Database, token: str, context: RequestContext) -> Actor | None:
    """Who is signed in with this cookie, or None: one look-up."""
    row = database.look_up(_BY_TOKEN, {"token": secret_tokens.digest(token), "hour": context.hour})
    return _actor(row, context) if row else None


def account_holder(session: Session, account: str, context: RequestContext) -> Actor:
    """The actor that an account in use stands for. The caller has seen that it is its holder.

    Raises `WrongPassword` where it is closed or unknown.
    """
    where = ACCOUNT.c.code == account, ACCOUNT.c.state == ACTIVE
    holder = session.execute(_HOLDER.where(*where)).first()
    if holder is None:
        raise WrongPassword()
    return _actor(holder, context)


def came_by_link(session: Session, token: str) -> bool:
    way = session.execute(
        select(SIGN_IN.c.way).where(SIGN_IN.c.token_hash == secret_tokens.digest(token))
    ).scalar()
    return way == BY_LINK


def sign_out(session: Session, token: str) -> None:
    session.execute(delete(SIGN_IN).where(SIGN_IN.c.token_hash == secret_tokens.digest(token)))


def set_password(session: Session, who: Actor, token: str, hash_: str, context: RequestContext) -> None:
    """Set the actor's own password and end its other sign-ins; the one with `token` stays."""
    session.execute(update(ACCOUNT).where(ACCOUNT.c.code == who.account).values(password_hash=hash_))
    others = SIGN_IN.c.account == who.account, SIGN_IN.c.token_hash != secret_tokens.digest(token)
    session.execute(delete(SIGN_IN).where(*others))
    trail.note(session, who, "password-set", context.day, subject=who.account, district=who.district)


def _open(session: Session, account: str, way: str, context: RequestContext) -> NewSignIn:
    session.execute(delete(SIGN_IN).where(SIGN_IN.c.expires < context.hour))
    token = secret_tokens.new_token()
    row: JsonObject = {
        "token_hash": secret_tokens.digest(token),
        "account": account,
        "way": way,
        "expires": context.hour + context.settings.sign_in_hours,
    }
    session.execute(insert(SIGN_IN).values(row))
    holder = session.execute(_HOLDER.where(ACCOUNT.c.code == account)).one()
    return NewSignIn(token, _actor(holder, context))


def _actor(row: Any, context: RequestContext) -> Actor:
    return actor(Role(row.role), row.district, context.catalogue.municipality, account=row.code)
