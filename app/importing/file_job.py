"""What an import and its undoing have in common: a file's records a chunk at a time, in one transaction, all
or nothing. What is wrong is collected on the way."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection

from app.access.actor import COMMAND_LINE
from app.access.request_context import RequestContext
from app.access.trail.acts import ActKind
from app.access.trail.service import note
from app.activities.activity import Activity
from app.importing.cell_labels import labels_of
from app.importing.cell_reader import is_blank
from app.importing.drafts import DraftMaker, RecordDraft
from app.importing.heading import read_heading
from app.importing.identity import SeenRows
from app.importing.mistakes import FileMistake, MistakeList, UnreadableFile, mistake
from app.importing.open_file import open_source
from app.importing.outcome import FileOutcome
from app.importing.record_file import RecordFile, Row
from app.importing.record_reader import RecordReader
from app.importing.sheet_columns import layout
from app.intake.advisory_locks import hold_import
from app.intake.filing import FiledItem, Filing
from app.kit.db.database import Database

CHUNK = 500
"""Records handled at a time: as many as a batch of the API, and all that is in memory at once."""

Record = tuple[RecordDraft, FiledItem]

Progress = Callable[[int, int, float | None], None]
"""Told now and then how many rows are read, how many mistakes there are, and how far the file is read: 0 to
1, or None where it cannot be told."""


class _RollBack(Exception):
    pass


class FileJob(ABC):
    """One file of one activity."""

    act: ClassVar[ActKind]
    """What stands in the trail where anything was changed."""

    def __init__(self, activity: Activity, here: RequestContext, progress: Progress | None) -> None:
        self.activity, self.here = activity, here
        self.filing = Filing(here.catalogue, here.day, by_import=True)
        self.mistakes = MistakeList()
        self.sheet: str | None = None
        self.seen: SeenRows
        self._progress = progress or (lambda rows, mistakes, share: None)
        self._layout = layout(activity, here.catalogue)
        self._rows = self._refused = 0

    @abstractmethod
    def handle(self, connection: Connection, chunk: Sequence[Record]) -> None:
        """File or withdraw records; what cannot be done is told to `refuse`."""

    @property
    @abstractmethod
    def changed(self) -> bool:
        """Whether anything was."""

    @property
    def asks(self) -> bool:
        """Whether a person must say something first."""
        return False

    def do(
        self, database: Database, path: Path, sheet: str | None, delimiter: str | None, *, dry_run: bool
    ) -> FileOutcome:
        """Do all of it or, with any mistake, with a question or in a dry run, nothing. What is wrong with the
        file is in the outcome. Raises a `Problem` where the database cannot do it (busy, away, full)."""
        try:
            with open_source(path, sheet, delimiter) as source, SeenRows() as self.seen:
                self.sheet = source.sheet
                self._do_all(database, source, dry_run)
        except UnreadableFile as refused:
            self.mistakes.add(refused.mistake)
        except _RollBack:
            pass
        return FileOutcome(
            self._rows, self.sheet, self._refused, tuple(self.mistakes.listed), self.mistakes.total, dry_run
        )

    def _do_all(self, database: Database, source: RecordFile, dry_run: bool) -> None:
        self.heading, wrong = read_heading(source.header, self._layout)
        for one in wrong:
            self.mistakes.add(one)
        if wrong:
            return
        with database.writing() as session:
            connection = session.connection()
            hold_import(connection)
            for chunk in self._chunks(source):
                self.handle(connection, chunk)
            if dry_run or self.mistakes or self.asks:
                raise _RollBack
            if self.changed:
                note(session, COMMAND_LINE, self.act, self.here.day)

    def _chunks(self, source: RecordFile) -> Iterator[list[Record]]:
        """The records that are right by themselves, at most `CHUNK` at a time."""
        reader = RecordReader(self.activity, self.here.catalogue, self.here.day, self.seen)
        labels = {
            column.header: labels_of(column, self.here.catalogue) for column in self.heading.columns if column
        }
        maker = DraftMaker(self._layout, self.heading, labels, even=source.even)
        chunk: list[Record] = []
        for draft in maker.drafts(self._counted(source)):
            item = reader.record(draft)
            if item is None:
                self.refuse(draft)
                continue
            chunk.append((draft, item))
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        yield chunk
        if self._rows == 0:
            self.mistakes.add(mistake("no-rows"))
        self._progress(self._rows, self.mistakes.total, 1.0)

    def refuse(self, draft: RecordDraft, *found: FileMistake) -> None:
        """Count a record as refused, for the draft's own mistakes and those `found` besides."""
        self._refused += 1
        words = self.here.catalogue.municipality.words
        for one in dict.fromkeys((*draft.mistakes, *found)):  # a cell's words may each be no code: said once
            self.mistakes.add(replace(one, text=words.filled(one.text)))

    def _counted(self, source: RecordFile) -> Iterator[Row]:
        """The rows that are not blank."""
        for passed, row in enumerate(source.rows):
            if passed % CHUNK == 0:
                self._progress(self._rows, self.mistakes.total, source.share())
            if not all(map(is_blank, row[1])):
                self._rows += 1
                yield row
