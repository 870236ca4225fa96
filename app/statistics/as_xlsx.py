"""Figures as a workbook: the rows on its first sheet, words and notes on its second. No text runs."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from app.kit.spreadsheets import OPTIONS
from app.statistics.sheets import FIELDS, ReplySheet, fields_of, plain

SHEETS = {"sv": ("Tabell", "Om tabellen"), "en": ("Table", "About the table")}


def as_xlsx(sheet: ReplySheet) -> bytes:
    """The same columns as CSV, with numbers as numbers."""
    out = io.BytesIO()
    first, second = SHEETS[sheet.language]
    names = [*(["period"] if sheet.compared else []), *sheet.columns]
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        if days := [one["published"] for one in sheet.head.get("releases", ())]:
            # The same figures are the same bytes, whenever they are written.
            book.set_properties({"created": datetime.fromisoformat(max(days))})
        bold = book.add_format({"bold": True})
        page = book.add_worksheet(first)
        for index, name in enumerate((*names, *FIELDS)):
            page.write_string(0, index, name, bold)
        for line, (period, row) in enumerate(sheet.rows, 1):
            cell = {"period": period, **row.cell}
            for index, value in enumerate((*map(cell.get, names), *fields_of(row).values())):
                _write(page, line, index, plain(value))
        page.freeze_panes(1, 0)
        page.set_column(0, len(names), 24)
        about = book.add_worksheet(second)
        for line, (code, text) in enumerate(_words(sheet)):
            about.write_string(line, 0, code, bold)
            about.write_string(line, 1, text)
        about.set_column(0, 0, 24)
        about.set_column(1, 1, 110)
    return out.getvalue()


def _write(page: Any, line: int, place: int, value: Any) -> None:
    if isinstance(value, str):
        page.write_string(line, place, value)
    elif value is not None:
        page.write_number(line, place, value)


def _words(sheet: ReplySheet) -> Iterator[tuple[str, str]]:
    head = sheet.head
    yield sheet.table, head["title"]
    yield "", head["counted"]
    yield from (("", note) for note in head["notes"])
    yield "", head["source"]
    yield "edition", head["edition"]
    for one in head.get("releases", ()):
        yield one["period"], f"{one['release']}, {one['published']}"
    for measure in head["measures"]:
        yield measure["code"], f"{measure['label']} ({measure['unit']})"
    yield from head["bases"].items()
    for dimension in head["dimensions"]:
        yield dimension["code"], dimension["label"]
        yield from ((one["code"], one["label"]) for one in dimension["categories"])
