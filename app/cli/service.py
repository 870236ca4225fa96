"""Running the service: a trial on this machine, serving, migrating."""

from typing import Annotated

import typer

from app import running
from app.catalogue.catalogue import load
from app.cli import developing
from app.cli.access import show_doors
from app.cli.console import err, fail
from app.form.offline_files import without_worker, worker
from app.kit.logs import configure_process
from app.kit.settings import Settings
from app.main import create_app
from app.vocabulary.periods import month_of

Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]
Host = Annotated[str, typer.Option(help="Address to listen on.")]


def run(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    demo: Annotated[bool, typer.Option(help="Fill an empty database with the demo city.")] = True,
    releases: Annotated[
        bool, typer.Option(help="Release the demo city's tertials that are over, but the latest.")
    ] = True,
    dev: Annotated[
        bool,
        typer.Option(
            help="Start anew at every change of the code; no service worker; errors with tracebacks."
        ),
    ] = False,
) -> None:
    """A trial on this machine: database, demo city, server, and one-time links to get in."""
    from app.demo.city_filing import file_demo, holds_demo, is_filed
    from app.demo.demo_releases import finished_tertials, release_all

    if dev and developing.is_outer():
        developing.start_anew_at_changes()
        return
    configure_process("WARNING", tracebacks=dev)
    running.require_free(host, port, "make run PORT={port}, or stodlogg run --port {port}")
    # Without HTTPS a browser would drop a secure cookie; beyond a trial `serve` keeps the safe default.
    settings = Settings(public_url=f"http://localhost:{port}", secure_cookies=False)
    here = running.here_of(settings)
    with running.opened(settings) as database:
        running.require_sound(database, settings, err.print)
        running.prepare(database, here.catalogue, err.print)
        app = create_app(settings)
        if dev:
            app.dependency_overrides[worker] = without_worker
        server = running.server_of(app, host, port)

        def fill_and_tell() -> None:
            if demo and not is_filed(database, month_of(here.day)):
                file_demo(f"http://{host}:{port}", database, here)
            show_doors(database, here)
            # Figures to read come one after another, while the service is tried out. The latest tertial that
            # is over is left: closing it with a second person is what a coordinator wants to try.
            if demo and releases and holds_demo(database, here):
                left, *others = finished_tertials(here)
                err.print(f"{left} lämnas att avsluta, av två samordnare / is left to close: /desk/closing")
                release_all(database, here, err.print, others, stopped=lambda: server.should_exit)

        with running.address_kept(settings):
            running.serve_and(server, fill_and_tell)


def serve(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve. The database must be migrated; the first start prints a one-time link for an administrator."""
    configure_process()
    settings = Settings()
    here = running.here_of(settings)
    with running.opened(settings) as database:
        running.require_sound(database, settings, err.print)
        running.check_ready(database, here.catalogue)
        running.require_free(host, port)
        if first := running.first_link(database, here):
            until = f"{first.expires:%Y-%m-%d %H:%M} UTC"
            err.print(f"First administrator {first.account}, one-time link until {until}:")
            err.print(first.link)
        server = running.server_of(create_app(settings), host, port)
        running.serve(server)
        if not server.started:
            fail(f"the server could not start on {host}:{port}")


def migrate() -> None:
    """Bring the database up to this software and its catalogue."""
    settings = Settings()
    with running.opened(settings) as database:
        running.require_sound(database, settings, err.print)
        running.prepare(database, load(settings.catalogue), err.print)
    err.print("The database is at the newest revision.")
