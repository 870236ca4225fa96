"""A served Stödlogg in a process of its own, to be asked over real connections, killed and restarted.

    with Live(database_url, "stockholm", folder) as live:
        live.tablet("farsta").put(...)
        live.kill()
        live.start()

The process runs `stodlogg serve` (or another program with the same arguments) on a loopback port that stays
the same over restarts. Everything that it says goes to one file, `live.log`.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE
from app.access.devices import service as devices
from app.access.request_context import RequestContext
from app.access.roles import Role
from app.catalogue.catalogue import load
from app.kit import clock
from app.kit.db.database import Database
from app.kit.settings import Settings
from tests.support import served

ROOT = Path(__file__).parents[2]
SERVE = ("-m", "app.cli", "serve")
START_SECONDS = 60.0
STOP_SECONDS = 30.0
# Below the range from which the system takes ports for outgoing connections: a client that knocks while the
# server is down must not be given the very port that it knocks at, and be connected to itself.
PORTS = range(20_000, 32_000)


class DidNotStart(AssertionError):
    """The server ended, or did not answer in time; the text is what it said."""


class Live:
    """One server process and its address. `settings` are the service's own, by their names.

    `loaded` says that the program may begin in a process that has loaded the service already.
    """

    def __init__(
        self,
        database_url: str,
        catalogue: str,
        folder: Path,
        *,
        program: Sequence[str] = SERVE,
        loaded: bool = False,
        environment: Mapping[str, str] | None = None,
        **settings: object,
    ) -> None:
        self.database_url = database_url
        self.catalogue = catalogue
        self.folder = folder
        self.program = tuple(program)
        self.loaded = loaded
        self.log = folder / "server.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        own = {"database_url": database_url, "catalogue": catalogue, "public_url": self.url}
        self.environment = {
            **environment_for(**{**own, "secure_cookies": False, **settings}),
            **(environment or {}),
        }
        self._process: subprocess.Popen[bytes] | served.Forked | None = None
        self._clients: list[httpx.Client] = []

    # ------------------------------------------------------------------------------------- process

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self, *, wait: bool = True) -> None:
        """Start the process; with `wait`, return when it is ready. Raises `DidNotStart`."""
        assert not self.is_running(), "it is running already"
        with self.log.open("ab") as log:
            address = ("--host", "127.0.0.1", "--port", str(self.port))
            if self.program[:2] == SERVE[:2]:
                self._process = served.Forked(
                    (*self.program[2:], *address), self.environment, self.folder, self.log
                )
            elif self.loaded:
                script, *own = self.program
                self._process = served.Forked(
                    (*own, *address), self.environment, self.folder, self.log, script
                )
            else:
                self._process = subprocess.Popen(
                    [sys.executable, *self.program, *address],
                    cwd=self.folder,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                )
        if wait:
            self.wait_until_ready()

    def wait_until_ready(self, seconds: float = START_SECONDS) -> None:
        """Return when `/health/ready` says so. Raises `DidNotStart`."""
        deadline = time.monotonic() + seconds
        with httpx.Client(base_url=self.url, timeout=5, trust_env=False) as client:
            while True:
                try:
                    if client.get("/health/ready").status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                if not self.is_running() or time.monotonic() > deadline:
                    raise DidNotStart(self.said())
                time.sleep(0.03)

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End the process as a power cut would: nothing is finished, flushed or told."""
        self._end(signal.SIGKILL)

    def stop(self, *how: signal.Signals) -> int:
        """End the process in order, told by SIGTERM or by these one after another; returns its exit code."""
        return self._end(*(how or (signal.SIGTERM,)))

    def wait(self) -> int:
        """The exit code of a process that ends by itself."""
        assert self._process is not None
        return self._process.wait(START_SECONDS)

    def _end(self, *how: signal.Signals) -> int:
        assert self._process is not None
        for number in how:
            self._process.send_signal(number)
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise

    def close(self) -> None:
        for client in self._clients:
            client.close()
        self._clients.clear()
        if self.is_running():
            self.stop()

    def said(self) -> str:
        """Everything that the server has written, since the first start."""
        return self.log.read_text("utf-8", errors="replace") if self.log.exists() else ""

    # ------------------------------------------------------------------------------------- clients

    def client(self, **more: Any) -> httpx.Client:
        """A client that has not come in; closed with the server."""
        client = httpx.Client(**{"base_url": self.url, "timeout": 30, "trust_env": False, **more})
        self._clients.append(client)
        return client

    def tablet(self, district: str) -> httpx.Client:
        """An enrolled tablet. The server must run."""
        return self._with_code("/api/v1/devices", lambda session, here: devices.make_device_code(
            session, COMMAND_LINE, district, here
        ))  # fmt: skip

    def account(self, role: Role, district: str | None = None) -> httpx.Client:
        """A signed-in coordinator (of a district, or of the city) or administrator. The server must run."""
        return self._with_code("/api/v1/sign-ins", lambda session, here: accounts.create_account(
            session, COMMAND_LINE, role, district, here
        ))  # fmt: skip

    def _with_code(self, path: str, make: Any) -> httpx.Client:
        database = self.database()
        try:
            with database.writing() as session:
                issued = make(session, self.here())
        finally:
            database.dispose()
        client = self.client()
        reply = client.post(path, json={"code": issued.code})
        assert reply.status_code == 201, reply.text
        return client

    # ------------------------------------------------------------------------------------ database

    @property
    def settings(self) -> Settings:
        return Settings(
            _env_file=None,
            database_url=self.database_url,
            catalogue=self.catalogue,
            public_url=self.url,
        )

    def here(self) -> RequestContext:
        return RequestContext(self.settings, load(self.catalogue), clock.today(), clock.hour())

    def database(self) -> Database:
        """The server's database, opened beside it; the caller disposes of it."""
        return Database(self.settings)


def environment_for(**settings: object) -> dict[str, str]:
    """Our environment with these settings of the service's and no others."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STODLOGG_")}
    own = {f"STODLOGG_{name.upper()}": str(value) for name, value in settings.items()}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return kept | own | {"PYTHONPATH": os.pathsep.join(paths)}


def free_port() -> int:
    """A loopback port that nobody listens on."""
    for port in random.sample(PORTS, 200):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise DidNotStart("no free port on this machine")
