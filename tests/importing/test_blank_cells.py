"""A blank cell is never zero and never "no": it is not known, or does not apply, or is refused."""

from pathlib import Path
from typing import Any

import pytest

from app.activities.registry import BY_NAME
from app.activities.storage import read_back
from tests.importing.files import KEYS, Cells, cells_of, csv_file, headers_of, run
from tests.support.service import Service

NOT_KNOWN, DOES_NOT_APPLY = "not-known", "does-not-apply"


def _stored(service: Service, name: str, row: Cells, path: Path) -> dict[str, Any]:
    """Import one row and read the record back."""
    outcome = run(service, name, csv_file(service, name, [row], path))
    assert outcome.mistakes == ()
    activity = BY_NAME[name]
    with service.database.reading() as session:
        key = KEYS[service.catalogue].get(name) or {"id": session.execute(activity.table.select()).one().id}
        found = read_back(session, activity, key)
    assert found is not None
    return found[0].model_dump()


def _only(name: str, catalogue: str, *kept: str) -> Cells:
    (cells,) = cells_of(name, catalogue)
    return {header: cells[header] for header in kept}


def test_what_did_not_come_up_in_a_session_is_not_known(quick: Service, tmp_path: Path) -> None:
    row = _only("counselling-session", "stockholm", "district", "month", "catalogue_version")
    stored = _stored(quick, "counselling-session", row, tmp_path)
    unknown = [name for name, value in stored.items() if value == NOT_KNOWN]
    assert unknown == [
        "arena", "residential_area", "mothers", "fathers", "other_adults", "children", "children_in_family",
        "age_groups", "session_order", "other_language_needed", "route_in", "next_steps",
    ]  # fmt: skip
    assert (stored["language"], stored["level"], stored["answers"]) == (DOES_NOT_APPLY, DOES_NOT_APPLY, [])


def test_of_a_held_visit_blank_is_not_known(quick: Service, tmp_path: Path) -> None:
    """Its fields default to "does not apply", which cannot be right of a visit that was held."""
    kept = ("district", "month", "catalogue_version", "programme", "outcome")
    stored = _stored(quick, "home-visit", _only("home-visit", "stockholm", *kept), tmp_path)
    assert stored["missed_reason"] == stored["language"] == stored["level"] == DOES_NOT_APPLY
    rest = stored.keys() - {*kept, "missed_reason", "language", "level"}
    assert {stored[name] for name in rest} == {NOT_KNOWN}


def test_of_a_missed_visit_blank_does_not_apply(quick: Service, tmp_path: Path) -> None:
    row = _only("home-visit", "stockholm", "district", "month", "catalogue_version", "programme")
    stored = _stored(quick, "home-visit", {**row, "outcome": "missed"}, tmp_path)
    assert stored["missed_reason"] == NOT_KNOWN
    assert stored["visit_number"] == NOT_KNOWN
    rest = stored.keys() - {*row, "outcome", "missed_reason", "visit_number"}
    assert {stored[name] for name in rest} == {DOES_NOT_APPLY}


def test_a_blank_language_is_not_known_where_one_was_needed(quick: Service, tmp_path: Path) -> None:
    (row,) = cells_of("counselling-session", "stockholm", language=None)
    assert _stored(quick, "counselling-session", row, tmp_path)["language"] == NOT_KNOWN


@pytest.mark.parametrize("service", ["sqlite"], indirect=True)
def test_a_blank_level_is_what_the_municipality_makes_of_it(service: Service, tmp_path: Path) -> None:
    """Lindesberg follows levels, Stockholm does not and its template lacks the column."""
    (row,) = cells_of("counselling-session", service.catalogue, level=None)
    expected = {"lindesberg": NOT_KNOWN, "stockholm": DOES_NOT_APPLY}[service.catalogue]
    assert ("level" in headers_of(service, "counselling-session")) == (service.catalogue == "lindesberg")
    assert _stored(service, "counselling-session", row, tmp_path)["level"] == expected


def test_a_blank_count_of_a_return_is_not_known_and_a_zero_is_zero(quick: Service, tmp_path: Path) -> None:
    row = {**_only("context", "stockholm", "district", "year", "catalogue_version"), "advisers_total": 0}
    stored = _stored(quick, "context", row, tmp_path)
    assert stored["advisers_total"] == 0
    assert stored["children_0_6"] == stored["reports_of_concern"] == NOT_KNOWN


def test_a_blank_answer_of_the_survey_is_no_count(quick: Service, tmp_path: Path) -> None:
    (row,) = cells_of("open-preschool-return", "stockholm")
    zero = "survey_open-preschool-1_strengthened_no"
    stored = _stored(quick, "open-preschool-return", {**row, zero: 0}, tmp_path)
    assert sorted((one["answer"], one["number"]) for one in stored["survey"]) == [
        ("no", 0),
        ("yes-really", 41),
    ]


def test_blanks_of_programme_figures_do_not_apply(quick: Service, tmp_path: Path) -> None:
    row = _only("programme-figures", "stockholm", "district", "year", "catalogue_version", "programme")
    stored = _stored(quick, "programme-figures", row, tmp_path)
    (programme,) = stored["programmes"]
    assert {value for name, value in programme.items() if name != "programme"} == {DOES_NOT_APPLY}
    assert stored["leaders"] == []


def test_a_blank_respondent_is_not_known(quick: Service, tmp_path: Path) -> None:
    (row,) = cells_of("counselling-session", "stockholm")
    stored = _stored(quick, "counselling-session", {**row, "answer1_respondent": None}, tmp_path)
    assert [one["respondent"] for one in stored["answers"]] == [NOT_KNOWN]


REQUIRED = {
    "counselling-session": {"district", "month", "catalogue_version"},
    "home-visit": {"district", "month", "catalogue_version", "programme", "outcome"},
    "theme-meeting": {"district", "month", "catalogue_version"},
    "programme-group": {"district", "month", "catalogue_version", "programme"},
    "collaboration-activity": {"district", "month", "catalogue_version", "kind"},
    "spindle-response": {"district", "tertial", "catalogue_version"},
    "open-preschool-return": {"district", "tertial", "catalogue_version"},
    "programme-figures": {"district", "year", "catalogue_version", "programme"},
    "enrolment-figures": {"programme", "tertial", "catalogue_version"},
    "context": {"district", "year", "catalogue_version"},
}


@pytest.mark.parametrize("name", REQUIRED)
def test_what_may_not_be_blank(quick: Service, name: str, tmp_path: Path) -> None:
    """A row with one cell that says nothing is refused for what, where and when, and for no more."""
    headers = headers_of(quick, name)
    free = next(one for one in headers if one not in REQUIRED[name] and one != "id")
    found = run(quick, name, csv_file(quick, name, [{free: "not-known"}], tmp_path)).mistakes
    assert {one.column for one in found if one.rule == "missing"} == REQUIRED[name]
    assert {one.column for one in found} <= {*REQUIRED[name], free}


def test_blank_rows_are_passed_over(quick: Service, tmp_path: Path) -> None:
    (row,) = cells_of("context", "stockholm")
    outcome = run(quick, "context", csv_file(quick, "context", [{}, row, {"district": " "}], tmp_path))
    assert (outcome.rows, outcome.created, outcome.mistakes) == (1, 1, ())
