"""Importing a file: the rules of the intake, all or nothing, in one transaction.

A dry run does all of it, the database's own checks included, and rolls back. A file with a mistake is read
to its end, so that a person can mend all of it at once, and then rolled back as a whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from app.access.actor import COMMAND_LINE
from app.access.here import Here
from app.access.trail import note
from app.activities.activity import Activity
from app.importing.cells import is_blank
from app.importing.columns import layout
from app.importing.drafts import Draft, Drafting, Row
from app.importing.heading import Heading, read_heading
from app.importing.identity import Seen
from app.importing.mistakes import FileRefused, Mistake, Mistakes, mistake
from app.importing.records import Reading, record_of, refusals
from app.importing.source import Source, open_source
from app.intake.filing import Filed, Filing, Item, file_all, prepare
from app.intake.lookup import hold_import, look_up
from app.intake.problems import RecordWithdrawn
from app.kit.database import Database

CHUNK = 500
"""Records filed at a time: as many as a batch of the API, and all that is in memory at once."""


class Progress(Protocol):
    """Told now and then how far the import is; `share` is 0 to 1, or None where it cannot be told."""

    def at(self, rows: int, mistakes: int, share: float | None) -> None: ...


class Quiet:
    def at(self, rows: int, mistakes: int, share: float | None) -> None:
        pass


@dataclass(frozen=True)
class Outcome:
    """What became of a file. With any mistake, or in a dry run, nothing of it is stored."""

    rows: int
    """Rows that were read, the header and blank ones not counted."""
    created: int
    same: int
    """Records that were there already."""
    refused: int
    mistakes: tuple[Mistake, ...]
    mistakes_in_all: int
    dry_run: bool

    @property
    def right(self) -> bool:
        return self.mistakes_in_all == 0

    @property
    def stored(self) -> bool:
        return self.right and not self.dry_run


class _RollBack(Exception):
    pass


def import_file(
    database: Database,
    here: Here,
    activity: Activity,
    path: Path,
    *,
    dry_run: bool = False,
    sheet: str | None = None,
    delimiter: str | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Import a CSV or XLSX file of one activity's records.

    What is wrong with the file is in the outcome. Raises a `Problem` where the database cannot do it (busy,
    away, full); nothing is stored then either.
    """
    run = _Run(activity, here, progress or Quiet())
    try:
        with open_source(path, sheet, delimiter) as source, Seen() as seen:
            heading = run.heading(source)
            if not run.mistakes:
                run.all(database, source, heading, seen, dry_run)
    except FileRefused as refused:
        run.mistakes.add(refused.mistake)
    return Outcome(
        rows=run.rows,
        created=run.created,
        same=run.same,
        refused=run.refused,
        mistakes=tuple(run.mistakes.listed),
        mistakes_in_all=run.mistakes.total,
        dry_run=dry_run,
    )


class _Run:
    """One import on its way."""

    def __init__(self, activity: Activity, here: Here, progress: Progress) -> None:
        self._activity, self._here, self._progress = activity, here, progress
        self._layout = layout(activity, here.catalogue)
        self.mistakes = Mistakes()
        self.rows = self.created = self.same = self.refused = 0

    def heading(self, source: Source) -> Heading:
        heading, found = read_heading(source.header, self._layout)
        for one in found:
            self.mistakes.add(one)
        return heading

    def all(self, database: Database, source: Source, heading: Heading, seen: Seen, dry_run: bool) -> None:
        try:
            with database.writing() as session:
                connection = session.connection()
                hold_import(connection)
                self._file(connection, source, heading, seen)
                if self.rows == 0:
                    self.mistakes.add(mistake("no-rows"))
                if self.mistakes or dry_run:
                    raise _RollBack
                if self.created:
                    note(session, COMMAND_LINE, "records-imported", self._here.day)
        except _RollBack:
            pass

    def _file(self, connection: Connection, source: Source, heading: Heading, seen: Seen) -> None:
        filing = Filing(self._here.catalogue, self._here.day, by_import=True)
        reading = Reading(self._activity, self._here.catalogue, self._here.day, heading, seen)
        drafting = Drafting(self._layout, heading, even=source.even)
        chunk: list[tuple[Draft, Item]] = []
        for draft in drafting.drafts(self._counted(source)):
            item = record_of(draft, reading)
            if item is None:
                self._refuse(draft)
                continue
            chunk.append((draft, item))
            if len(chunk) == CHUNK:
                self._file_chunk(connection, chunk, filing, heading)
                chunk.clear()
        self._file_chunk(connection, chunk, filing, heading)
        self._progress.at(self.rows, self.mistakes.total, 1.0)

    def _counted(self, source: Source) -> Iterator[Row]:
        """The rows that are not blank."""
        for passed, row in enumerate(source.rows()):
            if passed % CHUNK == 0:
                self._progress.at(self.rows, self.mistakes.total, source.done())
            if not all(map(is_blank, row[1])):
                self.rows += 1
                yield row

    def _file_chunk(
        self, connection: Connection, chunk: list[tuple[Draft, Item]], filing: Filing, heading: Heading
    ) -> None:
        outcomes = file_all(connection, [prepare(item, filing) for _, item in chunk], filing)
        # A record that came and was withdrawn while the chunk was filed must not come back with it.
        # Ids that the import has made itself are nobody else's to file.
        given = [
            (item.activity, item.key) for draft, item in chunk if self._activity.keyed_by_id and draft.key
        ]
        withdrawn = look_up(connection, given)
        for (draft, item), filed in zip(chunk, outcomes, strict=True):
            gone = withdrawn.is_withdrawn(item.activity, item.key)
            outcome = RecordWithdrawn() if gone and isinstance(filed, Filed) else filed
            if not isinstance(outcome, Filed):
                draft.mistakes += refusals(outcome, draft, self._activity, heading)
                self._refuse(draft)
            elif outcome.verdict == "created":
                self.created += 1
            else:
                self.same += 1

    def _refuse(self, draft: Draft) -> None:
        self.refused += 1
        for one in draft.mistakes:
            self.mistakes.add(one)
