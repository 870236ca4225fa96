"""The addresses that invited partners open: `/spindle/{token}`."""

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from app.answers import invitations, link_tokens, partners_page, sent_pages
from app.answers.link_pages import link_router
from app.answers.monthly_clearing import MonthlyClearing
from app.catalogue.catalogue import Catalogue
from app.intake.problems import TertialLocked
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.parts import part
from app.kit.language import LANGUAGES


def show(typed: str, request: Request) -> Response | None:
    invitation = _invitation(typed, request)
    return partners_page.items_page(request, invitation, {}) if invitation else None


def send(typed: str, request: Request, form: dict[str, str]) -> Response | None:
    page = sent_pages.digest(link_tokens.canonical(typed), form)
    invitation = _invitation(typed, request)
    if invitation is None:
        return _thanked(request) if _was_sent(request, page) else None
    scores, chosen = partners_page.read(form)
    if len(scores) != len(invitations.items()):
        return partners_page.items_page(request, invitation, chosen, missing=True)
    return _thanked(request) if _redeemed(typed, request, scores, page) else None


router = link_router(
    "spindle",
    show=show,
    send=send,
    thanks=partners_page.thanks_page,
    unusable=partners_page.unusable_page,
    later=partners_page.later_page,
)


def _invitation(typed: str, request: Request) -> invitations.Invitation | None:
    with part(request, Database).reading() as session:
        return invitations.resolve(session.connection(), typed, part(request, Clock).today())


def _was_sent(request: Request, page: bytes | None) -> bool:
    with part(request, Database).reading() as session:
        return sent_pages.was_sent(session.connection(), page)


def _redeemed(typed: str, request: Request, scores: dict[str, object], page: bytes | None) -> bool:
    """Whether the response was filed: when this returns it is on disk, and the link is gone."""
    today = part(request, Clock).today()
    try:
        with part(request, MonthlyClearing).filing(part(request, Database), today) as connection:
            return invitations.redeem(connection, typed, scores, part(request, Catalogue), today, page)
    except TertialLocked:
        return False


def _thanked(request: Request) -> Response:
    language = request.query_params.get("lang")
    kept = f"?lang={language}" if language in LANGUAGES else ""
    return RedirectResponse(f"/spindle/thanks{kept}", 303, {"Cache-Control": "no-store"})
