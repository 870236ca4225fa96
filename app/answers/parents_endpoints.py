"""The addresses that parents open: `/s/{token}`. A form without script sends them."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from app.answers import link_tokens, parents_form, parents_page, sent_pages
from app.answers.link_pages import link_router
from app.answers.monthly_clearing import MonthlyClearing
from app.answers.parents_form import AnsweredQuestionnaire
from app.answers.redeem import redeem
from app.answers.resolve import AnswerTarget, resolve
from app.answers.sent_pages import RecentSubmissions
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Questionnaire
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.parts import part


def show(typed: str, request: Request) -> Response | None:
    asked = _asked(typed, request)
    return parents_page.questions_page(request, *asked) if asked else None


def send(typed: str, request: Request, form: dict[str, str]) -> Response | None:
    page = sent_pages.digest(link_tokens.canonical(typed), form)
    asked = _asked(typed, request, form.get(parents_form.QUESTIONNAIRE, ""))
    if asked is None:
        return _thanked(request) if _is_double_tap(typed, request, page) else None
    submitted = parents_form.read(*asked, form)
    if submitted.answers is None:
        return parents_page.questions_page(request, *asked, submitted.chosen, missing=True)
    return _thanked(request) if _redeemed(typed, request, submitted.answers, page) else None


router = link_router(
    "s",
    show=show,
    send=send,
    thanks=parents_page.thanks_page,
    unusable=parents_page.unusable_page,
    later=parents_page.later_page,
)


def _asked(typed: str, request: Request, version: str = "") -> tuple[AnswerTarget, Questionnaire] | None:
    """What the address opens and the questions to it; None where it cannot be used."""
    today = part(request, Clock).today()
    with part(request, Database).reading() as session:
        target = resolve(session.connection(), typed, today)
    if target is None:
        return None
    questionnaire = parents_form.questionnaire_for(
        target, part(request, Catalogue).municipality, today, version
    )
    return (target, questionnaire) if questionnaire else None


def _is_double_tap(typed: str, request: Request, page: bytes | None) -> bool:
    recent = part(request, RecentSubmissions)
    with part(request, Database).reading() as session:
        return sent_pages.is_double_tap(session.connection(), link_tokens.canonical(typed), page, recent)


def _redeemed(typed: str, request: Request, answers: AnsweredQuestionnaire, page: bytes | None) -> bool:
    """Whether the answers were stored: when this returns they are on disk."""
    today, recent = part(request, Clock).today(), part(request, RecentSubmissions)
    with (
        recent.remembering(page),
        part(request, MonthlyClearing).filing(part(request, Database), today) as connection,
    ):
        return redeem(connection, typed, answers, today, page, recent)


def _thanked(request: Request) -> Response:
    code = parents_page.language_of(request)
    return RedirectResponse(f"/s/thanks?lang={code}", 303, {"Cache-Control": "no-store"})
