"""Signing in: the page, and its plain form for browsers without script."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError

from app.access.guards import Public
from app.access.problems import CodeNotValid, TooManyAttempts, WrongPassword
from app.access.request_context import TheContext, TheDatabase, TheLimits
from app.access.sign_in import endpoints as sign_in_endpoints
from app.access.sign_in.schemas import SigningIn
from app.answers.strict_form import Form
from app.kit.http.headers import language_of
from app.kit.http.pages import page, templates_beside
from app.kit.http.parts import part
from app.kit.problems import Problem
from app.kit.settings import Settings

_TEMPLATES = templates_beside(__file__)

router = APIRouter(tags=["Pages"], default_response_class=HTMLResponse, include_in_schema=False)


@router.get("/sign-in", operation_id="sign_in_page", summary="Sign in")
def sign_in_page(request: Request, _actor: Public, context: TheContext) -> Response:
    return page(request, _TEMPLATES, "sign-in", wrong="", hours=context.settings.code_hours)


@router.post("/sign-in", operation_id="sign_in_form", summary="Sign in without script")
def sign_in_form(
    request: Request,
    _actor: Public,
    form: Form,
    context: TheContext,
    database: TheDatabase,
    limits: TheLimits,
) -> Response:
    language = language_of(request)
    # Who came by link has no password yet, or has forgotten it.
    address = "/desk/password" if form.get("code") else "/desk"
    address += "?lang=en" if request.query_params.get("lang") == "en" else ""
    reply = RedirectResponse(address, 303, {"Cache-Control": "no-store"})
    try:
        body = SigningIn.model_validate(_as_meant({name: value for name, value in form.items() if value}))
        sign_in_endpoints.sign_in(body, None, request, reply, context, database, limits)
    except (CodeNotValid, WrongPassword, TooManyAttempts) as problem:
        return _refused(request, problem, problem.text.of(language))
    except ValidationError:
        return _refused(request, WrongPassword(), WrongPassword.advice.of(language))
    return reply


def _as_meant(sent: dict[str, str]) -> dict[str, str]:
    """The whole link where its code is asked for, and an account as a phone's keyboard writes it."""
    if code := sent.get("code"):
        sent["code"] = code.rpartition("#")[2]
    if account := sent.get("account"):
        sent["account"] = account.strip().lower()
    return sent


def _refused(request: Request, problem: Problem, words: str) -> Response:
    request.state.problem = problem.kind
    hours = part(request, Settings).code_hours
    reply = page(request, _TEMPLATES, "sign-in", status=problem.status, wrong=words, hours=hours)
    reply.headers.update(problem.headers or {})
    return reply
