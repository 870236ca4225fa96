"""Whatever ends the service in order, the SQLite file alone then holds everything; and a copy can be put
back, which nothing of the file before is replayed over."""

import shutil
import signal
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.kit.db.database import Database
from app.kit.db.sqlite_log import LogOfAnotherFile, log_belongs, require_own_log
from app.kit.problems import DatabaseBusy
from app.kit.settings import Settings
from tests.storage.served import SESSIONS, beside, command, does_not_start, file_records, records_in, waited
from tests.support.live import Live
from tests.support.service import Templates


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "stodlogg.db"


@pytest.fixture
def live(templates: Templates, file: Path, tmp_path: Path) -> Iterator[Live]:
    with Live(templates.sqlite(file, "stockholm"), "stockholm", tmp_path) as served:
        yield served


def test_stopping_leaves_one_file(live: Live, file: Path) -> None:
    file_records(live.tablet("farsta"), 25)
    assert live.stop(signal.SIGINT) == 0
    assert beside(file) == []
    assert records_in(file) == 25


def test_what_is_acknowledged_while_the_service_ends_is_in_the_file(live: Live, file: Path) -> None:
    """And a reader of this process that is slow does not keep the log."""
    tablets = [live.tablet("farsta") for _ in range(3)]
    acknowledged: list[str] = []

    def file_on(tablet: object) -> None:
        while True:
            try:
                acknowledged.extend(file_records(tablet, 1))  # type: ignore[arg-type]
            except Exception:
                return

    threads = [threading.Thread(target=file_on, args=(tablet,)) for tablet in tablets]
    for thread in threads:
        thread.start()
    while len(acknowledged) < 20:
        threads[0].join(0.02)
    assert live.stop(*[signal.SIGTERM] * 3) == 0
    for thread in threads:
        thread.join()
    assert beside(file) == []
    assert records_in(file) >= len(acknowledged)


def test_a_file_that_another_process_reads_holds_everything_too(live: Live, file: Path) -> None:
    file_records(live.tablet("farsta"), 3)
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("SELECT count(*) FROM counselling_session").fetchone()
        assert live.stop() == 0
        assert records_in(file) == 3
    assert beside(file) == []


def test_every_command_leaves_one_file_and_harms_no_service_beside_it(live: Live, file: Path) -> None:
    tablet = live.tablet("farsta")
    file_records(tablet, 2)
    code, said = command(file.parent, live.database_url, "links")
    assert code == 0, said
    file_records(tablet, 2)
    assert tablet.get("/health/ready").status_code == 200
    live.stop()
    assert (beside(file), records_in(file)) == ([], 4)
    assert command(file.parent, live.database_url, "links")[0] == 0
    assert beside(file) == []


def test_a_trial_that_is_stopped_leaves_one_file(templates: Templates, file: Path, tmp_path: Path) -> None:
    program = ("-m", "app.cli", "run", "--no-demo")
    with Live(templates.sqlite(file, "stockholm"), "stockholm", tmp_path, program=program) as live:
        file_records(live.tablet("farsta"), 3)
        assert live.stop() == 0
        assert (beside(file), records_in(file)) == ([], 3)


# --------------------------------------------------------------------------------- a log that is left


def test_a_log_that_a_kill_left_is_taken_in_unasked(live: Live, file: Path) -> None:
    tablet = live.tablet("farsta")
    for many in (1, 2):  # killed with a log of new records, again and again
        file_records(tablet, many)
        live.kill()
        assert beside(file) == ["stodlogg.db-shm", "stodlogg.db-wal"]
        live.start()
    assert live.client().get("/health/ready").status_code == 200
    assert records_in(file) == 3  # taken in at the start already
    assert live.stop() == 0
    assert (beside(file), records_in(file)) == ([], 3)


def _sqlite(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)


def _back_up(file: Path, copy: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def test_a_backup_is_put_back(live: Live, file: Path) -> None:
    """Made in any of the ways that there are, and put back after a stop in order and after a kill."""
    copies = {way: file.with_name(f"{way}.db") for way in ("vacuum", "backup", "stopped")}
    tablet = live.tablet("farsta")
    file_records(tablet, 3)
    _sqlite(file, f"VACUUM INTO '{copies['vacuum']}'")
    _back_up(file, copies["backup"])
    live.stop()
    shutil.copyfile(file, copies["stopped"])
    live.start()
    file_records(tablet, 4)
    live.stop()
    newer = copies["newer"] = file.with_name("newer.db")
    shutil.copyfile(file, newer)
    shutil.copyfile(copies["backup"], file)  # stopped in order: the copy is all there is
    live.start()
    ids = file_records(tablet, 2)
    assert tablet.get(f"{SESSIONS}/{ids[0]}").status_code == 200
    live.kill()
    assert records_in(file) < 5  # the rest is in its log
    log, kept = file.with_name("stodlogg.db-wal").read_bytes(), file.read_bytes()
    for copy in copies.values():
        shutil.copyfile(copy, file)
        with pytest.raises(LogOfAnotherFile, match=r"move stodlogg\.db-wal and stodlogg\.db-shm away"):
            require_own_log(file)
    file.write_bytes(kept)
    assert log_belongs(file)  # its own file again
    shutil.copyfile(copies["vacuum"], file)
    said = does_not_start(live)
    assert "stodlogg.db-wal is of another file" in said
    assert "Traceback" not in said
    assert file.read_bytes() == copies["vacuum"].read_bytes()
    assert file.with_name("stodlogg.db-wal").read_bytes() == log  # nothing replayed, nothing lost
    for name in beside(file):
        (file.parent / name).rename(file.parent / f"away-{name}")
    live.start()
    assert live.stop() == 0
    assert records_in(file) == 3


def test_a_log_without_its_file_is_kept(live: Live, file: Path) -> None:
    file_records(live.tablet("farsta"), 3)
    live.kill()
    held = file.with_name("stodlogg.db-wal").read_bytes()
    file.rename(file.with_name("elsewhere.db"))
    assert "has no database file beside it" in does_not_start(live)
    assert file.with_name("stodlogg.db-wal").read_bytes() == held
    assert not file.exists()
    file.with_name("elsewhere.db").rename(file)
    live.start()
    assert records_in(file) == 3


def test_a_file_and_its_log_may_be_moved_together(live: Live, file: Path) -> None:
    file_records(live.tablet("farsta"), 3)
    live.kill()
    for path in (file, file.with_name("stodlogg.db-wal")):
        moved = path.with_name(f"copy-{path.name}")
        shutil.copyfile(path, moved)
        path.unlink()
        moved.rename(path)
    live.start()
    assert records_in(file) == 3


def test_a_checkpoint_that_is_cut_off_leaves_a_log_that_belongs(live: Live, file: Path) -> None:
    """However much it had moved: pages are moved in their order, the first one first."""
    tablet = live.tablet("farsta")
    (id_,) = file_records(tablet, 1)
    before = file.read_bytes()
    cut = file.with_name("cut.db")
    with closing(sqlite3.connect(file)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM counselling_session").fetchone()  # holds up the log's end
        assert tablet.delete(f"{SESSIONS}/{id_}").status_code == 204
        reader.execute("ROLLBACK")
        reader.execute("PRAGMA wal_checkpoint(PASSIVE)")
        live.kill()
        after = file.read_bytes()
        shutil.copyfile(f"{file}-wal", f"{cut}-wal")
    assert after[:4096] != before[:4096]
    for moved in range(0, len(before) + 1, 4096):
        cut.write_bytes(after[:moved] + before[moved:])
        assert log_belongs(cut), f"{moved} bytes were moved"
    cut.write_bytes(after[:4096] + before[4096:])
    live.environment["STODLOGG_DATABASE_URL"] = f"sqlite:///{cut}"
    live.start()
    assert records_in(cut) == 0
    assert beside(cut)


def test_who_has_waited_already_waits_less_for_another_process(templates: Templates, file: Path) -> None:
    """For the turn in this process, then for the file: together no longer than was promised."""
    url = templates.sqlite(file, "stockholm")
    database = Database(Settings(_env_file=None, database_url=url, busy_seconds=8.0))
    try:
        with closing(sqlite3.connect(file)) as other:
            other.execute("BEGIN IMMEDIATE")
            with waited(7), pytest.raises(DatabaseBusy), database.writing() as session:
                session.connection()
        with database.writing() as session:
            session.connection()
    finally:
        database.dispose()
