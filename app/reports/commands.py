"""`stodlogg report`: every form of a report from the command line, with a bar that says how far it is."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from app.access.actor import COMMAND_LINE
from app.access.request_context import RequestContext
from app.kit.db.database import Database

Opened = Callable[[], AbstractContextManager[tuple[Database, RequestContext]]]
"""Gives the database, ready to use, and the place and day."""


def add_command(app: typer.Typer, opened: Opened) -> None:
    """Add `report` to the commands."""

    @app.command()
    def report(
        tertial: Annotated[
            str,
            typer.Option(
                help="A tertial, a year or a span: 2019-T1, 2019, 2019-T1..2019-T3, 2019-02..2019-08."
            ),
        ],
        district: Annotated[
            str | None, typer.Option(help="A district's code; the whole city if left out.")
        ] = None,
        edition: Annotated[
            Literal["working", "published"],
            typer.Option(help="The working copy (exact, not for publication) or the published edition."),
        ] = "working",
        language: Annotated[Literal["sv", "en"], typer.Option(help="The report's language.")] = "sv",
        out: Annotated[Path, typer.Option(help="The folder to write to.", file_okay=False)] = Path(),
    ) -> None:
        """Make a report as a web page, a PDF, a workbook and a zip of its tables."""
        from app.reports.forms import FORMS
        from app.reports.making import CHAPTERS
        from app.reports.service import report as make_report

        console = Console(stderr=True)
        bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=console,
            disable=not sys.stderr.isatty(),
        )
        with opened() as (database, here), bar:
            task = bar.add_task("", total=len(CHAPTERS) + len(FORMS))

            def tell(name: str) -> None:
                bar.update(task, description=name, advance=1)

            made = make_report(
                database,
                here.catalogue,
                COMMAND_LINE,
                period=tertial,
                district=district or here.catalogue.municipality.city.code,
                edition=edition,
                language=language,
                today=here.day,
                tell=tell,
            )
            out.mkdir(parents=True, exist_ok=True)
            written = []
            for form in FORMS.values():
                tell(form.name.of(language))
                path = out / f"{made.file_name}.{form.ending}"
                path.write_bytes(form.make(made))
                written.append(path)
        for path in written:
            console.print(str(path), highlight=False, markup=False, soft_wrap=True)
