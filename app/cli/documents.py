"""What is generated and committed, and a catalogue that is checked."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.catalogue.catalogue import load
from app.cli.console import err, fail, out
from app.kit.settings import Settings
from app.main import create_app


def openapi() -> None:
    """Print the API's description (OpenAPI 3.1)."""
    print(json.dumps(create_app(Settings(database_url="sqlite://")).openapi(), ensure_ascii=False, indent=1))


def docs(
    check: Annotated[bool, typer.Option(help="Only say whether they are as generated.")] = False,
    folder: Annotated[Path, typer.Option(help="The docs folder.")] = Path("docs"),
) -> None:
    """Write the generated pages of the documentation."""
    from app.documentation.pages import PAGES

    pages = {folder / name: page() for name, page in PAGES.items()}
    changed = [path for path, text in pages.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in changed:
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[path], "utf-8")
        err.print(f"{'differs' if check else 'written'}: {path}")
    if check and changed:
        raise typer.Exit(1)


def catalogue(
    file: Annotated[str, typer.Argument(help="A shipped catalogue's name, or a file.")],
) -> None:
    """Check a catalogue file; errors name the file, the line and the key, and what is left out is listed."""
    from app.catalogue.remarks import remarks
    from app.reports.goal_checks import wrong_indicators

    loaded = load(file)
    if wrong := list(wrong_indicators(loaded)):
        fail("\n".join(f"{file}: {what}" for what in wrong))
    municipality = loaded.municipality
    number = len(municipality.districts)
    districts = f"{number} district{'' if number == 1 else 's'}"
    out.print(f"{municipality.name.sv}: version {municipality.version}, {districts}. It holds.")
    for remark in remarks(municipality):
        out.print(f"{file}: {remark}")
