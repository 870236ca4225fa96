"""Servers under measurement, each a process of its own."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE
from app.access.cookies import DEVICE_COOKIE, SIGN_IN_COOKIE
from app.access.devices import service as devices
from app.access.roles import Role
from app.access.secret_tokens import code_digest
from app.access.sign_in import service as sign_in
from app.kit.db.database import Database
from app.kit.settings import Settings
from app.running import here_of, prepare


@dataclass(frozen=True)
class Server:
    """A running server; `cookie` is an enrolled tablet's, `coordinator` one of the city's coordinator."""

    process: subprocess.Popen[bytes]
    port: int
    cookie: str = ""
    coordinator: str = ""

    def peak_mib(self) -> float:
        """Largest resident memory since its start, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fresh(database: Path) -> Path:
    """The path of a database that is not there yet, whatever an earlier run left in the folder."""
    for end in ("", "-wal", "-shm"):
        Path(f"{database}{end}").unlink(missing_ok=True)
    return database


@contextmanager
def _process(command: list[str], environment: dict[str, str], ready: str, port: int) -> Iterator[Server]:
    process = subprocess.Popen(command, env=os.environ | environment, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}{ready}", timeout=1)
                break
            except OSError:
                if process.poll() is not None:
                    raise RuntimeError(f"{command[-1]} ended with {process.returncode}") from None
                time.sleep(0.1)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def ours(database_url: str) -> Iterator[Server]:
    """Stödlogg, as `stodlogg serve` runs it, with a tablet of Farsta and the city's coordinator let in."""
    settings = Settings(database_url=database_url, catalogue="stockholm")
    database = Database(settings)
    here = here_of(settings)
    prepare(database, here.catalogue)
    with database.writing() as session:
        tablet = devices.make_device_code(session, COMMAND_LINE, "farsta", here)
        account = accounts.create_account(session, COMMAND_LINE, Role.COORDINATOR, None, here)
        enrolled = devices.enrol_device(session, _digest(tablet.code), here)
        signed_in = sign_in.with_code(session, _digest(account.code), here)
    database.dispose()
    port = free_port()
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    environment = {"STODLOGG_DATABASE_URL": database_url, "STODLOGG_CATALOGUE": "stockholm"}
    with _process(command, environment, "/health/ready", port) as server:
        yield replace(
            server,
            cookie=f"{DEVICE_COOKIE}={enrolled.token}",
            coordinator=f"{SIGN_IN_COOKIE}={signed_in.token}",
        )


def _digest(code: str) -> bytes:
    digest = code_digest(code)
    assert digest is not None
    return digest


@contextmanager
def bare(database: Path) -> Iterator[Server]:
    """The yardstick, served in the same way."""
    port = free_port()
    command = [
        sys.executable, "-m", "uvicorn", "bench.bare:app", "--port", str(port), "--no-access-log",
        "--log-level", "error",
    ]  # fmt: skip
    with _process(command, {"BARE_DATABASE": str(database)}, "/openapi.json", port) as server:
        yield server


@contextmanager
def plain(folder: Path) -> Iterator[Server]:
    """The yardstick of a released table: the body and headers that lie in the folder."""
    port = free_port()
    command = [
        sys.executable, "-m", "uvicorn", "bench.plain:app", "--port", str(port), "--no-access-log",
        "--log-level", "error", "--http", "h11",
    ]  # fmt: skip
    with _process(command, {"PLAIN_FOLDER": str(folder)}, "/plain", port) as server:
        yield server
