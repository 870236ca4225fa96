"""One-time links: filed with their record by the tablet that made them.

The tablet sends the token's hash; the token itself is on the parent's phone and nowhere else. An answer that
came before its link was filed waited for it and is stored in the same transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from app.access.problems import OtherDistrict
from app.activities import counselling_session
from app.activities.activity import Activity
from app.activities.children import HANDED_OUT, LINKS
from app.answers import room
from app.answers.holding import hold_token
from app.answers.problems import LinkDiffers
from app.answers.tables import EARLY_ANSWER, SPENT_LINK
from app.intake.filing import Filing
from app.intake.lookup import hold_and_look_up
from app.intake.problems import RecordNotFound, RecordWithdrawn, TertialLocked
from app.kit.inserting import insert_new, insert_rows
from app.kit.problems import InvalidInput
from app.vocabulary.periods import month_of

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


def file_link(connection: Connection, link: Link, filing: Filing) -> Verdict:
    """File a link. The caller owns the transaction.

    Raises `RecordNotFound`, `RecordWithdrawn`, `OtherDistrict`, `TertialLocked`, `LinkDiffers`, and
    `InvalidInput` where there are as many links and answers as people who took part.
    """
    hold_token(connection, link.hash)
    key = {"id": link.record}
    there = hold_and_look_up(connection, [(LINKED, key)], set())
    stored = there.record(LINKED, key)
    if stored is None:
        raise RecordWithdrawn() if there.is_withdrawn(LINKED, key) else RecordNotFound()
    if not filing.reaches(stored.district):
        raise OtherDistrict()
    filed = connection.execute(
        select(LINK.c.record_id, LINK.c.respondent).where(LINK.c.token_hash == link.hash)
    ).first()
    if filed is not None:
        if (filed.record_id, filed.respondent) != (link.record, link.respondent):
            raise LinkDiffers()
        return "same"
    early = connection.execute(select(EARLY_ANSWER).where(EARLY_ANSWER.c.token_hash == link.hash)).all()
    spent = select(SPENT_LINK.c.month).where(SPENT_LINK.c.token_hash == link.hash)
    if not early and connection.execute(spent).first() is not None:
        return "same"
    if there.closed(stored.tertials):
        raise TertialLocked()
    given = room.answered(connection, LINKED, link.record) + room.outstanding(connection, LINKED, link.record)
    people = room.took_part(connection, LINKED, link.record)
    if faults := list(room.faults_of_one_more(given, link.respondent, people)):
        raise InvalidInput(faults=faults)
    if early:
        answers = [(row.question, row.questionnaire, row.answer) for row in early]
        store(connection, link.record, link.respondent, answers)
        connection.execute(delete(EARLY_ANSWER).where(EARLY_ANSWER.c.token_hash == link.hash))
    else:
        row = {"token_hash": link.hash, "record_id": link.record, "respondent": link.respondent}
        connection.execute(insert(LINK).values(**row, month=month_of(filing.today)))
    _count(connection, link.record)
    return "created"


def store(
    connection: Connection, record: UUID, respondent: str, answers: Sequence[tuple[str, str, str]]
) -> bool:
    """Store one parent's answers (question, questionnaire, answer); False where there is no room."""
    slot = room.free_place(connection, _ANSWER, record)
    if slot is None:
        return False
    own: dict[str, Any] = {"record_id": record, "slot": slot, "way": "link", "respondent": respondent}
    rows = [
        {**own, "question": question, "questionnaire": questionnaire, "answer": answer}
        for question, questionnaire, answer in answers
    ]
    insert_rows(connection, _ANSWER, rows)
    return True


def _count(connection: Connection, record: UUID) -> None:
    table = LINKED.beside[HANDED_OUT]
    insert_new(connection, table, {"record_id": record, "number": 0})
    connection.execute(update(table).where(table.c.record_id == record).values(number=table.c.number + 1))
