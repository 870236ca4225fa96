"""Reading every form of a report back, without the code that wrote it: as tables of text."""

import csv
import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import html5lib
from openpyxl import load_workbook
from pypdf import PdfReader

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
Cells = list[list[str]]


def page_of(html: bytes) -> ElementTree.Element:
    """The page, parsed strictly: any parse error of the standard raises."""
    found: ElementTree.Element = html5lib.HTMLParser(strict=True).parse(html)
    return found


def words(element: ElementTree.Element) -> str:
    return " ".join("".join(element.itertext()).split())


def tables_of_html(html: bytes) -> dict[str, Cells]:
    """Every panel's table by the panel's id, its head first."""
    found = {}
    for section in page_of(html).iter(f"{XHTML}article"):
        if section.get("class") == "panel":
            found[str(section.get("aria-labelledby"))] = [
                [words(cell) for cell in row if cell.tag in (f"{XHTML}th", f"{XHTML}td")]
                for row in section.iter(f"{XHTML}tr")
            ]
    return found


def tables_of_zip(raw: bytes, delimiter: str = ";") -> dict[str, Cells]:
    """Every file's cells; a Swedish report has semicolons, an English one commas."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {
            name.removesuffix(".csv"): list(
                csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig")), delimiter=delimiter)
            )
            for name in archive.namelist()
        }


def sheets_of(raw: bytes) -> dict[str, list[list[Any]]]:
    """Every sheet's values as they are stored: formulas would be text that begins with an equals sign."""
    book = load_workbook(io.BytesIO(raw), data_only=False)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def kinds_of(raw: bytes) -> set[str]:
    """The data types of all cells: `n` numbers, `s` texts, `f` formulas."""
    book = load_workbook(io.BytesIO(raw), data_only=False)
    return {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}


def pdf_of(raw: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(raw))


def root_of(raw: bytes) -> Any:
    """The document's catalog: its marks, its language and its structure."""
    return pdf_of(raw).trailer["/Root"]
