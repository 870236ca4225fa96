"""Importing a file: the rules of the intake, all or nothing, in one transaction.

A dry run does all of it, the database's own checks included, and rolls back. A file with a mistake is read
to its end, so that a person can mend all of it at once, and then rolled back as a whole.

A row that gives its id corrects the record that is there; one without an id never does. A file of rows
without ids that are there already, most of them, with some that are not, looks like a mended file: its
mended rows would be filed a second time. It is rolled back too, until somebody says that they are new.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from app.access.request_context import RequestContext
from app.activities.activity import Activity
from app.importing.copy_with_ids import RowIds, has_copy, write_copy
from app.importing.drafts import RecordDraft
from app.importing.file_job import FileJob, Progress, Record
from app.importing.mistakes import UnreadableFile
from app.importing.outcome import ImportOutcome
from app.importing.record_reader import refusals
from app.intake.advisory_locks import hold
from app.intake.filing import FiledItem, FiledRecord, Prepared, PreparedRecord, file_all, prepare
from app.intake.lookup import LookUp, look_up
from app.intake.problems import RecordWithdrawn
from app.kit.db.database import Database

MOST_CORRECTED = 2_000
"""Records that one file may correct. Each is held until the end; PostgreSQL has room for some thousands."""


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
) -> ImportOutcome:
    """Import a CSV or XLSX file of one activity's records.

    `add_anyway` says that rows that are not there yet are new, though most of the file is there. With `copy`
    the file is written once more beside it, with each row's id.

    What is wrong with the file is in the outcome. Raises a `Problem` where the database cannot do it (busy,
    away, full); nothing is stored then either.
    """
    with RowIds() as ids:
        job = _Import(activity, here, progress, ids, add_anyway=add_anyway)
        read = job.do(database, path, sheet, delimiter, dry_run=dry_run)
        outcome = ImportOutcome(
            **vars(read), created=job.verdicts["created"], same=job.verdicts["same"],
            corrected=job.verdicts["corrected"], asks=read.right and job.asks,
        )  # fmt: skip
        if not (copy and outcome.stored and activity.keyed_by_id):
            return outcome
        try:
            if not job.changed and has_copy(path):
                return outcome
            return replace(outcome, copy=write_copy(path, job.sheet, delimiter, ids))
        except OSError:
            return replace(outcome, copy_failed=True)


class _Import(FileJob):
    act = "records-imported"

    def __init__(
        self,
        activity: Activity,
        here: RequestContext,
        progress: Progress | None,
        ids: RowIds,
        *,
        add_anyway: bool,
    ) -> None:
        super().__init__(activity, here, progress)
        self._ids, self._add_anyway = ids, add_anyway
        self.verdicts = Counter[str]()
        self._without_id = Counter[str]()

    @property
    def changed(self) -> bool:
        return bool(self.verdicts["created"] or self.verdicts["corrected"])

    @property
    def asks(self) -> bool:
        """At least half of the rows without an id are there already, and some are not."""
        return not self._add_anyway and 0 < self._without_id["created"] <= self._without_id["same"]

    def handle(self, connection: Connection, chunk: Sequence[Record]) -> None:
        # Ids that the import has made itself are nobody else's to file.
        given = [(item.activity, item.key) for draft, item in chunk if "id" in draft.key]
        there = look_up(connection, given)
        ready = [_correcting(prepare(item, self.filing), draft, there) for draft, item in chunk]
        correcting = [
            (one.item.activity, one.item.key)
            for one in ready
            if isinstance(one, PreparedRecord) and one.item.if_match
        ]
        if self.verdicts["corrected"] + len(correcting) > MOST_CORRECTED:
            raise UnreadableFile("too-many-corrected", most=MOST_CORRECTED)
        hold(connection, correcting, ())
        outcomes = file_all(connection, ready, self.filing)
        # A record that came and was withdrawn while the chunk was filed must not come back with it.
        withdrawn = look_up(connection, given)
        for (draft, item), filed in zip(chunk, outcomes, strict=True):
            gone = withdrawn.is_withdrawn(item.activity, item.key)
            outcome = RecordWithdrawn() if gone and isinstance(filed, FiledRecord) else filed
            if isinstance(outcome, FiledRecord):
                self._count(draft, item, outcome)
            else:
                self.refuse(draft, *refusals(outcome, draft, self.activity))

    def _count(self, draft: RecordDraft, item: FiledItem, filed: FiledRecord) -> None:
        self.verdicts[filed.verdict] += 1
        if self.activity.keyed_by_id:
            if "id" not in draft.key:
                self._without_id[filed.verdict] += 1
            assert filed.hash is not None
            self._ids.put(draft.row, item.key["id"], filed.hash)


def _correcting(one: Prepared, draft: RecordDraft, there: LookUp) -> Prepared:
    """The record with the hash of what it corrects, where its row gave its id and another content: the hash
    of the row's copy, or of what is there."""
    if not isinstance(one, PreparedRecord) or "id" not in draft.key:
        return one
    stored = there.record(one.item.activity, one.item.key)
    if stored is None or stored.hash == one.hash:
        return one
    copied = draft.key.get("hash")
    return one._replace(item=one.item._replace(if_match=bytes.fromhex(copied) if copied else stored.hash))
