"""Closing a tertial, as acts: each is one call of the release's own services, and back to the page."""

from datetime import date
from typing import cast, get_args

from fastapi import Response
from fastapi.responses import RedirectResponse

from app.desk.closing_pages import closing_page
from app.desk.frame import to
from app.desk.routes import pages
from app.desk.sent_form import Form
from app.desk.tertial_work import Act, Acting, TertialWork
from app.intake.locks import service as lock_service
from app.kit.faults import Fault
from app.kit.language import Text
from app.kit.problems import InvalidInput, Problem
from app.release.lifecycle import release_acts
from app.release.release_states import Reason

router = pages()

NOT_READ = Text(
    "Kryssa i att du har läst vad låsningen innebär.", "Tick that you have read what locking means."
)
NO_REASON = Text("Välj ett skäl.", "Choose a reason.")
SHOWN = (404, 409, 422)
"""Problems that the page itself tells of: it shows what can be done instead."""


@router.post("/desk/closing/{tertial}/lock", operation_id="desk_lock", summary="Lock a tertial")
def lock(acting: Acting, form: Form) -> Response:
    def act() -> None:
        if form.one("read") != "yes":
            raise InvalidInput(NOT_READ)
        release_acts.lock(acting.database, acting.who, acting.tertial, acting.context)

    return _done(acting, act)


@router.post("/desk/closing/{tertial}/check", operation_id="desk_check", summary="Check a release")
def check(acting: Acting) -> Response:
    def act() -> None:
        acting.protection_jobs.start(acting.database, acting.who, acting.latest().id, acting.context)

    return _done(acting, act, "/progress")


@router.post("/desk/closing/{tertial}/publish", operation_id="desk_publish", summary="Publish a release")
def publish(acting: Acting) -> Response:
    return _done(
        acting,
        lambda: release_acts.publish(acting.database, acting.who, acting.latest().id, acting.context),
    )


@router.post("/desk/closing/{tertial}/revision", operation_id="desk_revise", summary="Begin a revision")
def revise(acting: Acting) -> Response:
    return _done(
        acting, lambda: release_acts.revise(acting.database, acting.who, acting.tertial, acting.context)
    )


@router.post("/desk/closing/{tertial}/withdrawal", operation_id="desk_withdraw", summary="Withdraw a release")
def withdraw(acting: Acting, form: Form) -> Response:
    def act() -> None:
        reason = form.one("reason")
        if reason not in get_args(Reason):
            raise InvalidInput(NO_REASON)
        release = acting.latest().id
        release_acts.withdraw(acting.database, acting.who, release, cast(Reason, reason), acting.context)

    return _done(acting, act)


@router.post("/desk/closing/{tertial}/exceptions", operation_id="desk_make_exception", summary="Let in late")
def make_exception(acting: Acting, form: Form) -> Response:
    def act() -> None:
        last, district = _day(form.one("last_day")), form.one("district")
        lock_service.make_exception(
            acting.database, acting.who, acting.tertial, district, last, acting.context
        )

    return _done(acting, act)


@router.post("/desk/closing/{tertial}/exceptions/end", operation_id="desk_end_exception", summary="End that")
def end_exception(acting: Acting, form: Form) -> Response:
    def act() -> None:
        district = acting.context.known_district(form.one("district"))
        lock_service.end_exceptions(acting.database, acting.who, acting.tertial, acting.context, district)

    return _done(acting, act)


def _done(acting: TertialWork, act: Act, then: str = "") -> Response:
    """Do it and go back to the page; or show the page with why it could not be done."""
    try:
        act()
    except Problem as problem:
        if problem.status not in SHOWN:
            raise
        return closing_page(acting, problem)
    address = to(acting.request, f"/desk/closing/{acting.tertial}{then}")
    return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def _day(text: str) -> date:
    """Raises `InvalidInput`."""
    try:
        day = date.fromisoformat(text)
        if day.isoformat() == text:
            return day
    except ValueError:
        pass
    right = Text("Skriv dagen som 2027-01-31.", "Write the day like 2027-01-31.")
    raise InvalidInput(faults=[Fault("last_day", "wrong-format", right)])
