"""The demo city, and the half-time report's figures read out of it."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.cli.console import err, fail, out, ready_database
from app.kit.db.migration import ROOT
from app.kit.logs import configure_process


def demo(
    url: Annotated[str, typer.Option(help="Address of the running service.")] = "http://localhost:8000",
) -> None:
    """File the demo city into a running service through its public API; a second time changes nothing."""
    from app.demo.city_filing import file_demo

    with ready_database() as (database, here):
        verdicts = file_demo(url, database, here)
    said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    out.print(said or "this catalogue has no demo city")


def reproduce(
    page: Annotated[
        Path | None, typer.Option(help="Where to write the page; docs/reproduction.md in a clone.")
    ] = None,
) -> None:
    """Set every published figure of the half-time report beside the one that the tables give."""
    if not (ROOT / "reproduction").is_dir():
        fail(
            "The reproduction is evidence and no part of the installed service: it lies in the folder "
            "reproduction of Stödlogg's repository. Run `stodlogg reproduce` in a clone of it."
        )
    sys.path.insert(0, str(ROOT))  # beside the package, which is all that is installed
    from reproduction.command import reproduce as reproduce_all

    configure_process("WARNING")
    raise typer.Exit(reproduce_all(page, Console(), err))
