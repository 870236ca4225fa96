"""HTML pages from templates: one way to read them, and what every page for our own users has in common."""

from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from app.kit.web import language_of


def templates_beside(module: str) -> Environment:
    """The templates in the folder beside a module (its `__file__`). They escape by default."""
    return Environment(
        loader=FileSystemLoader(Path(module).parent / "templates"),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, templates: Environment, name: str, **values: Any) -> HTMLResponse:
    """A page in the asker's language, with the municipality's name (`app.state.place`) for its head."""
    language = language_of(request)
    body = templates.get_template(f"{name}.html").render(
        lang=language, sv=language == "sv", place=request.app.state.place.of(language), **values
    )
    return HTMLResponse(body, headers={"Content-Language": language, "Cache-Control": "no-store"})
