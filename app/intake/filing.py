"""Filing: the one way in which a record reaches the database, alone, in a batch or by import.

`prepare` checks a record and lays it out, before any database is asked: a writer's turn is short. `decide`
is the contract (design, section 3) in one pure function. `file_all` looks up what is there, decides for each
record, and writes: new records of a batch together, everything else one by one, each in its own savepoint.
The caller owns the transaction; nothing here commits.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, delete, insert, update
from sqlalchemy.exc import IntegrityError

from app.access.problems import OtherDistrict
from app.activities.activity import Activity
from app.activities.checks import check
from app.activities.record import Content
from app.activities.storage import Rows, content_hash, rows_of
from app.catalogue.catalogue import Catalogue
from app.intake import early_answers, refused_links
from app.intake.advisory_locks import Identity, identity
from app.intake.correction_checks import WITH_RECORD, faults_of_correction
from app.intake.locks.tables import excepted
from app.intake.lookup import LookUp, StoredRecord, hold_and_look_up, tertials_of
from app.intake.problems import (
    InvalidRecord,
    RecordChanged,
    RecordDiffers,
    RecordNotFound,
    RecordWithdrawn,
    TertialLocked,
)
from app.intake.withdrawals import WITHDRAWAL, tombstone
from app.kit.db.bulk_insert import insert_rows
from app.kit.db.sqlite_checkpoints import erases
from app.kit.logs import log
from app.kit.problems import InternalError, Problem

Verdict = Literal["created", "same", "corrected", "withdrawn"]


@dataclass(frozen=True)
class Filing:
    """By which catalogue and calendar records are filed, and for which districts the sender may
    (None: any)."""

    catalogue: Catalogue
    today: date
    reach: frozenset[str] | None = None
    by_import: bool = False
    """The caller has called `hold_import`: the records are too many to be held one by one."""

    def reaches(self, district: str) -> bool:
        return self.reach is None or district in self.reach


class FiledItem(NamedTuple):
    """One record on its way in. `content` is None for a withdrawal."""

    activity: Activity
    key: Mapping[str, Any]
    content: Content | None
    if_match: bytes | None = None


class FiledRecord(NamedTuple):
    """What became of a record, and its hash (none for a withdrawn one)."""

    verdict: Verdict
    hash: bytes | None


Outcome = FiledRecord | Problem


class PreparedRecord(NamedTuple):
    """An item that has passed its checks, with what it takes to store it."""

    item: FiledItem
    hash: bytes | None
    rows: Rows
    district: str
    tertials: tuple[str, ...]

    @property
    def identity(self) -> Identity:
        return identity(self.item.activity, self.item.key)


Prepared = PreparedRecord | Problem


def file_one(connection: Connection, prepared: Prepared, filing: Filing) -> FiledRecord:
    """File one record in a transaction of its own. Raises the `Problem` that refuses it, and the caller
    rolls back."""
    outcome = _file([prepared], connection, filing, nullcontext)[0]
    if isinstance(outcome, Problem):
        raise outcome
    return outcome


def file_all(connection: Connection, prepared: Sequence[Prepared], filing: Filing) -> list[Outcome]:
    """File records in their order; what becomes of each stands at its place. Never raises for one record:
    each is a savepoint of its own."""
    return _file(prepared, connection, filing, connection.begin_nested)


def _file(
    prepared: Sequence[Prepared],
    connection: Connection,
    filing: Filing,
    unit: Callable[[], AbstractContextManager[object]],
) -> list[Outcome]:
    ready = [record for record in prepared if isinstance(record, PreparedRecord)]
    wanted = [(record.item.activity, record.item.key) for record in ready]
    tertials = {tertial for record in ready for tertial in record.tertials}
    there = hold_and_look_up(connection, wanted, tertials, one_by_one=not filing.by_import)
    created: set[Identity] = set()
    if len(ready) > 1:
        new = [record for record in _once(ready) if _decision(connection, record, there, filing) == "created"]
        created = _create_together(connection, new)
    return [
        record
        if isinstance(record, Problem)
        else FiledRecord("created", record.hash)
        if record.identity in created
        else _file_alone(connection, record, there, filing, unit)
        for record in prepared
    ]


def decide(
    stored: StoredRecord | None, hash_: bytes | None, if_match: bytes | None, *, withdrawn: bool, closed: bool
) -> Verdict | type[Problem]:
    """The intake contract. `hash_` is the new content's, None for a withdrawal; `closed` says that a tertial
    of the stored or the new content is locked."""
    if withdrawn:
        return "same" if hash_ is None else RecordWithdrawn
    if stored is None:
        if hash_ is None:
            return RecordNotFound
        if if_match is not None:
            return RecordChanged
        return TertialLocked if closed else "created"
    if hash_ == stored.hash:
        return "same"
    if hash_ is not None and if_match is None:
        return RecordDiffers
    if if_match is not None and if_match != stored.hash:
        return RecordChanged
    if closed:
        return TertialLocked
    return "withdrawn" if hash_ is None else "corrected"


def prepare(item: FiledItem, filing: Filing) -> Prepared:
    """Check one record and lay out its rows, or say why it is refused."""
    activity, content = item.activity, item.content
    if content is None:
        return PreparedRecord(item, None, {}, "", ())
    faults = check(activity, content, filing.catalogue, filing.today, item.key)
    if faults:
        return InvalidRecord(faults=faults)
    derived = activity.derive(item.key, filing.catalogue) if activity.derive else {}
    about = {**item.key, **derived}
    district = str(about.get("district") or getattr(content, "district", ""))
    if not filing.reaches(district):
        return OtherDistrict()
    hash_ = content_hash(content)
    period = str(about.get(activity.period) or getattr(content, activity.period))
    rows = rows_of(activity, item.key, content, hash_, derived)
    return PreparedRecord(item, hash_, rows, district, tertials_of(period))


def _decision(
    connection: Connection, record: PreparedRecord, there: LookUp, filing: Filing
) -> Verdict | Problem:
    activity, key = record.item.activity, record.item.key
    stored = there.record(activity, key)
    if stored is not None and not filing.reaches(stored.district):
        return OtherDistrict()
    decided = decide(
        stored,
        record.hash,
        record.item.if_match,
        withdrawn=there.is_withdrawn(activity, key),
        closed=bool(there.locked)
        and any(
            # Exceptions are few: nobody asks for them but who meets a lock.
            there.closed(tertials) and not excepted(connection, tertials, district, filing.today)
            for tertials, district in (
                (record.tertials, record.district),
                (stored.tertials, stored.district) if stored else ((), ""),
            )
            if tertials
        ),
    )
    return decided if isinstance(decided, str) else decided()


def _once(ready: Sequence[PreparedRecord]) -> list[PreparedRecord]:
    """Those that no other one of the batch is the same record as: no decision depends on what becomes of
    them."""
    times = Counter(record.identity for record in ready)
    return [record for record in ready if times[record.identity] == 1]


def _create_together(connection: Connection, fresh: Sequence[PreparedRecord]) -> set[Identity]:
    """Insert many new records at once, each once. Which they are, or none if the database refused any: then
    each is tried in its own savepoint."""
    rows: Rows = {}
    if all(record.item.activity.keyed_by_id for record in fresh):
        # In the keys' order they meet the tables' pages one after another.
        fresh = sorted(fresh, key=lambda record: record.item.key["id"].int)
    for record in fresh:
        for table, own in record.rows.items():
            rows.setdefault(table, []).extend(own)
    try:
        with connection.begin_nested():
            _insert(connection, rows)
            for activity in {record.item.activity for record in fresh}:
                if early_answers.may_wait(activity):
                    ids = [record.item.key["id"] for record in fresh if record.item.activity is activity]
                    early_answers.take_in(connection, activity, ids)
    except IntegrityError:
        return set()
    return {record.identity for record in fresh}


def _file_alone(
    connection: Connection,
    record: PreparedRecord,
    there: LookUp,
    filing: Filing,
    unit: Callable[[], AbstractContextManager[object]],
) -> Outcome:
    decided = _decision(connection, record, there, filing)
    if isinstance(decided, Problem):
        return decided
    if decided == "same":
        return FiledRecord("same", record.hash)
    if decided == "corrected" and record.item.content is not None and record.item.activity.keyed_by_id:
        faults = faults_of_correction(connection, record.item.activity, record.item.key, record.item.content)
        if faults:
            return InvalidRecord(faults=faults)
    try:
        with unit():
            _write(connection, record, decided)
    except IntegrityError as error:
        # The checks let through what the database refuses: our fault, and this record's alone.
        log.error("record refused by the database", exc_info=error)
        return InternalError()
    if decided == "withdrawn":
        there.drop(record.item.activity, record.item.key)
    else:
        assert record.hash is not None
        there.put(
            record.item.activity, record.item.key, StoredRecord(record.hash, record.district, record.tertials)
        )
    return FiledRecord(decided, record.hash)


def _write(connection: Connection, record: PreparedRecord, decided: Verdict) -> None:
    activity, key = record.item.activity, record.item.key
    if decided != "created":
        erases(connection)
    where = [activity.table.c[name] == value for name, value in key.items()]
    if decided == "withdrawn":
        if activity.keyed_by_id:
            refused_links.refuse_of_record(connection, activity, key["id"])
        connection.execute(delete(activity.table).where(*where))  # its children go with it
        if activity.keyed_by_id:  # a return has no id that could come back late
            connection.execute(insert(WITHDRAWAL).values(id_hash=tombstone(activity.name, key["id"])))
            early_answers.forget(connection, activity, key["id"])
        return
    if decided == "corrected":
        _clear(connection, activity, key)
        (own,) = record.rows[activity.table]
        connection.execute(update(activity.table).where(*where).values(own))
        _insert(
            connection, {table: rows for table, rows in record.rows.items() if table is not activity.table}
        )
        return
    _insert(connection, record.rows)
    if early_answers.may_wait(activity):
        early_answers.take_in(connection, activity, [key["id"]])


def _clear(connection: Connection, activity: Activity, key: Mapping[str, object]) -> None:
    """Remove the children that the record brought; answers that came by a link stay."""
    for child in activity.children.values():
        table = child.table
        where = (
            [table.c.record_id == key["id"]]
            if activity.keyed_by_id
            else [table.c[k] == v for k, v in key.items()]
        )
        if child.shape == "answers":
            where.append(table.c.way == WITH_RECORD)
        connection.execute(delete(table).where(*where))


def _insert(connection: Connection, rows: Rows) -> None:
    for table, own in rows.items():
        insert_rows(connection, table, own)
