"""A file that is damaged, a disk that is full: said by readiness, by a problem of its own, and by a start."""

import os
import resource
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from app import running
from app.catalogue.catalogue import load
from app.kit.db import sqlite_file
from app.kit.db.database import Database
from app.kit.settings import Settings
from tests.storage.served import SESSIONS, command, does_not_start, file_records, records_in
from tests.support.live import Live
from tests.support.service import Service, Templates, example, new_id


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "stodlogg.db"


def _first_page_of(file: Path, table: str) -> int:
    """Where the root page of a table begins."""
    with closing(sqlite3.connect(file)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        return int(4096 * (page - 1))


def _damage(file: Path, how: str) -> None:
    raw = bytearray(file.read_bytes())
    if how == "header":
        raw[:100] = b"\xff" * 100
    elif how == "a page in the middle":
        start = _first_page_of(file, "counselling_session")
        raw[start : start + 4096] = bytes(byte ^ 0xFF for byte in raw[start : start + 4096])
    elif how == "cut short":
        del raw[len(raw) // 2 :]
    elif how == "no database":
        raw[:] = b"Here is a letter, and no database at all.\n" * 200
    file.write_bytes(raw)


DAMAGED = "is damaged, or no database. Restore it from a backup"


def _why_not(file: Path, *, check: Callable[[Database, Settings], None] = running.require_sound) -> str:
    """Why a start does not go on with this file."""
    settings = Settings(_env_file=None, database_url=f"sqlite:///{file}", catalogue="stockholm")
    with pytest.raises(running.CannotStart) as refused, running.opened(settings) as database:
        check(database, settings)
    return str(refused.value)


@pytest.mark.parametrize("how", ["header", "a page in the middle", "cut short", "no database"])
def test_a_damaged_file_is_found_out(templates: Templates, file: Path, how: str) -> None:
    templates.sqlite(file, "stockholm")
    _damage(file, how)
    before = file.read_bytes()
    assert DAMAGED in _why_not(file)
    assert file.read_bytes() == before


def test_a_damaged_file_is_not_served(templates: Templates, file: Path, tmp_path: Path) -> None:
    live = Live(templates.sqlite(file, "stockholm"), "stockholm", tmp_path)
    _damage(file, "a page in the middle")
    before = file.read_bytes()
    said = does_not_start(live)
    assert DAMAGED in said
    assert "Traceback" not in said
    assert file.read_bytes() == before


def test_a_check_that_takes_long_is_said_before(
    templates: Templates, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings(_env_file=None, database_url=templates.sqlite(file, "stockholm"))
    told: list[str] = []
    monkeypatch.setattr(running, "LONG", 0)
    with running.opened(settings) as database:
        running.require_sound(database, settings, told.append)
    (sentence,) = told
    assert "is checked for damage before it is written into: for at most 60 s" in sentence


@pytest.mark.parametrize(("folder", "file"), [(0o555, 0o666), (0o777, 0o000), (0o000, 0o666)])
def test_what_may_not_be_read_and_written_is_said(templates: Templates, folder: int, file: int) -> None:
    """Not that time was too short for a check, nor that a server may be away."""
    with TemporaryDirectory() as outer:
        Path(outer).chmod(0o755)
        path = Path(outer, "kept", "stodlogg.db")
        path.parent.mkdir()
        templates.sqlite(path, "stockholm")
        path.chmod(file)
        path.parent.chmod(folder)
        before = os.geteuid()
        if before == 0:
            os.seteuid(65534)  # root may do everything
        try:
            said = [_why_not(path), _why_not(path, check=_check_ready)]
        finally:
            os.seteuid(before)
            path.parent.chmod(0o777)
        assert all("may not be read and written by this account" in one for one in said)


def _check_ready(database: Database, settings: Settings) -> None:
    running.check_ready(database, load(settings.catalogue))


@pytest.mark.slow
def test_a_database_that_is_not_there_is_not_made(file: Path) -> None:
    for arguments in (["serve"], ["lock", "2024-T1"], ["link"]):
        code, said = command(file.parent, f"sqlite:///{file}", *arguments)
        assert (code, "Traceback" in said) == (1, False)
        assert "is not there: set STODLOGG_DATABASE_URL" in said
        assert not file.exists()
    file.touch()
    code, said = command(file.parent, f"sqlite:///{file}", "link")
    assert (code, "Traceback" in said) == (1, False)
    assert "run `stodlogg migrate` first" in said


def test_damage_that_comes_while_serving_is_a_problem_of_its_own(
    templates: Templates, file: Path, tmp_path: Path
) -> None:
    with Live(templates.sqlite(file, "stockholm"), "stockholm", tmp_path) as live:
        tablet = live.tablet("farsta")
        (filed,) = file_records(tablet, 1)
        live.stop()
        live.start()  # nothing in its caches
        _damage(file, "a page in the middle")
        reply = tablet.get(f"{SESSIONS}/{filed}")
        assert (reply.status_code, reply.json()["type"]) == (503, "/problems/database-damaged")
        assert "retry-after" not in reply.headers
        # From then on nothing is acknowledged, be the pages that it needs whole.
        written = tablet.put(f"/api/v1/theme-meetings/{new_id()}", json=example("theme-meeting", "stockholm"))
        assert (written.status_code, written.json()["type"]) == (503, "/problems/database-damaged")
        ready = live.client().get("/health/ready", params={"lang": "en"})
        assert (ready.status_code, ready.json()["database"]) == (503, "damaged")
        assert "restore from a backup" in ready.json()["detail"]
        assert "again in a moment" not in ready.text


def test_a_full_disk_is_said_and_gone_on_from(templates: Templates, file: Path, tmp_path: Path) -> None:
    with Live(templates.sqlite(file, "stockholm"), "stockholm", tmp_path) as live:
        tablet, stranger = live.tablet("farsta"), live.client()
        file_records(tablet, 2)
        usual = resource.prlimit(live.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(live.pid, resource.RLIMIT_FSIZE, (4096, usual[1]))  # as a full disk, for one process
        body = example("counselling-session", "stockholm")
        assert tablet.put(f"{SESSIONS}/{new_id()}", json=body).status_code == 507
        for _ in range(2):
            ready = stranger.get("/health/ready", params={"lang": "en"})
            assert (ready.status_code, ready.json()["database"]) == (503, "storage-full")
            assert "more space" in ready.json()["detail"]
        resource.prlimit(live.pid, resource.RLIMIT_FSIZE, usual)
        assert stranger.get("/health/ready").status_code == 200  # by itself, with no record in between
        file_records(tablet, 1)
        assert live.stop() == 0
        assert records_in(file) == 3


def test_a_disk_with_hardly_any_room_is_not_ready(quick: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = quick.client()
    assert stranger.get("/health/ready").status_code == 200
    monkeypatch.setattr(sqlite_file, "ROOM", 2**62)
    ready = stranger.get("/health/ready")
    assert (ready.status_code, ready.json()["database"]) == (503, "storage-full")
