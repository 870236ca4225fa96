"""The addresses that parents open: `/s/{token}`, and where they end up afterwards.

Pages and no part of the API: a form without script sends them, and every failure is a page in words. Whatever
becomes of an address on its way (a chat's stars, a mail's full stop, a keyboard's capital) opens the same
link: `tokens.canonical` reads it.
"""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.access.guards import ParentsPage
from app.answers import asking, parents_page, sent_pages, tokens
from app.answers.forms import Form
from app.answers.opening import Opened, open_
from app.answers.page_route import ALLOWED, ANSWERED, OTHERWISE, READ, page_route, pages_at
from app.answers.spending import Given, spend
from app.catalogue.model import Questionnaire

router = APIRouter(
    tags=["Pages"],
    default_response_class=HTMLResponse,
    include_in_schema=False,
    route_class=page_route(parents_page.later_page),
)
BARE = ("/s", "/S")
LINKS = ("/s/{typed:anything}", "/S/{typed:anything}")
"""A keyboard begins a line with a capital, and a tablet shows the code in capitals."""


@pages_at(router, "/s/thanks", methods=READ)
def thanks(request: Request, _guard: ParentsPage) -> Response:
    return parents_page.thanks_page(request)


@pages_at(router, *BARE, methods=READ)
def without_link(request: Request, _guard: ParentsPage) -> Response:
    return parents_page.unusable_page(request, None)


@pages_at(router, *LINKS, methods=READ)
def show(typed: str, request: Request, _guard: ParentsPage) -> Response:
    asked = _asked(typed, request)
    return parents_page.questions_page(request, *asked) if asked else _unusable(typed, request)


@pages_at(router, *LINKS, methods=ANSWERED)
def send(typed: str, request: Request, form: Form, _guard: ParentsPage) -> Response:
    page = sent_pages.digest(tokens.canonical(typed), form)
    asked = _asked(typed, request, form.get(asking.QUESTIONNAIRE, ""))
    if asked is None:
        return _thanked(request) if _is_double_tap(typed, request, page) else _unusable(typed, request)
    sent = asking.read(*asked, form)
    if sent.given is None:
        return parents_page.questions_page(request, *asked, sent.chosen, missing=True)
    return _thanked(request) if _spent(typed, request, sent.given, page) else _unusable(typed, request)


@pages_at(router, *LINKS, methods=OTHERWISE)
@pages_at(router, *BARE, methods=[*ANSWERED, *OTHERWISE])
def otherwise(request: Request, _guard: ParentsPage) -> Response:
    """No browser asks so by itself: somebody tries what there is."""
    return parents_page.unusable_page(request, None, 405, ALLOWED)


def _asked(typed: str, request: Request, version: str = "") -> tuple[Opened, Questionnaire] | None:
    """What the address opens and the questions to it; None where it cannot be used."""
    state = request.app.state
    today = state.today()
    with state.database.reading() as session:
        opened = open_(session.connection(), typed, today)
    if opened is None:
        return None
    questionnaire = asking.questionnaire_for(opened, state.catalogue.municipality, today, version)
    return (opened, questionnaire) if questionnaire else None


def _is_double_tap(typed: str, request: Request, page: bytes | None) -> bool:
    lately = request.app.state.sent_lately
    with request.app.state.database.reading() as session:
        return sent_pages.is_double_tap(session.connection(), tokens.canonical(typed), page, lately)


def _spent(typed: str, request: Request, given: Given, page: bytes | None) -> bool:
    """Whether the answers were stored: when this returns they are on disk."""
    state = request.app.state
    today, lately = state.today(), state.sent_lately
    state.clearing.when_due(state.database, today)
    with lately.remembering(page), state.database.filing() as connection:
        return spend(connection, typed, given, today, page, lately)


def _thanked(request: Request) -> Response:
    code = parents_page.language_of(request)
    return RedirectResponse(f"/s/thanks?lang={code}", 303, {"Cache-Control": "no-store"})


def _unusable(typed: str, request: Request) -> Response:
    """What holds no sign at all is no attempt at a link."""
    tried = any(character.isalnum() for character in typed)
    return parents_page.unusable_page(request, request.app.state.limits.wrong_link() if tried else None)
