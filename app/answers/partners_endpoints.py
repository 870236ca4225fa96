"""The addresses that invited partners open: `/spindle/{token}`, and where they end up afterwards.

Pages and no part of the API, like the parents' own: every failure is a page in words, and what becomes of an
address on its way opens the same link.
"""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.access.guards import ParentsPage
from app.answers import invitations, partners_page, sent_pages, tokens
from app.answers.forms import Form
from app.answers.page_route import ALLOWED, ANSWERED, OTHERWISE, READ, page_route, pages_at
from app.answers.partners_page import THANKS, UNUSABLE
from app.intake.problems import TertialLocked
from app.kit.language import LANGUAGES

router = APIRouter(
    tags=["Pages"],
    default_response_class=HTMLResponse,
    include_in_schema=False,
    route_class=page_route(partners_page.later_page),
)
BARE = ("/spindle", "/Spindle")
LINKS = ("/spindle/{typed:anything}", "/Spindle/{typed:anything}")


@pages_at(router, "/spindle/thanks", methods=READ)
def thanks(request: Request, _guard: ParentsPage) -> Response:
    return partners_page.message_page(request, THANKS)


@pages_at(router, *BARE, methods=READ)
def without_link(request: Request, _guard: ParentsPage) -> Response:
    return partners_page.message_page(request, UNUSABLE, 404)


@pages_at(router, *LINKS, methods=READ)
def show(typed: str, request: Request, _guard: ParentsPage) -> Response:
    invited = _invited(typed, request)
    return partners_page.items_page(request, invited, {}) if invited else _unusable(typed, request)


@pages_at(router, *LINKS, methods=ANSWERED)
def send(typed: str, request: Request, _guard: ParentsPage, form: Form) -> Response:
    page = sent_pages.digest(tokens.canonical(typed), form)
    invited = _invited(typed, request)
    if invited is None:
        return _thanked(request) if _was_sent(request, page) else _unusable(typed, request)
    scores, chosen = partners_page.read(form)
    if len(scores) != len(invitations.items()):
        return partners_page.items_page(request, invited, chosen, missing=True)
    return _thanked(request) if _spent(typed, request, scores, page) else _unusable(typed, request)


@pages_at(router, *LINKS, methods=OTHERWISE)
@pages_at(router, *BARE, methods=[*ANSWERED, *OTHERWISE])
def otherwise(request: Request, _guard: ParentsPage) -> Response:
    """No browser asks so by itself: somebody tries what there is."""
    return partners_page.message_page(request, UNUSABLE, 405, ALLOWED)


def _invited(typed: str, request: Request) -> invitations.Invited | None:
    state = request.app.state
    with state.database.reading() as session:
        return invitations.open_(session.connection(), typed, state.today())


def _was_sent(request: Request, page: bytes | None) -> bool:
    with request.app.state.database.reading() as session:
        return sent_pages.was_sent(session.connection(), page)


def _spent(typed: str, request: Request, scores: dict[str, object], page: bytes | None) -> bool:
    """Whether the response was filed: when this returns it is on disk, and the link is gone."""
    state = request.app.state
    today = state.today()
    state.clearing.when_due(state.database, today)
    try:
        with state.database.filing() as connection:
            return invitations.spend(connection, typed, scores, state.catalogue, today, page)
    except TertialLocked:
        return False


def _thanked(request: Request) -> Response:
    language = request.query_params.get("lang")
    kept = f"?lang={language}" if language in LANGUAGES else ""
    return RedirectResponse(f"/spindle/thanks{kept}", 303, {"Cache-Control": "no-store"})


def _unusable(typed: str, request: Request) -> Response:
    """What holds no sign at all is no attempt at a link."""
    tried = any(character.isalnum() for character in typed)
    wait = request.app.state.limits.wrong_link() if tried else None
    if wait is None:
        return partners_page.message_page(request, UNUSABLE, 404)
    return partners_page.message_page(request, UNUSABLE, 429, {"Retry-After": str(wait)})
