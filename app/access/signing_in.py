"""Signing in: a one-time link or a password becomes a cookie that stands for an account.

Where OpenID Connect joins: as a third way in, beside `with_code` and `with_password`. The callback of the
municipality's identity provider verifies the identity token, finds the account that an admin tied to the
hash of its issuer and subject, and ends in `_open` like the others (with a `way` of its own). From there on
nothing differs: guards know sign-ins, not how they came about. No name or address is taken from the token.
"""

from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlmodel import Session

from app.access import codes, tokens, trail
from app.access.actor import Actor, actor
from app.access.here import Here
from app.access.problems import WrongPassword
from app.access.roles import Role
from app.access.tables import ACTIVE, BY_LINK, BY_PASSWORD, SIGN_IN_CODE, Account, SignIn
from app.kit.database import Database

_ACCOUNT: Table = Account.__table__  # type: ignore[attr-defined]
_SIGN_IN: Table = SignIn.__table__  # type: ignore[attr-defined]
_HOLDER = select(_ACCOUNT.c.code, _ACCOUNT.c.role, _ACCOUNT.c.district)
_BY_TOKEN = _HOLDER.select_from(_SIGN_IN.join(_ACCOUNT, _SIGN_IN.c.account == _ACCOUNT.c.code)).where(
    _SIGN_IN.c.token_hash == bindparam("token"),
    _SIGN_IN.c.expires >= bindparam("hour"),
    _ACCOUNT.c.state == ACTIVE,
)


class SignedIn(NamedTuple):
    """A sign-in that was just made; `token` goes into its cookie and is stored nowhere else."""

    token: str
    actor: Actor


def with_code(session: Session, digest: bytes, here: Here) -> SignedIn:
    """Spend a link's code (its digest comes from `codes.check`). Raises `CodeNotValid`."""
    code = codes.spend(session, digest, SIGN_IN_CODE, here)
    return _open(session, code.account, BY_LINK, here)


def with_password(session: Session, account: str, checked: str, here: Here) -> SignedIn:
    """Sign in an account whose password was found to fit the hash `checked`.

    Checking takes long and happens before the transaction, so the hash must still be the account's.
    Raises `WrongPassword`.
    """
    if password_hash_of(session, account) != checked:
        raise WrongPassword()
    return _open(session, account, BY_PASSWORD, here)


def password_hash_of(session: Session, account: str) -> str | None:
    """The hash of an account's password; None for an unknown or closed account, or one without password."""
    where = _ACCOUNT.c.code == account, _ACCOUNT.c.state == ACTIVE
    hash_: str | None = session.execute(select(_ACCOUNT.c.password_hash).where(*where)).scalar()
    return hash_


def holder_of(database: Database, token: str, here: Here) -> Actor | None:
    """Who is signed in with this cookie, or None: one look-up."""
    row = database.look_up(_BY_TOKEN, {"token": tokens.digest(token), "hour": here.hour})
    return _actor(row, here) if row else None


def account_holder(session: Session, account: str, here: Here) -> Actor:
    """The actor that an account in use stands for. The caller has seen that it is its holder.

    Raises `WrongPassword` where it is closed or unknown.
    """
    where = _ACCOUNT.c.code == account, _ACCOUNT.c.state == ACTIVE
    holder = session.execute(_HOLDER.where(*where)).first()
    if holder is None:
        raise WrongPassword()
    return _actor(holder, here)


def came_by_link(session: Session, token: str) -> bool:
    way = session.execute(
        select(_SIGN_IN.c.way).where(_SIGN_IN.c.token_hash == tokens.digest(token))
    ).scalar()
    return way == BY_LINK


def sign_out(session: Session, token: str) -> None:
    session.execute(delete(_SIGN_IN).where(_SIGN_IN.c.token_hash == tokens.digest(token)))


def set_password(session: Session, who: Actor, token: str, hash_: str, here: Here) -> None:
    """Set the actor's own password and end its other sign-ins; the one with `token` stays."""
    session.execute(update(_ACCOUNT).where(_ACCOUNT.c.code == who.account).values(password_hash=hash_))
    others = _SIGN_IN.c.account == who.account, _SIGN_IN.c.token_hash != tokens.digest(token)
    session.execute(delete(_SIGN_IN).where(*others))
    trail.note(session, who, "password-set", here.day, subject=who.account, district=who.district)


def _open(session: Session, account: str, way: str, here: Here) -> SignedIn:
    session.execute(delete(_SIGN_IN).where(_SIGN_IN.c.expires < here.hour))
    token = tokens.new_token()
    row: dict[str, Any] = {
        "token_hash": tokens.digest(token),
        "account": account,
        "way": way,
        "expires": here.hour + here.settings.sign_in_hours,
    }
    session.execute(insert(_SIGN_IN).values(row))
    holder = session.execute(_HOLDER.where(_ACCOUNT.c.code == account)).one()
    return SignedIn(token, _actor(holder, here))


def _actor(row: Any, here: Here) -> Actor:
    return actor(Role(row.role), row.district, here.catalogue.municipality, account=row.code)
