"""`stodlogg disclosure`: the same protection for any table set in a file; answers as JSON on standard output.

What solves is loaded only when a command is asked for: every `stodlogg` command loads this module.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from app.disclosure.cell_system import CannotProtect, SolverFailure
from app.disclosure.strict_json import UnusableFile
from app.disclosure.time_limit import Deadline
from app.progress import Progress, progress_on

commands = typer.Typer(
    help="Protect or attack any table set in a file; the format is in docs/reference/disclosure.md.",
    no_args_is_help=True,
)

SECONDS = 120.0
"""How long a command may take unless it is told otherwise."""

NO_ANSWER, UNSAFE = 1, 3
"""Exit codes: refused in a sentence; an answer that is not safe. 2 is a wrong command line."""


class ProtectionMethod(StrEnum):
    """What is done about small counts. The default keeps what is shown exact and needs no secret; a draw is
    asked for by name."""

    SUPPRESS = "suppress"
    ROUND = "round"


File = Annotated[Path, typer.Argument(help="A table set, JSON.", exists=True, dir_okay=False)]
How = Annotated[
    ProtectionMethod,
    typer.Option(
        "--method",
        help="suppress: withhold some figures and show the others exactly. round: show every figure, but not "
        "exactly, by a secret draw.",
    ),
]
Seconds = Annotated[
    float,
    typer.Option(
        help="How long it may take. Where that is too short more is withheld, or what is not protected or "
        "not settled is named.",
        min=1,
        max=86_400,
    ),
]
SecretFile = Annotated[
    Path | None,
    typer.Option(
        help="round: the file of the secret, made if it is not there. Without it nobody can repeat the draw.",
        dir_okay=False,
    ),
]
Lineage = Annotated[
    str | None,
    typer.Option(
        help="round, with --secret-file: a name for these tables in all their revisions, another one for "
        "another period."
    ),
]


@commands.command()
def protect(
    file: File,
    method: How = ProtectionMethod.SUPPRESS,
    seconds: Seconds = SECONDS,
    secret_file: SecretFile = None,
    lineage: Lineage = None,
) -> None:
    """Choose what to show, and prove that small counts are safe."""
    if method is ProtectionMethod.SUPPRESS and (secret_file or lineage is not None):
        raise typer.BadParameter("--secret-file and --lineage are for --method round")
    if (secret_file is None) != (not lineage):
        raise typer.BadParameter("--secret-file and --lineage are given together, or neither")
    if lineage and not lineage.isprintable():
        raise typer.BadParameter("--lineage must be a name that can be printed")
    with _answering(seconds) as (deadline, told):
        if method is ProtectionMethod.ROUND:
            from app.disclosure.rounding import rounding_output as rounded_answers

            answer = rounded_answers.protected(file, secret_file, lineage or "", deadline, told)
        else:
            from app.disclosure.suppression import suppression_output as withheld_answers

            answer = withheld_answers.protected(file, deadline, told)
    _write(answer)


@commands.command()
def audit(file: File, method: How = ProtectionMethod.SUPPRESS, seconds: Seconds = SECONDS) -> None:
    """Attack what is published: the `published` of each cell, null where it is withheld.

    The exit status is 3 where too much can be known.
    """
    with _answering(seconds) as (deadline, told):
        if method is ProtectionMethod.ROUND:
            from app.disclosure.rounding import rounding_output as rounded_answers

            answer, safe = rounded_answers.audited(file, deadline, told)
        else:
            from app.disclosure.suppression import suppression_output as withheld_answers

            answer, safe = withheld_answers.audited(file, deadline, told)
    _write(answer)
    if not safe:
        raise typer.Exit(UNSAFE)


@contextmanager
def _answering(seconds: float) -> Iterator[tuple[Deadline, Progress]]:
    """The time that there is, and where to tell how far it is; what cannot be answered is a sentence."""
    deadline = Deadline(seconds)
    try:
        with progress_on() as told:
            yield deadline, told
    except (UnusableFile, CannotProtect, SolverFailure) as error:
        _fail(str(error))


def _write(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _fail(message: str) -> NoReturn:
    Console(stderr=True).print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(NO_ANSWER)
