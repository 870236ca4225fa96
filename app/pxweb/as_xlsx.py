"""A workbook: the table on its first sheet, what to know on its second. A text is never run as a formula."""

import io
from datetime import datetime
from itertools import groupby
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from app.kit.spreadsheets import OPTIONS
from app.pxweb import words
from app.pxweb.extract import Extract
from app.pxweb.labels import Show, shown

SHEETS = {"sv": ("Tabell", "Om tabellen"), "en": ("Table", "About the table")}


def as_xlsx(extract: Extract, show: Show, *, title: bool) -> bytes:
    language = extract.language
    out = io.BytesIO()
    first, second = SHEETS[language]
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        # The same figures are the same bytes, whenever they are written.
        book.set_properties({"created": datetime.fromisoformat(extract.cube.updated)})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(first)
        row = 0
        if title:
            sheet.write_string(0, 0, extract.of(extract.title), bold)
            row = 2
        row = _head(sheet, extract, show, row, bold)
        for key, cells in extract.rows():
            for index, one in enumerate(key):
                sheet.write_string(row, index, shown(one, show, language))
            for index, cell in enumerate(cells, len(key)):
                if isinstance(cell, int):
                    sheet.write_number(row, index, cell)
                else:
                    sheet.write_string(row, index, cell)
            row += 1
        sheet.freeze_panes(row and _head_rows(extract, title), len(extract.stub))
        sheet.set_column(0, max(0, len(extract.stub) - 1), 28)
        _about(book.add_worksheet(second), extract, bold)
    return out.getvalue()


def _head_rows(extract: Extract, title: bool) -> int:
    return (2 if title else 0) + max(1, len(extract.heading))


def _head(sheet: Any, extract: Extract, show: Show, row: int, bold: Any) -> int:
    """A row of the sheet for each variable of the heading; the stub's names stand in the last."""
    language, left = extract.language, len(extract.stub)
    rows = max(1, len(extract.heading))
    for index, axis in enumerate(extract.stub):
        sheet.write_string(row + rows - 1, index, shown(axis.variable, show, language), bold)
    for level in range(len(extract.heading)):
        for index, key in enumerate(extract.columns(), left):
            sheet.write_string(row + level, index, shown(key[level], show, language), bold)
    if not extract.heading:
        sheet.write_string(row, left, extract.of(words.VALUE), bold)
    return row + rows


def _about(sheet: Any, extract: Extract, bold: Any) -> None:
    cube = extract.cube
    lines = [(extract.of(extract.title), bold), (extract.of(cube.counted), None)]
    lines += [(extract.of(one), None) for one in extract.notes]
    for axis in extract.axes:
        lines += [(extract.of(note), None) for note, _ in groupby(axis.variable.notes)]
    lines += [(extract.of(cube.source), None), (f"{cube.id}, {cube.updated}", None)]
    for row, (text, form) in enumerate(lines):
        sheet.write_string(row, 0, text, form)
    sheet.set_column(0, 0, 120)
