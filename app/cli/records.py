"""Earlier records from files, and locking what is over."""

from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from app.access.actor import COMMAND_LINE
from app.activities.activity import Activity
from app.activities.registry import ACTIVITIES
from app.catalogue.catalogue import load
from app.cli.console import err, fail, out, ready_database
from app.intake.locks.service import lock_tertial
from app.kit.settings import Settings


def lock(tertial: Annotated[str, typer.Argument(help="Such as 2019-T1.")]) -> None:
    """Lock a tertial that is over, for good."""
    with ready_database() as (database, here):
        locked = lock_tertial(database, COMMAND_LINE, tertial, here)
    err.print(f"{tertial} is locked." if locked else f"{tertial} was locked already.")


def import_records(
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
    from app.importing.import_progress import progress_on
    from app.importing.report import lines
    from app.importing.run import import_file
    from app.importing.undo import undo_import

    with ready_database() as (database, here), progress_on() as progress:
        do = undo_import if undo else partial(import_file, add_anyway=new, copy=True)
        outcome = do(
            database, here, _activity(activity), file,
            dry_run=dry_run, sheet=sheet, delimiter=delimiter, progress=progress,
        )  # fmt: skip
    for line in lines(outcome):
        out.print(line)
    if not outcome.done:
        raise typer.Exit(1)


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
    err.print(f"{path}")


def _activity(name: str) -> Activity:
    from app.importing.template import activity_named

    found = activity_named(name)
    if found is None:
        paths = ", ".join(activity.path for activity in ACTIVITIES)
        fail(f"no activity is called {name!r}: use one of {paths}")
    return found
