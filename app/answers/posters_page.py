"""The page on which a poster is made and printed, for advisers and coordinators."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, select_autoescape

from app.access.guards import Public
from app.activities.children import MOST_USES
from app.answers.keys import months_from
from app.answers.posters import MONTHS
from app.kit.web import language_of
from app.vocabulary.periods import month_of, tertial_before, tertial_of

router = APIRouter(tags=["Pages"], default_response_class=HTMLResponse)

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(),
    trim_blocks=True,
    lstrip_blocks=True,
)


@router.get("/posters", operation_id="posters_page", summary="Make a poster", include_in_schema=False)
def posters_page(request: Request, _guard: Public) -> HTMLResponse:
    language = language_of(request)
    this = month_of(request.app.state.today())
    tertial = tertial_of(this)
    body = _TEMPLATES.get_template("posters.html").render(
        lang=language,
        sv=language == "sv",
        months=[months_from(this, number) for number in range(MONTHS + 1)],
        tertials=[tertial, tertial_before(tertial)],
        most=MOST_USES,
    )
    return HTMLResponse(body, headers={"Content-Language": language, "Cache-Control": "no-store"})
