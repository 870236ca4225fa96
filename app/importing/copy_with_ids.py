"""The file handed back with each row's id and hash, so that a row that is mended later corrects its record.

The hash says which content the row was a copy of: a row from an old copy does not undo a correction that
came after it. Both are columns of the file; nothing about the file is stored in the database.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from app.importing.cell_reader import ForeignValue, Raw, is_blank
from app.importing.open_file import open_source
from app.importing.record_file import RecordFile
from app.importing.temporary_table import TemporaryTable
from app.kit.spreadsheets import OPTIONS

ADDED = ("id", "hash")
_MOST_COPIES = 1000


class RowIds(TemporaryTable):
    """Id and hash of each row."""

    definition = "CREATE TABLE ids (line INTEGER PRIMARY KEY, id TEXT, hash TEXT)"

    def put(self, row: int, id_: UUID, hash_: bytes) -> None:
        self.file.execute("INSERT INTO ids VALUES (?, ?, ?)", (row, str(id_), hash_.hex()))

    def of(self, row: int) -> tuple[str, str]:
        """Both empty where the row has none."""
        pair = self.file.execute("SELECT id, hash FROM ids WHERE line = ?", (row,)).fetchone()
        return pair or ("", "")


def write_copy(path: Path, sheet: str | None, delimiter: str | None, ids: RowIds) -> Path:
    """Write the file once more beside it, in its own format, under a name that is free. Raises `OSError`, and
    leaves no half of a copy."""
    target = _free_name(path)
    target.touch(exist_ok=False)  # before anything is made that could not be put there
    try:
        with open_source(path, sheet, delimiter) as source:
            rows = _rows(source, ids)
            if source.delimiter:
                _write_csv(target, source.delimiter, rows)
            else:
                _write_workbook(target, sheet, rows)
    except (OSError, FileCreateError) as error:  # the latter is how the library tells what the system said
        with suppress(OSError):
            target.unlink()
        raise OSError(target.name) from error
    return target


def _free_name(path: Path) -> Path:
    """`visits.csv` -> `visits-with-ids.csv`, or `visits-with-ids-2.csv` where that is there already: a copy
    in which somebody mends a row is never written over. Raises `OSError`."""
    for number in range(1, _MOST_COPIES):
        target = _copy_name(path, number)
        if not target.exists():
            return target
    raise FileExistsError(path.name)


def has_copy(path: Path) -> bool:
    """Whether the file has been handed back before."""
    return _copy_name(path, 1).exists()


def _copy_name(path: Path, number: int) -> Path:
    stem = re.sub(r"-with-ids(-[0-9]+)?$", "", path.stem)
    ending = ".csv" if path.suffix.lower() == ".csv" else ".xlsx"
    return path.with_name(f"{stem}-with-ids{f'-{number}' if number > 1 else ''}{ending}")


def _rows(source: RecordFile, ids: RowIds) -> Iterator[list[Any]]:
    """The header and the rows, with the columns of `ADDED` filled in; those that are missing come first."""
    header = [cell.strip() if isinstance(cell, str) else cell for cell in source.header]
    new = [name for name in ADDED if name not in header]
    places = {name: header.index(name) for name in ADDED if name in header}
    yield [*new, *source.header]
    for number, cells in source.rows:
        if all(map(is_blank, cells)):
            continue
        values = dict(zip(ADDED, ids.of(number), strict=True))
        row: list[Raw] = [*cells, *[None] * (len(header) - len(cells))]
        for name, place in places.items():
            row[place] = values[name]
        yield [*(values[name] for name in new), *row]


def _write_csv(target: Path, delimiter: str, rows: Iterator[Sequence[Raw]]) -> None:
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)  # None is written as ""


def _write_workbook(target: Path, sheet: str | None, rows: Iterator[Sequence[Raw]]) -> None:
    """One sheet; texts are formatted as text, or Excel would make dates of `2019-03` and `7-12`."""
    options = {**OPTIONS, "in_memory": False, "constant_memory": True}
    with (
        TemporaryDirectory() as folder,  # the library leaves its own there where it fails
        xlsxwriter.Workbook(target, {**options, "tmpdir": folder}) as book,
    ):
        text = book.add_format({"num_format": "@"})
        page = book.add_worksheet(sheet)
        for line, cells in enumerate(rows):
            for index, cell in enumerate(cells):
                if isinstance(cell, str) and cell:
                    page.write_string(line, index, cell, text)
                elif isinstance(cell, int | float):
                    page.write_number(line, index, cell)
                elif isinstance(cell, ForeignValue):  # a file with one of those is refused
                    raise TypeError(cell.value)
