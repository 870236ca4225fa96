"""`create_app`: the service, put together from its settings."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import anyio.to_thread
from fastapi import FastAPI

from app.access.guards import SECURITY_SCHEMES, security_of
from app.access.limits import Limits
from app.answers.monthly_clearing import MonthlyClearing
from app.answers.sent_pages import RecentSubmissions
from app.api import add_routes
from app.catalogue.catalogue import load
from app.form.offline_files import STATIC as FORM_STATIC
from app.front.onward_links import ONWARD
from app.kit import clock
from app.kit.db.database import Database
from app.kit.http.envelope import Envelope
from app.kit.http.head_requests import HeadAsGet
from app.kit.http.openapi import describe
from app.kit.http.parts import PageWords, give, part
from app.kit.http.refusals import add_problem_handlers
from app.kit.http.static_files import FilesInMemory
from app.kit.logs import configure_once, log
from app.kit.settings import Settings
from app.published.delivery import Delivery
from app.published.fast_path import FastPath
from app.published.snapshot_cache import SnapshotCache
from app.release.lifecycle.protection_jobs import ProtectionJobs
from app.release.protection.secret import others_can_read

STATIC = Path(__file__).parent / "front" / "static"

THREADS = 40
"""Requests worked on at once; the database has a connection for each."""


def create_app(
    settings: Settings | None = None,
    *,
    today: clock.Today | None = None,
    hour: Callable[[], int] = clock.hour,
) -> FastAPI:
    """The whole service. `today` and `hour` can be given, so that a test can be in another year; today is
    otherwise the day in the municipality's time zone.

    Does not touch the database: a server that is away shows in `/health/ready`, not as a crash here.
    Raises `CatalogueError` for a catalogue that does not hold.
    """
    app = create_routes()
    furnish(app, settings or Settings(), today=today, hour=hour)
    return app


def create_routes() -> FastAPI:
    """The service without what a setting decides: its routes and the layers around them."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        yield
        part(app, ProtectionJobs).stop()
        part(app, Database).dispose()

    app = FastAPI(
        title="Stödlogg",
        version=version("stodlogg"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        # Nobody is told of requests, and asking whether somebody is costs as much as sending an answer.
        telemetry={"tracing": False, "metrics": False, "logs": False},
        # A redirect would repeat what was asked for, query string and all.
        redirect_slashes=False,
    )
    add_problem_handlers(app)
    add_routes(app)
    app.mount("/form/static", FilesInMemory(directory=FORM_STATIC), name="form-static")
    app.mount("/static", FilesInMemory(directory=STATIC), name="static")
    app.add_middleware(Envelope)
    app.add_middleware(Delivery)
    app.add_middleware(HeadAsGet)
    describe(app, SECURITY_SCHEMES, security_of(app.routes))
    return app


def furnish(
    app: FastAPI,
    settings: Settings,
    *,
    today: clock.Today | None = None,
    hour: Callable[[], int] = clock.hour,
) -> None:
    """Give the routes what they work on: database, catalogue, clock, and memory that is empty yet.

    Raises `CatalogueError` for a catalogue that does not hold.
    """
    configure_once()
    if others_can_read(settings.rounding_secret_path):
        log.warning("other accounts can read the secret for rounding: give its file mode 0600")
    database, catalogue = Database(settings), load(settings.catalogue)
    if settings.reviewed_languages_only:
        catalogue = replace(catalogue, parents=catalogue.parents.without_unreviewed())
    municipality = catalogue.municipality
    give(
        app,
        settings,
        database,
        catalogue,
        clock.Clock(today or clock.today_in(municipality.time_zone), hour),
        PageWords(municipality.name.text, municipality.words.fill, ONWARD),
        Limits(settings),
        MonthlyClearing(),
        RecentSubmissions(),
        ProtectionJobs(),
        FastPath(),
        SnapshotCache(database, catalogue),
    )
