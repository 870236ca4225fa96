"""The forms of a report, by name: how each is made, its media type and the ending of its file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.kit.language import Text
from app.reports.csv_zip import as_csv_zip
from app.reports.document import Report
from app.reports.html import as_html
from app.reports.pdf import as_pdf
from app.reports.xlsx import as_xlsx


@dataclass(frozen=True)
class ReportFormat:
    name: Text
    make: Callable[[Report], bytes]
    media_type: str
    ending: str


FORMS: Mapping[str, ReportFormat] = {
    "html": ReportFormat(Text("Webbsida", "Web page"), as_html, "text/html; charset=utf-8", "html"),
    "pdf": ReportFormat(Text("PDF", "PDF"), as_pdf, "application/pdf", "pdf"),
    "xlsx": ReportFormat(
        Text("Kalkylark", "Workbook"),
        as_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    "zip": ReportFormat(Text("Tabeller (CSV)", "Tables (CSV)"), as_csv_zip, "application/zip", "zip"),
}
