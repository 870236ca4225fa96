"""Invitations to the Spindle: one-time links for partners who have no tablet and no account.

A link knows a district, a tertial and a type of organisation, and nothing of who holds it. The server keeps
its hash. Answering deletes the row and files the response in one transaction: nothing ties the two.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from pydantic import ValidationError
from sqlalchemy import Connection, delete, func, insert, select

from app.access.actor import Actor
from app.access.problems import OtherDistrict
from app.activities import spindle_response
from app.activities.activity import Activity
from app.activities.checks import check
from app.answers import link_tokens, sent_pages
from app.answers.tables import SPINDLE_INVITATION
from app.catalogue.catalogue import Catalogue
from app.intake.advisory_locks import hold_link
from app.intake.filing import FiledItem, Filing, file_one, prepare
from app.intake.locks.tables import is_closed_to
from app.intake.problems import InvalidRecord, TertialLocked
from app.kit.faults import Fault
from app.kit.http.validation_errors import faults_of
from app.kit.language import Text
from app.kit.problems import InvalidInput
from app.kit.settings import Settings
from app.vocabulary.periods import month_of, months_later

SPINDLE: Activity = spindle_response.ACTIVITY
ABOUT = ("district", "tertial", "organisation_type")
"""What the link says; everything else in a response the partner does."""
MONTHS = 2
"""Months after this one in which a link works."""
MOST = 30
"""Links that are made at a time: as many as a meeting of partners has chairs."""


@dataclass(frozen=True)
class Invitation:
    """A link that can be used: what it says of its holder's response."""

    hash: bytes
    district: str
    tertial: str
    organisation_type: str


def make(
    connection: Connection,
    who: Actor,
    wanted: Mapping[str, str],
    number: int,
    catalogue: Catalogue,
    today: date,
) -> list[str]:
    """Make links (in their canonical form) for a district, a tertial and a type of organisation.

    Raises `InvalidInput`, `OtherDistrict`, `TertialLocked`. The caller owns the transaction.
    """
    if not 1 <= number <= MOST:
        right = Text(f"Från 1 till {MOST}.", f"From 1 to {MOST}.")
        raise InvalidInput(faults=[Fault("number", "too-large" if number > MOST else "too-small", right)])
    example = dict.fromkeys(items(), 1) | dict(wanted)
    content = _response(example, catalogue)
    if faults := check(SPINDLE, content, catalogue, today):
        raise InvalidInput(faults=faults)
    if not who.reaches(wanted["district"]):
        raise OtherDistrict()
    if is_closed_to(connection, [wanted["tertial"]], wanted["district"], today):
        raise TertialLocked()
    made = [link_tokens.new() for _ in range(number)]
    own = {name: wanted[name] for name in ABOUT} | {"month": months_later(month_of(today), MONTHS)}
    connection.execute(
        insert(SPINDLE_INVITATION), [{"token_hash": link_tokens.digest(token), **own} for token in made]
    )
    return made


def outstanding(connection: Connection, district: str, tertial: str, today: date) -> Counter[str]:
    """Links that have not been used and still can be, by type of organisation."""
    table = SPINDLE_INVITATION
    where = table.c.district == district, table.c.tertial == tertial, table.c.month >= month_of(today)
    statement = select(table.c.organisation_type, func.count()).where(*where)
    found = connection.execute(statement.group_by(table.c.organisation_type))
    return Counter({str(code): int(number) for code, number in found})


def resolve(connection: Connection, typed: str, today: date) -> Invitation | None:
    """What an address invites to today; None for used, forged, expired and misspelt alike. Only reads."""
    token = link_tokens.canonical(typed)
    table = SPINDLE_INVITATION
    hash_ = link_tokens.digest(token or "0" * link_tokens.LENGTH)
    where = table.c.token_hash == hash_, table.c.month >= month_of(today)
    row = connection.execute(select(table).where(*where)).first()
    if token is None or row is None or is_closed_to(connection, [row.tertial], row.district, today):
        return None
    return Invitation(hash_, row.district, row.tertial, row.organisation_type)


def redeem(
    connection: Connection,
    typed: str,
    scores: Mapping[str, object],
    catalogue: Catalogue,
    today: date,
    page: bytes | None = None,
) -> bool:
    """File the response and use up the link; False where it cannot be used (any more).

    `page`: the page that was sent (`sent_pages.digest`). One that was sent before is True, and
    changes nothing.

    Raises `InvalidRecord`, `TertialLocked`; the caller owns the transaction and rolls back then.
    """
    token = link_tokens.canonical(typed)
    if token is None:
        return False
    hold_link(connection, link_tokens.digest(token))
    if sent_pages.was_sent(connection, page):
        return True
    invited = resolve(connection, typed, today)
    if invited is None:
        return False
    table = SPINDLE_INVITATION
    if connection.execute(delete(table).where(table.c.token_hash == invited.hash)).rowcount != 1:
        return False
    content = _response(dict(scores) | {name: getattr(invited, name) for name in ABOUT}, catalogue)
    filing = Filing(catalogue, today)
    prepared = prepare(FiledItem(SPINDLE, {"id": uuid4()}, content), filing)
    file_one(connection, prepared, filing)
    sent_pages.remember(connection, page, today)
    return True


def items() -> tuple[str, ...]:
    """The fields that a partner scores, in their order."""
    return tuple(name for name, kind in SPINDLE.kinds.items() if getattr(kind, "group", None) == "scores")


def address(settings: Settings, token: str) -> str:
    return f"{settings.public_url.rstrip('/')}/spindle/{link_tokens.shown(token)}"


def _response(values: Mapping[str, Any], catalogue: Catalogue) -> Any:
    """Raises `InvalidRecord` for what does not fit the schema."""
    try:
        return SPINDLE.schema.model_validate({"catalogue_version": catalogue.municipality.version, **values})
    except ValidationError as error:
        found = faults_of(error.errors(include_input=False, include_url=False))
        raise InvalidRecord(faults=found) from None
