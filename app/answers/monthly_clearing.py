"""Clearing away what has had its time. Months are all that is kept to tell, so it is done once a month."""

from contextlib import AbstractContextManager
from datetime import date

from sqlalchemy import Connection, Table, delete

from app.activities.children import LINKS, POSTERS
from app.activities.registry import ACTIVITIES
from app.answers.link_keys import forget_old
from app.answers.tables import SENT_PAGE, SPENT_LINK, SPINDLE_INVITATION
from app.intake.refused_links import REFUSED_LINK
from app.kit.db.database import Database
from app.vocabulary.periods import month_of, months_later

LINK_MONTHS = 1
"""Whole months after its own for which a link's row and the hash of one that was used or refused are
kept: two weeks fit in."""


def clear(connection: Connection, today: date) -> None:
    """Remove links that can no longer be used, posters and invitations that ended, old keys. Answers that
    nobody claimed (`app.answers.unclaimed_answers`) are removed by whoever has seen how many they are."""
    this = month_of(today)
    kept: dict[Table, int] = {
        SPENT_LINK: LINK_MONTHS,
        REFUSED_LINK: LINK_MONTHS,
        SENT_PAGE: LINK_MONTHS,
        SPINDLE_INVITATION: 0,
    }
    for activity in ACTIVITIES:
        for name, months in ((LINKS, LINK_MONTHS), (POSTERS, 0)):
            if name in activity.beside:
                kept[activity.beside[name]] = months
    for table, months in kept.items():
        connection.execute(delete(table).where(table.c.month < months_later(this, -months)))
    forget_old(connection, today)


class MonthlyClearing:
    """Does it before the first write of each month, in a transaction of its own, so that it is done whatever
    becomes of that write. Several serving processes do it once each."""

    def __init__(self) -> None:
        self._done = ""

    def filing(self, database: Database, today: date) -> AbstractContextManager[Connection]:
        """A transaction to file in; what has had its time is cleared away before it."""
        this = month_of(today)
        if self._done != this:
            with database.filing() as connection:
                clear(connection, today)
            self._done = this
        return database.filing()
