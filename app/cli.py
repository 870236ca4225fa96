"""The `stodlogg` command: each subcommand is a few lines that call what does the work."""

import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import typer
from rich.console import Console

from app import running
from app.access.codes import Issued
from app.access.here import Here
from app.activities.activity import Activity
from app.activities.registry import ACTIVITIES
from app.catalogue.catalogue import load
from app.catalogue.codes import CatalogueMismatch
from app.catalogue.reading import CatalogueError
from app.disclosure.commands import commands as disclosure
from app.kit.abandoning import end_if_abandoned
from app.kit.database import Database
from app.kit.logs import configure_process
from app.kit.problems import Problem
from app.kit.settings import Settings
from app.main import create_app
from app.release.commands import make_commands
from app.reports.commands import add_command as add_report
from app.vocabulary.periods import month_of

app = typer.Typer(
    help="Stödlogg: anonymous records of parental support, counted per district and tertial.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(disclosure, name="disclosure")


@contextmanager
def _ready() -> Iterator[tuple[Database, Here]]:
    """The database of the settings, ready to use, and the place and day."""
    settings = Settings()
    here = running.here_of(settings)
    with running.opened(settings) as database:
        running.check_ready(database, here.catalogue)
        yield database, here


Port = Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)]

app.add_typer(make_commands(_ready), name="release")
add_report(app, _ready)
out, err = Console(), Console(stderr=True)


def _told(sentence: str) -> None:
    err.print(sentence, highlight=False, markup=False, soft_wrap=True)


def main() -> None:
    """Run the command line; failures that a person can mend are one sentence, not a traceback."""
    signal.signal(signal.SIGTERM, _end)
    try:
        app()
    except (running.CannotStart, CatalogueError, CatalogueMismatch) as error:
        _fail(str(error))
    except Problem as problem:
        _fail(str(problem))
    finally:
        end_if_abandoned()


def _end(number: int, _frame: object) -> NoReturn:
    """Told to end in the middle of a command: what is open is rolled back and closed first."""
    sys.exit(128 + number)


def _fail(message: str) -> NoReturn:
    err.print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    sys.exit(1)


@app.command()
def run(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    demo: Annotated[bool, typer.Option(help="Fill an empty database with the demo city.")] = True,
    releases: Annotated[
        bool, typer.Option(help="Release the demo city's tertials that are over, but the latest.")
    ] = True,
) -> None:
    """A trial on this machine: database, demo city, server, and one-time links to get in."""
    from app.demo.filing import file_demo, holds_demo, is_filed
    from app.demo.releases import finished_tertials, release_all

    configure_process("WARNING")
    running.require_free(host, port, "make run PORT={port}, or stodlogg run --port {port}")
    # Without HTTPS a browser would drop a secure cookie; beyond a trial `serve` keeps the safe default.
    settings = Settings(public_url=f"http://localhost:{port}", secure_cookies=False)
    here = running.here_of(settings)
    with running.opened(settings) as database:
        running.require_sound(database, settings, _told)
        running.prepare(database, here.catalogue, _told)
        server = running.server_of(create_app(settings), host, port)

        def fill_and_tell() -> None:
            if demo and not is_filed(database, month_of(here.day)):
                file_demo(f"http://{host}:{port}", database, here)
            _show_doors(settings, running.open_doors(database, here), running.trial_key(database, here))
            # Figures to read come one after another, while the service is tried out. The latest tertial that
            # is over is left: closing it with a second person is what a coordinator wants to try.
            if demo and releases and holds_demo(database, here):
                left, *others = finished_tertials(here)
                _told(f"{left} lämnas att avsluta, av två samordnare / is left to close: /desk/closing")
                release_all(database, here, _told, others, stopped=lambda: server.should_exit)

        with running.address_kept(settings):
            running.serve_and(server, fill_and_tell)


def _show_doors(settings: Settings, doors: list[running.Door], key: str) -> None:
    out.rule("Stödlogg")
    out.print(f"Öppna / open   {settings.public_url}/", highlight=False)
    out.print("Engångslänkar / one-time links (24 h):", highlight=False)
    for door in doors:
        out.print(f"  {door.who}", highlight=False)
        out.print(f"    {door.issued.link}", highlight=False, soft_wrap=True)
    out.print(
        f"Forskningsnyckel (research key, {running.TRIAL_DAYS} d) till {settings.public_url}/research",
        highlight=False,
    )
    out.print(f"    {key}", highlight=False, soft_wrap=True)
    out.print("Nya länkar / new links: stodlogg links    Avsluta / stop: Ctrl-C", highlight=False)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
) -> None:
    """Serve. The database must be migrated; the first start prints a one-time link for an administrator."""
    configure_process()
    settings = Settings()
    here = running.here_of(settings)
    with running.opened(settings) as database:
        running.require_sound(database, settings, _told)
        running.check_ready(database, here.catalogue)
        running.require_free(host, port)
        _show_first(running.first_link(database, here))
        server = running.server_of(create_app(settings), host, port)
        running.serve(server)
        if not server.started:
            _fail(f"the server could not start on {host}:{port}")


def _show_first(issued: Issued | None) -> None:
    if issued:
        err.print(
            f"First administrator {issued.account}, one-time link until {issued.expires:%Y-%m-%d %H:%M} UTC:"
        )
        err.print(issued.link, highlight=False, soft_wrap=True)


@app.command()
def migrate() -> None:
    """Bring the database up to this software and its catalogue."""
    settings = Settings()
    with running.opened(settings) as database:
        running.require_sound(database, settings, _told)
        running.prepare(database, load(settings.catalogue), _told)
    err.print("The database is at the newest revision.", highlight=False)


@app.command()
def links() -> None:
    """Fresh one-time links for a trial run (makes new accounts; the act stands in the trail)."""
    settings = running.served_at(Settings())
    here = running.here_of(settings)
    with running.opened(settings) as database:
        running.check_ready(database, here.catalogue)
        _show_doors(settings, running.open_doors(database, here), running.trial_key(database, here))


@app.command()
def link(
    account: Annotated[
        str | None, typer.Argument(help="The account's code, such as c-7k2m9q; none lists the accounts.")
    ] = None,
) -> None:
    """A new one-time link for an account, when all other ways in are lost."""
    from app.access.accounts import list_accounts, make_link
    from app.access.actor import COMMAND_LINE

    with _ready() as (database, here), database.writing() as session:
        if account is None:
            for one in list_accounts(session, COMMAND_LINE):
                out.print(f"{one.code}  {one.role}  {one.district or ''}".rstrip(), highlight=False)
            return
        issued = make_link(session, COMMAND_LINE, account, here)
    out.print(issued.link, highlight=False, soft_wrap=True)


@app.command()
def lock(tertial: Annotated[str, typer.Argument(help="Such as 2019-T1.")]) -> None:
    """Lock a tertial that is over, for good."""
    from app.access.actor import COMMAND_LINE
    from app.intake.locking import lock_tertial

    with _ready() as (database, here):
        locked = lock_tertial(database, COMMAND_LINE, tertial, here)
    err.print(f"{tertial} is locked." if locked else f"{tertial} was locked already.", highlight=False)


@app.command()
def demo(
    url: Annotated[str, typer.Option(help="Address of the running service.")] = "http://localhost:8000",
) -> None:
    """File the demo city into a running service through its public API; a second time changes nothing."""
    from app.demo.filing import file_demo

    with _ready() as (database, here):
        verdicts = file_demo(url, database, here)
    said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    out.print(said or "this catalogue has no demo city", highlight=False)


@app.command()
def reproduce(
    page: Annotated[
        Path | None, typer.Option(help="Where to write the page; docs/reproduction.md in a clone.")
    ] = None,
) -> None:
    """Set every published figure of the half-time report beside the one that the tables give."""
    from app.demo import beside
    from app.demo.rendering import exit_status, render_markdown, show
    from app.demo.trial import afresh, reproduce_at

    configure_process("WARNING")
    with afresh() as trial:
        lines = reproduce_at(trial.base_url, trial.database, trial.here)
        compared = beside.compare(trial.database, trial.here)
    show(lines, out)
    written = page or (Path("docs/reproduction.md") if Path("docs").is_dir() else None)
    if written:
        written.write_text(render_markdown(lines), "utf-8")
        second = written.with_name(beside.PAGE)
        second.write_text(beside.page(compared), "utf-8")
        err.print(f"written: {written}, {second}", highlight=False)
    raise typer.Exit(exit_status(lines))


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file.", exists=True, dir_okay=False)],
    activity: Annotated[str, typer.Option(help="What the rows are, such as counselling-sessions.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check everything, store nothing.")] = False,
    sheet: Annotated[
        str | None, typer.Option(help="Sheet of an XLSX file; the first that is not hidden if left out.")
    ] = None,
    delimiter: Annotated[
        str | None, typer.Option(help="Delimiter of a CSV file; found out if left out.")
    ] = None,
    new: Annotated[
        bool, typer.Option("--new", help="Rows without id that are not there yet are new records.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take out again what this file filed.")] = False,
) -> None:
    """Import earlier records from a file, all or nothing; a copy with each row's id is written beside it."""
    from app.importing.progress import progress_on
    from app.importing.report import lines
    from app.importing.run import import_file
    from app.importing.undo import undo_import

    settings = Settings()
    here = running.here_of(settings)
    with running.opened(settings) as database:
        running.check_ready(database, here.catalogue)
        with progress_on() as progress:
            do = undo_import if undo else partial(import_file, add_anyway=new, copy=True)
            outcome = do(
                database, here, _activity(activity), file,
                dry_run=dry_run, sheet=sheet, delimiter=delimiter, progress=progress,
            )  # fmt: skip
    for line in lines(outcome):
        out.print(line, highlight=False, markup=False, soft_wrap=True)
    if not outcome.done:
        raise typer.Exit(1)


@app.command()
def template(
    activity: Annotated[str, typer.Argument(help="Such as counselling-sessions.")],
    kind: Annotated[Literal["csv", "xlsx"], typer.Option("--format", help="The file's format.")] = "xlsx",
    output: Annotated[Path | None, typer.Option(help="Where to write it.")] = None,
    lang: Annotated[Literal["sv", "en"], typer.Option(help="The language that comes first.")] = "sv",
) -> None:
    """Write the file to fill in for an import, made from the schema and the catalogue."""
    from app.importing.template import file_name, template

    found = _activity(activity)
    path = output or Path(file_name(found, kind))
    path.write_bytes(template(found, load(Settings().catalogue), kind, lang))
    err.print(f"{path}", highlight=False)


def _activity(name: str) -> Activity:
    from app.importing.template import activity_named

    found = activity_named(name)
    if found is None:
        _fail(f"no activity is called {name!r}: use one of {', '.join(one.path for one in ACTIVITIES)}")
    return found


@app.command()
def openapi() -> None:
    """Print the API's description (OpenAPI 3.1)."""
    print(json.dumps(create_app(Settings(database_url="sqlite://")).openapi(), ensure_ascii=False, indent=1))


@app.command()
def docs(
    check: Annotated[bool, typer.Option(help="Only say whether they are as generated.")] = False,
    folder: Annotated[Path, typer.Option(help="The docs folder.")] = Path("docs"),
) -> None:
    """Write the generated pages of the documentation."""
    from app.documentation.pages import PAGES

    changed = [name for name, page in PAGES.items() if page() != _read(folder / name)]
    for name in changed:
        if not check:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(PAGES[name](), "utf-8")
        err.print(f"{'differs' if check else 'written'}: {folder / name}", highlight=False)
    if check and changed:
        raise typer.Exit(1)


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _districts(number: int) -> str:
    return f"{number} district{'' if number == 1 else 's'}"


@app.command()
def catalogue(
    file: Annotated[str, typer.Argument(help="A shipped catalogue's name, or a file.")],
) -> None:
    """Check a catalogue file; errors name the file, the line and the key, and what is left out is listed."""
    from app.catalogue.remarks import remarks
    from app.reports.goals import wrong_indicators

    held = load(file)
    if wrong := list(wrong_indicators(held)):
        _fail("\n".join(f"{file}: {what}" for what in wrong))
    found = held.municipality
    out.print(
        f"{found.name.sv}: version {found.version}, {_districts(len(found.districts))}. It holds.",
        highlight=False,
    )
    for one in remarks(found):
        out.print(f"{file}: {one}", highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
