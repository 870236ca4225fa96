"""`stodlogg report`: every form of a report from the command line, with a bar that says how far it is."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import count
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console

from app.access.actor import COMMAND_LINE
from app.access.request_context import RequestContext
from app.kit.db.database import Database
from app.progress import told_on

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
        from app.reports.report_assembly import CHAPTERS
        from app.reports.report_formats import FORMS
        from app.reports.service import report as make_report

        console = Console(stderr=True)
        steps, begun = len(CHAPTERS) + len(FORMS), count(1)
        with opened() as (database, here), told_on() as say:

            def tell(name: str) -> None:
                say("report", f"{name}:", next(begun) / steps)

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
