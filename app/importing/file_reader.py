"""From an open file to records, a chunk at a time; what is wrong is collected on the way."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from app.access.request_context import RequestContext
from app.activities.activity import Activity
from app.importing.cells import is_blank
from app.importing.columns import layout
from app.importing.drafts import Draft, Drafting, Row
from app.importing.heading import Heading, read_heading
from app.importing.identity import Seen
from app.importing.labels import labels_of
from app.importing.mistakes import Mistake, Mistakes, mistake
from app.importing.records import Reading, record_of
from app.importing.source import Source
from app.intake.filing import Item

CHUNK = 500
"""Records handled at a time: as many as a batch of the API, and all that is in memory at once."""

Record = tuple[Draft, Item]


class Progress(Protocol):
    """Told now and then how far the import is; `share` is 0 to 1, or None where it cannot be told."""

    def at(self, rows: int, mistakes: int, share: float | None) -> None: ...


class Quiet:
    def at(self, rows: int, mistakes: int, share: float | None) -> None:
        pass


class FileReader:
    """Reads one file of one activity; counts its rows and the records that are refused."""

    def __init__(self, activity: Activity, here: RequestContext, progress: Progress) -> None:
        self.activity, self.here = activity, here
        self._progress = progress
        self._layout = layout(activity, here.catalogue)
        self.mistakes = Mistakes()
        self.rows = self.refused = 0

    def heading(self, source: Source) -> Heading:
        heading, found = read_heading(source.header, self._layout)
        for one in found:
            self.mistakes.add(one)
        return heading

    def chunks(self, source: Source, heading: Heading, seen: Seen) -> Iterator[list[Record]]:
        """The records that are right by themselves, at most `CHUNK` at a time."""
        reading = Reading(self.activity, self.here.catalogue, self.here.day, heading, seen)
        labels = {
            column.header: labels_of(column, self.activity, self.here.catalogue)
            for column in heading.columns
            if column is not None
        }
        drafting = Drafting(self._layout, heading, labels, even=source.even)
        chunk: list[Record] = []
        for draft in drafting.drafts(self._counted(source)):
            item = record_of(draft, reading)
            if item is None:
                self.refuse(draft)
                continue
            chunk.append((draft, item))
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
        yield chunk
        if self.rows == 0:
            self.mistakes.add(mistake("no-rows"))
        self._progress.at(self.rows, self.mistakes.total, 1.0)

    def refuse(self, draft: Draft, *found: Mistake) -> None:
        """Count a record as refused, for the draft's own mistakes and those `found` besides."""
        self.refused += 1
        words = self.here.catalogue.municipality.words
        for one in dict.fromkeys((*draft.mistakes, *found)):  # a cell's words may each be no code: said once
            self.mistakes.add(replace(one, text=words.filled(one.text)))

    def _counted(self, source: Source) -> Iterator[Row]:
        """The rows that are not blank."""
        for passed, row in enumerate(source.rows()):
            if passed % CHUNK == 0:
                self._progress.at(self.rows, self.mistakes.total, source.done())
            if not all(map(is_blank, row[1])):
                self.rows += 1
                yield row
