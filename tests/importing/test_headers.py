"""The header row: unknown, missing and repeated columns are refused by name, and nothing is read then."""

from pathlib import Path

import pytest

from app.activities.registry import BY_NAME
from app.importing.heading import letter_of
from app.importing.mistakes import FileMistake
from tests.importing.files import cells_of, csv_file, headers_of, run, stored_count, xlsx_file
from tests.support.service import Service

NAME = "collaboration-activity"


def _csv(service: Service, headers: list[str], path: Path, name: str = NAME) -> tuple[FileMistake, ...]:
    """Mistakes of a file with these headers and a row under them."""
    (cells,) = cells_of(name, "stockholm")
    file = path / "rows.csv"
    row = [str(cells.get(header, "")) for header in headers]
    file.write_text(f"{','.join(headers)}\n{','.join(row)}\n", "utf-8")
    outcome = run(service, name, file)
    assert (outcome.rows == 0) == bool(outcome.mistakes)
    assert (stored_count(service, BY_NAME[name]) == 0) == bool(outcome.mistakes)
    return outcome.mistakes


def _places(mistakes: tuple[FileMistake, ...]) -> list[tuple[int | None, str | None, str | None, str]]:
    return [(one.row, one.column, one.letter, one.rule) for one in mistakes]


def test_the_template_s_columns_in_any_order(quick: Service, tmp_path: Path) -> None:
    assert _csv(quick, headers_of(quick, NAME)[::-1], tmp_path) == ()


def test_the_id_may_be_left_out(quick: Service, tmp_path: Path) -> None:
    assert _csv(quick, headers_of(quick, NAME)[1:], tmp_path) == ()


def test_unknown_missing_and_repeated_columns_at_once(quick: Service, tmp_path: Path) -> None:
    headers = [*(one for one in headers_of(quick, NAME) if one != "kind"), "Namn", "month"]
    assert _places(_csv(quick, headers, tmp_path)) == [
        (1, "Namn", "G", "column-unknown"),
        (1, "month", "H", "column-repeated"),
        (1, "kind", None, "column-missing"),
    ]


def test_a_column_is_named_exactly(quick: Service, tmp_path: Path) -> None:
    headers = [one.upper() if one == "partners" else f" {one} " for one in headers_of(quick, NAME)]
    assert _places(_csv(quick, headers, tmp_path)) == [
        (1, "PARTNERS", "F", "column-unknown"),
        (1, "partners", None, "column-missing"),
    ]


@pytest.mark.parametrize("headers", [[""], ["", ""], ["", " "]])
def test_no_header_row(quick: Service, tmp_path: Path, headers: list[str]) -> None:
    (mistake,) = _csv(quick, headers, tmp_path)
    assert (mistake.row, mistake.rule) == (1, "header-missing")
    assert "stodlogg template collaboration-activities" in mistake.line("sv")


def test_another_activity_s_file(quick: Service, tmp_path: Path) -> None:
    found = _csv(quick, headers_of(quick, "theme-meeting"), tmp_path)
    assert {one.rule for one in found} == {"column-unknown"}
    assert "answer1_helpful" not in {one.column for one in found}
    assert {"women", "men", "theme"} <= {one.column for one in found}


def test_what_is_not_ours_is_shown_short_and_without_control_characters(
    quick: Service, tmp_path: Path
) -> None:
    (mistake,) = _csv(quick, [*headers_of(quick, NAME), "\x1b[31m" + "x" * 500], tmp_path)
    assert mistake.column == "?[31m" + "x" * 55


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ("answer1_respondent", ["answer1_respondent"]),
        ("answer2_questionnaire", ["answer2_questionnaire"]),
        ("answer1_helpful", []),
        ("answer", []),
    ],
)
def test_a_respondent_needs_who_and_which_questions(
    quick: Service, tmp_path: Path, left_out: str, missing: list[str]
) -> None:
    """Questions may be left out (older questionnaires had others), and so may a whole respondent."""
    name = "theme-meeting"
    headers = [one for one in headers_of(quick, name) if not one.startswith(left_out)]
    assert [one.column for one in _csv(quick, headers, tmp_path, name)] == missing


def test_a_blank_header_with_cells_under_it(quick: Service, tmp_path: Path) -> None:
    headers = headers_of(quick, NAME)
    (cells,) = cells_of(NAME, "stockholm")
    row = [cells.get(one) for one in headers]
    assert run(quick, NAME, xlsx_file([*headers, None, None], [row], tmp_path)).mistakes == ()  # type: ignore[list-item]
    outcome = run(quick, NAME, xlsx_file(headers, [row, [*row, None, "Anna"], [*row, None, None]], tmp_path))
    assert _places(outcome.mistakes) == [(3, None, None, "outside")]


def test_a_file_without_rows(quick: Service, tmp_path: Path) -> None:
    outcome = run(quick, NAME, csv_file(quick, NAME, [], tmp_path))
    assert _places(outcome.mistakes) == [(None, None, None, "no-rows")]
    assert not outcome.stored


def test_letters_of_columns() -> None:
    assert [letter_of(place) for place in (1, 26, 27, 52, 702, 703)] == ["A", "Z", "AA", "AZ", "ZZ", "AAA"]
