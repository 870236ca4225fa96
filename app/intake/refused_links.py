"""Links that take no answers: their record cannot be counted with one more, or has been withdrawn.

A tablet's link proves by itself that it was made here, so the service would take an answer to it before it
has heard of it. Of a link that it has refused, or whose record is gone, it therefore remembers the hash for
as long as the link could be used. Filing it after all (`app.answers.links`) forgets that.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, Table, delete, select

from app.activities.activity import Activity
from app.activities.children import LINKS
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.kit.db.bulk_insert import insert_new
from app.vocabulary.classification import Retention
from app.vocabulary.periods import month_of

REFUSED_LINK = Table(
    "refused_link",
    metadata,
    columns.digest(
        "token_hash",
        "hash of a link that can never be counted",
        "to take no answer to it",
        until=Retention.EXPIRED,
        key=True,
    ),
    columns.month("month", "month in which it was refused", "to clear it away", until=Retention.EXPIRED),
    **WITHOUT_ROWID,
)


def refuse(connection: Connection, hash_: bytes, today: date) -> None:
    """From now on the link takes no answers."""
    insert_new(connection, REFUSED_LINK, {"token_hash": hash_, "month": month_of(today)})


def accept(connection: Connection, hash_: bytes) -> None:
    """The link is filed: what was said against it is forgotten."""
    connection.execute(delete(REFUSED_LINK).where(REFUSED_LINK.c.token_hash == hash_))


def refuse_of_record(connection: Connection, activity: Activity, id_: UUID) -> None:
    """Before a record goes: its links, which go with it, take no answers afterwards."""
    link = activity.beside.get(LINKS)
    if link is None:
        return
    for row in connection.execute(select(link.c.token_hash, link.c.month).where(link.c.record_id == id_)):
        insert_new(connection, REFUSED_LINK, {"token_hash": row.token_hash, "month": row.month})
