"""A file comes back with each row's id, so that a mended row is a correction and nothing is counted twice."""

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Table, select

from app.access.actor import COMMAND_LINE
from app.access.trail.tables import ACT
from app.activities.registry import BY_NAME
from app.importing import copy_with_ids
from app.importing.outcome import ImportOutcome, UndoOutcome
from app.importing.report import lines
from app.importing.undo import undo_import
from app.intake.locks.service import lock_tertial
from app.intake.withdrawals import WITHDRAWAL
from tests.importing.files import Cells, cells_of, csv_bytes, csv_file, fill, headers_of, run, stored_count
from tests.support.service import Service, new_id

NAME = "collaboration-activity"
ACTIVITY = BY_NAME[NAME]
_ACT: Table = ACT


def _rows(count: int) -> list[Cells]:
    (row,) = cells_of(NAME, "stockholm")
    return [{**row, "participants": 1 + number} for number in range(count)]


def _copy_with_ids(outcome: ImportOutcome) -> tuple[list[str], list[Cells]]:
    assert outcome.copy is not None
    text = outcome.copy.read_bytes().decode("utf-8-sig")
    reader = csv.DictReader(io.StringIO(text), delimiter="," if "," in text.splitlines()[0] else ";")
    rows = [dict(row) for row in reader]
    return list(reader.fieldnames or ()), rows


def _write(path: Path, headers: list[str], rows: list[Cells]) -> Path:
    path.write_bytes(csv_bytes(headers, rows, ";"))
    return path


def _participants(service: Service) -> list[int]:
    with service.database.reading() as session:
        return sorted(session.execute(select(ACTIVITY.table.c.participants)).scalars())


def _acts(service: Service) -> list[str]:
    with service.database.reading() as session:
        return list(session.execute(select(_ACT.c.kind).order_by(_ACT.c.number)).scalars())


def _tombstones(service: Service) -> int:
    with service.database.reading() as session:
        return len(session.execute(select(WITHDRAWAL)).all())


def _undo(service: Service, file: Path, **options: Any) -> UndoOutcome:
    return undo_import(service.database, service.here, ACTIVITY, file, **options)


def _said(outcome: ImportOutcome | UndoOutcome) -> str:
    return " ".join(lines(outcome, "sv"))


# ------------------------------------------------------------------------------- a mended row


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_row_mended_in_the_copy_is_a_correction(stockholm: Service, tmp_path: Path, kind: Any) -> None:
    first = run(stockholm, NAME, fill(stockholm, NAME, _rows(6), tmp_path, kind), copy=True)
    assert first.copy == tmp_path / f"filled-with-ids.{kind}"
    if kind == "csv":
        headers, rows = _copy_with_ids(first)
        rows[2]["participants"] = 90
        mended = _write(first.copy, headers, rows)
    else:
        book = openpyxl.load_workbook(first.copy)
        sheet = book.worksheets[0]
        place = [cell.value for cell in sheet[1]].index("participants") + 1
        sheet.cell(4, place).value = 90
        book.save(first.copy)
        mended = first.copy
    outcome = run(stockholm, NAME, mended, copy=True)
    assert (outcome.created, outcome.same, outcome.corrected, outcome.mistakes) == (0, 5, 1, ())
    assert _participants(stockholm) == [1, 2, 4, 5, 6, 90]
    assert outcome.copy == tmp_path / f"filled-with-ids-2.{kind}"  # the mended one is not written over
    assert "1 rättad," in _said(outcome)


def test_the_copy_holds_the_file_as_it_was(quick: Service, tmp_path: Path) -> None:
    rows = _rows(3)
    outcome = run(quick, NAME, csv_file(quick, NAME, rows, tmp_path), copy=True)
    headers, copied = _copy_with_ids(outcome)
    own = headers_of(quick, NAME)
    assert headers == ["hash", *own]  # the template has a column for the id
    for row, copy in zip(rows, copied, strict=True):
        assert {name: copy[name] for name in row if name != "id"} == {
            name: str(value) for name, value in row.items() if name != "id"
        }
        assert len(copy["hash"]) == 64
    assert len({copy["id"] for copy in copied}) == 3
    again = run(quick, NAME, outcome.copy or tmp_path, copy=True)
    assert (again.same, again.copy) == (3, None)  # nothing came of it that the first copy lacks


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_copy_that_cannot_be_written_is_told_and_the_records_stay(
    quick: Service, tmp_path: Path, kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As from a folder that may only be read: the system refuses whatever name is free."""
    file = fill(quick, NAME, _rows(2), tmp_path, kind)
    with monkeypatch.context() as patched:
        patched.setattr(copy_with_ids, "_free_name", lambda path: path.parent / "no-such-folder" / path.name)
        outcome = run(quick, NAME, file, copy=True)
    assert (outcome.created, outcome.copy, outcome.copy_failed) == (2, None, True)
    again = run(quick, NAME, file, copy=True)
    assert (again.same, again.copy) == (2, tmp_path / f"filled-with-ids.{kind}")


def test_a_file_without_a_column_for_the_id_gets_one(quick: Service, tmp_path: Path) -> None:
    headers = [name for name in headers_of(quick, NAME) if name != "id"]
    outcome = run(quick, NAME, _write(tmp_path / "own.csv", headers, _rows(2)), copy=True)
    assert _copy_with_ids(outcome)[0] == ["id", "hash", *headers]


def test_an_old_copy_does_not_undo_a_correction(quick: Service, tmp_path: Path) -> None:
    first = run(quick, NAME, csv_file(quick, NAME, _rows(3), tmp_path), copy=True)
    headers, rows = _copy_with_ids(first)
    mended = [{**rows[0], "participants": 50}, *rows[1:]]
    assert run(quick, NAME, _write(tmp_path / "mended.csv", headers, mended)).corrected == 1
    another = [rows[0], {**rows[1], "participants": 60}, rows[2]]
    outcome = run(quick, NAME, _write(tmp_path / "old.csv", headers, another))
    assert [(one.row, one.rule) for one in outcome.mistakes] == [(2, "record-changed")]
    assert _participants(quick) == [2, 3, 50]


def test_a_given_id_without_a_hash_corrects_too(quick: Service, tmp_path: Path) -> None:
    (row,) = _rows(1)
    given = {**row, "id": new_id()}
    assert run(quick, NAME, csv_file(quick, NAME, [given], tmp_path)).created == 1
    outcome = run(quick, NAME, csv_file(quick, NAME, [{**given, "participants": 8}], tmp_path))
    assert (outcome.created, outcome.corrected) == (0, 1)
    assert _participants(quick) == [8]


def test_a_hash_that_is_none_is_refused_by_its_cell(quick: Service, tmp_path: Path) -> None:
    (row,) = _rows(1)
    outcome = run(quick, NAME, csv_file(quick, NAME, [{**row, "hash": "anna"}], tmp_path))
    assert [(one.row, one.column, one.rule) for one in outcome.mistakes] == [(2, "hash", "hash")]


def test_nothing_is_corrected_in_a_locked_tertial(quick: Service, tmp_path: Path) -> None:
    first = run(quick, NAME, csv_file(quick, NAME, _rows(2), tmp_path), copy=True)
    headers, rows = _copy_with_ids(first)
    lock_tertial(quick.database, COMMAND_LINE, "2019-T1", quick.here)
    mended = [{**rows[0], "participants": 50}, rows[1]]
    outcome = run(quick, NAME, _write(tmp_path / "mended.csv", headers, mended))
    assert [one.rule for one in outcome.mistakes] == ["tertial-locked"]


# ------------------------------------------------------------------- a file that looks mended


def test_a_mended_file_without_ids_is_asked_about(stockholm: Service, tmp_path: Path) -> None:
    assert run(stockholm, NAME, csv_file(stockholm, NAME, _rows(6), tmp_path)).created == 6
    rows = _rows(6)
    rows[0]["participants"] = 90
    file = csv_file(stockholm, NAME, rows, tmp_path)
    for dry in (True, False):
        outcome = run(stockholm, NAME, file, dry_run=dry)
        assert (outcome.asks, outcome.stored, outcome.done) == (True, False, False)
        assert "1 rad finns inte" in _said(outcome)
        assert "--new" in _said(outcome)
        assert _participants(stockholm) == [1, 2, 3, 4, 5, 6]
    assert run(stockholm, NAME, file, add_anyway=True).created == 1
    assert _participants(stockholm) == [1, 2, 3, 4, 5, 6, 90]


def test_a_file_that_is_mostly_new_is_not(quick: Service, tmp_path: Path) -> None:
    assert run(quick, NAME, csv_file(quick, NAME, _rows(2), tmp_path)).created == 2
    outcome = run(quick, NAME, csv_file(quick, NAME, _rows(5), tmp_path))
    assert (outcome.created, outcome.same, outcome.asks) == (3, 2, False)


def test_nor_is_one_that_adds_nothing(quick: Service, tmp_path: Path) -> None:
    file = csv_file(quick, NAME, _rows(5), tmp_path)
    assert run(quick, NAME, file).created == 5
    again = run(quick, NAME, file)
    assert (again.same, again.asks, again.done) == (5, False, True)


# ------------------------------------------------------------------------------------- undone


def test_an_import_is_undone_and_can_be_done_again(stockholm: Service, tmp_path: Path) -> None:
    """As if it had never been: nothing of the file is left, equal rows among it, and it can come again."""
    kept = run(stockholm, NAME, csv_file(stockholm, NAME, [{**_rows(1)[0], "participants": 70}], tmp_path))
    assert kept.created == 1
    file = csv_file(stockholm, NAME, [*_rows(4), *_rows(4)], tmp_path)
    assert run(stockholm, NAME, file).created == 8
    tried = _undo(stockholm, file, dry_run=True)
    assert (tried.removed, stored_count(stockholm, ACTIVITY)) == (8, 9)
    undone = _undo(stockholm, file)
    assert (undone.rows, undone.removed, undone.absent) == (8, 8, 0)
    assert _participants(stockholm) == [70]
    assert _tombstones(stockholm) == 0
    again = _undo(stockholm, file)
    assert (again.removed, again.absent, again.right) == (0, 8, True)
    assert _acts(stockholm) == ["records-imported", "records-imported", "import-undone"]
    assert run(stockholm, NAME, file).created == 8


def test_the_copy_undoes_as_the_file_does(quick: Service, tmp_path: Path) -> None:
    first = run(quick, NAME, csv_file(quick, NAME, [*_rows(2), *_rows(2)], tmp_path), copy=True)
    assert first.copy is not None
    assert _undo(quick, first.copy).removed == 4
    assert _tombstones(quick) == 0
    assert run(quick, NAME, first.copy).created == 4


def test_what_was_mended_and_undone_comes_again_without_its_id(quick: Service, tmp_path: Path) -> None:
    """That its id was made here shows no longer in its content, so the id stays withdrawn."""
    file = csv_file(quick, NAME, _rows(3), tmp_path)
    headers, rows = _copy_with_ids(run(quick, NAME, file, copy=True))
    rows[0]["participants"] = 50
    mended = _write(tmp_path / "mended.csv", headers, rows)
    run(quick, NAME, mended)
    assert _undo(quick, mended).removed == 3
    refused = run(quick, NAME, mended)
    assert [(one.row, one.rule) for one in refused.mistakes] == [(2, "record-withdrawn")]
    assert "töm id och hash" in _said(refused)
    anew = _write(tmp_path / "anew.csv", headers, [{**rows[0], "id": "", "hash": ""}, *rows[1:]])
    assert run(quick, NAME, anew).created == 3
    assert _participants(quick) == [2, 3, 50]


def test_an_id_of_somebody_elses_does_not_come_back(quick: Service, tmp_path: Path) -> None:
    """It may wait on a tablet: what was withdrawn stays so."""
    file = csv_file(quick, NAME, [{**_rows(1)[0], "id": new_id()}], tmp_path)
    assert run(quick, NAME, file).created == 1
    assert _undo(quick, file).removed == 1
    assert _tombstones(quick) == 1
    assert [one.rule for one in run(quick, NAME, file).mistakes] == ["record-withdrawn"]


def test_what_was_corrected_since_stops_the_whole(quick: Service, tmp_path: Path) -> None:
    file = csv_file(quick, NAME, _rows(3), tmp_path)
    headers, rows = _copy_with_ids(run(quick, NAME, file, copy=True))
    mended = _write(tmp_path / "mended.csv", headers, [{**rows[0], "participants": 50}, *rows[1:]])
    assert run(quick, NAME, mended).corrected == 1
    undone = _undo(quick, file)
    assert [(one.row, one.rule) for one in undone.mistakes] == [(2, "record-changed")]
    assert "Inget har tagits bort" in _said(undone)
    assert _participants(quick) == [2, 3, 50]
    assert _undo(quick, mended).removed == 3


def test_what_is_locked_stops_the_whole(quick: Service, tmp_path: Path) -> None:
    file = csv_file(quick, NAME, _rows(3), tmp_path)
    run(quick, NAME, file)
    lock_tertial(quick.database, COMMAND_LINE, "2019-T1", quick.here)
    assert [one.rule for one in _undo(quick, file).mistakes] == ["tertial-locked"] * 3
    assert stored_count(quick, ACTIVITY) == 3


@pytest.mark.parametrize(
    "name", ["open-preschool-return", "programme-figures", "enrolment-figures", "context"]
)
def test_returns_are_undone_too(stockholm: Service, tmp_path: Path, name: str) -> None:
    file = csv_file(stockholm, name, cells_of(name, "stockholm"), tmp_path)
    assert run(stockholm, name, file).created == 1
    undone = undo_import(stockholm.database, stockholm.here, BY_NAME[name], file)
    assert (undone.removed, undone.mistakes) == (1, ())
    assert stored_count(stockholm, BY_NAME[name]) == 0
    assert run(stockholm, name, file).created == 1
