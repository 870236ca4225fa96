"""Records as a tablet of Farsta registers them, and how many of them the database holds."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, func, select

from app.activities.registry import BY_NAME
from app.intake.examples import EXAMPLES
from tests.support.live import Live

MONTH = "2026-10"
THREE = ("counselling-session", "theme-meeting", "collaboration-activity")
"""Activities of which a record can be made from its example alone."""
THOSE_WHO_ASK = ("counselling-session", "theme-meeting", "programme-group")
"""Activities whose participants are asked."""


def content(activity: str = "counselling-session", **more: Any) -> dict[str, Any]:
    """An example's content, in Farsta and a month that is open."""
    return {**EXAMPLES[activity], "district": "farsta", "month": MONTH, **more}


class Filed:
    """The counselling sessions that have come into a service's database since this was made."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._before = set(stored_ids(live))

    def ids(self) -> list[str]:
        """One for each row, in order."""
        return sorted(set(stored_ids(self._live)) - self._before)

    def arenas(self) -> dict[str, str]:
        """Where each took place, by its id."""
        table: Table = BY_NAME["counselling-session"].table
        found = _rows(self._live, select(table.c.id, table.c.arena))
        return {str(id_): arena for id_, arena in found if str(id_) not in self._before}


def stored_ids(live: Live, activity: str = "counselling-session") -> list[str]:
    """Ids of the records in the service's database, one for each row."""
    table: Table = BY_NAME[activity].table
    return [str(id_) for (id_,) in _rows(live, select(table.c.id))]


def number_of_answers(live: Live, record: str) -> int:
    """Rows of answers to a counselling session."""
    child = BY_NAME["counselling-session"].children["answers"].table
    (found,) = _rows(live, select(func.count()).where(child.c.record_id == UUID(record)))
    return int(found[0])


class Answered:
    """The answers that have come into a service's database since this was made."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._before: dict[str, dict[tuple[str, ...], int]] = {
            activity: stored_answers(live, activity) for activity in THOSE_WHO_ASK
        }

    def now(self, activity: str = "counselling-session") -> dict[tuple[str, ...], int]:
        """How many times each (way, respondent, questionnaire, question, answer) has come."""
        before = self._before[activity]
        found = {
            key: number - before.get(key, 0) for key, number in stored_answers(self._live, activity).items()
        }
        return {key: number for key, number in found.items() if number}


def _rows(live: Live, statement: Any) -> list[Any]:
    database = live.database()
    try:
        with database.reading() as session:
            return list(session.execute(statement).all())
    finally:
        database.dispose()


def stored_answers(live: Live, activity: str = "counselling-session") -> dict[tuple[str, ...], int]:
    """How many times each (way, respondent, questionnaire, question, answer) is in the database."""
    child = BY_NAME[activity].children["answers"].table
    columns = [child.c[name] for name in ("way", "respondent", "questionnaire", "question", "answer")]
    rows = _rows(live, select(*columns, func.count()).group_by(*columns))
    return {tuple(row[:-1]): int(row[-1]) for row in rows}
