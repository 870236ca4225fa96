"""One-time codes: made, and spent by whoever uses one first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, delete, insert, or_, select
from sqlmodel import Session

from app.access import tokens
from app.access.actor import Actor
from app.access.here import Here
from app.access.limits import Limits
from app.access.problems import CodeNotValid
from app.access.tables import DEVICE_CODE, SIGN_IN_CODE, OneTimeCode

_CODE: Table = OneTimeCode.__table__  # type: ignore[attr-defined]

PAGES = {SIGN_IN_CODE: "/sign-in", DEVICE_CODE: "/enrol"}
"""The pages that read a code from their address's fragment, which no server and no log ever sees."""


@dataclass(frozen=True)
class Issued:
    """A code that was just made. It is shown now or never: only its hash is stored."""

    code: str
    link: str
    expires: datetime
    account: str | None = None
    district: str | None = None


def make(
    session: Session, who: Actor, here: Here, *, district: str | None = None, account: str | None = None
) -> Issued:
    """A new code for a device of `district` or for `account` to sign in. Expired codes are cleared away."""
    session.execute(delete(_CODE).where(_CODE.c.expires < here.hour))
    purpose = SIGN_IN_CODE if account else DEVICE_CODE
    code = tokens.new_code(tokens.LINK_CODE if account else tokens.DEVICE_CODE)
    expires = here.hour + here.settings.code_hours
    row: dict[str, Any] = {
        "code_hash": tokens.code_digest(code),
        "purpose": purpose,
        "district": district,
        "account": account,
        "made_by": who.mark,
        "expires": expires,
    }
    session.execute(insert(_CODE).values(row))
    link = f"{here.settings.public_url.rstrip('/')}{PAGES[purpose]}#{code}"
    return Issued(code, link, end_of(expires), account, district)


def check(session: Session, typed: str, purpose: str, here: Here, limits: Limits) -> bytes:
    """The digest of a code that would work now. Only reads, so that guessing never holds up who writes.

    Raises `CodeNotValid`, `TooManyAttempts`. A code for something else is refused but no attempt to guess:
    the page takes both kinds and tries them in turn.
    """
    digest = tokens.code_digest(typed)
    found = (
        session.execute(select(_CODE.c.purpose).where(*_usable(digest, here))).scalar() if digest else None
    )
    if digest is None or found is None:
        raise limits.wrong_code()
    if found != purpose:
        raise CodeNotValid()
    return digest


def spend(session: Session, digest: bytes, purpose: str, here: Here) -> Any:
    """Remove a code and return its row: of several at the same moment one gets it.

    Raises `CodeNotValid`.
    """
    where = *_usable(digest, here), _CODE.c.purpose == purpose
    row = session.execute(delete(_CODE).where(*where).returning(_CODE)).first()
    if row is None:
        raise CodeNotValid()
    return row


def end_links_of(session: Session, account: str) -> None:
    """Remove the codes that let an account in."""
    session.execute(delete(_CODE).where(_CODE.c.account == account))


def end_all_of(session: Session, account: str) -> None:
    """Remove the codes that let an account in, and those that it made."""
    session.execute(delete(_CODE).where(or_(_CODE.c.account == account, _CODE.c.made_by == account)))


def end_of(hour: int) -> datetime:
    """The moment at which whole hour number `hour` since 1970 is over."""
    return datetime.fromtimestamp((hour + 1) * 3600, UTC)


def _usable(digest: bytes, here: Here) -> tuple[Any, ...]:
    return _CODE.c.code_hash == digest, _CODE.c.expires >= here.hour
