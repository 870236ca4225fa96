"""The own password: chosen after a one-time link, changed from the desk."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from app.access.cookies import SIGN_IN_COOKIE
from app.access.guards import AccountHolder
from app.access.problems import TooManyAttempts, WrongPassword
from app.access.request_context import TheContext, TheDatabase, TheLimits
from app.access.sign_in import endpoints as sign_in_endpoints
from app.access.sign_in import service as sign_in
from app.access.sign_in.schemas import PasswordChange
from app.desk.frame import show, to
from app.desk.routes import pages
from app.desk.sent_form import Form, SentForm
from app.kit.db.database import Database
from app.kit.faults import Fault
from app.kit.http.headers import language_of
from app.kit.http.validation_errors import faults_of
from app.kit.problems import InvalidInput, Problem

router = pages()


@router.get("/desk/password", operation_id="desk_password", summary="The own password")
def own_password(request: Request, who: AccountHolder, database: TheDatabase) -> Response:
    return _page(request, who, database)


@router.post("/desk/password", operation_id="desk_set_password", summary="Set the own password")
def set_password(
    request: Request,
    who: AccountHolder,
    form: Form,
    context: TheContext,
    database: TheDatabase,
    limits: TheLimits,
) -> Response:
    try:
        sign_in_endpoints.set_password(_wanted(form), request, who, context, database, limits)
    except (InvalidInput, WrongPassword, TooManyAttempts) as problem:
        return _page(request, who, database, problem)
    return RedirectResponse(to(request, "/desk/password", saved="yes"), 303, {"Cache-Control": "no-store"})


def _wanted(form: SentForm) -> PasswordChange:
    """Raises `InvalidInput`. A password's blanks are its own."""
    sent = {name: (form.all(name) or [""])[0] for name in ("password", "again", "current")}
    if not sent["password"]:
        raise InvalidInput(faults=[Fault("password", "missing")])
    try:
        wanted = PasswordChange.model_validate(
            {"password": sent["password"], "current": sent["current"] or None}
        )
    except ValidationError as error:
        found = faults_of(error.errors(include_input=False, include_url=False))
        raise InvalidInput(faults=found) from None
    if sent["again"] != sent["password"]:
        raise InvalidInput(faults=[Fault("again", "password-differs")])
    return wanted


def _page(
    request: Request, who: AccountHolder, database: Database, problem: Problem | None = None
) -> Response:
    language = language_of(request)
    with database.reading() as session:
        has_password = who.account is not None and sign_in.password_hash_of(session, who.account) is not None
        by_link = sign_in.came_by_link(session, request.cookies[SIGN_IN_COOKIE])
    wrong = {fault.field: fault.message(language) for fault in problem.faults} if problem else {}
    if isinstance(problem, WrongPassword):
        wrong["current"] = ""
    reply = show(
        request,
        who,
        "password",
        status=problem.status if problem else 200,
        has_password=has_password,
        by_link=by_link,
        saved=has_password and request.query_params.get("saved") == "yes" and problem is None,
        wrong=wrong,
        too_many=problem.text.of(language) if isinstance(problem, TooManyAttempts) else "",
    )
    reply.headers.update((problem.headers if problem else None) or {})
    return reply
