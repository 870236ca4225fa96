"""A service of its own for the reproduction: an empty database, the demo city, gone again afterwards.

What a municipality's own database holds is neither needed nor touched.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn

from app.access.here import Here
from app.catalogue.catalogue import load
from app.catalogue.codes import sync
from app.demo.cities import ITS_OWN
from app.demo.filing import coordinator_code, file_demo
from app.demo.reproduction import Line, reader, reproduce
from app.demo.visitor import Visitor, open_client
from app.kit import clock
from app.kit.database import Database
from app.kit.migrating import upgrade
from app.kit.settings import Settings
from app.main import create_app

START_SECONDS = 30.0


class NotStarted(Exception):
    """The service did not start; `args[0]` says what is known of it."""


@dataclass(frozen=True)
class Trial:
    """A running service: its address, its database, and what acts on it need to know."""

    base_url: str
    database: Database
    here: Here


@contextmanager
def afresh() -> Iterator[Trial]:
    """A service of its own that holds the demo city. Raises `NotStarted`."""
    with (
        TemporaryDirectory(prefix="stodlogg-") as folder,
        running(
            Settings(database_url=f"sqlite:///{Path(folder) / 'demo.db'}", catalogue="stockholm")
        ) as trial,
    ):
        file_demo(trial.base_url, trial.database, trial.here, ITS_OWN)
        yield trial


def reproduce_at(base_url: str, database: Database, here: Here) -> list[Line]:
    """Reproduce the report from a running service that holds the demo city."""
    with coordinator_code(database, here) as code, open_client(base_url) as client:
        return reproduce(reader(Visitor.signed_in(client, code), database, here.catalogue))


@contextmanager
def running(settings: Settings) -> Iterator[Trial]:
    """The whole service on a free port of this machine, its database migrated. Raises `NotStarted`."""
    catalogue = load(settings.catalogue)
    here = Here(settings, catalogue, clock.today(catalogue.municipality.time_zone), clock.hour())
    database = Database(settings)
    try:
        upgrade(database)
        with database.writing() as session:
            sync(session, here.catalogue)
        with _served(settings) as port:
            yield Trial(f"http://127.0.0.1:{port}", database, here)
    finally:
        database.dispose()


@contextmanager
def _served(settings: Settings) -> Iterator[int]:
    config = uvicorn.Config(create_app(settings), host="127.0.0.1", port=0, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        give_up = time.monotonic() + START_SECONDS
        while not server.started:
            if not thread.is_alive() or time.monotonic() > give_up:
                raise NotStarted("the service on this machine did not start")
            time.sleep(0.02)
        port: int = server.servers[0].sockets[0].getsockname()[1]
        yield port
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)
