"""Corrections of a record whose participants have answered by themselves: there were no fewer of them."""

from collections import Counter
from collections.abc import Mapping

from sqlalchemy import Connection, select

from app.activities.activity import Activity
from app.activities.questionnaires import fewer_than_answered, over
from app.activities.record import Content
from app.kit.faults import Fault

WITH_RECORD = "with-record"
"""The way of the answers that come with the record, and go with it; all others stay when it is corrected."""


def faults_of_correction(
    connection: Connection, activity: Activity, key: Mapping[str, object], content: Content
) -> list[Fault]:
    """Why the new content cannot be, beside the answers that came by link or poster."""
    child = activity.children.get("answers")
    if child is None or child.shape != "answers":
        return []
    table = child.table
    by_themselves = (
        select(table.c.slot, table.c.respondent)
        .where(table.c.record_id == key["id"], table.c.way != WITH_RECORD)
        .distinct()
    )
    given = Counter(row.respondent for row in connection.execute(by_themselves))
    if not given:
        return []
    given.update(one.respondent for one in getattr(content, "answers", ()))
    faults = over(activity, content, given)
    return [fewer_than_answered(faults)] if faults else []
