"""Research keys: creating, replacing, revoking, the list. For admins and the city's coordinator."""

from datetime import timedelta

from fastapi import APIRouter, Depends

from app.access.actor import Scopes
from app.access.guards import KeyManager
from app.access.problems import UnknownMark
from app.access.request_context import RequestContext, TheContext, TheDatabase
from app.access.research_keys import service
from app.access.research_keys.schemas import KeyList, KeyMark, KeyShown, KeyWanted
from app.access.responses import GUARDED, READ, SENT, WRITTEN, no_store
from app.kit.faults import Fault
from app.kit.http.bodies import strict_route
from app.kit.language import Text
from app.kit.problems import InvalidInput, errors

router = APIRouter(tags=["Research keys"], route_class=strict_route(), dependencies=[Depends(no_store)])


@router.post(
    "/research-keys",
    operation_id="create_research_key",
    summary="Create a research key",
    description="It reads released tables, of the tables and districts given, until the day given. "
    "The key is shown this once.",
    status_code=201,
    responses=errors(*SENT, *GUARDED, *WRITTEN),
)
def create_research_key(
    body: KeyWanted, who: KeyManager, context: TheContext, database: TheDatabase
) -> KeyShown:
    _check_day(body, context)
    scopes = Scopes(tables=_scope(body.tables), districts=_scope(body.districts))
    with database.writing() as session:
        return service.create_key(session, who, scopes, body.expires, body.per_minute, context)


def _check_day(body: KeyWanted, context: RequestContext) -> None:
    last = context.day + timedelta(days=service.LONGEST_DAYS)
    if not context.day < body.expires <= last:
        right = Text(f"Efter i dag och senast {last}.", f"After today and not after {last}.")
        raise InvalidInput(faults=[Fault("expires", "day-not-right", right)])


def _scope(codes: list[str]) -> frozenset[str] | None:
    return None if codes == ["*"] else frozenset(codes)


@router.get(
    "/research-keys",
    operation_id="list_research_keys",
    summary="Research keys in use",
    description="Their marks, scopes and last days; never the keys, which the service does not know.",
    responses=errors(*GUARDED, *READ),
)
def list_research_keys(who: KeyManager, database: TheDatabase) -> KeyList:
    with database.reading() as session:
        return KeyList(keys=service.list_keys(session, who))


@router.post(
    "/research-keys/{mark}/rotation",
    operation_id="rotate_research_key",
    summary="Replace a research key",
    description="The same scopes and days under a new key, shown this once. The old one stops at once.",
    status_code=201,
    responses=errors(InvalidInput, *GUARDED, UnknownMark, *WRITTEN),
)
def rotate_research_key(
    mark: KeyMark, who: KeyManager, context: TheContext, database: TheDatabase
) -> KeyShown:
    with database.writing() as session:
        return service.rotate_key(session, who, mark, context)


@router.delete(
    "/research-keys/{mark}",
    operation_id="revoke_research_key",
    summary="Revoke a research key",
    description="It opens nothing from its next request on.",
    status_code=204,
    responses=errors(InvalidInput, *GUARDED, UnknownMark, *WRITTEN),
)
def revoke_research_key(mark: KeyMark, who: KeyManager, context: TheContext, database: TheDatabase) -> None:
    with database.writing() as session:
        service.revoke_key(session, who, mark, context)
