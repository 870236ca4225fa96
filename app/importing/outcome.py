"""What became of a file that was imported, or whose import was undone."""

from dataclasses import dataclass
from pathlib import Path

from app.importing.mistakes import FileMistake


@dataclass(frozen=True)
class FileOutcome:
    """What was read. With any mistake, or in a dry run, nothing is stored or removed."""

    rows: int
    """Rows that were read, the header and blank ones not counted."""
    sheet: str | None
    """The sheet that was read; None in a CSV file."""
    refused: int
    mistakes: tuple[FileMistake, ...]
    mistakes_in_all: int
    dry_run: bool

    @property
    def right(self) -> bool:
        return self.mistakes_in_all == 0

    @property
    def done(self) -> bool:
        """Whether the file is right, and needs nobody's word."""
        return self.right


@dataclass(frozen=True)
class ImportOutcome(FileOutcome):
    """What became of a file's records."""

    created: int
    same: int
    """Records that were there already."""
    corrected: int
    """Records whose row gave their id, with other content than was there."""
    asks: bool
    """Whether nothing was stored because a person must say first that the new rows are new (`add_anyway`)."""
    copy: Path | None = None
    """The file with each row's id, where one was written."""
    copy_failed: bool = False

    @property
    def done(self) -> bool:
        return self.right and not self.asks

    @property
    def stored(self) -> bool:
        return self.done and not self.dry_run


@dataclass(frozen=True)
class UndoOutcome(FileOutcome):
    """What became of the records that a file had filed."""

    removed: int
    absent: int
    """Rows whose record is not there: never filed, or withdrawn since."""
