"""A service of its own: an empty database, the demo city, gone again afterwards.

What a municipality's own database holds is neither needed nor touched.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from app import running
from app.access.request_context import RequestContext
from app.demo.cities import LAST_OWN_MONTH
from app.demo.city_filing import file_demo
from app.kit.db.database import Database
from app.kit.settings import Settings
from app.main import create_app

START_SECONDS = 30.0


class NotStarted(Exception):
    """The service did not start; `args[0]` says what is known of it."""


@dataclass(frozen=True)
class TemporaryService:
    """A running service: its address, its database, and what acts on it need to know."""

    base_url: str
    database: Database
    here: RequestContext


@contextmanager
def serve_demo_city() -> Iterator[TemporaryService]:
    """A service that holds Stockholm's demo city. Raises `NotStarted`."""
    with TemporaryDirectory(prefix="stodlogg-") as folder:
        settings = Settings(database_url=f"sqlite:///{Path(folder) / 'demo.db'}", catalogue="stockholm")
        with serve_temporarily(settings) as service:
            file_demo(service.base_url, service.database, service.here, LAST_OWN_MONTH)
            yield service


@contextmanager
def serve_temporarily(settings: Settings) -> Iterator[TemporaryService]:
    """The whole service on a free port of this machine, its database migrated. Raises `NotStarted`."""
    here = running.here_of(settings)
    with running.opened(settings) as database:
        running.prepare(database, here.catalogue)
        with _served(settings) as port:
            yield TemporaryService(f"http://127.0.0.1:{port}", database, here)


@contextmanager
def _served(settings: Settings) -> Iterator[int]:
    server = running.server_of(create_app(settings), "127.0.0.1", 0)
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
