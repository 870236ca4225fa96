"""Undoing an import: what a file filed is taken out again, all or nothing, in one transaction.

Nothing was stored of the file: its records are found as they were made, by the rows' ids or by the ids that
follow from their contents. A record that has been corrected since holds what the file did not bring, and one
of a locked tertial is counted: either stops the whole.

What got its id from its content leaves no trace, and the same file can be imported again. What came with an
id of its own is withdrawn as any record: that id may be on a tablet, and must not come back.
"""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, delete

from app.access.request_context import RequestContext
from app.activities.activity import Activity
from app.activities.storage import content_hash
from app.importing.file_job import FileJob, Progress, Record
from app.importing.outcome import UndoOutcome
from app.importing.record_reader import refusals
from app.intake.filing import FiledItem, FiledRecord, file_all, prepare
from app.intake.problems import RecordNotFound
from app.intake.withdrawals import WITHDRAWAL, tombstone
from app.kit.db.database import Database


def undo_import(
    database: Database,
    here: RequestContext,
    activity: Activity,
    path: Path,
    *,
    dry_run: bool = False,
    sheet: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
) -> UndoOutcome:
    """Take out again what this file filed.

    What is wrong is in the outcome. Raises a `Problem` where the database cannot do it; nothing is removed
    then either.
    """
    job = _Undo(activity, here, progress)
    read = job.do(database, path, sheet, delimiter, dry_run=dry_run)
    return UndoOutcome(**vars(read), removed=job.removed, absent=job.absent)


class _Undo(FileJob):
    act = "import-undone"
    removed = absent = 0

    @property
    def changed(self) -> bool:
        return self.removed > 0

    def handle(self, connection: Connection, chunk: Sequence[Record]) -> None:
        """Withdraw records where they hold what the file says, and forget the ids that it had made."""
        made: list[bytes] = []
        withdrawals = [prepare(_withdrawal(item), self.filing) for _, item in chunk]
        for (draft, item), outcome in zip(chunk, file_all(connection, withdrawals, self.filing), strict=True):
            if isinstance(outcome, RecordNotFound) or (
                isinstance(outcome, FiledRecord) and outcome.verdict != "withdrawn"
            ):
                self.absent += 1
            elif isinstance(outcome, FiledRecord):
                self.removed += 1
                if self.activity.keyed_by_id and ("id" not in draft.key or self._is_made(item)):
                    made.append(tombstone(self.activity.name, item.key["id"]))
            else:
                self.refuse(draft, *refusals(outcome, draft, self.activity, undoing=True))
        connection.execute(delete(WITHDRAWAL).where(WITHDRAWAL.c.id_hash.in_(made)))

    def _is_made(self, item: FiledItem) -> bool:
        """Whether a given id is the one that an import makes of this content, as in a copy with ids."""
        assert item.content is not None
        municipality = self.here.catalogue.municipality.municipality
        made = self.seen.new_id(municipality, item.activity.name, content_hash(item.content))
        return bool(made == item.key["id"])


def _withdrawal(item: FiledItem) -> FiledItem:
    """The record's withdrawal, where it still holds what the file says."""
    assert item.content is not None
    return item._replace(content=None, if_match=content_hash(item.content))
