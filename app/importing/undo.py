"""Undoing an import: what a file filed is taken out again, all or nothing, in one transaction.

Nothing was stored of the file: its records are found as they were made, by the rows' ids or by the ids that
follow from their contents. A record that has been corrected since holds what the file did not bring, and one
of a locked tertial is counted: either stops the whole.

What got its id from its content leaves no trace, and the same file can be imported again. What came with an
id of its own is withdrawn as any record: that id may be on a tablet, and must not come back.
"""

from pathlib import Path

from sqlalchemy import Connection, delete

from app.access.actor import COMMAND_LINE
from app.access.request_context import RequestContext
from app.access.trail.service import note
from app.activities.activity import Activity
from app.activities.storage import content_hash
from app.importing.file_reader import FileReader, Progress, Quiet, Record
from app.importing.heading import Heading
from app.importing.identity import Seen, made_id
from app.importing.mistakes import FileRefused
from app.importing.outcome import Undone
from app.importing.records import refusals
from app.importing.source import Source, open_source
from app.intake.advisory_locks import hold_import
from app.intake.filing import FiledRecord, Filing, Item, file_all, prepare
from app.intake.problems import RecordNotFound
from app.intake.withdrawals import WITHDRAWAL, tombstone
from app.kit.database import Database


class _RollBack(Exception):
    pass


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
) -> Undone:
    """Take out again what this file filed.

    What is wrong is in the outcome. Raises a `Problem` where the database cannot do it; nothing is removed
    then either.
    """
    undoing = _Undoing(FileReader(activity, here, progress or Quiet()))
    reader = undoing.reader
    title: str | None = None
    try:
        with open_source(path, sheet, delimiter) as source, Seen() as seen:
            title = source.sheet
            heading = reader.heading(source)
            if not reader.mistakes:
                undoing.all(database, source, heading, seen, dry_run)
    except FileRefused as refused:
        reader.mistakes.add(refused.mistake)
    return Undone(
        rows=reader.rows, sheet=title, refused=reader.refused, mistakes=tuple(reader.mistakes.listed),
        mistakes_in_all=reader.mistakes.total, dry_run=dry_run,
        removed=undoing.removed, absent=undoing.absent,
    )  # fmt: skip


class _Undoing:
    """One undoing on its way."""

    def __init__(self, reader: FileReader) -> None:
        self.reader = reader
        self.removed = self.absent = 0

    def all(self, database: Database, source: Source, heading: Heading, seen: Seen, dry_run: bool) -> None:
        here = self.reader.here
        filing = Filing(here.catalogue, here.day, by_import=True)
        try:
            with database.writing() as session:
                connection = session.connection()
                hold_import(connection)
                for chunk in self.reader.chunks(source, heading, seen):
                    self._remove(connection, chunk, filing, heading, seen)
                if dry_run or self.reader.mistakes:
                    raise _RollBack
                if self.removed:
                    note(session, COMMAND_LINE, "import-undone", here.day)
        except _RollBack:
            pass

    def _remove(
        self, connection: Connection, chunk: list[Record], filing: Filing, heading: Heading, seen: Seen
    ) -> None:
        """Withdraw a chunk's records where they hold what the file says, and forget the ids it had made."""
        activity = self.reader.activity
        made: list[bytes] = []
        outcomes = file_all(connection, [prepare(_withdrawal(item), filing) for _, item in chunk], filing)
        for (draft, item), outcome in zip(chunk, outcomes, strict=True):
            if isinstance(outcome, RecordNotFound) or (
                isinstance(outcome, FiledRecord) and outcome.verdict != "withdrawn"
            ):
                self.absent += 1
            elif isinstance(outcome, FiledRecord):
                self.removed += 1
                if activity.keyed_by_id and (not draft.key.get("id") or self._is_made(item, seen)):
                    made.append(tombstone(activity.name, item.key["id"]))
            else:
                self.reader.refuse(draft, *refusals(outcome, draft, activity, heading, undoing=True))
        connection.execute(delete(WITHDRAWAL).where(WITHDRAWAL.c.id_hash.in_(made)))

    def _is_made(self, item: Item, seen: Seen) -> bool:
        """Whether a given id is the one that an import makes of this content, as in a copy with ids."""
        assert item.content is not None
        hash_ = content_hash(item.content)
        municipality = self.reader.here.catalogue.municipality.municipality
        made = made_id(municipality, item.activity.name, hash_, seen.times(hash_))
        return bool(made == item.key["id"])


def _withdrawal(item: Item) -> Item:
    """The record's withdrawal, where it still holds what the file says."""
    assert item.content is not None
    return item._replace(content=None, if_match=content_hash(item.content))
