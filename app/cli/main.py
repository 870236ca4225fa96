"""The command line as a whole: its commands in the order of its help, and how it ends."""

import signal
import sys
from collections.abc import Callable
from typing import Any, NoReturn

import typer

from app.catalogue.codes import CatalogueMismatch
from app.catalogue.yaml_files import CatalogueError
from app.cli.access import link, links
from app.cli.console import fail, ready_database
from app.cli.demo import demo, reproduce
from app.cli.documents import catalogue, docs, openapi
from app.cli.records import import_records, lock, template
from app.cli.service import migrate, run, serve
from app.disclosure.commands import commands as disclosure
from app.kit.db.abandoned_file import end_if_abandoned
from app.kit.problems import Problem
from app.release.lifecycle.commands import make_commands
from app.reports.commands import add_command as add_report
from app.running import CannotStart

app = typer.Typer(
    help="Stödlogg: anonymous records of parental support, counted per district and tertial.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
add_report(app, ready_database)
COMMANDS: tuple[Callable[..., Any], ...] = (
    run, serve, migrate, links, link, lock, demo, reproduce, import_records, template, openapi, docs,
    catalogue,
)  # fmt: skip
for command in COMMANDS:
    app.command("import" if command is import_records else None)(command)
app.add_typer(disclosure, name="disclosure")
app.add_typer(make_commands(ready_database), name="release")


def main() -> None:
    """Run the command line; failures that a person can mend are one sentence, not a traceback."""
    signal.signal(signal.SIGTERM, _end)
    try:
        app()
    except (CannotStart, CatalogueError, CatalogueMismatch, Problem) as error:
        fail(str(error))
    finally:
        end_if_abandoned()


def _end(number: int, _frame: object) -> NoReturn:
    """Told to end in the middle of a command: what is open is rolled back and closed first."""
    sys.exit(128 + number)
