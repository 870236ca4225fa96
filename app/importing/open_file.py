"""Opening a file of rows by the ending of its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.importing.csv_file import open_csv
from app.importing.mistakes import UnreadableFile
from app.importing.record_file import RecordFile
from app.importing.xlsx_file import open_xlsx


@contextmanager
def open_source(path: Path, sheet: str | None = None, delimiter: str | None = None) -> Iterator[RecordFile]:
    """Open a CSV or XLSX file. Raises `UnreadableFile`.

    `sheet` names an XLSX file's sheet (the first that is not hidden otherwise), `delimiter` a CSV file's (as
    it seems otherwise): `comma`, `semicolon`, `tab` or the character.
    """
    kind = path.suffix.lower()
    if kind == ".csv":
        if sheet is not None:
            raise UnreadableFile("sheet-of-csv")
        with open_csv(path, delimiter) as source:
            yield source
    elif kind in (".xlsx", ".xlsm"):
        if delimiter is not None:
            raise UnreadableFile("delimiter-of-xlsx")
        with open_xlsx(path, sheet) as source:
            yield source
    else:
        raise UnreadableFile("file-kind" if path.is_file() else "file-unreadable")
