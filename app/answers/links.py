"""One-time links: filed with their record by the tablet that made them.

The tablet sends the token's hash; the token itself is on the parent's phone and nowhere else. An answer that
came before its link was filed waited for it and is stored in the same transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from app.access.problems import OtherDistrict
from app.activities import counselling_session
from app.activities.activity import Activity
from app.activities.children import HANDED_OUT, LINKS, MOST_ANSWERING
from app.activities.questionnaires import more_than_people
from app.answers import capacity
from app.answers.problems import LinkDiffers
from app.answers.tables import EARLY_ANSWER, SPENT_LINK
from app.intake.advisory_locks import hold_link
from app.intake.filing import Filing
from app.intake.locks.tables import is_closed_to
from app.intake.lookup import hold_and_look_up
from app.intake.problems import RecordNotFound, RecordWithdrawn, TertialLocked
from app.intake.refused_links import accept, refuse
from app.kit.db.bulk_insert import insert_new, insert_rows
from app.kit.json_values import JsonObject
from app.kit.problems import InvalidInput, Problem
from app.vocabulary.periods import month_of
from app.vocabulary.states import NOT_KNOWN

LINKED: Activity = counselling_session.ACTIVITY
"""The activity whose participants are handed links; those of meetings and open preschools get posters."""
LINK = LINKED.beside[LINKS]
_ANSWER = LINKED.children["answers"].table

Verdict = Literal["created", "same"]


@dataclass(frozen=True)
class Link:
    """A link on its way in: whose record, and to whom it was handed."""

    hash: bytes
    record: UUID
    respondent: str


def file_link(connection: Connection, link: Link, filing: Filing) -> Verdict | Problem:
    """File a link, or say why it is refused: from then on it takes no answers, until it is filed after all.
    The caller owns the transaction and commits it either way.

    Refused with `RecordNotFound`, `RecordWithdrawn`, `OtherDistrict`, `TertialLocked`, `LinkDiffers`, and
    with `InvalidInput` where there are as many links and answers as people who took part. A parent who has
    answered already is counted all the same: where nobody of the role is left, without it.
    """
    hold_link(connection, link.hash)
    try:
        verdict = _file(connection, link, filing)
    except (RecordNotFound, RecordWithdrawn, OtherDistrict, TertialLocked, InvalidInput) as refusal:
        if _filed(connection, link.hash) is None:
            refuse(connection, link.hash, filing.today)
        return refusal
    except LinkDiffers as refusal:
        return refusal
    accept(connection, link.hash)
    return verdict


def _file(connection: Connection, link: Link, filing: Filing) -> Verdict:
    key = {"id": link.record}
    there = hold_and_look_up(connection, [(LINKED, key)], set())
    stored = there.record(LINKED, key)
    if stored is None:
        raise RecordWithdrawn() if there.is_withdrawn(LINKED, key) else RecordNotFound()
    if not filing.reaches(stored.district):
        raise OtherDistrict()
    filed = _filed(connection, link.hash)
    if filed is not None:
        if (filed.record_id, filed.respondent) != (link.record, link.respondent):
            raise LinkDiffers()
        return "same"
    waited = select(EARLY_ANSWER.c.question, EARLY_ANSWER.c.questionnaire, EARLY_ANSWER.c.answer)
    early = connection.execute(waited.where(EARLY_ANSWER.c.token_hash == link.hash)).mappings().all()
    spent = select(SPENT_LINK.c.month).where(SPENT_LINK.c.token_hash == link.hash)
    if not early and connection.execute(spent).first() is not None:
        return "same"
    if is_closed_to(connection, stored.tertials, stored.district, filing.today):
        raise TertialLocked()
    given = capacity.answered(connection, LINKED, link.record)
    people = capacity.took_part(connection, LINKED, link.record)
    if early:
        role = capacity.role_of_one_more(given, link.respondent, people) or NOT_KNOWN
        if not store(connection, link.record, role, early):
            raise InvalidInput(faults=[more_than_people("respondent", MOST_ANSWERING)])
        connection.execute(delete(EARLY_ANSWER).where(EARLY_ANSWER.c.token_hash == link.hash))
    else:
        given += capacity.outstanding(connection, LINKED, link.record)
        if faults := list(capacity.faults_of_one_more(given, link.respondent, people)):
            raise InvalidInput(faults=faults)
        row = {"token_hash": link.hash, "record_id": link.record, "respondent": link.respondent}
        connection.execute(insert(LINK).values(**row, month=month_of(filing.today)))
    _count(connection, link.record)
    return "created"


def store(
    connection: Connection, record: UUID, respondent: str, answers: Sequence[Mapping[Any, Any]]
) -> bool:
    """Store one parent's answers (rows of question, questionnaire, answer); False where there is no room."""
    slot = capacity.free_place(connection, _ANSWER, record)
    if slot is None:
        return False
    own: JsonObject = {"record_id": record, "slot": slot, "way": "link", "respondent": respondent}
    insert_rows(connection, _ANSWER, [{**own, **row} for row in answers])
    return True


def take_back(connection: Connection, hash_: bytes, filing: Filing) -> None:
    """A link that was shown by mistake, or whose record is never filed, takes no answers any more. What was
    answered stays where it is. Raises `OtherDistrict`; the caller owns the transaction."""
    hold_link(connection, hash_)
    filed = _filed(connection, hash_)
    if filed is not None:
        key = {"id": filed.record_id}
        there = hold_and_look_up(connection, [(LINKED, key)], set())
        stored = there.record(LINKED, key)
        if stored is not None and not filing.reaches(stored.district):
            raise OtherDistrict()
        gone = connection.execute(delete(LINK).where(LINK.c.token_hash == hash_)).rowcount
        if stored is not None and gone and not there.closed(stored.tertials):
            _count(connection, filed.record_id, -1)
    refuse(connection, hash_, filing.today)


def _filed(connection: Connection, hash_: bytes) -> Any:
    """The record and the role of a link that is filed and not used, or None."""
    return connection.execute(
        select(LINK.c.record_id, LINK.c.respondent).where(LINK.c.token_hash == hash_)
    ).first()


def _count(connection: Connection, record: UUID, more: int = 1) -> None:
    table = LINKED.beside[HANDED_OUT]
    insert_new(connection, table, {"record_id": record, "number": 0})
    connection.execute(update(table).where(table.c.record_id == record).values(number=table.c.number + more))
