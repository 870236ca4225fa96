"""A file is imported as a whole or not at all, and the same file twice is imported once."""

from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Table, delete, func, select

from app.access.trail.tables import ACT
from app.activities.registry import BY_NAME
from app.catalogue.codes import CODE_TABLES
from app.importing.mistakes import MOST_LISTED
from app.intake.filing import FiledItem, Filing, file_one, prepare
from app.intake.locks import tables
from app.intake.withdrawals import WITHDRAWAL
from tests.importing.files import Cells, cells_of, csv_file, fill, run
from tests.support.service import Service, new_id

NAME = "collaboration-activity"
ACTIVITY = BY_NAME[NAME]
_ACT: Table = ACT


def _rows(count: int, **changes: Any) -> list[Cells]:
    (row,) = cells_of(NAME, "stockholm", **changes)
    return [{**row, "participants": 1 + number % 7} for number in range(count)]


def _counts(service: Service) -> dict[str, int]:
    """Rows in every table that an import could have written to."""
    tables = [
        ACTIVITY.table,
        *(child.table for child in ACTIVITY.children.values()),
        _ACT,
        WITHDRAWAL,
    ]
    with service.database.reading() as session:
        return {
            table.name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        }


NOTHING = {"collaboration_activity": 0, "collaboration_activity_partner": 0, "act": 0, "withdrawal": 0}


def test_a_mistake_in_the_last_row_leaves_nothing(stockholm: Service, tmp_path: Path) -> None:
    rows = [*_rows(1200), *_rows(1, kind="not-a-kind")]
    outcome = run(stockholm, NAME, csv_file(stockholm, NAME, rows, tmp_path))
    assert [(one.row, one.column, one.letter, one.rule) for one in outcome.mistakes] == [
        (1202, "kind", "E", "unknown-code")
    ]
    assert (outcome.rows, outcome.refused, outcome.right, outcome.stored) == (1201, 1, False, False)
    assert _counts(stockholm) == NOTHING


def test_a_right_file_is_stored_and_stands_in_the_trail(stockholm: Service, tmp_path: Path) -> None:
    outcome = run(stockholm, NAME, csv_file(stockholm, NAME, _rows(1200), tmp_path))
    assert (outcome.rows, outcome.created, outcome.same, outcome.mistakes) == (1200, 1200, 0, ())
    assert outcome.stored
    assert _counts(stockholm) == {
        "collaboration_activity": 1200,
        "collaboration_activity_partner": 2400,
        "act": 1,
        "withdrawal": 0,
    }
    with stockholm.database.reading() as session:
        act = session.execute(select(_ACT)).one()
    assert (act.kind, act.account, act.subject) == ("records-imported", "command-line", None)


def test_a_dry_run_leaves_nothing(stockholm: Service, tmp_path: Path) -> None:
    file = csv_file(stockholm, NAME, _rows(600), tmp_path)
    outcome = run(stockholm, NAME, file, dry_run=True)
    assert (outcome.created, outcome.right, outcome.stored) == (600, True, False)
    assert _counts(stockholm) == NOTHING
    assert run(stockholm, NAME, file).created == 600


def test_a_dry_run_asks_the_database_too(stockholm: Service, tmp_path: Path) -> None:
    """What the checks let through and the database refuses, here a code that its own list lacks."""
    kinds = CODE_TABLES["collaboration-kinds"]
    with stockholm.database.writing() as session:
        session.execute(delete(kinds).where(kinds.c.code == "outreach"))
    rows = [*_rows(3), *_rows(1, kind="outreach"), *_rows(2)]
    outcome = run(stockholm, NAME, csv_file(stockholm, NAME, rows, tmp_path), dry_run=True)
    assert [(one.row, one.rule) for one in outcome.mistakes] == [(5, "internal-error")]
    assert (outcome.created, outcome.refused) == (5, 1)
    assert _counts(stockholm) == NOTHING


def test_the_same_file_twice_is_imported_once(stockholm: Service, tmp_path: Path) -> None:
    """Equal rows are records of their own; in any order and format they are the same again."""
    rows = _rows(20)
    assert run(stockholm, NAME, csv_file(stockholm, NAME, rows, tmp_path)).created == 20
    before = _counts(stockholm)
    again = run(stockholm, NAME, csv_file(stockholm, NAME, rows[::-1], tmp_path))
    assert (again.created, again.same, again.mistakes) == (0, 20, ())
    xlsx = run(stockholm, NAME, fill(stockholm, NAME, rows, tmp_path, "xlsx"))
    assert (xlsx.created, xlsx.same) == (0, 20)
    assert _counts(stockholm) == before
    more = run(stockholm, NAME, csv_file(stockholm, NAME, [*rows, *_rows(1)], tmp_path), add_anyway=True)
    assert (more.created, more.same) == (1, 20)


def test_returns_twice_are_imported_once(quick: Service, tmp_path: Path) -> None:
    for name in ("open-preschool-return", "programme-figures", "enrolment-figures", "context"):
        file = csv_file(quick, name, cells_of(name, "stockholm"), tmp_path)
        assert (run(quick, name, file).created, run(quick, name, file).same) == (1, 1)


def test_a_given_id_is_kept_and_corrects_what_it_names(stockholm: Service, tmp_path: Path) -> None:
    id_ = new_id()
    (row,) = _rows(1)
    file = csv_file(stockholm, NAME, [{**row, "id": id_.upper()}], tmp_path)
    assert run(stockholm, NAME, file).created == 1
    with stockholm.database.reading() as session:
        assert [str(found) for found in session.execute(select(ACTIVITY.table.c.id)).scalars()] == [id_]
    assert run(stockholm, NAME, file).same == 1
    other = csv_file(stockholm, NAME, [*_rows(2), {**row, "id": id_, "participants": 77}], tmp_path)
    outcome = run(stockholm, NAME, other)
    assert (outcome.created, outcome.corrected, outcome.mistakes) == (2, 1, ())
    assert _counts(stockholm)["collaboration_activity"] == 3
    with stockholm.database.reading() as session:
        mine = select(ACTIVITY.table.c.participants).where(ACTIVITY.table.c.id == UUID(id_))
        assert session.execute(mine).scalars().all() == [77]


def test_a_row_without_an_id_never_overwrites(stockholm: Service, tmp_path: Path) -> None:
    """The id that is made of its content is another record's as soon as that one is corrected."""
    file = csv_file(stockholm, NAME, _rows(1), tmp_path)
    copy_with_ids = run(stockholm, NAME, file, copy=True).copy
    assert copy_with_ids is not None
    text = copy_with_ids.read_text("utf-8-sig")
    copy_with_ids.write_text(text.replace("child-health-centre", "library"), "utf-8-sig")
    assert run(stockholm, NAME, copy_with_ids).corrected == 1
    outcome = run(stockholm, NAME, file)
    assert [one.rule for one in outcome.mistakes] == ["record-differs"]


def test_a_locked_tertial_takes_nothing(stockholm: Service, tmp_path: Path) -> None:
    with stockholm.database.writing() as session:
        tables.lock(session, "2019-T1")
    rows = [*_rows(2, month="2019-05"), *_rows(1, month="2019-04")]
    outcome = run(stockholm, NAME, csv_file(stockholm, NAME, rows, tmp_path))
    assert [(one.row, one.column, one.rule) for one in outcome.mistakes] == [(4, "month", "tertial-locked")]
    assert _counts(stockholm) == NOTHING


def test_a_withdrawn_record_does_not_come_back(stockholm: Service, tmp_path: Path) -> None:
    file = csv_file(stockholm, NAME, _rows(2), tmp_path)
    assert run(stockholm, NAME, file).created == 2
    with stockholm.database.reading() as session:
        id_ = session.execute(select(ACTIVITY.table.c.id)).scalars().first()
    with stockholm.database.writing() as session:
        withdrawal = prepare(FiledItem(ACTIVITY, {"id": id_}, None), _filing(stockholm))
        file_one(session.connection(), withdrawal, _filing(stockholm))
    outcome = run(stockholm, NAME, file)
    assert [one.rule for one in outcome.mistakes] == ["record-withdrawn"]
    assert _counts(stockholm)["collaboration_activity"] == 1


def test_mistakes_are_listed_to_a_hundred_and_counted_beyond(quick: Service, tmp_path: Path) -> None:
    rows = _rows(250, kind="not-a-kind")
    outcome = run(quick, NAME, csv_file(quick, NAME, rows, tmp_path))
    assert len(outcome.mistakes) == MOST_LISTED == 100
    assert (outcome.mistakes_in_all, outcome.refused, outcome.rows) == (250, 250, 250)


def test_the_same_key_on_two_rows_is_refused(quick: Service, tmp_path: Path) -> None:
    """Also where the rows are equal: somebody copied one and meant another."""
    id_ = new_id()
    (row,) = _rows(1)
    rows = [{**row, "id": id_}, *_rows(1), {**row, "id": id_}]
    outcome = run(quick, NAME, csv_file(quick, NAME, rows, tmp_path))
    assert [(one.row, one.column, one.rule) for one in outcome.mistakes] == [(4, "id", "id-twice")]
    assert "rad 2" in outcome.mistakes[0].text.sv

    context = cells_of("context", "stockholm") * 2
    outcome = run(quick, "context", csv_file(quick, "context", context, tmp_path))
    assert [(one.row, one.column, one.rule) for one in outcome.mistakes] == [(3, "district", "key-twice")]


def test_rows_of_one_return_stand_together(quick: Service, tmp_path: Path) -> None:
    (row,) = cells_of("programme-figures", "stockholm")
    fos = {**row, "programme": "fos"}
    other = {**row, "district": "skarpnack"}
    outcome = run(
        quick, "programme-figures", csv_file(quick, "programme-figures", [row, other, fos], tmp_path)
    )
    assert [(one.row, one.column, one.rule) for one in outcome.mistakes] == [(4, "district", "rows-apart")]
    newer = {**fos, "catalogue_version": 2}
    outcome = run(quick, "programme-figures", csv_file(quick, "programme-figures", [row, newer], tmp_path))
    assert [(one.row, one.column, one.rule) for one in outcome.mistakes] == [
        (3, "catalogue_version", "differs-from-first")
    ]


def _filing(service: Service) -> Filing:
    return Filing(service.here.catalogue, service.here.day)
