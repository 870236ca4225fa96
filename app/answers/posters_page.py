"""The page on which a poster is made and printed, for advisers and coordinators."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.access.guards import Public
from app.activities.children import MOST_USES
from app.answers.posters import MONTHS
from app.catalogue.catalogue import Catalogue
from app.kit.clock import Clock
from app.kit.http.pages import page, templates_beside
from app.kit.http.parts import part
from app.vocabulary.periods import month_of, months_later, tertial_before, tertial_of

router = APIRouter(tags=["Pages"], default_response_class=HTMLResponse)

_TEMPLATES = templates_beside(__file__)


@router.get("/posters", operation_id="posters_page", summary="Make a poster", include_in_schema=False)
def posters_page(request: Request, _guard: Public) -> HTMLResponse:
    this = month_of(part(request, Clock).today())
    tertial = tertial_of(this)
    data = part(request, Catalogue).municipality
    return page(
        request,
        _TEMPLATES,
        "posters",
        months=[months_later(this, number) for number in range(MONTHS + 1)],
        tertials=[one for one in (tertial, tertial_before(tertial)) if data.has_open_preschools(one)],
        most=MOST_USES,
        languages=part(request, Catalogue).parents.languages,
    )
