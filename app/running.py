"""Starting the service: preparing its database, serving, and the trial run with a demo city."""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from app.access.accounts import service as accounts
from app.access.accounts.schemas import AccountLink
from app.access.actor import COMMAND_LINE, Scopes
from app.access.devices import service as devices
from app.access.devices.schemas import DeviceCode
from app.access.request_context import RequestContext
from app.access.research_keys.service import create_key
from app.access.roles import Role
from app.catalogue.catalogue import Catalogue, load
from app.catalogue.codes import CATALOGUE_STATE, sync
from app.kit import clock
from app.kit.db.database import Database
from app.kit.db.migration import Tell, current, head, upgrade
from app.kit.db.sqlite_check import FileDamaged, FileNotReadable, check_file
from app.kit.db.sqlite_log import LogOfAnotherFile
from app.kit.http.parts import part
from app.kit.problems import DatabaseUnavailable, Problem
from app.kit.settings import Settings


class CannotStart(Exception):
    """The service cannot start; `args[0]` says why and what to do."""


def here_of(settings: Settings) -> RequestContext:
    catalogue = load(settings.catalogue)
    return RequestContext(settings, catalogue, clock.today(catalogue.municipality.time_zone), clock.hour())


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """The database, closed again afterwards. Raises `CannotStart` for an address that cannot be used."""
    try:
        database = Database(settings, patient=True)
    except OSError as error:
        raise CannotStart(f"the folder of the database cannot be made: {error}") from error
    except (SQLAlchemyError, ImportError) as error:
        # Not a word of the address, which may hold a password.
        raise CannotStart(
            "STODLOGG_DATABASE_URL is no address that can be used: write sqlite:///folder/file.db or "
            "postgresql://user@host/name"
        ) from error
    try:
        yield database
    except LogOfAnotherFile as error:
        raise CannotStart(str(error)) from error
    except PermissionError as error:
        raise CannotStart(_MAY_NOT.format(path=error.filename)) from error
    finally:
        database.dispose()


_MAY_NOT = (
    "{path} may not be read and written by this account: it needs both for the file and for its folder, "
    "where SQLite keeps its log while the file is in use."
)

LONG = 64 * 2**20
"""Bytes from which on looking a file through takes seconds."""


def require_sound(database: Database, settings: Settings, tell: Tell = lambda _: None) -> None:
    """What must hold before anything is written into an SQLite file. Raises `CannotStart`."""
    if database.file is None or not settings.start_check_seconds:
        return
    path = database.file.path
    with suppress(OSError):
        if (size := path.stat().st_size) >= LONG:
            tell(
                f"{path} ({size // 2**20} MiB) is checked for damage before it is written into: for at most "
                f"{settings.start_check_seconds:g} s (STODLOGG_START_CHECK_SECONDS)."
            )
    try:
        checked = check_file(path, settings.start_check_seconds)
    except FileDamaged as error:
        raise CannotStart(
            f"{path} is damaged, or no database. Restore it from a backup: move it and what lies beside it "
            "(-wal, -shm) away, copy the backup to its place, start again."
        ) from error
    except FileNotReadable as error:
        raise CannotStart(_MAY_NOT.format(path=path)) from error
    if not checked:
        tell(
            f"{path} could not be checked for damage in {settings.start_check_seconds:g} s "
            "(STODLOGG_START_CHECK_SECONDS); it is served all the same."
        )


def prepare(database: Database, catalogue: Catalogue, tell: Tell = lambda _: None) -> None:
    """Migrate to the newest revision and bring the code tables up to the catalogue.

    Raises `CannotStart`, `CatalogueMismatch`.
    """
    with _reached(database):
        upgrade(database, tell=tell)
        with database.writing() as session:
            sync(session, catalogue)
        database.take_log_in()


def check_ready(database: Database, catalogue: Catalogue) -> None:
    """What must hold before serving, and before a command that does not make the database.

    Raises `CannotStart`, `CatalogueMismatch`, `LogOfAnotherFile`.
    """
    with _reached(database):
        if database.file:
            database.file.before_connecting()
            if not database.file.path.exists():  # SQLite would make an empty one
                raise CannotStart(
                    f"{database.file.path} is not there: set STODLOGG_DATABASE_URL to the database that you "
                    "have, or make a new one with `stodlogg migrate`"
                )
        revision = current(database)
    if revision != head():
        raise CannotStart(
            f"the database is at revision {revision or 'none'}, the software needs {head()}: "
            "run `stodlogg migrate` first"
        )
    with _reached(database), database.writing() as session:
        sync(session, catalogue)
        # It changes nothing: a database that may only be read is found out here, not by the first record.
        session.execute(CATALOGUE_STATE.update().values(version=CATALOGUE_STATE.c.version))
    with _reached(database):
        database.take_log_in()  # also what a process left that was killed


@contextmanager
def _reached(database: Database) -> Iterator[None]:
    """Turn a database that fails into `CannotStart`, which says where it should be."""
    try:
        yield
    except Problem as problem:
        where = database.engine.url.render_as_string(hide_password=True)
        advice = problem.advice.en
        if isinstance(problem, DatabaseUnavailable):
            if database.file:
                raise CannotStart(_MAY_NOT.format(path=database.file.path)) from problem
            advice = "Is it running, and may this account read and write it?"
        raise CannotStart(f"{problem.title.en}: {where}. {advice}") from problem


def first_link(database: Database, context: RequestContext) -> AccountLink | None:
    """The first start's administrator with a one-time link; None where there is one already."""
    with database.writing() as session:
        return accounts.first_admin(session, context)


@dataclass(frozen=True)
class Door:
    """One way in to show at a trial run."""

    who: str
    issued: AccountLink | DeviceCode


def open_doors(database: Database, context: RequestContext) -> list[Door]:
    """Fresh one-time links for a trial: two coordinators of the whole city, since one person locks a tertial
    and another publishes it, a district's coordinator, an administrator, a tablet."""
    city = context.catalogue.municipality.city
    district = context.catalogue.municipality.districts[0]
    with database.writing() as session:
        return [
            *(
                Door(
                    f"Samordnare {number}, {city.sv} (coordinator {number}, the whole)",
                    _account(session, Role.COORDINATOR, None, context),
                )
                for number in (1, 2)
            ),
            Door(
                f"Samordnare, {district.sv} (coordinator)",
                _account(session, Role.COORDINATOR, district.code, context),
            ),
            Door("Administratör (administrator)", _account(session, Role.ADMIN, None, context)),
            Door(
                f"Surfplatta, {district.sv} (tablet)",
                devices.make_device_code(session, COMMAND_LINE, district.code, context),
            ),
        ]


@contextmanager
def address_kept(settings: Settings) -> Iterator[None]:
    """Keep the address of a trial beside its database file while it runs, for `served_at`."""
    kept = _address_file(settings)
    if kept is None:
        yield
        return
    kept.write_text(settings.public_url + "\n", "utf-8")
    try:
        yield
    finally:
        kept.unlink(missing_ok=True)


def served_at(settings: Settings) -> Settings:
    """The settings with the address of the trial that runs, unless an address was set."""
    kept = _address_file(settings)
    if "public_url" in settings.model_fields_set or kept is None or not kept.is_file():
        return settings
    return settings.model_copy(update={"public_url": kept.read_text("utf-8").strip()})


def _address_file(settings: Settings) -> Path | None:
    path = settings.sqlite_path
    return path.with_name(f"{path.name}.address") if path else None


TRIAL_DAYS = 90


def trial_key(database: Database, context: RequestContext) -> str:
    """A research key for a trial: all published tables, for ninety days."""
    expires = context.day + timedelta(days=TRIAL_DAYS)
    with database.writing() as session:
        return create_key(session, COMMAND_LINE, Scopes(None, None), expires, None, context).key


def _account(session: Session, role: Role, district: str | None, context: RequestContext) -> AccountLink:
    return accounts.create_account(session, COMMAND_LINE, role, district, context)


def server_of(app: FastAPI, host: str, port: int) -> uvicorn.Server:
    """A server that logs no addresses and tells nobody what it runs on."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http="h11",  # its limits are the ones below, whatever else is installed
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=10,  # seconds; who sends a body that never ends is not waited for
            limit_concurrency=1000,
            h11_max_incomplete_event_size=32 * 1024,
        )
    )


def require_free(host: str, port: int, how: str = "--port {port}") -> None:
    """Raises `CannotStart` where something else listens already; `how` says how to ask for another port."""
    reason = _why_not(host, port)
    if reason is None:
        return
    others = range(port + 1, min(port + 100, 65536))
    free = next((other for other in others if _why_not(host, other) is None), None)
    advice = f"choose another port: {how.format(port=free)}" if free else "choose another address with --host"
    raise CannotStart(f"{host}:{port} cannot be used ({reason}): {advice}")


def _why_not(host: str, port: int) -> str | None:
    """What the system says against listening there; None where nothing does."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return error.strerror or type(error).__name__
    return None


def serve(server: uvicorn.Server) -> None:
    """Serve until told to end (SIGTERM, Ctrl-C). Then return: what is open is yet to be closed, and being
    told once more does not end that."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)  # the server's own while it runs, which repeats it afterwards
    server.run()
    app = server.config.app
    if isinstance(app, FastAPI):
        part(app, Database).dispose()  # told twice, the server leaves this out


WORK_SECONDS = 15.0
"""How long what is done beside a server may take to end after it."""


def serve_and(server: uvicorn.Server, work: Callable[[], None]) -> None:
    """Serve in this thread; do `work` beside it once the server answers. Its failure stops the server.

    Work that takes long should look at `server.should_exit`: after the server it is waited for a little.
    """
    failures: list[BaseException] = []

    def beside() -> None:
        while not server.started and not server.should_exit:
            threading.Event().wait(0.05)
        try:
            if server.started:
                work()
        except BaseException as error:
            if not server.should_exit:  # else it is the end of the server that the work met
                failures.append(error)
            server.should_exit = True

    worker = threading.Thread(target=beside, daemon=True)
    worker.start()
    try:
        serve(server)
    finally:
        worker.join(WORK_SECONDS)
    if failures:
        raise failures[0]
