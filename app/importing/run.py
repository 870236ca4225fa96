"""Importing a file: the rules of the intake, all or nothing, in one transaction.

A dry run does all of it, the database's own checks included, and rolls back. A file with a mistake is read
to its end, so that a person can mend all of it at once, and then rolled back as a whole.

A row that gives its id corrects the record that is there; one without an id never does. A file of rows
without ids that are there already, most of them, with some that are not, looks like a mended file: its
mended rows would be filed a second time. It is rolled back too, until somebody says that they are new.
"""

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from app.access.actor import COMMAND_LINE
from app.access.request_context import RequestContext
from app.access.trail.service import note
from app.activities.activity import Activity
from app.importing.drafts import Draft
from app.importing.file_reader import FileReader, Progress, Quiet, Record
from app.importing.handed_back import Ids, has_copy, write_copy
from app.importing.heading import Heading
from app.importing.identity import Seen
from app.importing.mistakes import FileRefused
from app.importing.outcome import Outcome
from app.importing.records import refusals
from app.importing.source import Source, open_source
from app.intake.advisory_locks import hold, hold_import
from app.intake.filing import FiledRecord, Filing, Item, Prepared, PreparedRecord, file_all, prepare
from app.intake.lookup import LookUp, look_up
from app.intake.problems import RecordWithdrawn
from app.kit.database import Database

MOST_CORRECTED = 2_000
"""Records that one file may correct. Each is held until the end; PostgreSQL has room for some thousands."""


class _RollBack(Exception):
    pass


def import_file(
    database: Database,
    here: RequestContext,
    activity: Activity,
    path: Path,
    *,
    dry_run: bool = False,
    add_anyway: bool = False,
    sheet: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
    copy: bool = False,
) -> Outcome:
    """Import a CSV or XLSX file of one activity's records.

    `add_anyway` says that rows that are not there yet are new, though most of the file is there. With `copy`
    the file is written once more beside it, with each row's id.

    What is wrong with the file is in the outcome. Raises a `Problem` where the database cannot do it (busy,
    away, full); nothing is stored then either.
    """
    with Ids() as ids:
        run = _Import(FileReader(activity, here, progress or Quiet()), ids, add_anyway=add_anyway)
        title: str | None = None
        try:
            with open_source(path, sheet, delimiter) as source, Seen() as seen:
                title = source.sheet
                heading = run.reader.heading(source)
                if not run.reader.mistakes:
                    run.all(database, source, heading, seen, dry_run)
        except FileRefused as refused:
            run.reader.mistakes.add(refused.mistake)
        outcome = run.outcome(title, dry_run)
        changed = outcome.created or outcome.corrected
        if not (copy and outcome.stored and activity.keyed_by_id):
            return outcome
        try:
            if not changed and has_copy(path):
                return outcome
            return replace(outcome, copy=write_copy(path, title, delimiter, ids))
        except OSError:
            return replace(outcome, copy_failed=True)


def _correcting(one: Prepared, draft: Draft, there: LookUp) -> Prepared:
    """The record with the hash of what it corrects, where its row gave its id and another content: the hash
    of the row's copy, or of what is there."""
    if not isinstance(one, PreparedRecord) or not draft.key.get("id"):
        return one
    stored = there.record(one.item.activity, one.item.key)
    if stored is None or stored.hash == one.hash:
        return one
    copied = draft.key.get("hash")
    return one._replace(item=one.item._replace(if_match=bytes.fromhex(copied) if copied else stored.hash))


class _Import:
    """One import on its way."""

    def __init__(self, reader: FileReader, ids: Ids, *, add_anyway: bool) -> None:
        self.reader = reader
        self._activity, self._here = reader.activity, reader.here
        self._ids, self._add_anyway = ids, add_anyway
        self._created = self._same = self._corrected = 0
        self._without_id = {"created": 0, "same": 0}

    def outcome(self, sheet: str | None, dry_run: bool) -> Outcome:
        reader = self.reader
        return Outcome(
            rows=reader.rows, sheet=sheet, refused=reader.refused,
            mistakes=tuple(reader.mistakes.listed), mistakes_in_all=reader.mistakes.total, dry_run=dry_run,
            created=self._created, same=self._same, corrected=self._corrected,
            asks=not reader.mistakes and not self._add_anyway and self._looks_mended(),
        )  # fmt: skip

    def all(self, database: Database, source: Source, heading: Heading, seen: Seen, dry_run: bool) -> None:
        try:
            with database.writing() as session:
                connection = session.connection()
                hold_import(connection)
                filing = Filing(self._here.catalogue, self._here.day, by_import=True)
                for chunk in self.reader.chunks(source, heading, seen):
                    self._file(connection, chunk, filing, heading)
                if dry_run or self.reader.mistakes or (self._looks_mended() and not self._add_anyway):
                    raise _RollBack
                if self._created or self._corrected:
                    note(session, COMMAND_LINE, "records-imported", self._here.day)
        except _RollBack:
            pass

    def _looks_mended(self) -> bool:
        """Whether at least half of the rows without an id are there already, and some are not."""
        created, same = self._without_id["created"], self._without_id["same"]
        return 0 < created <= same

    def _file(self, connection: Connection, chunk: list[Record], filing: Filing, heading: Heading) -> None:
        # Ids that the import has made itself are nobody else's to file.
        given = [
            (item.activity, item.key)
            for draft, item in chunk
            if self._activity.keyed_by_id and draft.key.get("id")
        ]
        ready = [prepare(item, filing) for _, item in chunk]
        there = look_up(connection, given)
        ready = [_correcting(one, draft, there) for one, (draft, _) in zip(ready, chunk, strict=True)]
        correcting = [
            (one.item.activity, one.item.key)
            for one in ready
            if isinstance(one, PreparedRecord) and one.item.if_match
        ]
        if self._corrected + len(correcting) > MOST_CORRECTED:
            raise FileRefused("too-many-corrected", most=MOST_CORRECTED)
        hold(connection, correcting, ())
        outcomes = file_all(connection, ready, filing)
        # A record that came and was withdrawn while the chunk was filed must not come back with it.
        withdrawn = look_up(connection, given)
        for (draft, item), filed in zip(chunk, outcomes, strict=True):
            gone = withdrawn.is_withdrawn(item.activity, item.key)
            outcome = RecordWithdrawn() if gone and isinstance(filed, FiledRecord) else filed
            if isinstance(outcome, FiledRecord):
                self._count(draft, item, outcome)
            else:
                self.reader.refuse(draft, *refusals(outcome, draft, self._activity, heading))

    def _count(self, draft: Draft, item: Item, filed: FiledRecord) -> None:
        if filed.verdict == "corrected":
            self._corrected += 1
        elif filed.verdict == "created":
            self._created += 1
        else:
            self._same += 1
        if self._activity.keyed_by_id:
            if not draft.key.get("id"):
                self._without_id[filed.verdict] += 1
            assert filed.hash is not None
            self._ids.put(draft.row, item.key["id"], filed.hash)
