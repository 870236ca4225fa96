"""Signing in and out, the own password, and who one is."""

from fastapi import APIRouter, Depends, Request, Response

from app.access import codes, passwords, signing_in
from app.access.actor import Actor
from app.access.answers import (
    DEVICE_DAYS,
    GUARDED,
    READ,
    SENT,
    WRITTEN,
    clear_cookie,
    no_store,
    set_cookie,
)
from app.access.guards import DEVICE_COOKIE, SIGN_IN_COOKIE, AccountHolder, AnyoneSignedIn, Public
from app.access.guessable import is_guessable, words_of
from app.access.here import Here, HereNow, TheDatabase, TheLimits
from app.access.limits import Limits
from app.access.problems import CodeNotValid, TooManyAttempts, WrongPassword
from app.access.roles import ROLES, Role
from app.access.schemas import Me, PasswordChange, SigningIn
from app.access.signing_in import SignedIn
from app.access.tables import SIGN_IN_CODE
from app.kit.bodies import strict_route
from app.kit.database import Database
from app.kit.faults import Fault
from app.kit.language import Language, Text
from app.kit.problems import InvalidInput, errors
from app.kit.web import language_of

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
    here: HereNow,
    database: TheDatabase,
    limits: TheLimits,
) -> Me:
    signed_in = _signed_in(body, here, database, limits)
    set_cookie(response, SIGN_IN_COOKIE, signed_in.token, here.settings, here.settings.sign_in_hours * 3600)
    return _me(signed_in.actor, here, language_of(request))


def _signed_in(body: SigningIn, here: Here, database: Database, limits: Limits) -> SignedIn:
    if body.code is not None:
        with database.reading() as session:
            digest = codes.check(session, body.code.get_secret_value(), SIGN_IN_CODE, here, limits)
        with database.writing() as session:
            return signing_in.with_code(session, digest, here)
    assert body.account is not None
    assert body.password is not None
    with database.reading() as session:
        hash_ = signing_in.password_hash_of(session, body.account)
    _check_password(body.account, body.password.get_secret_value(), hash_, limits)
    assert hash_ is not None
    with database.writing() as session:
        return signing_in.with_password(session, body.account, hash_, here)


def _check_password(account: str, password: str, hash_: str | None, limits: Limits, *also: str) -> None:
    """Whether it is the account's password, or one of `also` is. Outside any transaction: it takes long on
    purpose, and as long for an account that does not exist. Raises `WrongPassword`, `TooManyAttempts`."""
    limits.check_password_attempt(account)
    if not any(passwords.password_fits(one, hash_) for one in (password, *also)):
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
    request: Request, _: AccountHolder, response: Response, here: HereNow, database: TheDatabase
) -> None:
    with database.writing() as session:
        signing_in.sign_out(session, request.cookies[SIGN_IN_COOKIE])
    clear_cookie(response, SIGN_IN_COOKIE, here.settings)


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
    here: HereNow,
    database: TheDatabase,
    limits: TheLimits,
) -> None:
    token, password = request.cookies[SIGN_IN_COOKIE], body.password.get_secret_value()
    assert who.account is not None
    _refuse_guessable(password, who.account, here)
    with database.reading() as session:
        hash_ = signing_in.password_hash_of(session, who.account)
        by_link = signing_in.came_by_link(session, token)
    if hash_ and not by_link:
        current = body.current.get_secret_value() if body.current else ""
        # What was sent a second time comes with the password that the first time put away.
        _check_password(who.account, current, hash_, limits, password)
    new_hash = passwords.hash_password(password)
    with database.writing() as session:
        signing_in.set_password(session, who, token, new_hash, here)


def _refuse_guessable(password: str, account: str, here: Here) -> None:
    """Raises `InvalidInput`."""
    plain = passwords.normalised(password)
    if plain.strip().lower() == account:
        right = Text("Välj ett annat.", "Choose another.")
        raise InvalidInput(faults=[Fault("password", "password-is-account", right)])
    if is_guessable(plain, (account, *words_of(here.catalogue.municipality))):
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
def read_me(request: Request, who: AnyoneSignedIn, response: Response, here: HereNow) -> Me:
    if who.role is Role.ADVISER:
        token = request.cookies[DEVICE_COOKIE]
        set_cookie(response, DEVICE_COOKIE, token, here.settings, DEVICE_DAYS * 24 * 3600)
    return _me(who, here, language_of(request))


def _me(who: Actor, here: Here, language: Language) -> Me:
    assert who.role is not None
    city = here.catalogue.municipality.city.code
    scopes = who.scopes
    return Me(
        role=who.role,
        role_label=here.catalogue.municipality.words.filled(ROLES[who.role].name).of(language),
        district=who.district,
        district_label=here.catalogue.text_of("districts", who.district or city).of(language),
        account=who.account,
        key=who.key,
        permissions=sorted(who.permissions),
        tables=_listed(scopes.tables) if scopes else None,
        districts=_listed(scopes.districts) if scopes else None,
    )


def _listed(codes_: frozenset[str] | None) -> list[str]:
    return ["*"] if codes_ is None else sorted(codes_)
