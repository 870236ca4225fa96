"""What the database already holds of the records that are being filed, looked up once for all of them."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Executable,
    bindparam,
    select,
    tuple_,
)

from app.activities.activity import Activity
from app.intake.advisory_locks import Key, RecordKeys, hold, identity
from app.intake.locks.tables import TERTIAL_LOCK, closes
from app.intake.withdrawals import WITHDRAWAL, tombstone
from app.vocabulary.periods import Span


class StoredRecord(NamedTuple):
    """A record that is there: its hash, its district and the tertials that it belongs to."""

    hash: bytes
    district: str
    tertials: tuple[str, ...]


class LookUp:
    """The state that filing decides on; kept up to date with what the same filing writes."""

    def __init__(self) -> None:
        self.withdrawn: set[bytes] = set()
        self.locked: set[str] = set()
        self._records: dict[Any, StoredRecord] = {}

    def add_stored(self, activity: Activity, rows: Iterable[Any]) -> None:
        """Rows of (hash, district, period, key...)."""
        for hash_, district, period, *key in rows:
            stored = StoredRecord(bytes(hash_), district, tertials_of(str(period)))
            self._records[(activity.name, *key)] = stored

    def record(self, activity: Activity, key: Key) -> StoredRecord | None:
        return self._records.get(identity(activity, key)) if self._records else None

    def is_withdrawn(self, activity: Activity, key: Key) -> bool:
        if not self.withdrawn or not activity.keyed_by_id:
            return False
        return tombstone(activity.name, key["id"]) in self.withdrawn

    def tertials(self) -> set[str]:
        """Those that the stored records belong to."""
        return {tertial for record in self._records.values() for tertial in record.tertials}

    def closed(self, tertials: Iterable[str]) -> bool:
        return closes(tertials, self.locked)

    def put(self, activity: Activity, key: Key, stored: StoredRecord) -> None:
        self._records[identity(activity, key)] = stored

    def drop(self, activity: Activity, key: Key) -> None:
        self._records.pop(identity(activity, key), None)
        if activity.keyed_by_id:
            self.withdrawn.add(tombstone(activity.name, key["id"]))


MANY = 200
"""Records looked up by one statement; databases bound the number of values in one."""


def look_up(connection: Connection, wanted: RecordKeys) -> LookUp:
    """Read what is stored, what is withdrawn and what is locked, in this order: a record that is withdrawn
    meanwhile is found in one of the first two."""
    state = LookUp()
    by_activity: dict[Activity, list[Key]] = {}
    for activity, key in wanted:
        by_activity.setdefault(activity, []).append(key)
    for activity, keys in by_activity.items():
        for start in range(0, len(keys), MANY):
            some = keys[start : start + MANY]
            state.add_stored(
                activity, connection.execute(_stored(activity), {"keys": _plain(activity, some)})
            )
            if activity.keyed_by_id:
                stones = [tombstone(activity.name, key["id"]) for key in some]
                state.withdrawn.update(connection.execute(_WITHDRAWN, {"stones": stones}).scalars())
    state.locked.update(connection.execute(_LOCKED).scalars())
    return state


_WITHDRAWN = select(WITHDRAWAL.c.id_hash).where(WITHDRAWAL.c.id_hash.in_(bindparam("stones", expanding=True)))
_LOCKED = select(TERTIAL_LOCK.c.tertial)


def _plain(activity: Activity, keys: Sequence[Key]) -> list[object]:
    return [key["id"] if activity.keyed_by_id else identity(activity, key)[1:] for key in keys]


@cache
def _stored(activity: Activity) -> Executable:
    """Rows of (hash, district, period, key...)."""
    table = activity.table
    key = [table.c[name] for name in activity.key]
    own = key[0] if activity.keyed_by_id else tuple_(*key)
    columns = table.c.content_hash, table.c.district, table.c[activity.period]
    return select(*columns, *key).where(own.in_(bindparam("keys", expanding=True)))


@cache
def tertials_of(period: str) -> tuple[str, ...]:
    """The tertials that a month, tertial or year belongs to."""
    return tuple(Span.parse(period).tertials())


def hold_and_look_up(
    connection: Connection, wanted: RecordKeys, tertials: set[str], *, one_by_one: bool = True
) -> LookUp:
    """`hold` the records (unless not `one_by_one`) and these tertials, and `look_up` what is there.

    The tertial in which a record stands now is known only then. It is held too, and looked at again: a lock
    of it may have come in between, and what is corrected or withdrawn leaves it.
    """
    hold(connection, wanted if one_by_one else [], tertials)
    there = look_up(connection, wanted)
    if connection.dialect.name == "postgresql" and (left := there.tertials() - tertials):
        hold(connection, [], left)
        there = look_up(connection, wanted)
    return there
