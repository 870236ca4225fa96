"""Redeeming a link or a poster: spent, answered and deleted in one transaction; of two at once one counts.

`redeem` resolves the address once more, with its hash and its record held: what was shown to the parent may
have been used, withdrawn or locked since.
"""

from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, update

from app.activities.children import COUNTS, EARLY
from app.answers import capacity, link_tokens, links, sent_pages
from app.answers.links import LINK
from app.answers.parents_form import AnsweredQuestionnaire
from app.answers.resolve import (
    MEETING,
    MEETING_POSTER,
    PRESCHOOL,
    PRESCHOOL_POSTER,
    AnswerTarget,
    resolve,
    role_of,
)
from app.answers.sent_pages import RecentSubmissions
from app.answers.tables import EARLY_ANSWER, SPENT_LINK
from app.intake.advisory_locks import hold, hold_link
from app.intake.locks.tables import is_closed_to
from app.intake.lookup import hold_and_look_up
from app.kit.db.bulk_insert import insert_new, insert_rows
from app.kit.json_values import JsonObject
from app.vocabulary.periods import month_of
from app.vocabulary.states import NO_ANSWER


def redeem(
    connection: Connection,
    typed: str,
    answers: AnsweredQuestionnaire,
    today: date,
    page: bytes | None = None,
    recent: RecentSubmissions | None = None,
) -> bool:
    """Store the answers and use up the link, or one use of the poster. False where it cannot be used (any
    more); nothing is stored then. The caller owns the transaction.

    `page`: the page that was sent (`sent_pages.digest`). A double tap is True, and changes nothing.
    """
    token = link_tokens.canonical(typed)
    if token is None:
        return False
    hold_link(connection, link_tokens.digest(token))
    recent = recent or RecentSubmissions()
    if sent_pages.is_double_tap(connection, token, page, recent):
        return True
    target = resolve(connection, typed, today)
    if target is None:
        return False
    how = {"link": _link, "early-link": _early_link, "meeting": _meeting, "preschool": _preschool}
    if not how[target.what](connection, target, answers, today):
        return False
    sent_pages.remember(connection, page, today)
    recent.remember(page)
    return True


def _link(connection: Connection, target: AnswerTarget, answers: AnsweredQuestionnaire, today: date) -> bool:
    assert target.record is not None
    key = {"id": target.record}
    there = hold_and_look_up(connection, [(target.activity, key)], set())
    stored = there.record(target.activity, key)
    if stored is None or is_closed_to(connection, stored.tertials, stored.district, today):
        return False
    # The record is held now: this is what its participants are.
    role = role_of(connection, target)
    if role is None or not _use_up(connection, target.hash, today):
        return False
    if connection.execute(delete(LINK).where(LINK.c.token_hash == target.hash)).rowcount != 1:
        return False
    return links.store(connection, target.record, role, answers.rows())


def _early_link(
    connection: Connection, target: AnswerTarget, answers: AnsweredQuestionnaire, today: date
) -> bool:
    if not _use_up(connection, target.hash, today):
        return False
    own = {"token_hash": target.hash, "month": month_of(today), "district": target.district}
    insert_rows(connection, EARLY_ANSWER, [{**own, **row} for row in answers.rows()])
    return True


def _use_up(connection: Connection, hash_: bytes, today: date) -> bool:
    """Note that the link is used; False where another was first."""
    return insert_new(connection, SPENT_LINK, {"token_hash": hash_, "month": month_of(today)})


def _meeting(
    connection: Connection, target: AnswerTarget, answers: AnsweredQuestionnaire, today: date
) -> bool:
    assert target.record is not None
    key = {"id": target.record}
    there = hold_and_look_up(connection, [(MEETING, key)], set())
    stored = there.record(MEETING, key)
    if there.is_withdrawn(MEETING, key):
        return False
    if stored and is_closed_to(connection, stored.tertials, stored.district, today):
        return False
    table = MEETING.children["answers"].table if stored else MEETING.beside[EARLY]
    slot = capacity.free_place(connection, table, target.record)
    if slot is None or not _use_once(connection, MEETING_POSTER, target.hash):
        return False
    own: JsonObject = {"record_id": target.record, "slot": slot, "respondent": answers.respondent}
    own |= {"way": "poster"} if stored else {"month": month_of(today)}
    insert_rows(connection, table, [{**own, **row} for row in answers.rows()])
    return True


def _preschool(
    connection: Connection, target: AnswerTarget, answers: AnsweredQuestionnaire, today: date
) -> bool:
    key = {"district": target.district, "tertial": target.tertial}
    hold(connection, [(PRESCHOOL, key)], {target.tertial})
    if is_closed_to(connection, (target.tertial,), target.district, today):
        return False
    if not _use_once(connection, PRESCHOOL_POSTER, target.hash):
        return False
    table = PRESCHOOL.beside[COUNTS]
    for row in answers.rows():
        if row["answer"] != NO_ANSWER:  # nothing was said, so there is nothing to count
            one = {**key, **row, "way": "poster"}
            insert_new(connection, table, {**one, "number": 0})
            where = [table.c[name] == value for name, value in one.items()]
            connection.execute(update(table).where(*where).values(number=table.c.number + 1))
    return True


def _use_once(connection: Connection, table: Any, hash_: bytes) -> bool:
    """Take one use of a poster; False where none is left."""
    left = update(table).where(table.c.code_hash == hash_, table.c.uses > 0)
    return connection.execute(left.values(uses=table.c.uses - 1)).rowcount == 1
