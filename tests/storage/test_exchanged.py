"""A database file that is deleted, moved or overwritten under the running service: nothing is acknowledged
that no file has, readiness says so, and nothing is written over what was put in its place."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.kit.db.sqlite_log import LogOfAnotherFile, require_own_log
from tests.storage.served import SESSIONS, beside, file_records, records_in
from tests.support.live import Live
from tests.support.service import Templates, example, new_id


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "stodlogg.db"


@pytest.fixture
def live(templates: Templates, file: Path, tmp_path: Path) -> Iterator[Live]:
    with Live(templates.sqlite(file, "stockholm"), "stockholm", tmp_path) as served:
        yield served


def _assert_refused(live: Live, tablet: object) -> None:
    body = example("counselling-session", "stockholm")
    reply = tablet.put(f"{SESSIONS}/{new_id()}", json=body)  # type: ignore[attr-defined]
    assert (reply.status_code, reply.json()["type"]) == (503, "/problems/database-replaced")
    assert "retry-after" not in reply.headers
    ready = live.client().get("/health/ready", params={"lang": "en"})
    assert (ready.status_code, ready.json()["database"]) == (503, "replaced")
    assert "put the right file in its place" in ready.json()["detail"]
    assert live.client().get("/health/live").status_code == 200


def _overwrite(file: Path) -> None:
    shutil.copyfile(file.with_name("copy.db"), file)


def _rename_over(file: Path) -> None:
    shutil.copyfile(file, file.with_name("kept.db"))
    shutil.copyfile(file.with_name("copy.db"), file.with_name("new.db"))
    file.with_name("new.db").rename(file)


ACTS: dict[str, Callable[[Path], object]] = {
    "rm": Path.unlink,
    "cp over it": _overwrite,
    "a file renamed over it": _rename_over,
    "emptied": lambda file: file.write_bytes(b""),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_file_is_gone_or_another(live: Live, templates: Templates, file: Path, act: str) -> None:
    templates.sqlite(file.with_name("copy.db"), "stockholm")
    tablet = live.tablet("farsta")
    file_records(tablet, 3)
    ACTS[act](file)
    _assert_refused(live, tablet)
    there = file.read_bytes() if file.exists() else None
    assert live.stop() == 1
    assert "Nothing was written into what lies there now" in live.said()
    assert (file.read_bytes() if file.exists() else None) == there
    assert "stodlogg.db-wal" in beside(file)  # it may be all that is left
    with pytest.raises(LogOfAnotherFile, match="has no database" if there is None else "is of another file"):
        require_own_log(file)


def test_a_file_that_is_put_back_is_gone_on_with(live: Live, file: Path) -> None:
    tablet = live.tablet("farsta")
    file_records(tablet, 2)
    away = file.rename(file.with_name("away.db"))
    _assert_refused(live, tablet)
    assert not file.exists()  # not even an empty one was made
    away.rename(file)
    file_records(tablet, 2)
    assert live.client().get("/health/ready").status_code == 200
    assert live.stop() == 0
    assert (beside(file), records_in(file)) == ([], 4)


def test_a_log_that_is_deleted_loses_nothing(live: Live, file: Path) -> None:
    """SQLite has it open still: what is in it is moved into the file at the end."""
    tablet = live.tablet("farsta")
    file_records(tablet, 3)
    file.with_name("stodlogg.db-wal").unlink()
    _assert_refused(live, tablet)
    assert live.stop() == 0
    assert records_in(file) >= 3
    live.start()
    file_records(tablet, 1)
