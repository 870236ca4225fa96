"""The addresses that invited partners open: `/spindle/{token}`, and where they end up afterwards.

Pages and no part of the API, like the parents' own: every failure is a page in words.
"""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.access.guards import ParentsPage
from app.answers import invitations, partners_page
from app.answers.forms import Form
from app.answers.kindly import kindly
from app.answers.partners_page import THANKS, UNUSABLE
from app.intake.problems import TertialLocked
from app.kit.language import LANGUAGES

router = APIRouter(tags=["Pages"], default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/spindle/thanks", operation_id="partners_thanks", summary="Thank you: the same for everybody")
def thanks(request: Request, _guard: ParentsPage) -> HTMLResponse:
    return partners_page.message_page(request, THANKS)


@router.get("/spindle/{token}", operation_id="partners_items", summary="An invited partner's page")
def show(token: str, request: Request, _guard: ParentsPage) -> Response:
    return kindly(request, lambda: _show(token, request), partners_page.later_page)


@router.post("/spindle/{token}", operation_id="partners_scores", summary="Send a partner's scores")
def send(token: str, request: Request, _guard: ParentsPage, form: Form) -> Response:
    return kindly(request, lambda: _send(token, request, form), partners_page.later_page)


def _show(token: str, request: Request) -> Response:
    invited = _invited(token, request)
    return partners_page.items_page(request, invited, {}) if invited else _unusable(request)


def _send(token: str, request: Request, form: dict[str, str]) -> Response:
    invited = _invited(token, request)
    if invited is None:
        return _unusable(request)
    scores, chosen = partners_page.read(form)
    if len(scores) != len(invitations.items()):
        return partners_page.items_page(request, invited, chosen, missing=True)
    if not _spent(token, request, scores):
        return _unusable(request)
    chosen_language = request.query_params.get("lang")
    kept = f"?lang={chosen_language}" if chosen_language in LANGUAGES else ""
    return RedirectResponse(f"/spindle/thanks{kept}", 303, {"Cache-Control": "no-store"})


def _invited(token: str, request: Request) -> invitations.Invited | None:
    state = request.app.state
    with state.database.reading() as session:
        return invitations.open_(session.connection(), token, state.today())


def _spent(token: str, request: Request, scores: dict[str, object]) -> bool:
    """Whether the response was filed: when this returns it is on disk, and the link is gone."""
    state = request.app.state
    today = state.today()
    state.clearing.when_due(state.database, today)
    try:
        with state.database.filing() as connection:
            return invitations.spend(connection, token, scores, state.catalogue, today)
    except TertialLocked:
        return False


def _unusable(request: Request) -> Response:
    wait = request.app.state.limits.wrong_link()
    if wait is None:
        return partners_page.message_page(request, UNUSABLE, 404)
    return partners_page.message_page(request, UNUSABLE, 429, {"Retry-After": str(wait)})
