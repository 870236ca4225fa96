"""Streaming the rows of a worksheet's XML (ECMA-376, part 1, section 18.3), cell by cell.

Memory is that of one piece of the file and the rows in it. Document types are refused, so that no entity
can expand; rows, columns and texts beyond what Excel itself allows are refused too.
"""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from xml.parsers import expat

from openpyxl.utils import column_index_from_string

from app.importing.cell_reader import ForeignValue, Raw
from app.importing.mistakes import UnreadableFile
from app.importing.record_file import Row

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
MOST_TEXT = 4_000
"""Characters of one cell; the longest that is right has some 1,600 (40 codes of 40)."""

_PIECE = 64 * 1024
_MOST_PIECES = 16
"""Pieces of one cell's text that are kept; the parser gives up to 8 KiB at a time."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ROW, _CELL, _VALUE, _TEXT, _FORMULA, _PHONETIC = (
    f"{_MAIN}{name}" for name in ("row", "c", "v", "t", "f", "rPh")
)


class _NotASheet(Exception):
    pass


class _Reader:
    """Expat's handlers: collects the cells of each row until its end tag."""

    def __init__(self, strings: Sequence[str], dates: set[int]) -> None:
        self.ready: list[Row] = []
        self._strings, self._dates = strings, dates
        self._row = 0
        self._cells: list[Raw] = []
        self._place = 0
        self._kind, self._style = "n", 0
        self._text: list[str] = []
        self._reading = self._formula = self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == _CELL:
            reference = attributes.get("r")
            self._place = self._place_of(reference) if reference else self._place + 1
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", 0))
            self._text = []
            self._formula = False
        elif name in (_VALUE, _TEXT):
            self._reading = not self._phonetic
        elif name == _FORMULA:
            self._formula = True
        elif name == _ROW:
            number = int(attributes.get("r", self._row + 1))
            if not self._row < number <= MOST_ROWS:
                raise _NotASheet
            self._row, self._place, self._cells = number, 0, []
        elif name == _PHONETIC:
            self._phonetic = True

    def text(self, text: str) -> None:
        if self._reading and len(self._text) < _MOST_PIECES:
            self._text.append(text)

    def end(self, name: str) -> None:
        if name in (_VALUE, _TEXT):
            self._reading = False
        elif name == _CELL:
            value = self._value()
            if value is not None:
                self._cells.extend([None] * (self._place - 1 - len(self._cells)))
                self._cells.append(value)
        elif name == _ROW:
            self.ready.append((self._row, self._cells))
        elif name == _PHONETIC:
            self._phonetic = False

    def doctype(self, *_: object) -> None:
        raise _NotASheet

    def _place_of(self, reference: str) -> int:
        """`AB12` -> 28. Cells of a row come in order."""
        place = column_index_from_string(reference.rstrip("0123456789"))
        if not len(self._cells) < place <= MOST_COLUMNS:
            raise _NotASheet
        return place

    def _value(self) -> Raw:
        text = "".join(self._text)
        if self._formula:
            return ForeignValue.FORMULA
        if len(text) > MOST_TEXT:
            return f"{text[:MOST_TEXT]}…"  # cut, and marked so that it cannot be right by the cut
        if not text:
            return None
        match self._kind:
            case "s":
                number = int(text)
                if number < 0:
                    raise _NotASheet
                return self._strings[number]
            case "inlineStr" | "str":
                return text
            case "n":
                if self._style in self._dates:
                    return ForeignValue.DATE
                return float(text) if "." in text or "e" in text or "E" in text else int(text)
            case "b":
                return ForeignValue.TRUTH_VALUE
            case "e":
                return ForeignValue.ERROR
            case "d":
                return ForeignValue.DATE
        raise _NotASheet


def stream_rows(
    archive: zipfile.ZipFile, part: str, strings: Sequence[str], dates: set[int]
) -> Iterator[Row]:
    """The rows of a sheet with their numbers; blank ones may be left out. Raises `UnreadableFile`."""
    reader = _Reader(strings, dates)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = reader.doctype
    try:
        with archive.open(part) as file:
            while piece := file.read(_PIECE):
                parser.Parse(piece, False)
                yield from reader.ready
                reader.ready.clear()
            parser.Parse(b"", True)
            yield from reader.ready
    except (
        _NotASheet,
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        IndexError,
        OverflowError,
        EOFError,
    ):
        raise UnreadableFile("not-xlsx") from None
