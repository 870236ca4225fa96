"""Accounts: those in use, a new one, a new one-time link, closing one. A link is shown once."""

import secrets
from collections.abc import Iterator, Sequence

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from app.access.accounts import service as accounts
from app.access.accounts.problems import LastAdmin
from app.access.accounts.schemas import AccountFacts, AccountLink, AccountMark, AccountWanted
from app.access.accounts.service import RequestedAccount
from app.access.cookies import SIGN_IN_COOKIE, clear_cookie
from app.access.guards import Admin
from app.access.problems import UnknownMark
from app.access.request_context import RequestContext, TheContext, TheDatabase
from app.access.roles import ROLES, Role
from app.catalogue.catalogue import Catalogue
from app.desk.frame import show, to
from app.desk.routes import pages
from app.desk.scope import districts_in
from app.desk.sent_form import Form, SentForm
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.faults import Fault
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.http.validation_errors import faults_of
from app.kit.language import Language
from app.kit.problems import InvalidInput, Problem
from app.vocabulary.periods import month_of, tertial_of

router = pages()

_LONGEST_ONCE = 64


@router.get("/desk/accounts", operation_id="desk_accounts", summary="Accounts in use")
def list_accounts(request: Request, who: Admin, database: TheDatabase) -> Response:
    return _page(request, who, database)


@router.post("/desk/accounts", operation_id="desk_create_account", summary="Create an account")
def create(request: Request, who: Admin, form: Form, context: TheContext, database: TheDatabase) -> Response:
    try:
        asked = _create_once(_wanted(form), who, form, context, database)
    except InvalidInput as problem:
        return _page(request, who, database, form, problem)
    return _shown(request, who, asked.issued, context, "again" if asked.again else "new")


@router.post(
    "/desk/accounts/{account}/links", operation_id="desk_account_link", summary="A new one-time link"
)
def make_link(
    account: AccountMark, request: Request, who: Admin, context: TheContext, database: TheDatabase
) -> Response:
    with database.writing() as session:
        issued = accounts.make_link(session, who, account, context)
    return _shown(request, who, issued, context, "link")


@router.get("/desk/accounts/{account}/closing", operation_id="desk_ask_close", summary="Close an account?")
def ask(account: AccountMark, request: Request, who: Admin, database: TheDatabase) -> Response:
    with database.reading() as session:
        listed = accounts.list_accounts(session, who)
    found = next((one for one in listed if one.account == account), None)
    if found is None:
        raise UnknownMark()
    if found.role is Role.ADMIN and _admins(listed) == 1:
        raise LastAdmin()
    return show(request, who, "account-closing", account=account, holder=_holder(request, found))


@router.post("/desk/accounts/{account}/closing", operation_id="desk_close", summary="Close an account")
def close(
    account: AccountMark, request: Request, who: Admin, context: TheContext, database: TheDatabase
) -> Response:
    with database.writing() as session:
        # Sent a second time, it is done already.
        if not accounts.is_removed(session, account):
            accounts.remove_account(session, who, account, context)
    own = account == who.account
    reply = RedirectResponse(
        to(request, "/" if own else "/desk/accounts"), 303, {"Cache-Control": "no-store"}
    )
    if own:
        clear_cookie(reply, SIGN_IN_COOKIE, context.settings)
    return reply


def _create_once(
    wanted: AccountWanted, who: Admin, form: SentForm, context: RequestContext, database: Database
) -> RequestedAccount:
    once = form.one("once")[:_LONGEST_ONCE] or _once()

    def create_once() -> RequestedAccount:
        with database.writing() as session:
            return accounts.create_once(session, who, Role(wanted.role), wanted.district, context, once)

    try:
        return create_once()
    except IntegrityError:  # the same form, at the same moment: it has made the account by now
        return create_once()


def _wanted(form: SentForm) -> AccountWanted:
    """Raises `InvalidInput`."""
    role, _, district = form.one("holder").partition(":")
    if not role:
        raise InvalidInput(faults=[Fault("holder", "missing")])
    try:
        return AccountWanted.model_validate({"role": role, "district": district or None})
    except ValidationError as error:
        found = faults_of(error.errors(include_input=False, include_url=False))
        raise InvalidInput(faults=found) from None


def _once() -> str:
    return secrets.token_urlsafe(16)


def _shown(request: Request, who: Admin, issued: AccountLink, context: RequestContext, what: str) -> Response:
    return show(request, who, "account-link", issued=issued, hours=context.settings.code_hours, what=what)


def _page(
    request: Request,
    who: Admin,
    database: Database,
    form: SentForm | None = None,
    problem: Problem | None = None,
) -> Response:
    with database.reading() as session:
        listed = accounts.list_accounts(session, who)
    language = language_of(request)
    return show(
        request,
        who,
        "accounts",
        status=problem.status if problem else 200,
        accounts=[(one, _holder(request, one)) for one in listed],
        last_admin=_admins(listed) == 1,
        choices=list(_choices(request, who, language)),
        chosen=form.one("holder") if form else "",
        once=form.one("once") if form else _once(),
        wrong=problem.faults[0].message(language) if problem else "",
    )


def _admins(listed: Sequence[AccountFacts]) -> int:
    return sum(one.role is Role.ADMIN for one in listed)


def _holder(request: Request, account: AccountFacts) -> str:
    """Whom an account is for, in words: a role and, of a coordinator, where."""
    language, catalogue = language_of(request), part(request, Catalogue)
    role = ROLES[account.role].name.of(language)
    if account.role is Role.ADMIN:
        return role
    where = account.district or catalogue.municipality.city.code
    return f"{role}, {catalogue.text_of('districts', where).of(language)}"


def _choices(request: Request, who: Admin, language: Language) -> Iterator[tuple[str, str]]:
    """What an account can be for, those for the whole city first."""
    catalogue = part(request, Catalogue)
    coordinator = ROLES[Role.COORDINATOR].name.of(language)
    yield Role.COORDINATOR.value, f"{coordinator}, {catalogue.municipality.city.text.of(language)}"
    now = tertial_of(month_of(part(request, Clock).today()))
    for code in districts_in(catalogue.municipality, who, now):
        yield (
            f"{Role.COORDINATOR.value}:{code}",
            f"{coordinator}, {catalogue.text_of('districts', code).of(language)}",
        )
    yield Role.ADMIN.value, ROLES[Role.ADMIN].name.of(language)
