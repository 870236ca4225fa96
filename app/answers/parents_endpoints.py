"""The addresses that parents open: `/s/{token}`, and where they end up afterwards.

Pages and no part of the API: a form without script sends them, and every failure is a page in words.
"""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.access.guards import ParentsPage
from app.answers import asking, parents_page
from app.answers.forms import Form
from app.answers.kindly import kindly
from app.answers.opening import Opened, open_
from app.answers.spending import Given, spend
from app.catalogue.model import Questionnaire

router = APIRouter(tags=["Pages"], default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/s/thanks", operation_id="parents_thanks", summary="Thank you: the same for everybody")
def thanks(request: Request, _guard: ParentsPage) -> HTMLResponse:
    return parents_page.thanks_page(request)


@router.get("/s/{token}", operation_id="parents_questions", summary="A parent's page of questions")
def show(token: str, request: Request, _guard: ParentsPage) -> Response:
    return kindly(request, lambda: _show(token, request), parents_page.later_page)


@router.post("/s/{token}", operation_id="parents_answers", summary="Send a parent's answers")
def send(token: str, request: Request, form: Form, _guard: ParentsPage) -> Response:
    return kindly(request, lambda: _send(token, request, form), parents_page.later_page)


def _show(token: str, request: Request) -> Response:
    asked = _asked(token, request)
    return parents_page.questions_page(request, *asked) if asked else _unusable(request)


def _send(token: str, request: Request, form: dict[str, str]) -> Response:
    asked = _asked(token, request, form.get(asking.QUESTIONNAIRE, ""))
    if asked is None:
        return _unusable(request)
    sent = asking.read(*asked, form)
    if sent.given is None:
        return parents_page.questions_page(request, *asked, sent.chosen, missing=True)
    if not _spent(token, request, sent.given):
        return _unusable(request)
    code = parents_page.language_of(request)
    return RedirectResponse(f"/s/thanks?lang={code}", 303, {"Cache-Control": "no-store"})


def _asked(token: str, request: Request, version: str = "") -> tuple[Opened, Questionnaire] | None:
    """What the address opens and the questions to it; None where it cannot be used."""
    state = request.app.state
    today = state.today()
    with state.database.reading() as session:
        opened = open_(session.connection(), token, today)
    if opened is None:
        return None
    questionnaire = asking.questionnaire_for(opened, state.catalogue.municipality, today, version)
    return (opened, questionnaire) if questionnaire else None


def _spent(token: str, request: Request, given: Given) -> bool:
    """Whether the answers were stored: when this returns they are on disk."""
    state = request.app.state
    today = state.today()
    state.clearing.when_due(state.database, today)
    with state.database.filing() as connection:
        return spend(connection, token, given, today)


def _unusable(request: Request) -> Response:
    return parents_page.unusable_page(request, request.app.state.limits.wrong_link())
