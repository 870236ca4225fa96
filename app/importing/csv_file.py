"""Reading CSV: UTF-8, delimited by comma, semicolon or tab, row by row.

Swedish Excel writes semicolons, others commas, and a paste into a text editor tabs: the header line tells,
or a line `sep=;` before it, which Excel reads and never shows. Everything else about the format is strict,
so that a file that is not what it seems is refused where it breaks.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from app.importing.mistakes import UnreadableFile
from app.importing.record_file import RecordFile

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
MOST_LINE = 64 * 1024
"""Bytes of one line: the largest record (design, section 3: 16 KiB) with room to spare."""

_BOM = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@contextmanager
def open_csv(path: Path, delimiter: str | None = None) -> Iterator[RecordFile]:
    """Raises `UnreadableFile`."""
    chosen = _delimiter(delimiter)
    try:
        file = path.open("rb")
    except OSError:
        raise UnreadableFile("file-unreadable") from None
    with file:
        size = max(1, path.stat().st_size)
        lines = _Lines(file)
        first = next(lines, None)
        named = _named_delimiter(first or "")
        if named:  # a line that no spreadsheet counts
            lines.number = 0
            first = next(lines, None)
        if first is None:
            raise UnreadableFile("file-empty")
        chosen = chosen or named or max(DELIMITERS.values(), key=first.count)  # none is in a column's name
        rows = _rows(chain((first,), lines), chosen, lines)
        header = next(rows, [])
        yield RecordFile(header, enumerate(rows, 2), lambda: min(1.0, file.tell() / size), delimiter=chosen)


def _delimiter(asked: str | None) -> str | None:
    if asked is None or asked in DELIMITERS.values():
        return asked
    sign = DELIMITERS.get(asked.lower(), "\t" if asked == "\\t" else None)
    if sign is None:
        raise UnreadableFile("delimiter")
    return sign


def _named_delimiter(line: str) -> str | None:
    """What a line `sep=;` says; None where the line is another."""
    text = line.strip("\r\n").strip('"')
    return text[4:] if text[:4].lower() == "sep=" and text[4:] in DELIMITERS.values() else None


class _Lines:
    """A file's lines as text, each looked at before the CSV reader sees it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._start = True
        self.number = 0
        self.lone_cr = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self._file.readline(MOST_LINE + 1)
        if not raw:
            raise StopIteration
        self.number += 1
        if self._start:
            if raw.startswith(_UTF_16):
                raise UnreadableFile("not-utf-8", line=1)
            raw = raw.removeprefix(_BOM)
            self._start = False
        self.lone_cr = b"\r" in raw.removesuffix(b"\n").removesuffix(b"\r")
        if len(raw) > MOST_LINE:
            raise UnreadableFile("csv-cr" if self.lone_cr else "line-too-long", line=self.number)
        if b"\0" in raw:
            raise UnreadableFile("nul", line=self.number)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            raise UnreadableFile("not-utf-8", line=self.number) from None


def _rows(texts: Iterator[str], delimiter: str, lines: _Lines) -> Iterator[list[str]]:
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error:
        raise UnreadableFile("csv-cr" if lines.lone_cr else "csv-broken", line=reader.line_num) from None
