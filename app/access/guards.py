"""Guards: who may use a route, written in the endpoint's signature.

    def lock(tertial: str, who: CityCoordinator, ...) -> ...:

Every route has one; `Public` marks those that are open on purpose. `guards_of` finds them, for the test
that walks all routes.
"""

from base64 import b64decode
from collections.abc import Callable, Coroutine, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from app.access.actor import Actor, actor, may
from app.access.cookies import DEVICE_COOKIE, SIGN_IN_COOKIE
from app.access.cross_site import refuse_cross_site
from app.access.devices import service as devices
from app.access.limits import Limits
from app.access.problems import NotAllowed, NotSignedIn
from app.access.request_context import RequestContext, context_of
from app.access.research_keys import service as research_keys
from app.access.roles import Permission, Role
from app.access.sign_in import service as sign_in
from app.kit.db.database import Database
from app.kit.http.parts import part

Find = Callable[[Request, Response, RequestContext], Actor | None]


def _device(request: Request, _response: Response, context: RequestContext) -> Actor | None:
    token = request.cookies.get(DEVICE_COOKIE)
    if not token:
        return None
    refuse_cross_site(request)
    district = devices.district_of(part(request, Database), token)
    return actor(Role.ADVISER, district, context.catalogue.municipality) if district else None


def _account(request: Request, _response: Response, context: RequestContext) -> Actor | None:
    token = request.cookies.get(SIGN_IN_COOKIE)
    if not token:
        return None
    refuse_cross_site(request)
    return sign_in.holder_of(part(request, Database), token, context)


def _key(request: Request, response: Response, context: RequestContext) -> Actor | None:
    key = sent_key(request.headers.get("authorization", ""))
    if not key:
        return None
    known = research_keys.find_key(part(request, Database), key, context)
    if known is None:
        return None
    holder, own_limit = known
    limits = part(request, Limits)
    # Also beside the reply: what is sent as a response of its own, or refused later, shows them too.
    request.state.key_limit = limits.of_key(own_limit)
    request.state.key_headers = limits.key_request(holder.mark, own_limit)
    response.raw_headers.extend(request.state.key_headers)
    return holder


def sent_key(authorization: str) -> str | None:
    """The key in a Bearer header, or in a Basic one as the password (one common client knows only that)."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return value.strip()
    if scheme.lower() == "basic":
        try:
            return b64decode(value.strip(), validate=True).decode().partition(":")[2]
        except ValueError:
            return None
    return None


@dataclass(frozen=True)
class Credential:
    """What shows who asks: how it is read, and the names under which the API's description has it."""

    find: Find
    schemes: tuple[str, ...]


SECURITY_SCHEMES: dict[str, dict[str, str]] = {
    "device": {
        "type": "apiKey",
        "in": "cookie",
        "name": DEVICE_COOKIE,
        "description": "Cookie of a connected tablet.",
    },
    "signIn": {
        "type": "apiKey",
        "in": "cookie",
        "name": SIGN_IN_COOKIE,
        "description": "Cookie of a signed-in account.",
    },
    "researchKey": {"type": "http", "scheme": "bearer", "description": "A research key."},
    "researchKeyAsPassword": {
        "type": "http",
        "scheme": "basic",
        "description": "A research key as the password, for clients that know no other way.",
    },
}
"""The ways in, as the API's description names them (OpenAPI security schemes)."""

DEVICE = Credential(_device, ("device",))
ACCOUNT = Credential(_account, ("signIn",))
RESEARCH_KEY = Credential(_key, ("researchKey", "researchKeyAsPassword"))
_CREDENTIALS = (ACCOUNT, DEVICE, RESEARCH_KEY)


def _guard(name: str, allowed: Callable[[Actor], bool], *accepted: Credential) -> Any:
    """A dependency that lets in whom `allowed` says, by one of these credentials, tried in their order.

    Raises `NotSignedIn`; `NotAllowed` for somebody known whom the route is not for; `CrossSite`.
    """
    order = [*accepted, *(other for other in _CREDENTIALS if other not in accepted)]

    async def guard(request: Request, response: Response) -> Actor:
        # A look-up in SQLite costs less than handing it to another thread; one over a network must not
        # hold up the others.
        if part(request, Database).is_sqlite:
            return decide(request, response)
        return await run_in_threadpool(decide, request, response)

    def decide(request: Request, response: Response) -> Actor:
        context = context_of(request)
        known = False
        for credential in order:
            found = credential.find(request, response, context)
            if found and credential in accepted and allowed(found):
                return found
            known = known or found is not None
        raise NotAllowed() if known else NotSignedIn()

    return _named(guard, name, [scheme for credential in accepted for scheme in credential.schemes])


def _named(guard: Any, name: str, schemes: Sequence[str] = ()) -> Any:
    guard.guard, guard.schemes = name, tuple(schemes)
    return Depends(guard)


async def _public(request: Request) -> None:
    refuse_cross_site(request)


async def _parents_page(request: Request) -> None:
    # A browser of some years ago sends no Sec-Fetch-Site, and `null` for our own page, which has no referrer.
    # No cookie of it is looked at, and the token that is needed is the sender's own.
    if request.headers.get("origin") == "null" and "sec-fetch-site" not in request.headers:
        return
    refuse_cross_site(request)


def _is(*roles: Role) -> Callable[[Actor], bool]:
    return lambda who: who.role in roles


def _may(permission: Permission) -> Callable[[Actor], bool]:
    return lambda who: may(who, permission)


Adviser = Annotated[Actor, _guard("adviser", _is(Role.ADVISER), DEVICE)]
"""An enrolled tablet."""
Coordinator = Annotated[Actor, _guard("coordinator", _is(Role.COORDINATOR), ACCOUNT)]
"""A district's coordinator or the city's; which districts, `require_in` says."""
CityCoordinator = Annotated[Actor, _guard("city-coordinator", _may(Permission.LOCK_TERTIALS), ACCOUNT)]
"""The city's coordinator."""
Admin = Annotated[Actor, _guard("admin", _may(Permission.MANAGE_ACCOUNTS), ACCOUNT)]
AccountHolder = Annotated[Actor, _guard("account-holder", _is(Role.COORDINATOR, Role.ADMIN), ACCOUNT)]
"""Whoever signed in with an account."""
KeyManager = Annotated[Actor, _guard("key-manager", _may(Permission.MANAGE_RESEARCH_KEYS), ACCOUNT)]
TrailReader = Annotated[Actor, _guard("trail-reader", _may(Permission.READ_TRAIL), ACCOUNT)]
Researcher = Annotated[Actor, _guard("researcher", _is(Role.RESEARCHER), RESEARCH_KEY)]
"""A research key; which tables and districts, `require_scope` says."""
AdviserOrCoordinator = Annotated[
    Actor, _guard("adviser-or-coordinator", _is(Role.ADVISER, Role.COORDINATOR), DEVICE, ACCOUNT)
]
ReleaseReader = Annotated[
    Actor, _guard("release-reader", _may(Permission.READ_RELEASED_FIGURES), RESEARCH_KEY, ACCOUNT)
]
"""A research key within its scopes, or a coordinator."""
AnyoneSignedIn = Annotated[Actor, _guard("anyone-signed-in", _is(*Role), *_CREDENTIALS)]
Public = Annotated[None, _named(_public, "public")]
"""Open on purpose. Writes from other sites are refused here too."""


def guard_of(annotated: Any) -> Callable[[Request, Response], Coroutine[Any, Any, Actor]]:
    """The function behind one of these guards, for what must be known before a body is read."""
    (depends,) = annotated.__metadata__
    guard: Callable[[Request, Response], Coroutine[Any, Any, Actor]] = depends.dependency
    return guard


ParentsPage = Annotated[None, _named(_parents_page, "parents-page")]
"""Open on purpose, to the plain forms of old phones too: nobody is signed in there."""


def _guards(dependant: Dependant | None) -> Iterator[Any]:
    if dependant is None:
        return
    if getattr(dependant.call, "guard", None) is not None:
        yield dependant.call
    for inner in dependant.dependencies:
        yield from _guards(inner)


def guards_of(routes: Sequence[BaseRoute]) -> dict[str, list[str]]:
    """Guards by method and path (`GET /api/v1/me`) of all routes of an app, included routers and all.

    Give it `app.routes`. Mounted apps and static files appear with no guard.
    """
    return {
        f"{method} {route.path}": [guard.guard for guard in _guards(getattr(route, "dependant", None))]
        for route in iter_route_contexts(routes)
        for method in sorted(route.methods or {"ANY"})
    }


def security_of(routes: Sequence[BaseRoute]) -> dict[str, list[str]]:
    """Names of the security schemes of each operation, any one of which lets in, by operation id."""
    return {
        str(operation): [
            scheme for guard in _guards(getattr(route, "dependant", None)) for scheme in guard.schemes
        ]
        for route in iter_route_contexts(routes)
        if (operation := getattr(route, "operation_id", None))
    }
