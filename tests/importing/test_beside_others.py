"""An import on PostgreSQL beside tablets and other imports (SQLite has one writer at a time)."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, func, select, text

from app.activities.registry import BY_NAME
from app.importing.outcome import ImportOutcome
from app.intake.advisory_locks import hold_import
from app.intake.filing import FiledItem, Filing, file_one, prepare
from app.kit.db.database import Database
from app.kit.problems import DatabaseBusy
from tests.importing.files import cells_of, csv_file, run
from tests.support.service import Service, example, new_id, settings_for

on_postgres = pytest.mark.parametrize(
    "stockholm", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)

NAME = "collaboration-activity"
ACTIVITY = BY_NAME[NAME]


class _Look:
    """Asks the database something while an import is on its way."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.locks = 0
        self.others_wait = False

    def __call__(self, rows: int, mistakes: int, share: float | None) -> None:
        if rows < 1500:
            return
        with self._service.database.reading() as session:
            held = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
            self.locks = max(self.locks, session.execute(held).scalar_one())
        with pytest.raises(DatabaseBusy):
            self._start_another()
        self.others_wait = True

    def _start_another(self) -> None:
        with self._service.database.writing() as session:
            session.execute(text("SET LOCAL lock_timeout = '50ms'"))
            hold_import(session.connection())


@on_postgres
def test_the_locks_do_not_grow_with_the_file_and_other_imports_wait(
    stockholm: Service, tmp_path: Path
) -> None:
    """PostgreSQL has room for some thousand locks: one a record, and a large import would fail."""
    rows = cells_of(NAME, "stockholm") * 2000
    look = _Look(stockholm)
    outcome = run(stockholm, NAME, csv_file(stockholm, NAME, rows, tmp_path), progress=look)
    assert outcome.created == 2000
    assert look.locks == 2  # this import, and the tertial of its records
    assert look.others_wait


def _meanwhile(service: Service, tmp_path: Path, id_: str, *contents: dict[str, Any] | None) -> ImportOutcome:
    """Import a record whose id a tablet files (and withdraws: None) between the look-up and the writing."""
    (row,) = cells_of(NAME, "stockholm")
    file = csv_file(service, NAME, [{**row, "id": id_}, {**row, "id": new_id()}], tmp_path)
    tablets = Database(settings_for(service.database_url, "stockholm"))
    filing = Filing(service.here.catalogue, service.here.day)
    done: list[str] = []

    def beside(_connection: object, _name: object) -> None:
        if done:
            return
        done.append("once")
        for content in contents:
            with tablets.filing() as connection:
                body = ACTIVITY.schema.model_validate(content) if content else None
                file_one(connection, prepare(FiledItem(ACTIVITY, {"id": UUID(id_)}, body), filing), filing)

    event.listen(service.database.engine, "savepoint", beside)
    try:
        outcome = run(service, NAME, file)
    finally:
        event.remove(service.database.engine, "savepoint", beside)
        tablets.dispose()
    assert done
    return outcome


def _stored(service: Service) -> int:
    with service.database.reading() as session:
        return int(session.execute(select(func.count()).select_from(ACTIVITY.table)).scalar_one())


@on_postgres
def test_a_record_filed_meanwhile_is_not_overwritten(stockholm: Service, tmp_path: Path) -> None:
    outcome = _meanwhile(stockholm, tmp_path, new_id(), example(NAME, "stockholm", participants=77))
    assert [one.rule for one in outcome.mistakes] == ["internal-error"]
    assert _stored(stockholm) == 1  # the tablet's


@on_postgres
def test_a_record_withdrawn_meanwhile_does_not_come_back(stockholm: Service, tmp_path: Path) -> None:
    outcome = _meanwhile(stockholm, tmp_path, new_id(), example(NAME, "stockholm"), None)
    assert [(one.row, one.rule) for one in outcome.mistakes] == [(2, "record-withdrawn")]
    assert _stored(stockholm) == 0
