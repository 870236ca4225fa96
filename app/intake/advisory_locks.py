"""Keeping others from what is being filed until the transaction ends: locks on PostgreSQL.

SQLite has one writer at a time and needs nothing. They are taken in one order everywhere (a link, then
tertials, then records), so that nobody waits in a circle.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, text

from app.activities.activity import Activity

Key = Mapping[str, Any]
Identity = tuple[object, ...]
RecordKeys = Sequence[tuple[Activity, Key]]


def identity(activity: Activity, key: Key) -> Identity:
    """What tells a record from all others."""
    return (activity.name, *map(key.__getitem__, activity.key))


_HOLD_TERTIALS = text("SELECT pg_advisory_xact_lock_shared(n) FROM unnest(CAST(:numbers AS bigint[])) AS n")
_HOLD_RECORDS = text("SELECT pg_advisory_xact_lock(n) FROM unnest(CAST(:numbers AS bigint[])) AS n")
_HOLD_ALONE = text("SELECT pg_advisory_xact_lock(:number)")


def hold(connection: Connection, wanted: RecordKeys, tertials: Iterable[str]) -> None:
    """Keep others from filing the same records, or from locking their tertials, until the transaction ends.
    In the order of their numbers, so that two filings cannot wait for each other.
    """
    if connection.dialect.name != "postgresql":
        return
    shared = sorted({_number("tertial", tertial) for tertial in tertials})
    alone = sorted({_number(*identity(activity, key)) for activity, key in wanted})
    if shared:
        connection.execute(_HOLD_TERTIALS, {"numbers": shared})
    if alone:
        connection.execute(_HOLD_RECORDS, {"numbers": alone})


def hold_import(connection: Connection) -> None:
    """Keep other imports waiting until the transaction ends.

    An import does not hold its records against single filings: PostgreSQL's table of locks has room for some
    thousands. What a tablet files under the same id meanwhile is refused by the database's own constraints,
    to the tablet or to the import; only a withdrawal has to be looked for again (`look_up`) afterwards.
    """
    _hold_number(connection, _number("import"))


def hold_tertial(connection: Connection, tertial: str) -> None:
    """Wait for all filings of a tertial to end, and keep new ones waiting, until the transaction ends."""
    _hold_number(connection, _number("tertial", tertial))


def hold_link(connection: Connection, hash_: bytes) -> None:
    """Wait for others that use or file this link, or use this poster, and keep them waiting until the
    transaction ends. Taken before any lock on records."""
    _hold_number(connection, int.from_bytes(hash_[:8], "big", signed=True))


def _hold_number(connection: Connection, number: int) -> None:
    """Keep others that hold this number of 64 bits waiting until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD_ALONE, {"number": number})


def _number(*parts: object) -> int:
    """A lock's number: 63 bits of a hash. Two that collide only wait for each other."""
    return int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:8], "big", signed=True)
