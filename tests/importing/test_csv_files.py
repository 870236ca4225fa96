"""CSV as Swedish and other Excels, text editors and scripts write it; and as they should not."""

from pathlib import Path
from typing import Any

import pytest

from app.activities.registry import BY_NAME
from tests.importing.files import cells_of, csv_bytes, headers_of, run, stored_count
from tests.support.service import Service

NAME = "collaboration-activity"


def _file(path: Path, content: bytes) -> Path:
    file = path / "rows.csv"
    file.write_bytes(content)
    return file


def _right(service: Service, delimiter: str = ",", encoding: str = "utf-8", rows: int = 3) -> bytes:
    cells = cells_of(NAME, "stockholm") * rows
    return csv_bytes(headers_of(service, NAME), cells, delimiter, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_seen_in_the_header(
    quick: Service, tmp_path: Path, delimiter: str, encoding: str
) -> None:
    assert run(quick, NAME, _file(tmp_path, _right(quick, delimiter, encoding))).created == 3


@pytest.mark.parametrize(
    ("asked", "delimiter"), [("comma", ","), ("semicolon", ";"), ("tab", "\t"), (";", ";"), ("\\t", "\t")]
)
def test_the_delimiter_may_be_said(quick: Service, tmp_path: Path, asked: str, delimiter: str) -> None:
    file = _file(tmp_path, _right(quick, delimiter))
    assert run(quick, NAME, file, delimiter=asked).created == 3
    other = run(quick, NAME, file, delimiter="comma" if delimiter != "," else "tab")
    assert {one.rule for one in other.mistakes} == {"column-unknown", "column-missing"}


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_and_quotes(quick: Service, tmp_path: Path, end: bytes) -> None:
    """A cell may be quoted and hold a line break; rows are counted as a spreadsheet shows them."""
    lines = _right(quick, rows=4).split(b"\r\n")[:-1]
    two = lines[1].replace(
        b"child-health-centre midwifery-clinic", b'"child-health-centre\nmidwifery-clinic"'
    )
    assert two != lines[1]
    bad = lines[2].replace(b"steering-group", b'"steering ""group"""')
    outcome = run(quick, NAME, _file(tmp_path, end.join([lines[0], two, lines[3], bad, b""])))
    assert [(one.row, one.column) for one in outcome.mistakes] == [(4, "kind")]
    assert run(quick, NAME, _file(tmp_path, end.join([lines[0], two, lines[3], b""]))).created == 2


FILES: list[tuple[str, bytes, str, int | None]] = [
    ("another encoding in row 3", b"%(header)s\r\n%(row)s\r\n%(latin)s\r\n", "not-utf-8", 3),
    ("UTF-16", "district,month\r\n".encode("utf-16"), "not-utf-8", 1),
    ("UTF-16 without its mark", "district,month\r\n".encode("utf-16-le"), "nul", 1),
    ("NUL in row 2", b"%(header)s\r\n\x00%(row)s\r\n", "nul", 2),
    ("NUL in the last line", b"%(header)s\r\n%(row)s\r\n%(row)s\x00", "nul", 3),
    ("a quotation mark that is not closed", b'%(header)s\r\n"%(row)s\r\n%(row)s\r\n', "csv-broken", 3),
    ("a quotation mark inside a cell", b'%(header)s\r\n"farsta"x,%(row)s\r\n', "csv-broken", 2),
    ("a line without end", b"%(header)s\r\n" + b"a" * 70_000, "line-too-long", 2),
    ("a header without end", b"a," * 40_000, "line-too-long", 1),
    ("nothing", b"", "file-empty", None),
    ("a lone return", b"%(header)s\r%(row)s\r", "csv-cr", 1),
]


@pytest.mark.parametrize(
    ("content", "rule", "line"), [case[1:] for case in FILES], ids=[case[0] for case in FILES]
)
def test_a_file_that_is_refused(
    quick: Service, tmp_path: Path, content: bytes, rule: str, line: int | None
) -> None:
    header, row = _right(quick, rows=1).split(b"\r\n")[:2]
    parts: dict[bytes, Any] = {b"header": header, b"row": row, b"latin": "Hässelby".encode("latin-1")}
    for name, value in parts.items():
        content = content.replace(b"%%(%s)s" % name, value)
    outcome = run(quick, NAME, _file(tmp_path, content))
    assert [one.rule for one in outcome.mistakes] == [rule]
    if line is not None:
        assert str(line) in outcome.mistakes[0].line("sv")
        assert str(line) in outcome.mistakes[0].line("en")
    assert stored_count(quick, BY_NAME[NAME]) == 0


def test_other_encodings_are_told_what_to_do(quick: Service, tmp_path: Path) -> None:
    header = _right(quick, rows=0)
    outcome = run(quick, NAME, _file(tmp_path, header + "Sköndal\r\n".encode("cp1252")))
    (mistake,) = outcome.mistakes
    assert "CSV UTF-8" in mistake.line("sv")
    assert mistake.line("sv").startswith("Rad 2 är inte UTF-8.")


def test_a_fault_far_into_the_file_leaves_nothing(quick: Service, tmp_path: Path) -> None:
    """Rows that are filed already when the file breaks are rolled back with the rest."""
    content = _right(quick, rows=1200) + b"\xff\xff\r\n"
    outcome = run(quick, NAME, _file(tmp_path, content))
    assert [one.rule for one in outcome.mistakes] == ["not-utf-8"]
    assert outcome.rows >= 1000
    assert stored_count(quick, BY_NAME[NAME]) == 0


def test_a_row_with_too_few_or_too_many_cells(quick: Service, tmp_path: Path) -> None:
    lines = _right(quick, rows=3).split(b"\r\n")
    short, long = lines[1].rsplit(b",", 1)[0], lines[1] + b",,x"
    outcome = run(quick, NAME, _file(tmp_path, b"\r\n".join([lines[0], short, lines[1], long])))
    assert [(one.row, one.rule) for one in outcome.mistakes] == [(2, "row-width"), (4, "row-width")]
    assert "6 celler, rubrikraden 7" in outcome.mistakes[0].line("sv")


@pytest.mark.parametrize(
    ("name", "options", "rule"),
    [
        ("rows.txt", {}, "file-kind"),
        ("rows.xls", {}, "file-kind"),
        ("rows", {}, "file-kind"),
        ("rows.csv", {"sheet": "Data"}, "sheet-of-csv"),
        ("rows.csv", {"delimiter": "pipe"}, "delimiter"),
        ("rows.csv", {"delimiter": "|"}, "delimiter"),
        ("rows.xlsx", {"delimiter": "comma"}, "delimiter-of-xlsx"),
    ],
)
def test_what_cannot_be_opened(
    quick: Service, tmp_path: Path, name: str, options: dict[str, str], rule: str
) -> None:
    file = tmp_path / name
    file.write_bytes(_right(quick))
    assert [one.rule for one in run(quick, NAME, file, **options).mistakes] == [rule]


@pytest.mark.parametrize("name", ["nowhere.csv", "nowhere.xlsx", "nowhere", ".", "folder.csv", "folder.xlsx"])
def test_a_file_that_is_not_there(quick: Service, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.xlsx").mkdir()
    assert [one.rule for one in run(quick, NAME, tmp_path / name).mistakes] == ["file-unreadable"]


@pytest.mark.parametrize("told", [b"sep=;", b'"sep=;"', b"SEP=;", b"\xef\xbb\xbfsep=;"])
def test_a_line_that_tells_the_delimiter_is_not_the_header(
    quick: Service, tmp_path: Path, told: bytes
) -> None:
    """Excel reads it and never shows it: rows are counted as if it were not there."""
    assert run(quick, NAME, _file(tmp_path, told + b"\r\n" + _right(quick, ";"))).created == 3
    bad = _right(quick, ";").replace(b"steering-group", b"no-such-kind", 1)
    outcome = run(quick, NAME, _file(tmp_path, told + b"\r\n" + bad))
    assert [(one.row, one.column) for one in outcome.mistakes] == [(2, "kind")]


def test_blank_cells_after_the_last_column_are_passed_over(quick: Service, tmp_path: Path) -> None:
    """Excel writes them where a cell to the right was once filled in: on every line, or on the rows alone."""
    header, *rows = _right(quick, ";").split(b"\r\n")[:-1]
    everywhere = b"\r\n".join(line + b";;;" for line in [header, *rows, b""])
    assert run(quick, NAME, _file(tmp_path, everywhere)).created == 3
    rows_alone = b"\r\n".join([header, rows[0] + b";;;", rows[1] + b"; ;", rows[2], b""])
    assert run(quick, NAME, _file(tmp_path, rows_alone)).same == 3
    filled = b"\r\n".join([header, rows[0] + b";;anna"])
    outcome = run(quick, NAME, _file(tmp_path, filled))
    assert [(one.row, one.rule) for one in outcome.mistakes] == [(2, "row-width")]


@pytest.mark.parametrize("rows", [3, 2000])
def test_lines_that_end_with_cr_are_told_as_that(quick: Service, tmp_path: Path, rows: int) -> None:
    outcome = run(quick, NAME, _file(tmp_path, _right(quick, ";", rows=rows).replace(b"\r\n", b"\r")))
    assert [one.rule for one in outcome.mistakes] == ["csv-cr"]
    assert "CR" in outcome.mistakes[0].text.sv
