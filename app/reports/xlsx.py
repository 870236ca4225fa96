"""The report as a workbook: a sheet a table, numbers and their bases, a contents sheet, notes, no formula."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from app.kit.language import Text
from app.kit.spreadsheets import OPTIONS
from app.reports.document import Chapter, GridCell, GridColumn, Panel, Report
from app.reports.table_files import filed
from app.vocabulary.periods import months_of

_FORMATS = {
    "count": "#,##0",
    "change": "+#,##0;-#,##0;0",
    "percent": "0%",
    "mean": "0.00",
    "points": "+0%;-0%;0%",
}
"""As numbers are shown; a share is stored as it is, and shown in whole per cent."""
_LONGEST_NAME = 31
"""Excel's longest sheet name."""
_CONTENTS = Text("Innehåll", "Contents")


def as_xlsx(report: Report) -> bytes:
    """The whole workbook."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    year, month = months_of(report.period.partition("..")[0])[0].split("-")
    # Made alike from the same figures: the clock is left out.
    made = datetime(int(year), int(month), 1, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties(
        {"title": f"{report.title}: {report.district}", "comments": report.mark, "created": made}
    )
    styles = {
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "mark": book.add_format({"bold": True, "font_color": "#8a3b12"}),
        "link": book.add_format({"font_color": "#006a6e", "underline": 1}),
        **{kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()},
        "right": book.add_format({"align": "right"}),
    }
    names = sheet_names(report)
    first = book.add_worksheet(_CONTENTS.of(report.language))
    for chapter, panel in report.placed:
        _write(book.add_worksheet(names[panel.id]), report, chapter, panel, styles)
    _contents(first, report, names, styles)
    book.close()
    return out.getvalue()


def sheet_names(report: Report) -> dict[str, str]:
    """A short name for each panel's sheet: its number and its id, which no two share."""
    return {
        panel.id: f"{number} {re.sub(r'[^a-z0-9-]', '', panel.id)}"[:_LONGEST_NAME]
        for number, panel in enumerate(report.panels, 1)
    }


def _contents(sheet: Any, report: Report, names: dict[str, str], styles: dict[str, Any]) -> None:
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 1, 40)
    sheet.write_string(0, 0, f"{report.title}: {report.district}", styles["title"])
    sheet.write_string(1, 0, report.period_words)
    sheet.write_string(2, 0, report.mark, styles["mark"])
    sheet.write_string(3, 0, report.explained, styles["wrap"])
    row = 5
    for chapter in report.chapters:
        sheet.write_string(row, 0, chapter.title, styles["bold"])
        row += 1
        for panel in chapter.panels:
            target = f"internal:'{names[panel.id]}'!A1"
            sheet.write_url(row, 0, target, styles["link"], string=panel.title)
            sheet.write_string(row, 1, names[panel.id])
            row += 1
    row += 1
    for line in (*report.summary, *report.method):
        sheet.write_string(row, 0, line, styles["wrap"])
        row += 1


def _write(sheet: Any, report: Report, chapter: Chapter, panel: Panel, styles: dict[str, Any]) -> None:
    """The heading in the first rows, the table from the fourth, notes below."""
    grid = filed(panel.grid, report.language)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, max(1, len(grid.columns)), 16)
    sheet.write_string(0, 0, panel.title, styles["title"])
    sheet.write_string(1, 0, f"{report.district}, {report.period_words}. {report.mark}.")
    sheet.write_string(3, 0, grid.rows_are, styles["bold"])
    for index, column in enumerate(grid.columns, 1):
        sheet.write_string(3, index, column.title, styles["bold"])
    row = 4
    for one in grid.rows:
        sheet.write_string(row, 0, one.label, styles["bold"] if one.whole else None)
        for index, (column, cell) in enumerate(zip(grid.columns, one.cells, strict=True), 1):
            _cell(sheet, row, index, column, cell, styles)
        row += 1
    sheet.freeze_panes(4, 1)
    row += 1
    for line in (panel.base, *panel.notes, *chapter.rounding, panel.source, *panel.sentences):
        if line:
            sheet.write_string(row, 0, line)
            row += 1


def _cell(
    sheet: Any, row: int, place: int, column: GridColumn, cell: GridCell, styles: dict[str, Any]
) -> None:
    if cell.number is None:
        sheet.write_string(row, place, cell.shown, styles["right"] if column.kind != "text" else None)
        return
    number = float(cell.number) if isinstance(cell.number, Decimal) else cell.number
    sheet.write_number(row, place, number, styles[cell.kind or column.kind])
