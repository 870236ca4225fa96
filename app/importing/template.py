"""The files to fill in, made from the schema and the catalogue so that nothing is typed twice."""

from typing import Literal

from app.activities.activity import Activity
from app.activities.registry import ACTIVITIES
from app.catalogue.catalogue import Catalogue
from app.importing.sheet_columns import layout
from app.importing.template_xlsx import workbook
from app.kit.language import Language

Format = Literal["csv", "xlsx"]

CSV_DELIMITER = ";"
"""What Excel expects in Sweden, where the comma is the decimal sign."""


def activity_named(name: str) -> Activity | None:
    """The activity called `counselling-sessions`, as in addresses, or `counselling-session`."""
    return next((activity for activity in ACTIVITIES if name in (activity.path, activity.name)), None)


def template(activity: Activity, catalogue: Catalogue, kind: Format, language: Language = "sv") -> bytes:
    """The template's bytes, the same every time. `language` is the one that comes first in an XLSX file."""
    if kind == "xlsx":
        return workbook(activity, catalogue, language)
    headers = CSV_DELIMITER.join(column.header for column in layout(activity, catalogue).template)
    return f"{headers}\r\n".encode("utf-8-sig")  # with the mark by which Excel knows UTF-8


def file_name(activity: Activity, kind: Format) -> str:
    """`counselling-sessions.xlsx`"""
    return f"{activity.path}.{kind}"
