"""One-time codes: made, and spent by whoever uses one first."""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import CheckConstraint, Table, delete, insert, select
from sqlmodel import Session

from app.access import secret_tokens
from app.access.actor import Actor
from app.access.limits import Limits
from app.access.problems import CodeNotValid
from app.access.request_context import RequestContext
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.kit.json_values import JsonObject
from app.vocabulary.classification import Retention
from app.vocabulary.marks import ACCOUNTS, COMMAND_LINE

DEVICE_CODE, SIGN_IN_CODE = "device", "sign-in"

ONE_TIME_CODE = Table(
    "one_time_code",
    metadata,
    columns.digest(
        "code_hash", "hash of the code", "to know the code again", until=Retention.EXPIRED, key=True
    ),
    columns.choice(
        "purpose",
        (DEVICE_CODE, SIGN_IN_CODE),
        "what it opens",
        "a code opens one thing",
        until=Retention.EXPIRED,
    ),
    columns.code(
        "district",
        "districts",
        "district that the device will serve",
        "to bind the device to it",
        until=Retention.EXPIRED,
        nullable=True,
    ),
    columns.mark(
        "account",
        ACCOUNTS,
        "account that it lets in",
        "to let its holder in",
        of="account.code",
        until=Retention.EXPIRED,
        nullable=True,
    ),
    columns.mark(
        "made_by",
        ACCOUNTS,
        "account that made it",
        "to end a closed account's codes, and for the trail",
        also=(COMMAND_LINE,),
        until=Retention.EXPIRED,
    ),
    columns.hour("expires", "last hour in which it works", "a code that is forgotten must end"),
    CheckConstraint(
        "(purpose = 'device' AND district IS NOT NULL AND account IS NULL) "
        "OR (purpose = 'sign-in' AND district IS NULL AND account IS NOT NULL)",
        name="has_one_target",
    ),
    **WITHOUT_ROWID,
)
"""`one_time_code`: enrols one device or lets one account in, once; gone when it is used."""
_CODE = ONE_TIME_CODE.c

PAGES = {SIGN_IN_CODE: "/sign-in", DEVICE_CODE: "/enrol"}
"""The pages that read a code from their address's fragment, which no server and no log ever sees."""


class IssuedCode(NamedTuple):
    """A code that was just made. It is shown now or never: only its hash is stored."""

    code: str
    link: str
    expires: datetime


def make(
    session: Session,
    who: Actor,
    context: RequestContext,
    *,
    district: str | None = None,
    account: str | None = None,
) -> IssuedCode:
    """A new code for a device of `district` or for `account` to sign in. Expired codes are cleared away."""
    session.execute(delete(ONE_TIME_CODE).where(_CODE.expires < context.hour))
    purpose = SIGN_IN_CODE if account else DEVICE_CODE
    code = secret_tokens.new_code(secret_tokens.LINK_CODE if account else secret_tokens.DEVICE_CODE)
    expires = context.hour + context.settings.code_hours
    row: JsonObject = {
        "code_hash": secret_tokens.code_digest(code),
        "purpose": purpose,
        "district": district,
        "account": account,
        "made_by": who.mark,
        "expires": expires,
    }
    session.execute(insert(ONE_TIME_CODE).values(row))
    link = f"{context.settings.public_url.rstrip('/')}{PAGES[purpose]}#{code}"
    # The moment at which the last hour is over.
    return IssuedCode(code, link, datetime.fromtimestamp((expires + 1) * 3600, UTC))


def check(session: Session, typed: str, purpose: str, context: RequestContext, limits: Limits) -> bytes:
    """The digest of a code that would work now. Only reads, so that guessing never holds up who writes.

    Raises `CodeNotValid`, `TooManyAttempts`. A code for something else is refused but no attempt to guess:
    the page takes both kinds and tries them in turn.
    """
    digest = secret_tokens.code_digest(typed) or b""
    known_purpose = session.execute(select(_CODE.purpose).where(*_usable(digest, context))).scalar()
    if known_purpose is None:
        raise limits.wrong_code()
    if known_purpose != purpose:
        raise CodeNotValid()
    return digest


def spend(session: Session, digest: bytes, purpose: str, context: RequestContext) -> Any:
    """Remove a code and return its row: of several at the same moment one gets it.

    Raises `CodeNotValid`.
    """
    where = *_usable(digest, context), _CODE.purpose == purpose
    row = session.execute(delete(ONE_TIME_CODE).where(*where).returning(ONE_TIME_CODE)).first()
    if row is None:
        raise CodeNotValid()
    return row


def end_of_account(session: Session, account: str, *, made_too: bool = False) -> None:
    """Remove the codes that let an account in, and those that it made (`made_too`)."""
    own = _CODE.account == account
    session.execute(delete(ONE_TIME_CODE).where(own | (_CODE.made_by == account) if made_too else own))


def _usable(digest: bytes, context: RequestContext) -> tuple[Any, ...]:
    return _CODE.code_hash == digest, _CODE.expires >= context.hour
