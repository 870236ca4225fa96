"""`stodlogg disclosure`: the same protection for any table set in a file; answers as JSON on standard output.

What solves is loaded only when a command is asked for: every `stodlogg` command loads this module.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from app.disclosure.deadline import Deadline
from app.disclosure.parsing import FileRefused
from app.disclosure.problem import CannotProtect, NotSolved
from app.disclosure.progress import progress_on
from app.disclosure.reading import for_audit, read_file

commands = typer.Typer(
    help="Protect or attack any table set in a file; the format is in docs/reference/disclosure.md.",
    no_args_is_help=True,
)

SECONDS = 120.0
"""How long a command may take unless it is told otherwise."""

CHOOSING = 0.8
"""The share of the time for protecting; the rest is for telling what can still be said of each cell."""

NO_ANSWER, UNSAFE = 1, 3
"""Exit codes: refused in a sentence; an answer that is not safe. 2 is a wrong command line."""

File = Annotated[Path, typer.Argument(help="A table set, JSON.", exists=True, dir_okay=False)]
Seconds = Annotated[
    float,
    typer.Option(
        help="How long it may take. Where that is too short more is withheld, or what is not settled is told "
        "and counts as unsafe.",
        min=1,
        max=86_400,
    ),
]


@commands.command()
def protect(file: File, seconds: Seconds = SECONDS) -> None:
    """Choose which cells to withhold, and prove that the small ones are safe."""
    from app.disclosure.answering import protection_as_json
    from app.disclosure.attack import Attack
    from app.disclosure.auditing import intervals_of
    from app.disclosure.protecting import protect as protect_tables

    deadline = Deadline(seconds)
    try:
        problem = read_file(file).problem
        with progress_on() as progress:
            protection = protect_tables(problem, progress, deadline.part(CHOOSING))
            withheld = protection.primary | protection.secondary
            found = intervals_of(Attack(problem, withheld), withheld, progress, deadline)
    except (FileRefused, CannotProtect, NotSolved) as error:
        _fail(str(error))
    _answer(protection_as_json(problem, protection, *found))


@commands.command()
def audit(file: File, seconds: Seconds = SECONDS) -> None:
    """Attack the cells whose `published` is null; say what can be known of each, and what is a breach.

    The exit status is 3 where there is one.
    """
    from app.disclosure.answering import audit_as_json
    from app.disclosure.auditing import audit as audit_tables

    deadline = Deadline(seconds)
    try:
        problem, withheld = for_audit(read_file(file))
        with progress_on() as progress:
            found = audit_tables(problem, withheld, progress, deadline)
    except (FileRefused, NotSolved) as error:
        _fail(str(error))
    _answer(audit_as_json(problem, found))
    if not found.safe:
        raise typer.Exit(UNSAFE)


def _answer(body: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(body, ensure_ascii=False) + "\n")


def _fail(message: str) -> NoReturn:
    Console(stderr=True).print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(NO_ANSWER)
