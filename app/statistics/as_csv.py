"""Figures as CSV (RFC 4180): UTF-8 with a byte order mark, so that spreadsheets read the letters right.

Every column is a code or a number, and a cell that a spreadsheet would run as a formula is never written.
"""

import csv
import io
from decimal import Decimal
from typing import Any

from app.kit.spreadsheets import harmless
from app.statistics.sheets import FIELDS, ReplySheet, fields_of


def as_csv(sheet: ReplySheet, *, semicolon: bool = False) -> bytes:
    """A header of codes and a line a row; a dimension that a measure is not split by is left empty.

    Who asks for semicolons has a decimal comma: the two belong together, in Excel and in R's `read.csv2`.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if semicolon else ",", lineterminator="\r\n")
    writer.writerow([*(["period"] if sheet.compared else []), *sheet.columns, *FIELDS])
    for period, row in sheet.rows:
        cells = [*([period] if sheet.compared else []), *(row.cell.get(name) for name in sheet.columns)]
        writer.writerow([_cell(one, semicolon) for one in (*cells, *fields_of(row).values())])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any, decimal_comma: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(value).replace(".", ",") if decimal_comma else str(value)
    return str(value) if isinstance(value, int) else harmless(value)
