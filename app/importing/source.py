"""A file of rows, whichever its format."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from app.importing.cells import Raw
from app.importing.csv_file import open_csv
from app.importing.drafts import Row
from app.importing.mistakes import FileRefused
from app.importing.xlsx_file import open_xlsx


class Source(Protocol):
    """Rows in their order. Reading raises `FileRefused` where the file can be read no further."""

    header: Sequence[Raw]
    even: bool
    """Whether no row may have fewer cells than the header."""
    sheet: str | None
    """The title of the sheet that is read; None where the format has no sheets."""

    def rows(self) -> Iterator[Row]:
        """The rows under the header, numbered from 2."""
        ...

    def done(self) -> float | None:
        """The share of the file that is read, 0 to 1; None where it cannot be told."""
        ...


@contextmanager
def open_source(path: Path, sheet: str | None = None, delimiter: str | None = None) -> Iterator[Source]:
    """Open a CSV or XLSX file. Raises `FileRefused`.

    `sheet` names an XLSX file's sheet (the first that is not hidden otherwise), `delimiter` a CSV file's (as
    it seems otherwise): `comma`, `semicolon`, `tab` or the character.
    """
    kind = path.suffix.lower()
    if kind == ".csv":
        if sheet is not None:
            raise FileRefused("sheet-of-csv")
        with open_csv(path, delimiter) as source:
            yield source
    elif kind in (".xlsx", ".xlsm"):
        if delimiter is not None:
            raise FileRefused("delimiter-of-xlsx")
        with open_xlsx(path, sheet) as workbook:
            yield workbook
    else:
        raise FileRefused("file-kind" if path.is_file() else "file-unreadable")
