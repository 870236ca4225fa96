"""XLSX as Excel and others write it, and what pretends to be XLSX."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]

from app.activities.registry import BY_NAME
from app.importing import xlsx_file as reading
from app.importing.report import lines
from tests.importing.files import Cells, cells_of, headers_of, run, stored_count, xlsx_file
from tests.support.service import Service

NAME = "collaboration-activity"
SHEET = "xl/worksheets/sheet1.xml"


def _right(service: Service, path: Path, count: int = 3) -> Path:
    headers = headers_of(service, NAME)
    (cells,) = cells_of(NAME, "stockholm")
    return xlsx_file(headers, [[cells.get(one) for one in headers]] * count, path)


def _changed(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The file with its parts changed; None leaves one out."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            changed = change(name, content)
            if changed is not None:
                archive.writestr(name, changed)
    return file


def _in_sheet(file: Path, old: bytes, new: bytes) -> Path:
    def change(name: str, content: bytes) -> bytes:
        assert name != SHEET or old in content
        return content.replace(old, new) if name == SHEET else content

    return _changed(file, change)


def test_the_first_sheet_or_the_named_one(quick: Service, tmp_path: Path) -> None:
    headers = headers_of(quick, NAME)
    file = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(file) as book:
        for title, count in (("Våren", 1), ("Hösten", 2)):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, headers)
            for row in range(1, count + 1):
                (cells,) = cells_of(NAME, "stockholm", participants=count)
                sheet.write_row(row, 0, [cells.get(one) for one in headers])
    assert run(quick, NAME, file).created == 1
    assert run(quick, NAME, file, sheet="Hösten").created == 2
    assert run(quick, NAME, file).sheet == "Våren"
    (mistake,) = run(quick, NAME, file, sheet="Vintern").mistakes
    assert mistake.line("sv") == "Det finns inget blad med det namnet. Bladen är: Våren, Hösten"


@pytest.mark.parametrize("hidden", ["hidden", "veryHidden"])
def test_a_hidden_first_sheet_is_passed_over(quick: Service, tmp_path: Path, hidden: str) -> None:
    """Nobody sees what stands in it: lists of a form, an older copy. By its name it is read all the same."""
    headers = headers_of(quick, NAME)
    file = tmp_path / "hidden.xlsx"
    with xlsxwriter.Workbook(file) as book:
        for title, count in (("Listor", 1), ("Våren", 2)):
            sheet = book.add_worksheet(title)
            sheet.write_row(0, 0, headers)
            for row in range(1, count + 1):
                (cells,) = cells_of(NAME, "stockholm", participants=row)
                sheet.write_row(row, 0, [cells.get(one) for one in headers])
        hide = book.worksheets()[0]
        hide.hide() if hidden == "hidden" else hide.very_hidden()
        book.worksheets()[1].activate()
        book.worksheets()[1].set_first_sheet()
    outcome = run(quick, NAME, file)
    assert (outcome.created, outcome.sheet) == (2, "Våren")
    assert "Bladet som lästes: Våren" in list(lines(outcome, "sv"))
    assert run(quick, NAME, file, sheet="Listor").sheet == "Listor"


def test_as_openpyxl_writes_it_with_inline_texts_and_macros(quick: Service, tmp_path: Path) -> None:
    headers = headers_of(quick, NAME)
    (cells,) = cells_of(NAME, "stockholm")
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(headers)
    sheet.append([cells.get(one) for one in headers])
    file = tmp_path / "rows.xlsm"
    book.save(file)
    inline = tmp_path / "inline.xlsx"
    with xlsxwriter.Workbook(inline, {"constant_memory": True}) as written:
        data = written.add_worksheet()
        data.write_row(0, 0, headers)
        data.write_row(1, 0, [cells.get(one) for one in headers])
    assert run(quick, NAME, file).created == 1
    assert run(quick, NAME, inline).same == 1


def test_rich_and_phonetic_text_is_its_text(quick: Service, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        rich = b"<si><r><t>far</t></r><r><rPr><b/></rPr><t>sta</t></r><rPh sb='0' eb='1'><t>x</t></rPh></si>"
        return content.replace(b"<si><t>farsta</t></si>", rich) if name == "xl/sharedStrings.xml" else content

    assert run(quick, NAME, _changed(_right(quick, tmp_path), change)).created == 3


def test_a_wrong_dimension_hides_no_rows(quick: Service, tmp_path: Path) -> None:
    """Some writers leave `A1` there; openpyxl's own reader would stop at it."""
    file = _in_sheet(_right(quick, tmp_path), b'<dimension ref="A1:G4"/>', b'<dimension ref="A1"/>')
    assert run(quick, NAME, file).created == 3


def test_rows_that_the_file_leaves_out_are_counted(quick: Service, tmp_path: Path) -> None:
    def change(name: str, content: bytes) -> bytes:
        if name != SHEET:
            return content
        for column in b"ABCDEFG":
            content = content.replace(b'r="%c4"' % column, b'r="%c900"' % column)
        return content.replace(b'<row r="4"', b'<row r="900"').replace(
            b"<v>9</v></c></row></sheetData>", b"<v>-9</v></c></row></sheetData>"
        )

    outcome = run(quick, NAME, _changed(_right(quick, tmp_path), change))
    assert [(one.row, one.column, one.rule) for one in outcome.mistakes] == [
        (900, "participants", "too-small")
    ]


def test_formulas_are_refused_whatever_value_they_show(quick: Service, tmp_path: Path) -> None:
    headers = headers_of(quick, NAME)
    (cells,) = cells_of(NAME, "stockholm")
    file = tmp_path / "formula.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, headers)
        sheet.write_row(1, 0, [cells.get(one) for one in headers])
        sheet.write_formula(1, headers.index("participants"), "=4+5", None, 9)
        sheet.write_formula(1, headers.index("kind"), '="steering-group"', None, "steering-group")
    outcome = run(quick, NAME, file)
    assert [(one.row, one.column, one.rule) for one in outcome.mistakes] == [
        (2, "kind", "formula"),
        (2, "participants", "formula"),
    ]


def _doctype(name: str, content: bytes) -> bytes:
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return content.replace(b"?>", b"?>" + entities, 1) if name == SHEET else content


def _sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes | None]:
    return lambda name, content: content.replace(old, new) if name == SHEET else content


BROKEN: list[tuple[str, Callable[[str, bytes], bytes | None]]] = [
    ("a document type", _doctype),
    ("a sheet that breaks off", lambda name, content: content[:-200] if name == SHEET else content),
    ("a sheet that is not there", lambda name, content: None if name == SHEET else content),
    ("no workbook", lambda name, content: None if name == "xl/workbook.xml" else content),
    ("a text beyond the last", _sheet(b"<v>0</v>", b"<v>9999</v>")),
    ("a text before the first", _sheet(b"<v>0</v>", b"<v>-1</v>")),
    ("a row twice", _sheet(b'<row r="3"', b'<row r="2"')),
    ("a row beyond the last", _sheet(b'<row r="3"', b'<row r="99999999999"')),
    ("a column beyond the last", _sheet(b'r="G3"', b'r="ZZZ3"')),
    ("columns out of order", _sheet(b'r="G3"', b'r="A3"')),
    ("a number that is none", _sheet(b"<v>9</v>", b"<v>nine</v>")),
    ("an unknown kind of cell", _sheet(b't="s"', b't="q"')),
]


@pytest.mark.parametrize("change", [case[1] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_damaged_file_is_refused_in_words(
    quick: Service, tmp_path: Path, change: Callable[[str, bytes], bytes | None]
) -> None:
    outcome = run(quick, NAME, _changed(_right(quick, tmp_path), change))
    assert [one.rule for one in outcome.mistakes] == ["not-xlsx"]
    assert stored_count(quick, BY_NAME[NAME]) == 0


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file-empty"),
        (b"district,month\r\n", "not-xlsx"),
        (b"PK\x03\x04 and no more", "not-xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "old-or-locked"),
    ],
)
def test_what_is_no_xlsx(quick: Service, tmp_path: Path, content: bytes, rule: str) -> None:
    file = tmp_path / "rows.xlsx"
    file.write_bytes(content)
    assert [one.rule for one in run(quick, NAME, file).mistakes] == [rule]


@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/other.xml"])
def test_a_file_that_unpacks_to_too_much_is_refused_unread(
    quick: Service, tmp_path: Path, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A real bomb, of spaces that pack a thousandfold. The bounds are lowered to keep the test quick."""
    monkeypatch.setattr(reading, "MOST_SHEETS", 20 << 20)
    monkeypatch.setattr(reading, "MOST_REST", 20 << 20)
    spaces = b" " * (21 << 20)
    file = _right(quick, tmp_path)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        if part == "xl/other.xml":
            archive.writestr(part, spaces)
    if part != "xl/other.xml":
        _changed(file, lambda name, content: content + spaces if name == part else content)
    assert file.stat().st_size < 100_000
    assert [one.rule for one in run(quick, NAME, file).mistakes] == ["file-too-large"]


def test_many_texts_of_one_cell_take_no_memory(quick: Service, tmp_path: Path) -> None:
    """A cell of megabytes is cut where no cell can be right any more, and refused as any wrong text."""
    headers = headers_of(quick, NAME)
    (cells,) = cells_of(NAME, "stockholm")
    long: Cells = {**cells, "kind": "@@"}
    row: list[Any] = [long.get(one) for one in headers]
    file = tmp_path / "long.xlsx"
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, headers)
        sheet.write_row(1, 0, row)
    _in_sheet(file, b"@@", b"steering-group" + b" " * (5 << 20) + b"x")
    outcome = run(quick, NAME, file)
    assert [(one.row, one.column, one.rule) for one in outcome.mistakes] == [(2, "kind", "wrong-format")]
