"""What the database already holds of the records that are being filed, looked up once for all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Executable,
    LargeBinary,
    Select,
    String,
    and_,
    bindparam,
    cast,
    literal_column,
    null,
    or_,
    select,
    union_all,
)

from app.activities.activity import Activity
from app.intake.advisory_locks import Key, RecordKeys, hold, identity
from app.intake.locks.tables import TERTIAL_LOCK, closes, excepted
from app.intake.withdrawals import WITHDRAWAL, tombstone
from app.kit.compiled import fetch
from app.vocabulary.periods import Span


class StoredRecord(NamedTuple):
    """A record that is there: its hash, its district and the tertials that it belongs to."""

    hash: bytes
    district: str
    tertials: tuple[str, ...]


class LookUp:
    """The state that filing decides on; kept up to date with what the same filing writes."""

    def __init__(self, records: dict[Any, StoredRecord], withdrawn: set[bytes], locked: set[str]) -> None:
        self._records = records
        self._withdrawn = withdrawn
        self._locked = locked

    def record(self, activity: Activity, key: Key) -> StoredRecord | None:
        return self._records.get(identity(activity, key)) if self._records else None

    def is_withdrawn(self, activity: Activity, key: Key) -> bool:
        if not self._withdrawn or not activity.keyed_by_id:
            return False
        return tombstone(activity.name, key["id"]) in self._withdrawn

    def tertials(self) -> set[str]:
        """Those that the stored records belong to."""
        return {tertial for one in self._records.values() for tertial in one.tertials}

    @property
    def anything_locked(self) -> bool:
        """Whether it is worth asking what is."""
        return bool(self._locked)

    def closed(self, tertials: Iterable[str]) -> bool:
        return closes(tertials, self._locked)

    def put(self, activity: Activity, key: Key, stored: StoredRecord) -> None:
        self._records[identity(activity, key)] = stored

    def drop(self, activity: Activity, key: Key) -> None:
        self._records.pop(identity(activity, key), None)
        if activity.keyed_by_id:
            self._withdrawn.add(tombstone(activity.name, key["id"]))


def closed_to(
    connection: Connection, there: LookUp, tertials: Iterable[str], district: str, today: date
) -> bool:
    """Whether these tertials are locked, and not open to the district by an exception."""
    # Exceptions are few: nobody asks for them but who meets a lock.
    return there.closed(tertials) and not excepted(connection, tertials, district, today)


def look_up(connection: Connection, wanted: RecordKeys) -> LookUp:
    """Read what is stored, withdrawn and locked: one statement for one record, a few for many."""
    records: dict[Any, StoredRecord] = {}
    withdrawn: set[bytes] = set()
    locked: set[str] = set()
    by_activity: dict[str, list[tuple[Activity, Key]]] = {}
    for activity, key in wanted:
        by_activity.setdefault(activity.name, []).append((activity, key))
    for group in by_activity.values():
        activity = group[0][0]
        for statement, values in _statements(activity, [key for _, key in group]):
            for what, hash_, text_, period, *key_values in _found(connection, statement, values):
                if what == _RECORD:
                    records[(activity.name, *key_values)] = StoredRecord(
                        bytes(hash_), text_, tertials_of(str(period))
                    )
                elif what == _WITHDRAWN:
                    withdrawn.add(bytes(hash_))
                else:
                    locked.add(text_)
    return LookUp(records, withdrawn, locked)


def _found(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Iterable[Any]:
    """A statement without values is made for these keys alone."""
    return fetch(connection, statement, values) if values else connection.execute(statement)


_RECORD, _WITHDRAWN, _LOCKED = 0, 1, 2
MANY = 200
"""Records looked up by one statement; databases bound the number of values in one."""


_IDS, _STONES = ([f"{what}_{n}" for n in range(MANY)] for what in ("id", "stone"))
_NAMES = (*_IDS, *_STONES)


def _statements(activity: Activity, keys: Sequence[Key]) -> Iterator[tuple[Executable, dict[str, Any]]]:
    """Statements whose rows are (what, hash, district or tertial, period, key...)."""
    if len(keys) == 1:
        (key,) = keys
        values = {f"key_{name}": value for name, value in key.items()}
        if activity.keyed_by_id:
            values["stone"] = tombstone(activity.name, key["id"])
        yield _one(activity), values
        return
    for start in range(0, len(keys), MANY):
        some = keys[start : start + MANY]
        if not activity.keyed_by_id:
            yield _several(activity, some), {}
            continue
        # The last one fills what is left: the same statement for every lot is built once.
        pairs = [(key["id"], tombstone(activity.name, key["id"])) for key in some]
        pairs += pairs[-1:] * (MANY - len(pairs))
        ids, stones = zip(*pairs, strict=True)
        yield _many(activity), dict(zip(_NAMES, (*ids, *stones), strict=True))


def _sources(activity: Activity) -> tuple[Select[Any], Select[Any], Select[Any]]:
    table = activity.table
    period = cast(table.c[activity.period], String)
    key = [table.c[name] for name in activity.key]
    absent = [cast(null(), column.type) for column in key]
    nothing = cast(null(), LargeBinary)
    stored = select(literal_column(str(_RECORD)), table.c.content_hash, table.c.district, period, *key)
    stones = select(
        literal_column(str(_WITHDRAWN)),
        WITHDRAWAL.c.id_hash,
        cast(null(), String),
        cast(null(), String),
        *absent,
    )
    locks = select(
        literal_column(str(_LOCKED)), nothing, TERTIAL_LOCK.c.tertial, cast(null(), String), *absent
    )
    return stored, stones, locks


@cache
def _one(activity: Activity) -> Executable:
    stored, stones, locks = _sources(activity)
    stored = stored.where(*(activity.table.c[part] == bindparam(f"key_{part}") for part in activity.key))
    if not activity.keyed_by_id:
        return union_all(stored, locks)
    return union_all(stored, stones.where(WITHDRAWAL.c.id_hash == bindparam("stone")), locks)


def _several(activity: Activity, keys: Sequence[Key]) -> Executable:
    stored, _, locks = _sources(activity)
    each = [and_(*(activity.table.c[name] == key[name] for name in activity.key)) for key in keys]
    return union_all(stored.where(or_(*each)), locks)


@cache
def _many(activity: Activity) -> Executable:
    stored, stones, locks = _sources(activity)
    own, stone = activity.table.c.id, WITHDRAWAL.c.id_hash
    stored = stored.where(own.in_([bindparam(name, type_=own.type) for name in _IDS]))
    stones = stones.where(stone.in_([bindparam(name, type_=stone.type) for name in _STONES]))
    return union_all(stored, stones, locks)


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
