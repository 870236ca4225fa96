"""HTML pages from templates: one way to read them, and what every page for our own users has in common."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from app.kit.http.headers import language_of
from app.kit.http.parts import PageWords, part

_SHARED = Path(__file__).parent / "templates"


def templates_beside(module: str) -> Environment:
    """The templates in the folder beside a module (its `__file__`), and `base.html` that all may extend.
    They escape by default."""
    return Environment(
        loader=FileSystemLoader([Path(module).parent / "templates", _SHARED]),
        autoescape=select_autoescape(),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    request: Request, templates: Environment, name: str, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """A page in the asker's language, with the municipality's name (`PageWords.place`) for its head."""
    language = language_of(request)
    body = templates.get_template(f"{name}.html").render(
        lang=language,
        sv=language == "sv",
        other=_asked_in(request, "en" if language == "sv" else "sv"),
        place=part(request, PageWords).place.of(language),
        **values,
    )
    body = part(request, PageWords).wording(body, language)
    return HTMLResponse(body, status, {"Content-Language": language, "Cache-Control": "no-store"})


def _asked_in(request: Request, language: str) -> str:
    """What was asked for, in the other language."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"?{urlencode([*kept, ('lang', language)])}"
