"""Answers that wait for a record: how many, since which month, and of which district, for somebody to see.

A session that is being registered has its answers waiting for an hour. What still waits when the month is
over, or whose link was refused, may never be claimed. After some months somebody who has seen how many they
are can remove them; nothing else does.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, delete, func, or_, select
from sqlmodel import Session

from app.access.actor import Actor
from app.activities import theme_meeting
from app.activities.activity import Activity
from app.activities.children import EARLY
from app.answers.tables import EARLY_ANSWER
from app.intake.refused_links import REFUSED_LINK
from app.vocabulary.periods import month_of, months_later

MEETING: Activity = theme_meeting.ACTIVITY
MONTHS = 3
"""Whole months after its own for which an answer waits for its record: a tablet may be offline as long."""


@dataclass(frozen=True)
class UnclaimedAnswers:
    """So many parents answered in a month, and no record has taken them in."""

    number: int
    month: str
    district: str | None = None
    """None: the municipality, where nothing says more. A poster's meeting has no district before it comes."""

    @property
    def until(self) -> str:
        """Last month in which they wait."""
        return months_later(self.month, MONTHS)

    def is_over(self, today: date) -> bool:
        """Whether it has waited as long as a tablet may be offline."""
        return self.until < month_of(today)


def by_link(session: Session, reaches: Callable[[str], bool], today: date) -> list[UnclaimedAnswers]:
    """By month and by the district whose tablet made the links, of those within reach."""
    table = EARLY_ANSWER
    refused = select(REFUSED_LINK.c.token_hash)
    overdue = or_(table.c.month < month_of(today), table.c.token_hash.in_(refused))
    of = (table.c.month, table.c.district)
    counted = select(*of, func.count(table.c.token_hash.distinct())).where(overdue).group_by(*of)
    found = [
        UnclaimedAnswers(int(number), month, district) for month, district, number in session.execute(counted)
    ]
    within = [answers for answers in found if answers.district is None or reaches(answers.district)]
    return sorted(within, key=lambda answers: (answers.month, answers.district or ""))


def by_poster(session: Session, today: date) -> list[UnclaimedAnswers]:
    """By month, of meetings that have not been registered: of the whole municipality."""
    table = MEETING.beside[EARLY]
    each = (
        select(table.c.month, table.c.record_id, table.c.slot)
        .where(table.c.month < month_of(today))
        .distinct()
    )
    months = Counter(str(row.month) for row in session.execute(each))
    return [UnclaimedAnswers(number, month) for month, number in sorted(months.items())]


def remove(connection: Connection, who: Actor, today: date, seen: str) -> None:
    """Remove answers that have waited in vain through the month `seen` or longer, of those within reach: what
    no district is known of is the whole municipality's to remove. The caller owns the transaction."""
    last = min(seen, months_later(month_of(today), -MONTHS - 1))
    early, meetings = EARLY_ANSWER, MEETING.beside[EARLY]
    found = connection.execute(select(early.c.district).where(early.c.month <= last).distinct()).scalars()
    for district in [answers for answers in found if who.reaches(answers)]:
        connection.execute(
            delete(early).where(early.c.month <= last, early.c.district.is_not_distinct_from(district))
        )
    if who.reaches(None):
        connection.execute(delete(meetings).where(meetings.c.month <= last))
