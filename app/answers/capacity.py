"""Room for answers in a record: places drawn by lot, and no more of them than people who took part."""

import secrets
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from app.activities.activity import Activity
from app.activities.children import LINKS, MOST_ANSWERING
from app.activities.questionnaires import NOT_ADULTS, more_than_in_role, more_than_people
from app.kit.faults import Fault
from app.vocabulary.states import KNOWN, NOT_KNOWN


def free_place(connection: Connection, table: Table, record: UUID) -> int | None:
    """A free `slot` of a record's answers, drawn by lot so that it says nothing of who came first."""
    taken = set(connection.execute(select(table.c.slot).where(table.c.record_id == record)).scalars())
    free = [slot for slot in range(MOST_ANSWERING) if slot not in taken]
    return secrets.choice(free) if free else None


def answered(connection: Connection, activity: Activity, record: UUID) -> Counter[str]:
    """How many have answered, by role."""
    table = activity.children["answers"].table
    each = select(table.c.slot, table.c.way, table.c.respondent).where(table.c.record_id == record).distinct()
    return Counter(row.respondent for row in connection.execute(each))


def outstanding(connection: Connection, activity: Activity, record: UUID) -> Counter[str]:
    """How many links of the record have not been used, by role."""
    table = activity.beside[LINKS]
    return Counter(
        connection.execute(select(table.c.respondent).where(table.c.record_id == record)).scalars()
    )


def took_part(connection: Connection, activity: Activity, record: UUID) -> dict[str, int | None]:
    """How many adults took part, by role; None where it is not known."""
    table = activity.children["participants"].table
    found: dict[str, Any] = {
        row.role: row.number if row.state == KNOWN else None
        for row in connection.execute(select(table).where(table.c.record_id == record))
    }
    return found


def faults_of_one_more(given: Counter[str], role: str, there: dict[str, int | None]) -> Iterator[Fault]:
    """Why one more of `role` would be more than took part: no more of a role, and no more in all."""
    in_role = there.get(role)
    if in_role is not None and given[role] >= in_role:
        yield more_than_in_role("respondent", in_role)
        return
    most = people(there)
    if most is not None and given.total() >= most:
        yield more_than_people("respondent", most)


def role_of_one_more(given: Counter[str], role: str, there: dict[str, int | None]) -> str | None:
    """The role in which one more can be counted beside those who have answered, None where nobody is left.

    Where the role is full (the record was corrected since) and somebody else is left, it is not known
    who it was.
    """
    for counted_as in (role, NOT_KNOWN):
        if not list(faults_of_one_more(given, counted_as, there)):
            return counted_as
    return None


def people(there: dict[str, int | None]) -> int | None:
    """How many took part in all, None where it is not known."""
    if there.get("all") is not None:
        return there["all"]
    adults = [number for role, number in there.items() if role not in NOT_ADULTS]
    known = [number for number in adults if number is not None]
    return sum(known) if len(known) == len(adults) else None
