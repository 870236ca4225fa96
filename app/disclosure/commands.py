"""`stodlogg disclosure`: the same protection for any table set in a file; answers as JSON on standard output.

What solves is loaded only when a command is asked for: every `stodlogg` command loads this module.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from app.disclosure.problem import CannotProtect, NotSolved
from app.disclosure.progress import progress_on
from app.disclosure.reading import FileRefused, for_audit, read_file

commands = typer.Typer(
    help="Protect or attack any table set in a file; the format is in docs/reference/disclosure.md.",
    no_args_is_help=True,
)

File = Annotated[Path, typer.Argument(help="A table set, JSON.", exists=True, dir_okay=False)]


@commands.command()
def protect(file: File) -> None:
    """Choose which cells to withhold, and prove that the small ones are safe."""
    from app.disclosure.answering import protection_as_json
    from app.disclosure.attack import Attack
    from app.disclosure.auditing import intervals_of
    from app.disclosure.protecting import protect as protect_tables

    try:
        problem = read_file(file).problem
        with progress_on() as progress:
            protection = protect_tables(problem, progress)
            withheld = protection.primary | protection.secondary
            intervals = intervals_of(Attack(problem, withheld), withheld, progress)
    except (FileRefused, CannotProtect, NotSolved) as error:
        _fail(str(error))
    _answer(protection_as_json(problem, protection, intervals))


@commands.command()
def audit(file: File) -> None:
    """Attack the cells whose `published` is null; say what can be known of each, and what is a breach."""
    from app.disclosure.answering import audit_as_json
    from app.disclosure.auditing import audit as audit_tables

    try:
        problem, withheld = for_audit(read_file(file))
        with progress_on() as progress:
            found = audit_tables(problem, withheld, progress)
    except (FileRefused, NotSolved) as error:
        _fail(str(error))
    _answer(audit_as_json(problem, found))


def _answer(body: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(body, ensure_ascii=False) + "\n")


def _fail(message: str) -> NoReturn:
    Console(stderr=True).print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(1)
