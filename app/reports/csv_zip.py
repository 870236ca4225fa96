"""The report's tables as CSV in a zip: a file a table, and an index that says what each is of.

Numbers as they are (shares between 0 and 1, each with its base), for a program or a spreadsheet to read: in
Swedish with semicolons and a decimal comma, in English with commas and a decimal point. The zip is the same
for the same report: its files have no time of their own.
"""

import csv
import io
import zipfile
from decimal import ROUND_HALF_UP, Decimal

from app.kit.language import Language, Text
from app.kit.spreadsheets import harmless
from app.reports.document import GridCell, Panel, Report
from app.reports.table_files import filed

INDEX = "index.csv"
_HEAD = Text(
    "fil;kapitel;tabell;bas;källa;anmärkningar;utgåva",
    "file;chapter;table;base;source;notes;edition",
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold."""


def as_csv_zip(report: Report) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        swedish = report.language == "sv"
        _put(archive, INDEX, _index(report), swedish)
        for panel in report.panels:
            _put(archive, f"{panel.id}.csv", _table(panel, report.language), swedish)
    return out.getvalue()


def _put(archive: zipfile.ZipFile, name: str, rows: list[list[str]], semicolon: bool) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=";" if semicolon else ",", lineterminator="\r\n").writerows(rows)
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # A byte order mark, so that spreadsheets read the letters right.
    archive.writestr(entry, text.getvalue().encode("utf-8-sig"))


def _index(report: Report) -> list[list[str]]:
    rows = [_HEAD.of(report.language).split(";")]
    for chapter, panel in report.placed:
        notes = " ".join((*panel.notes, *chapter.rounding))
        words = (chapter.title, panel.title, panel.base, panel.source, notes, report.mark)
        rows.append([f"{panel.id}.csv", *map(harmless, words)])
    return rows


def _table(panel: Panel, language: Language) -> list[list[str]]:
    grid = filed(panel.grid, language)
    decimal_comma = language == "sv"
    head = [grid.rows_are, *(column.title for column in grid.columns)]
    rows = [[harmless(row.label), *(_cell(cell, decimal_comma) for cell in row.cells)] for row in grid.rows]
    return [[harmless(one) for one in head], *rows]


def _cell(cell: GridCell, decimal_comma: bool) -> str:
    if cell.number is None:
        return harmless(cell.shown)
    if isinstance(cell.number, Decimal):
        number = f"{cell.number.quantize(Decimal('0.0001'), ROUND_HALF_UP).normalize():f}"
        return number.replace(".", ",") if decimal_comma else number
    return str(cell.number)
