"""Using a link or a poster: spent, answered and deleted in one transaction; of two uses at once one counts.

`spend` opens the address once more, with its hash and its record held: what was shown to the parent may have
been used, withdrawn or locked since.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, update

from app.activities.children import COUNTS, EARLY
from app.answers import links, room, sent_pages, tokens
from app.answers.holding import hold_token
from app.answers.links import LINK
from app.answers.opening import MEETING, MEETING_POSTER, PRESCHOOL, PRESCHOOL_POSTER, Opened, open_, role_of
from app.answers.sent_pages import SentLately
from app.answers.tables import EARLY_ANSWER, SPENT_LINK
from app.intake.lookup import closed_to, hold_and_look_up
from app.kit.inserting import insert_new, insert_rows
from app.vocabulary.periods import month_of
from app.vocabulary.states import NO_ANSWER


@dataclass(frozen=True)
class Given:
    """What a parent sent: the version of the questions, an answer to each, and who answers on a poster."""

    questionnaire: str
    answers: Mapping[str, str]
    respondent: str = ""

    def rows(self) -> list[dict[str, str]]:
        return [
            {"question": question, "questionnaire": self.questionnaire, "answer": answer}
            for question, answer in self.answers.items()
        ]


def spend(
    connection: Connection,
    typed: str,
    given: Given,
    today: date,
    page: bytes | None = None,
    lately: SentLately | None = None,
) -> bool:
    """Store the answers and use up the link, or one use of the poster. False where it cannot be used (any
    more); nothing is stored then. The caller owns the transaction.

    `page`: the page that was sent (`sent_pages.digest`). A double tap is True, and changes nothing.
    """
    token = tokens.canonical(typed)
    if token is None:
        return False
    hold_token(connection, tokens.digest(token))
    lately = lately or SentLately()
    if sent_pages.is_double_tap(connection, token, page, lately):
        return True
    opened = open_(connection, typed, today)
    if opened is None:
        return False
    how = {"link": _link, "early-link": _early_link, "meeting": _meeting, "preschool": _preschool}
    if not how[opened.what](connection, opened, given, today):
        return False
    sent_pages.remember(connection, page, today)
    lately.remember(page)
    return True


def _link(connection: Connection, opened: Opened, given: Given, today: date) -> bool:
    assert opened.record is not None
    key = {"id": opened.record}
    there = hold_and_look_up(connection, [(opened.activity, key)], set())
    stored = there.record(opened.activity, key)
    if stored is None or closed_to(connection, there, stored.tertials, stored.district, today):
        return False
    # The record is held now: this is what its participants are.
    role = role_of(connection, opened)
    if role is None or not _use_up(connection, opened.hash, today):
        return False
    if connection.execute(delete(LINK).where(LINK.c.token_hash == opened.hash)).rowcount != 1:
        return False
    answers = [(row["question"], row["questionnaire"], row["answer"]) for row in given.rows()]
    return links.store(connection, opened.record, role, answers)


def _early_link(connection: Connection, opened: Opened, given: Given, today: date) -> bool:
    if not _use_up(connection, opened.hash, today):
        return False
    own = {"token_hash": opened.hash, "month": month_of(today), "district": opened.district}
    insert_rows(connection, EARLY_ANSWER, [{**own, **row} for row in given.rows()])
    return True


def _use_up(connection: Connection, hash_: bytes, today: date) -> bool:
    """Note that the link is used; False where another was first."""
    return insert_new(connection, SPENT_LINK, {"token_hash": hash_, "month": month_of(today)})


def _meeting(connection: Connection, opened: Opened, given: Given, today: date) -> bool:
    assert opened.record is not None
    key = {"id": opened.record}
    there = hold_and_look_up(connection, [(MEETING, key)], set())
    stored = there.record(MEETING, key)
    if there.is_withdrawn(MEETING, key):
        return False
    if stored and closed_to(connection, there, stored.tertials, stored.district, today):
        return False
    table = MEETING.children["answers"].table if stored else MEETING.beside[EARLY]
    slot = room.free_place(connection, table, opened.record)
    if slot is None or not _use_once(connection, MEETING_POSTER, opened.hash):
        return False
    own: dict[str, Any] = {"record_id": opened.record, "slot": slot, "respondent": given.respondent}
    own |= {"way": "poster"} if stored else {"month": month_of(today)}
    insert_rows(connection, table, [{**own, **row} for row in given.rows()])
    return True


def _preschool(connection: Connection, opened: Opened, given: Given, today: date) -> bool:
    key = {"district": opened.district, "tertial": opened.tertial}
    there = hold_and_look_up(connection, [(PRESCHOOL, key)], {opened.tertial})
    if closed_to(connection, there, (opened.tertial,), opened.district, today):
        return False
    if not _use_once(connection, PRESCHOOL_POSTER, opened.hash):
        return False
    table = PRESCHOOL.beside[COUNTS]
    for row in given.rows():
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
