"""A PostgreSQL server of our own, for tests and for the bench.

    with running_postgres() as server:
        url = server.url(server.create_database())

It listens on a socket in a folder of its own and on no network port, and writes to disk as a real one does
(fsync is on) unless told otherwise.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Literal, LiteralString

import psycopg
from psycopg import sql

from tests.support import postgres_keeper
from tests.support.postgres_binaries import (
    Account,
    PostgresUnavailable,
    executable_by,
    find_binaries,
    give_to,
    server_account,
    workspace_parent,
)

StopMode = Literal["smart", "fast", "immediate"]
# Smart waits for clients to leave, fast closes their connections, immediate is as good as a crash.
STOP_SIGNALS: dict[StopMode, signal.Signals] = {
    "smart": signal.SIGTERM,
    "fast": signal.SIGINT,
    "immediate": signal.SIGQUIT,
}
SUPERUSER = "postgres"
START_SECONDS = 60.0
STOP_SECONDS = 60.0
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One server and its data folder. It can be stopped and started again; the data stays."""

    def __init__(
        self, binaries: Path, folder: Path, account: Account | None, settings: dict[str, str]
    ) -> None:
        self.binaries = binaries
        self.folder = folder
        self.settings = {"listen_addresses": "", "unix_socket_directories": str(folder), **settings}
        self._account = account
        self._names = count(1)
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def url(self, database: str, driver: str = "postgresql+psycopg") -> str:
        """SQLAlchemy's address of a database; with driver "postgresql", libpq's own."""
        return f"{driver}://{SUPERUSER}@/{database}?host={self.folder}"

    def initialise(self) -> None:
        """Makes the data folder: UTF-8, and byte order as collation, whatever the machine's locale."""
        command = [str(self.binaries / "initdb"), f"--pgdata={self.data}", f"--username={SUPERUSER}"]
        # No sync: what a power cut in this second would lose is an empty folder.
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        account = self._account
        done = subprocess.run(
            [*command, *options],
            cwd=self.folder,
            env=_environment(),
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise PostgresUnavailable(f"initdb in {self.binaries} failed:\n{done.stdout}{done.stderr}")

    def start(self) -> None:
        """Starts the server and returns when it answers."""
        if self.is_running():
            raise RuntimeError("The server is running already.")
        account = self._account
        owner = [str(account.uid), str(account.gid)] if account else ["-", "-"]
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        program = [str(self.binaries / "postgres"), "-D", str(self.data), *options]
        with self.log.open("ab") as log:
            self._keeper = subprocess.Popen(
                [sys.executable, postgres_keeper.__file__, str(self.folder), *owner, *program],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=_environment(),
                # Out of reach of Ctrl-C, which goes to the whole group: the tests in flight end first.
                start_new_session=True,
            )
        try:
            self._await_answer()
        except BaseException:
            self._abandon(self._keeper)
            raise

    def stop(self, mode: StopMode = "fast") -> None:
        """Stops the server and waits until it is gone; does nothing if it is not running."""
        if self._keeper is None:
            return
        try:
            if self.is_running():
                os.kill(self.pid, STOP_SIGNALS[mode])
            self._keeper.wait(STOP_SECONDS)
        finally:
            self._abandon(self._keeper)

    def is_running(self) -> bool:
        return self._keeper is not None and self._keeper.poll() is None

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def create_database(self, name: str | None = None, template: str = "template1") -> str:
        """A new database, empty or a copy of one that no one is connected to; returns its name."""
        name = name or f"test_{next(self._names)}"
        self._administer("CREATE DATABASE {} TEMPLATE {}", name, template)
        return name

    def drop_database(self, name: str) -> None:
        """Removes a database, closing the connections that are left."""
        self._administer("DROP DATABASE {} WITH (FORCE)", name)

    def _administer(self, statement: LiteralString, *names: str) -> None:
        query = sql.SQL(statement).format(*(sql.Identifier(name) for name in names))
        with psycopg.connect(self.url("postgres", driver="postgresql"), autocommit=True) as connection:
            connection.execute(query)

    def _await_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if not self.is_running() or time.monotonic() > deadline:
                said = self.log.read_text(errors="replace")
                raise PostgresUnavailable(f"PostgreSQL in {self.binaries} did not start:\n{said[-4000:]}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres", driver="postgresql"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _abandon(self, keeper: subprocess.Popen[bytes]) -> None:
        """Lets go of the keeper, which then ends the server if it still runs (and removes its folder)."""
        self._keeper = None
        if keeper.stdin:
            keeper.stdin.close()
        keeper.wait(STOP_SECONDS)


@contextmanager
def running_postgres(
    parent: Path | None = None, *, durable: bool = True, settings: dict[str, str] | None = None
) -> Iterator[Postgres]:
    """A fresh server, stopped and removed at the end.

    `parent` is where its folder is made, by default the system's place for temporary files; `durable=False`
    trades safety on disk for speed; `settings` are PostgreSQL's own, by their names.
    """
    account = server_account()
    found = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="stodlogg-pg-", dir=parent or workspace_parent(account)))
    try:
        binaries = executable_by(account, found, folder)
        if account:
            give_to(account, folder)
        server = Postgres(binaries, folder, account, (settings or {}) | ({} if durable else NOT_DURABLE))
        server.initialise()
        try:
            server.start()
            yield server
        finally:
            server.stop("immediate")  # the folder goes next: a checkpoint would write for nobody
    finally:
        # After a failed start the keeper has removed it already.
        shutil.rmtree(folder, ignore_errors=True)


def _environment() -> dict[str, str]:
    """Ours less PostgreSQL's own variables, which could point elsewhere; messages in English."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}
