"""Parents' answers that came before their record: they become the record's when it is filed.

They wait by the record's id, which only the poster of that record could give them (`app.answers`). The
caller owns the transaction, so that a record is never stored without what waited for it, or the other way.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select

from app.activities.activity import Activity
from app.activities.children import EARLY, POSTERS
from app.intake.lookup import MANY
from app.kit.db.bulk_insert import insert_rows


def may_wait(activity: Activity) -> bool:
    """Whether there can be answers that came before their record."""
    return EARLY in activity.beside


def take_in(connection: Connection, activity: Activity, ids: Sequence[UUID]) -> None:
    """Store what waited for these new records (of an activity that `may_wait`) as answers by poster."""
    early = activity.beside[EARLY]
    for start in range(0, len(ids), MANY):
        some = early.c.record_id.in_(ids[start : start + MANY])
        waited = connection.execute(select(early).where(some)).mappings().all()
        if waited:
            insert_rows(connection, activity.children["answers"].table, [_answer(row) for row in waited])
            connection.execute(delete(early).where(some))


def forget(connection: Connection, activity: Activity, id_: UUID) -> None:
    """Remove what belongs to a withdrawn record without referring to it."""
    for name in (EARLY, POSTERS):
        table = activity.beside.get(name)
        if table is not None:
            connection.execute(delete(table).where(table.c.record_id == id_))


def _answer(row: Any) -> dict[str, Any]:
    names = ("record_id", "slot", "question", "questionnaire", "respondent", "answer")
    return {**{name: row[name] for name in names}, "way": "poster"}
