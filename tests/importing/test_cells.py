"""Every kind of bad cell is refused with its row, its column and words of what to do; right ones are read."""

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from app.activities.registry import BY_NAME
from app.activities.storage import read_back
from app.importing.cell_reader import BadCell, ForeignValue, Raw, Reading, read
from app.importing.mistakes import FileMistake
from tests.importing.files import Cells, cells_of, csv_file, headers_of, run, stored_count, xlsx_file
from tests.support.service import Service

READ: list[tuple[Raw, Reading, Any]] = [
    ("3", "number", 3),
    (" 3 ", "number", 3),
    (3, "number", 3),
    (3.0, "number", 3),
    ("3.0", "number", 3),
    ("03", "number", 3),
    ("-3", "number", -3),
    ("not-known", "number", "not-known"),
    ("3,5", "number", "3,5"),
    (3.5, "number", 3.5),
    ("1 900", "number", "1 900"),
    ("٣", "number", "٣"),
    ("9" * 400, "number", 10**15),
    ("4,13", "mean", 4.13),
    ("4.13", "mean", 4.13),
    (4.13, "mean", 4.13),
    (4, "mean", 4),
    ("farsta", "text", "farsta"),
    ("\u00a0farsta ", "text", "farsta"),
    (2, "text", "2"),
    (2.0, "text", "2"),
    ("a b\nc", "codes", ["a", "b", "c"]),
    ("0-6", "codes", ["0-6"]),
    ("2019-03", "text", "2019-03"),
    (None, "number", None),
    ("", "number", None),
    (" \t", "codes", None),
]


@pytest.mark.parametrize(("raw", "reading", "expected"), READ)
def test_what_a_cell_is_read_as(raw: Raw, reading: Reading, expected: Any) -> None:
    value = read(raw, reading)
    assert value == expected
    assert type(value) is type(expected)


BAD: list[tuple[Raw, Reading, str]] = [
    (ForeignValue.DATE, "text", "date"),
    (ForeignValue.DATE, "number", "date"),
    (ForeignValue.FORMULA, "number", "formula"),
    (ForeignValue.ERROR, "mean", "error-value"),
    (ForeignValue.TRUTH_VALUE, "number", "truth-value"),
    ("2019-03-01", "text", "date"),
    ("2019-03-01 00:00:00", "text", "date"),
    ("1/3/2019", "text", "date"),
    ("07-dec", "codes", "date"),
    ("7 maj", "text", "date"),
    ("mar-19", "text", "date"),
    ("mars 2019", "text", "date"),
    ("a,b", "codes", "separator"),
    ("a; b", "codes", "separator"),
    ("a|b", "codes", "separator"),
]


@pytest.mark.parametrize(("raw", "reading", "rule"), BAD)
def test_what_a_cell_cannot_be(raw: Raw, reading: Reading, rule: str) -> None:
    with pytest.raises(BadCell) as caught:
        read(raw, reading)
    assert caught.value.rule == rule


def test_no_code_is_taken_for_a_date(quick: Service) -> None:
    catalogue = quick.here.catalogue
    for entries in catalogue.product.vocabulary.values():
        for code in entries:
            assert read(code, "text") == code
    for name in (*catalogue.municipality.lists, "districts", "areas"):
        for code in catalogue.municipality.codes(name):
            assert read(code, "codes") == [code]


def _places(mistakes: tuple[FileMistake, ...]) -> list[tuple[int | None, str | None, str | None, str]]:
    return [(one.row, one.column, one.letter, one.rule) for one in mistakes]


_DATE = {"num_format": "yyyy-mm-dd"}

IN_XLSX: list[tuple[str, Any, str]] = [
    ("month", (date(2019, 3, 1), _DATE), "date"),
    ("month", (date(2019, 3, 14), _DATE), "date"),
    ("month", (43525.5, {"num_format": "yyyy-mm-dd hh:mm"}), "date"),
    ("month", "2019-13", "wrong-format"),
    ("month", 2019.5, "wrong-format"),
    ("month", "2030-01", "in-the-future"),
    ("month", "2010-01", "before-the-start"),
    ("month", None, "missing"),
    ("age_groups", (date(2019, 12, 7), {"num_format": "d-mmm"}), "date"),
    ("age_groups", "0-6,7-12", "separator"),
    ("age_groups", "0-6 0-6", "repeated-code"),
    ("age_groups", "0-6 8-9", "unknown-code"),
    ("mothers", True, "truth-value"),
    ("mothers", "=1+1", "formula"),
    ("mothers", "=NA()", "formula"),
    ("mothers", "3,5", "not-a-number"),
    ("mothers", 3.5, "not-a-number"),
    ("mothers", -1, "too-small"),
    ("mothers", 21, "too-large"),
    ("mothers", 1e300, "not-a-number"),
    ("mothers", "två", "not-a-number"),
    ("mothers", (time(3, 0), {"num_format": "hh:mm"}), "date"),
    ("mothers", (0.5, {"num_format": "hh:mm"}), "date"),
    ("catalogue_version", 9, "newer-catalogue"),
    ("catalogue_version", None, "missing"),
    ("district", None, "missing"),
    ("district", "FARSTA", "wrong-format"),
    ("district", "familjecentralen-lindesberg", "unknown-district"),
    ("district", "jarva", "district-not-then"),
    ("arena", "not known", "wrong-format"),
    ("arena", "hemma", "unknown-code"),
    ("arena", "x" * 5000, "wrong-format"),
    ("next_steps", "none open-preschool", "combined-code"),
    ("id", "12345", "uuid"),
    ("id", "0190f4d2-6f0e-7b7a-9c1d-2f5b8e3a7c01", "uuid"),
    ("answer1_respondent", "Fatima", "unknown-code"),
    ("answer1_questionnaire", None, "missing"),
    ("answer1_questionnaire", "theme-meeting-1", "unknown-questionnaire"),
    ("answer1_helpful", "mycket", "unknown-answer"),
    ("answer1_helpful", None, "question-missing"),
    ("answer2_accessible", "yes", "missing"),
]


@pytest.mark.parametrize(("header", "cell", "rule"), IN_XLSX)
def test_a_bad_cell_in_xlsx(quick: Service, tmp_path: Path, header: str, cell: Any, rule: str) -> None:
    """The bad cell is on the spreadsheet's row 4: after a right row and a blank one."""
    headers = headers_of(quick, "counselling-session")
    (cells,) = cells_of("counselling-session", "stockholm")
    right = [cells.get(name) for name in headers]
    bad = [cell if name == header else cells.get(name) for name in headers]
    file = xlsx_file(headers, [right, [None] * len(headers), bad], tmp_path)
    mistakes = run(quick, "counselling-session", file).mistakes
    where = "answer2_questionnaire" if header == "answer2_accessible" else header
    assert (4, where, _letter(headers, where), rule) in _places(mistakes)
    assert {one.row for one in mistakes} == {4}
    assert stored_count(quick, BY_NAME["counselling-session"]) == 0
    for one in mistakes:
        for language in ("sv", "en"):
            assert one.line(language).strip()
            assert not isinstance(cell, str) or len(cell) < 4 or cell not in one.text.of(language)


def _letter(headers: list[str], header: str) -> str:
    place = headers.index(header)
    return chr(65 + place) if place < 26 else f"{chr(64 + place // 26)}{chr(65 + place % 26)}"


def test_the_words_of_a_date(quick: Service, tmp_path: Path) -> None:
    (cells,) = cells_of("collaboration-activity", "stockholm", month="2019-03-01")
    (mistake,) = run(
        quick, "collaboration-activity", csv_file(quick, "collaboration-activity", [cells], tmp_path)
    ).mistakes
    assert mistake.line("sv").startswith("rad 2, kolumn C (month): Cellen är ett datum.")
    assert "Formatera kolumnen som Text" in mistake.line("sv")
    assert mistake.line("en").startswith("row 2, column C (month): The cell is a date.")


def test_all_mistakes_of_a_row_are_said_at_once(quick: Service, tmp_path: Path) -> None:
    """A cell that could not be read is said once: the schema never saw it."""
    changes = {"mothers": "SANT", "fathers": "3,5", "district": None, "month": "07-dec", "children": 99}
    (cells,) = cells_of("counselling-session", "stockholm", **changes)
    mistakes = run(
        quick, "counselling-session", csv_file(quick, "counselling-session", [cells], tmp_path)
    ).mistakes
    assert sorted((one.column, one.rule) for one in mistakes) == [
        ("children", "too-large"),
        ("district", "missing"),
        ("fathers", "not-a-number"),
        ("month", "date"),
        ("mothers", "not-a-number"),
    ]


def test_rules_that_go_across_cells_name_one_of_them(quick: Service, tmp_path: Path) -> None:
    cases: list[tuple[str, dict[str, Any], str | None, str]] = [
        ("counselling-session", {"mothers": 0}, "mothers", "nobody-there"),
        ("counselling-session", {"language": "does-not-apply"}, "language", "language-missing"),
        ("theme-meeting", {"participants": 9}, "participants", "does-not-add-up"),
        ("home-visit", {"outcome": "missed"}, "place", "missed-has-none"),
        ("home-visit", {"district": "farsta"}, "district", "other-programmes-district"),
    ]
    for name, changes, column, rule in cases:
        (cells,) = cells_of(name, "stockholm", **changes)
        cells = {**cells, **{key: value for key, value in cells.items() if not key.startswith("answer")}}
        found = run(quick, name, csv_file(quick, name, [_no_answers(cells)], tmp_path)).mistakes
        assert (2, column, rule) in [(one.row, one.column, one.rule) for one in found], name
    twice = {f"answer2_{name.removeprefix('answer1_')}": value for name, value in _answers().items()}
    (cells,) = cells_of("counselling-session", "stockholm")
    found = run(
        quick, "counselling-session", csv_file(quick, "counselling-session", [{**cells, **twice}], tmp_path)
    ).mistakes
    assert [(one.row, one.column, one.rule) for one in found] == [(2, None, "more-answers-than-people")]


def _answers() -> Cells:
    (cells,) = cells_of("counselling-session", "stockholm")
    return {name: value for name, value in cells.items() if name.startswith("answer1_")}


def _no_answers(cells: Cells) -> Cells:
    return {name: value for name, value in cells.items() if not name.startswith("answer")}


NESTED: list[tuple[str, dict[str, Any], int, str, str]] = [
    ("programme-figures", {"women": 99}, 3, "women", "more-than-the-whole"),
    ("programme-figures", {"programme": "cos-p"}, 3, "programme", "run-elsewhere"),
    ("programme-figures", {"programme": None}, 3, "programme", "missing"),
    ("programme-figures", {"programme": "abc"}, 3, "programme", "row-twice"),
    ("programme-figures", {"mean_relation": 6}, 3, "mean_relation", "too-large"),
    ("programme-figures", {"mean_relation": "4,131"}, 3, "mean_relation", "wrong-format"),
    ("programme-figures", {"leaders_sfi": "3,5"}, 3, "leaders_sfi", "not-a-number"),
    ("programme-figures", {"year": 1890}, 3, "year", "wrong-format"),
    ("programme-figures", {"year": 2030}, 3, "year", "in-the-future"),
    ("open-preschool-return", {"survey_open-preschool-1_strengthened_yes": -1}, 2, "", "too-small"),
    ("open-preschool-return", {"tertial": "2019-T4"}, 2, "tertial", "wrong-format"),
    ("open-preschool-return", {"tertial": None}, 2, "tertial", "missing"),
    ("enrolment-figures", {"programme": "nowhere"}, 2, "programme", "unknown-code"),
    ("enrolment-figures", {"accepted": 40}, 2, "accepted", "more-than-the-whole"),
]


@pytest.mark.parametrize(("name", "changes", "row", "column", "rule"), NESTED)
def test_a_bad_cell_of_a_return(
    quick: Service, tmp_path: Path, name: str, changes: dict[str, Any], row: int, column: str, rule: str
) -> None:
    rows = cells_of(name, "stockholm")
    if name == "programme-figures":
        rows.append(
            {
                "district": "farsta",
                "year": 2019,
                "catalogue_version": 1,
                "programme": "fos",
                "participants": 9,
            }
        )
    rows[-1] = {**rows[-1], **changes}
    found = run(quick, name, csv_file(quick, name, rows, tmp_path)).mistakes
    assert (row, column or next(iter(changes)), rule) in [(one.row, one.column, one.rule) for one in found]
    assert stored_count(quick, BY_NAME[name]) == 0


def test_numbers_as_excel_gives_them(quick: Service, tmp_path: Path) -> None:
    """`3`, text "3" and 3.0 are 3; a code that looks like a number may be one."""
    name = "home-visit"
    headers = headers_of(quick, name)
    (cells,) = cells_of(
        name, "stockholm", visit_number=2, mothers="1", fathers=1.0, siblings="0", good_health=2.0
    )
    assert (
        run(quick, name, xlsx_file(headers, [[cells.get(one) for one in headers]], tmp_path)).mistakes == ()
    )
    with quick.database.reading() as session:
        id_ = session.execute(BY_NAME[name].table.select()).one().id
        found = read_back(session, BY_NAME[name], {"id": id_})
    assert found is not None
    stored = found[0].model_dump()
    assert [stored[one] for one in ("visit_number", "mothers", "fathers", "siblings", "good_health")] == [
        "2", 1, 1, 0, 2,
    ]  # fmt: skip
