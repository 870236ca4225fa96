"""The keys that a district's tablets make links with: one a month, made when it is first asked for."""

import secrets
from datetime import date

from sqlalchemy import Connection, delete, select

from app.answers.link_tokens import is_ours
from app.answers.tables import LINK_KEY
from app.kit.db.bulk_insert import insert_new
from app.vocabulary.periods import month_of, months_later

BYTES = 32
AHEAD = 2
"""Months ahead for which a tablet gets keys, so that it can be without a network as long."""


def keys_for(connection: Connection, district: str, today: date) -> list[tuple[str, bytes]]:
    """This month's key of a district and the next ones, made where they are missing. Old ones are removed."""
    this = month_of(today)
    months = [months_later(this, number) for number in range(AHEAD + 1)]
    for month in months:
        insert_new(
            connection,
            LINK_KEY,
            {"district": district, "month": month, "key": secrets.token_bytes(BYTES)},
        )
    mine = select(LINK_KEY.c.month, LINK_KEY.c.key).where(
        LINK_KEY.c.district == district, LINK_KEY.c.month.in_(months)
    )
    return sorted((month, bytes(key)) for month, key in connection.execute(mine))


def forget_old(connection: Connection, today: date) -> None:
    """A link works for two weeks, so a key is of use until the end of the month after its own."""
    connection.execute(delete(LINK_KEY).where(LINK_KEY.c.month < months_later(month_of(today), -1)))


def made_in(connection: Connection, token: str, today: date) -> str | None:
    """The district whose enrolled tablet made the token (in its canonical form) in the last two weeks; None
    for one that no district's made. All keys are tried, whichever fits."""
    found = connection.execute(select(LINK_KEY.c.district, LINK_KEY.c.month, LINK_KEY.c.key))
    made = [row.district for row in found if is_ours(token, [(row.month, bytes(row.key))], today)]
    return made[0] if made else None
