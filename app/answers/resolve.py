"""What an address stands for: a link of a record, one whose record has yet to come, a poster, or nothing.

All look-ups are made whatever the first ones find, and nothing says which of them found nothing: used, too
old, forged and misspelt are one and the same from outside.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, select

from app.activities import open_preschool_return, theme_meeting
from app.activities.activity import Activity
from app.activities.children import POSTERS
from app.answers import capacity, link_tokens
from app.answers.link_keys import made_in
from app.answers.links import LINK, LINKED
from app.answers.tables import SPENT_LINK
from app.intake.locks.tables import is_closed_to
from app.intake.lookup import look_up, tertials_of
from app.intake.refused_links import REFUSED_LINK
from app.vocabulary.periods import month_of

MEETING: Activity = theme_meeting.ACTIVITY
PRESCHOOL: Activity = open_preschool_return.ACTIVITY
MEETING_POSTER = MEETING.beside[POSTERS]
PRESCHOOL_POSTER = PRESCHOOL.beside[POSTERS]

TargetKind = Literal["link", "early-link", "meeting", "preschool"]


@dataclass(frozen=True)
class AnswerTarget:
    """Something that can be answered now. `record`, `respondent`, `district` and `tertial` are there where
    `what` has them; a link that is not filed yet has the district whose tablet made it."""

    what: TargetKind
    hash: bytes
    record: UUID | None = None
    respondent: str = ""
    district: str = ""
    tertial: str = ""

    @property
    def activity(self) -> Activity:
        return {"meeting": MEETING, "preschool": PRESCHOOL}.get(self.what, LINKED)

    @property
    def asks_role(self) -> bool:
        """Whether the page asks who answers: a link's hand-over has said it already."""
        return self.what == "meeting"


def resolve(connection: Connection, typed: str, today: date) -> AnswerTarget | None:
    """What an address opens today, or None. Only reads."""
    token = link_tokens.canonical(typed) or "0" * link_tokens.LENGTH
    hash_ = link_tokens.digest(token)
    maker = made_in(connection, token, today)
    # The link before what is said against it: one that goes with its record meanwhile is in one of the two.
    link = _first(connection, select(LINK).where(LINK.c.token_hash == hash_))
    spent = _first(connection, select(SPENT_LINK.c.month).where(SPENT_LINK.c.token_hash == hash_))
    refused = _first(connection, select(REFUSED_LINK.c.month).where(REFUSED_LINK.c.token_hash == hash_))
    meeting = _first(connection, _poster(MEETING_POSTER, hash_, today))
    preschool = _first(connection, _poster(PRESCHOOL_POSTER, hash_, today))
    if link_tokens.canonical(typed) is None:
        return None
    if meeting is not None:
        target = AnswerTarget("meeting", hash_, meeting.record_id)
    elif preschool is not None:
        target = AnswerTarget("preschool", hash_, district=preschool.district, tertial=preschool.tertial)
    elif spent is not None or maker is None:
        return None
    elif link is not None:
        target = AnswerTarget("link", hash_, link.record_id, link.respondent)
    elif refused is not None:
        return None
    else:
        target = AnswerTarget("early-link", hash_, district=maker)
    if _closed(connection, target, today):
        return None
    # A filed link's record may have been corrected since: then there may be nobody left who can answer.
    return None if target.what == "link" and role_of(connection, target) is None else target


def _first(connection: Connection, statement: Any) -> Any:
    return connection.execute(statement).first()


def _poster(table: Any, hash_: bytes, today: date) -> Any:
    return select(table).where(table.c.code_hash == hash_, table.c.uses > 0, table.c.month >= month_of(today))


def _closed(connection: Connection, target: AnswerTarget, today: date) -> bool:
    """Whether the tertial that the answers would go to is locked, or their record withdrawn."""
    if target.tertial:
        return is_closed_to(connection, tertials_of(target.tertial), target.district, today)
    if target.record is None:
        return False
    key = {"id": target.record}
    there = look_up(connection, [(target.activity, key)])
    stored = there.record(target.activity, key)
    if there.is_withdrawn(target.activity, key):
        return True
    return stored is not None and is_closed_to(connection, stored.tertials, stored.district, today)


def role_of(connection: Connection, link: AnswerTarget) -> str | None:
    """The role in which a filed link's answers are counted, None where they could not be."""
    assert link.record is not None
    given = capacity.answered(connection, LINKED, link.record)
    return capacity.role_of_one_more(
        given, link.respondent, capacity.took_part(connection, LINKED, link.record)
    )
