"""Signing in and out, the own password, and who one is."""

from fastapi import APIRouter, Depends, Request, Response

from app.access import one_time_codes
from app.access.actor import Actor
from app.access.cookies import DEVICE_COOKIE, DEVICE_DAYS, SIGN_IN_COOKIE, clear_cookie, set_cookie
from app.access.guards import AccountHolder, AnyoneSignedIn, Public
from app.access.limits import Limits
from app.access.one_time_codes import SIGN_IN_CODE
from app.access.problems import CodeNotValid, TooManyAttempts, WrongPassword
from app.access.request_context import RequestContext, TheContext, TheDatabase, TheLimits
from app.access.responses import GUARDED, READ, SENT, WRITTEN, no_store
from app.access.roles import ROLES, Role
from app.access.schemas import as_listed
from app.access.sign_in import passwords, service
from app.access.sign_in.password_strength import is_guessable, words_of
from app.access.sign_in.schemas import Me, PasswordChange, SigningIn
from app.access.sign_in.service import NewSignIn
from app.kit.db.database import Database
from app.kit.faults import Fault
from app.kit.http.bodies import strict_route
from app.kit.http.headers import language_of
from app.kit.language import Language, Text
from app.kit.problems import InvalidInput, errors

router = APIRouter(tags=["Sign-in"], route_class=strict_route(), dependencies=[Depends(no_store)])


@router.post(
    "/sign-ins",
    operation_id="sign_in",
    summary="Sign in",
    description="With a one-time link's code, or with an account and its password. Sets the sign-in cookie.",
    status_code=201,
    responses=errors(*SENT, CodeNotValid, WrongPassword, TooManyAttempts, *WRITTEN),
)
def sign_in(
    body: SigningIn,
    _: Public,
    request: Request,
    response: Response,
    context: TheContext,
    database: TheDatabase,
    limits: TheLimits,
) -> Me:
    signed_in = _signed_in(body, context, database, limits)
    set_cookie(
        response, SIGN_IN_COOKIE, signed_in.token, context.settings, context.settings.sign_in_hours * 3600
    )
    return _me(signed_in.actor, context, language_of(request))


def _signed_in(body: SigningIn, context: RequestContext, database: Database, limits: Limits) -> NewSignIn:
    if body.code is not None:
        with database.reading() as session:
            digest = one_time_codes.check(
                session, body.code.get_secret_value(), SIGN_IN_CODE, context, limits
            )
        with database.writing() as session:
            return service.with_code(session, digest, context)
    assert body.account is not None
    assert body.password is not None
    with database.reading() as session:
        hash_ = service.password_hash_of(session, body.account)
    _check_password(body.account, body.password.get_secret_value(), hash_, limits)
    assert hash_ is not None
    with database.writing() as session:
        return service.with_password(session, body.account, hash_, context)


def _check_password(account: str, password: str, hash_: str | None, limits: Limits, *also: str) -> None:
    """Whether it is the account's password, or one of `also` is. Outside any transaction: it takes long on
    purpose, and as long for an account that does not exist. Raises `WrongPassword`, `TooManyAttempts`."""
    limits.check_password_attempt(account)
    if not any(passwords.password_fits(guess, hash_) for guess in (password, *also)):
        raise limits.wrong_password(account)


@router.delete(
    "/sign-ins/current",
    operation_id="sign_out",
    summary="Sign out",
    description="Ends this browser's sign-in and removes its cookie.",
    status_code=204,
    responses=errors(*GUARDED, *WRITTEN),
)
def sign_out(
    request: Request, _: AccountHolder, response: Response, context: TheContext, database: TheDatabase
) -> None:
    with database.writing() as session:
        service.sign_out(session, request.cookies[SIGN_IN_COOKIE])
    clear_cookie(response, SIGN_IN_COOKIE, context.settings)


@router.put(
    "/me/password",
    operation_id="set_password",
    summary="Set one's own password",
    description="Between 12 and 200 characters, and none that is guessed soon: common passwords, "
    "repetitions, words of the service and its municipality. Who signed in with a password gives the present "
    "one too. The account's other sign-ins end. Sent twice, it is set once.",
    status_code=204,
    responses=errors(*SENT, *GUARDED, WrongPassword, TooManyAttempts, *WRITTEN),
)
def set_password(
    body: PasswordChange,
    request: Request,
    who: AccountHolder,
    context: TheContext,
    database: TheDatabase,
    limits: TheLimits,
) -> None:
    token, password = request.cookies[SIGN_IN_COOKIE], body.password.get_secret_value()
    assert who.account is not None
    _refuse_guessable(password, who.account, context)
    with database.reading() as session:
        hash_ = service.password_hash_of(session, who.account)
        by_link = service.came_by_link(session, token)
    if hash_ and not by_link:
        current = body.current.get_secret_value() if body.current else ""
        # What was sent a second time comes with the password that the first time put away.
        _check_password(who.account, current, hash_, limits, password)
    new_hash = passwords.hash_password(password)
    with database.writing() as session:
        service.set_password(session, who, token, new_hash, context)


def _refuse_guessable(password: str, account: str, context: RequestContext) -> None:
    """Raises `InvalidInput`."""
    plain = passwords.normalised(password)
    if plain.strip().lower() == account:
        right = Text("Välj ett annat.", "Choose another.")
        raise InvalidInput(faults=[Fault("password", "password-is-account", right)])
    if is_guessable(plain, (account, *words_of(context.catalogue.municipality))):
        raise InvalidInput(faults=[Fault("password", "password-guessable", _UNCOMMON)])


_UNCOMMON = Text(
    "Välj fyra ord som inte hör ihop. Undvik vanliga lösenord, namn, datum, följder, upprepningar och ord om "
    "tjänsten eller kommunen.",
    "Choose four words that do not belong together. Avoid common passwords, names, dates, sequences, "
    "repetitions and words of the service or the municipality.",
)


@router.get(
    "/me",
    operation_id="read_me",
    summary="Who one is, and what one may do",
    description="Role, district and permissions of whoever asks: a tablet, an account or a research key. "
    "A tablet's cookie is renewed.",
    responses=errors(*GUARDED, *READ),
)
def read_me(request: Request, who: AnyoneSignedIn, response: Response, context: TheContext) -> Me:
    if who.role is Role.ADVISER:
        token = request.cookies[DEVICE_COOKIE]
        set_cookie(response, DEVICE_COOKIE, token, context.settings, DEVICE_DAYS * 24 * 3600)
    return _me(who, context, language_of(request))


def _me(who: Actor, context: RequestContext, language: Language) -> Me:
    assert who.role is not None
    city = context.catalogue.municipality.city.code
    scopes = who.scopes
    return Me(
        role=who.role,
        role_label=context.catalogue.municipality.words.filled(ROLES[who.role].name).of(language),
        district=who.district,
        district_label=context.catalogue.text_of("districts", who.district or city).of(language),
        account=who.account,
        key=who.key,
        permissions=sorted(who.permissions),
        tables=as_listed(scopes.tables) if scopes else None,
        districts=as_listed(scopes.districts) if scopes else None,
    )
