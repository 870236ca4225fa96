"""Reading CSV: UTF-8, delimited by comma, semicolon or tab, row by row.

Swedish Excel writes semicolons, others commas, and a paste into a text editor tabs: the header line tells,
or a line `sep=;` before it, which Excel reads and never shows. Everything else about the format is strict,
so that a file that is not what it seems is refused where it breaks.
"""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from app.importing.cells import Raw
from app.importing.drafts import Row
from app.importing.mistakes import FileRefused

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
MOST_LINE = 64 * 1024
"""Bytes of one line: the largest record (design, section 3: 16 KiB) with room to spare."""

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class CsvFile:
    """An open CSV file, its header read."""

    even = True
    sheet: str | None = None

    def __init__(self, file: BinaryIO, size: int, delimiter: str | None) -> None:
        self._file, self._size = file, size
        self._line = 0
        self._lone_cr = False
        lines = self._lines()
        first = next(lines, None)
        told = _told_delimiter(first or "")
        if told:  # a line that no spreadsheet counts
            first, self._line = next(lines, None), 1
        if first is None:
            raise FileRefused("file-empty")
        sign = delimiter or told or _delimiter_of(first)
        self.delimiter = sign
        self._reader = csv.reader(_chain(first, lines), delimiter=sign, strict=True)
        self.header: Sequence[Raw] = list(self._next() or [])

    def rows(self) -> Iterator[Row]:
        number = 1
        while (cells := self._next()) is not None:
            number += 1
            yield number, cells

    def done(self) -> float | None:
        return min(1.0, self._file.tell() / self._size)

    def _next(self) -> list[str] | None:
        try:
            return next(self._reader, None)
        except csv.Error:
            rule = "csv-cr" if self._lone_cr else "csv-broken"
            raise FileRefused(rule, line=self._reader.line_num) from None

    def _lines(self) -> Iterator[str]:
        while raw := self._file.readline(MOST_LINE + 1):
            self._line += 1
            if self._line == 1:
                if raw.startswith(_UTF_16):
                    raise FileRefused("not-utf-8", line=1)
                raw = raw.removeprefix(_BOM)
            self._lone_cr = b"\r" in raw.removesuffix(b"\n").removesuffix(b"\r")
            if len(raw) > MOST_LINE:
                raise FileRefused("csv-cr" if self._lone_cr else "line-too-long", line=self._line)
            if b"\0" in raw:
                raise FileRefused("nul", line=self._line)
            try:
                yield raw.decode("utf-8")
            except UnicodeDecodeError:
                raise FileRefused("not-utf-8", line=self._line) from None


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _told_delimiter(line: str) -> str | None:
    """What a line `sep=;` says; None where the line is another."""
    told = line.strip("\r\n").strip('"')
    return told[4:] if told[:4].lower() == "sep=" and told[4:] in DELIMITERS.values() else None


def _delimiter_of(header: str) -> str:
    """The commonest of the three in the header line: no column of ours has any of them in its name."""
    return max(DELIMITERS.values(), key=header.count)


def _delimiter(asked: str | None) -> str | None:
    if asked is None or asked in DELIMITERS.values():
        return asked
    found = DELIMITERS.get(asked.lower(), "\t" if asked == "\\t" else None)
    if found is None:
        raise FileRefused("delimiter")
    return found


@contextmanager
def open_csv(path: Path, delimiter: str | None = None) -> Iterator[CsvFile]:
    """Raises `FileRefused`."""
    chosen = _delimiter(delimiter)
    try:
        file = path.open("rb")
    except OSError:
        raise FileRefused("file-unreadable") from None
    with file:
        yield CsvFile(file, max(1, path.stat().st_size), chosen)
