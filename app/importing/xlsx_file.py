"""Reading XLSX: openpyxl opens the workbook (sheets, texts, formats); the sheet's rows are streamed by us.

openpyxl's own row reader keeps an empty element for every row that it has passed, so that its memory grows
with the sheet, and takes about three times as long. A file that unpacks to more than it should is refused
before anything of it is unpacked.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl

from app.importing.heading import printable
from app.importing.mistakes import UnreadableFile
from app.importing.record_file import RecordFile, Row
from app.importing.sheet_rows import stream_rows

MOST_SHEETS = 1 << 30
"""Bytes of all sheets, unpacked; they are streamed."""
MOST_REST = 64 << 20
"""Bytes of all other parts that are read, unpacked; the texts among them are held in memory."""
MOST_PARTS = 2000

_OLD = b"\xd0\xcf\x11\xe0"
_MEDIA = ("xl/media/", "xl/drawings/", "xl/embeddings/", "xl/vbaProject", "docProps/")


@contextmanager
def open_xlsx(path: Path, sheet: str | None = None) -> Iterator[RecordFile]:
    """Raises `UnreadableFile`. Macros are never run, links never followed, cached values never used."""
    _check(path)
    with warnings.catch_warnings(), zipfile.ZipFile(path) as archive:
        # It warns of parts that it leaves out (styles, charts, validation), none of which we read.
        warnings.filterwarnings("ignore", module=r"openpyxl\..*")
        try:
            workbook: Any = openpyxl.load_workbook(path, read_only=True, keep_links=False)
        except Exception:  # it raises whatever a damaged part makes it stumble over
            raise UnreadableFile("not-xlsx") from None
        try:
            yield _source(archive, workbook, _sheet(workbook, sheet))
        finally:
            workbook.close()


def _source(archive: zipfile.ZipFile, workbook: Any, sheet: Any) -> RecordFile:
    """A sheet of an open workbook, its header read."""
    dates = {*workbook._date_formats, *workbook._timedelta_formats}
    rows = stream_rows(archive, sheet._worksheet_path, sheet._shared_strings, dates)
    number, header = next(rows, (1, ()))
    last, at = sheet.max_row, 0

    def counted() -> Iterator[Row]:
        nonlocal at
        for row in rows:
            at = row[0]
            yield row

    def share() -> float | None:
        return min(1.0, at / last) if last else None

    return RecordFile(list(header) if number == 1 else [], counted(), share, sheet=sheet.title)


def _check(path: Path) -> None:
    start = b""
    try:
        with path.open("rb") as file:
            start = file.read(4)
        if start == _OLD:
            raise UnreadableFile("old-or-locked")
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except OSError:
        raise UnreadableFile("file-unreadable") from None
    except zipfile.BadZipFile:
        raise UnreadableFile("file-empty" if not start else "not-xlsx") from None
    sheets = sum(part.file_size for part in parts if part.filename.startswith("xl/worksheets/"))
    read = [part for part in parts if not part.filename.startswith(("xl/worksheets/", *_MEDIA))]
    if sheets > MOST_SHEETS or sum(part.file_size for part in read) > MOST_REST or len(parts) > MOST_PARTS:
        raise UnreadableFile("file-too-large")


def printable_title(title: str) -> str:
    """A sheet's title as it can be printed."""
    return printable(title, 31)


def _sheet(workbook: Any, name: str | None) -> Any:
    sheets = workbook.worksheets
    if name is None:
        if not sheets:
            raise UnreadableFile("not-xlsx")
        # A hidden first sheet is the lists of a form or an older copy, and nobody sees what stands in it.
        return next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])
    for sheet in sheets:
        if sheet.title == name:
            return sheet
    titles = ", ".join(printable_title(sheet.title) for sheet in sheets)
    raise UnreadableFile("no-such-sheet", sheets=titles)
