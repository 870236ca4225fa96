"""A file of rows, whichever its format."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.importing.cell_reader import Raw

Row = tuple[int, Sequence[Raw]]
"""A row's number as a spreadsheet shows it, and its cells."""


@dataclass(frozen=True)
class RecordFile:
    """An open file, its header read. Reading further rows raises `FileRefused` where it cannot be read."""

    header: Sequence[Raw]
    rows: Iterator[Row]
    """Under the header, numbered from 2."""
    share: Callable[[], float | None]
    """How much of the file is read, 0 to 1; None where it cannot be told."""
    sheet: str | None = None
    """The title of the sheet that is read; None where the format has no sheets."""
    delimiter: str | None = None
    """What stands between the cells of a CSV file."""

    @property
    def even(self) -> bool:
        """Whether no row may have fewer cells than the header."""
        return self.delimiter is not None
