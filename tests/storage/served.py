"""What the tests of this folder do with a served Stödlogg and its file."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from app.kit import deadline
from tests.support.live import Live, environment_for
from tests.support.served import Forked
from tests.support.service import example, new_id

SESSIONS = "/api/v1/counselling-sessions"


def file_records(tablet: httpx.Client, many: int) -> list[str]:
    """The ids of new records, each acknowledged."""
    ids = [new_id() for _ in range(many)]
    for id_ in ids:
        reply = tablet.put(f"{SESSIONS}/{id_}", json=example("counselling-session", "stockholm"))
        assert reply.status_code == 201, reply.text
    return ids


def records_in(file: Path) -> int:
    """How many records a file holds by itself, whatever lies beside it."""
    with closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as connection:
        found: int = connection.execute("SELECT count(*) FROM counselling_session").fetchone()[0]
        return found


def beside(file: Path) -> list[str]:
    """What lies beside the file and begins as it does."""
    return sorted(one.name for one in file.parent.glob(f"{file.name}?*"))


def command(folder: Path, url: str, *arguments: str) -> tuple[int, str]:
    """The exit code of `stodlogg` with these arguments, and what it said."""
    log = folder / "command.log"
    log.write_bytes(b"")
    environment = environment_for(database_url=url, catalogue="stockholm")
    code = Forked(arguments, environment, folder, log).wait(120)
    return code, log.read_text("utf-8")


def does_not_start(live: Live) -> str:
    """What a start says that ends by itself."""
    before = len(live.said())
    live.start(wait=False)
    assert live.wait() == 1
    return live.said()[before:]


@contextmanager
def waited(seconds: float) -> Iterator[None]:
    """As in a request that arrived so long ago; what it then waits for must be over soon."""
    started = time.monotonic()
    token = deadline._arrived.set(started - seconds)
    try:
        yield
    finally:
        deadline._arrived.reset(token)
    assert time.monotonic() - started < 4
