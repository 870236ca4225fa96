"""Eight tablets write while the server is killed hard, several times; afterwards every promise is kept.

Every acknowledged record is there exactly once, with the content that was acknowledged; withdrawn ones are
gone; nothing is there that was not sent, and nothing is half there. A request that was never answered may
have been stored or not, but whole. The last tests break the server on purpose: the same checks must see it.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

import pytest

from app.catalogue.catalogue import load
from app.kit import clock
from tests.crash import broken
from tests.crash.checking import broken_promises
from tests.crash.tablets import Tablet
from tests.support.live import DidNotStart, Live
from tests.support.postgres import Postgres, running_postgres
from tests.support.service import Templates

pytestmark = pytest.mark.slow

DISTRICTS = (
    "farsta", "skarpnack", "skarholmen", "jarva", "rinkeby-kista", "spanga-tensta", "hasselby-vallingby",
    "enskede-arsta-vantor",
)  # fmt: skip
"""One tablet each."""
KILLS = 3


@contextmanager
def writing(live: Live, chance: Random) -> Iterator[list[Tablet]]:
    """Tablets that write from the start of the block until its end, whatever happens to the server."""
    gone = threading.Event()
    tablets = [
        Tablet(
            live.tablet(district), load("stockholm"), district, clock.today(), Random(chance.random()), gone
        )
        for district in DISTRICTS
    ]
    threads = [threading.Thread(target=tablet.run) for tablet in tablets]
    for thread in threads:
        thread.start()
    try:
        yield tablets
    finally:
        gone.set()
        for thread in threads:
            thread.join()


def _disturb(live: Live, tablets: list[Tablet], chance: Random, times: int, how: Callable[[], None]) -> None:
    """Do `how` at random moments, each once every tablet has been answered since the last."""
    for _ in range(times):
        before = [tablet.answered for tablet in tablets]
        deadline = time.monotonic() + 30
        while any(tablet.answered == was for tablet, was in zip(tablets, before, strict=True)):
            assert time.monotonic() < deadline, [tablet.wrong for tablet in tablets]
            time.sleep(0.05)
        time.sleep(chance.uniform(0, 0.8))
        how()


def _kill_and_restart(live: Live) -> None:
    live.kill()
    live.start()


def _check(live: Live, tablets: list[Tablet]) -> None:
    assert broken_promises(live, tablets) == []
    # The test has done what it says: everybody wrote, everybody was interrupted, and there was much to lose.
    assert all(tablet.answered and tablet.interrupted for tablet in tablets)
    kept = [one for tablet in tablets for one in tablet.kept]
    assert len(kept) > 50
    assert any(one.promised.withdrawn for one in kept)
    assert '"status": 500' not in live.said()


def _database(request: pytest.FixtureRequest, kind: str) -> str:
    templates: Templates = request.getfixturevalue("templates")
    if kind == "sqlite":
        folder: Path = request.getfixturevalue("tmp_path")
        return templates.sqlite(folder / "stodlogg.db", "stockholm")
    return templates.postgres(request.getfixturevalue("postgres_server"), "stockholm")


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_the_server_is_killed(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> None:
    chance = Random()
    with Live(_database(request, kind), "stockholm", tmp_path) as live:
        with writing(live, chance) as tablets:
            _disturb(live, tablets, chance, KILLS, lambda: _kill_and_restart(live))
            _disturb(live, tablets, chance, 1, live.kill)  # what is asked now is never answered
        live.start()
        _check(live, tablets)


@pytest.mark.postgres
def test_postgresql_is_killed(tmp_path: Path) -> None:
    """The server goes on without a restart of its own."""
    chance = Random()
    with running_postgres() as postgres:
        url = Templates(tmp_path).postgres(postgres, "stockholm")
        with Live(url, "stockholm", tmp_path) as live:
            process = live.pid
            with writing(live, chance) as tablets:
                _disturb(live, tablets, chance, 2, lambda: _crash(postgres))
                _disturb(live, tablets, chance, 1, lambda: postgres.stop("immediate"))
            postgres.start()
            live.wait_until_ready()
            assert live.pid == process
            _check(live, tablets)


def _crash(postgres: Postgres) -> None:
    postgres.stop("immediate")
    postgres.start()


ATTEMPTS = 6
"""A kill must hit the moment in which the fault shows; nearly always the first few do."""


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        ("early", "acknowledged, but not there|withdrawn, but there"),
        (
            "piecemeal",
            "[1-9][0-9]* rows are missing|[1-9][0-9]* were never sent|wal is of another file",
        ),
    ],
)
def test_a_server_that_breaks_its_promises_is_found_out(
    templates: Templates, tmp_path: Path, fault: str, seen: str
) -> None:
    chance = Random()
    program = (broken.__file__, fault)
    found = ""
    for attempt in range(ATTEMPTS):
        url = templates.sqlite(tmp_path / f"{attempt}.db", "stockholm")
        with Live(url, "stockholm", tmp_path, program=program, loaded=True, busy_seconds=30) as live:
            try:
                with writing(live, chance) as tablets:
                    _disturb(live, tablets, chance, 2, partial(_kill_and_restart, live))
            except DidNotStart as refused:
                # Killed between two commits of one turn: the log has no note yet of the file it belongs to.
                found = str(refused)
            else:
                found = "\n".join(broken_promises(live, tablets))
        if re.search(seen, found):
            return
    raise AssertionError(f"not found out: {found}")
