"""Research keys: creating, replacing, revoking, the list. For admins and the city's coordinator."""

from datetime import timedelta

from fastapi import APIRouter, Depends

from app.access import research_keys
from app.access.actor import Scopes
from app.access.answers import GUARDED, READ, SENT, WRITTEN, no_store
from app.access.fields import KeyMark
from app.access.guards import KeyManager
from app.access.here import Here, HereNow, TheDatabase
from app.access.problems import UnknownMark
from app.access.schemas import KeyFacts, KeyList, KeyShown, KeyWanted
from app.kit.bodies import strict_route
from app.kit.faults import Fault
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
def create_research_key(body: KeyWanted, who: KeyManager, here: HereNow, database: TheDatabase) -> KeyShown:
    _check_day(body, here)
    scopes = Scopes(tables=_scope(body.tables), districts=_scope(body.districts))
    with database.writing() as session:
        made = research_keys.create_key(session, who, scopes, body.expires, body.per_minute, here)
    return KeyShown(mark=made.mark, key=made.key)


def _check_day(body: KeyWanted, here: Here) -> None:
    last = here.day + timedelta(days=research_keys.LONGEST_DAYS)
    if not here.day < body.expires <= last:
        right = Text(f"Efter i dag och senast {last}.", f"After today and not after {last}.")
        raise InvalidInput(faults=[Fault("expires", "day-not-right", right)])


def _scope(codes: list[str]) -> frozenset[str] | None:
    return None if codes == ["*"] else frozenset(codes)


def _listed(codes: frozenset[str] | None) -> list[str]:
    return ["*"] if codes is None else sorted(codes)


@router.get(
    "/research-keys",
    operation_id="list_research_keys",
    summary="Research keys in use",
    description="Their marks, scopes and last days; never the keys, which the service does not know.",
    responses=errors(*GUARDED, *READ),
)
def list_research_keys(who: KeyManager, database: TheDatabase) -> KeyList:
    with database.reading() as session:
        found = research_keys.list_keys(session, who)
    return KeyList(
        keys=[
            KeyFacts(
                mark=one.mark,
                tables=_listed(one.scopes.tables),
                districts=_listed(one.scopes.districts),
                expires=one.expires,
                per_minute=one.per_minute,
            )
            for one in found
        ]
    )


@router.post(
    "/research-keys/{mark}/rotation",
    operation_id="rotate_research_key",
    summary="Replace a research key",
    description="The same scopes and days under a new key, shown this once. The old one stops at once.",
    status_code=201,
    responses=errors(InvalidInput, *GUARDED, UnknownMark, *WRITTEN),
)
def rotate_research_key(mark: KeyMark, who: KeyManager, here: HereNow, database: TheDatabase) -> KeyShown:
    with database.writing() as session:
        made = research_keys.rotate_key(session, who, mark, here)
    return KeyShown(mark=made.mark, key=made.key)


@router.delete(
    "/research-keys/{mark}",
    operation_id="revoke_research_key",
    summary="Revoke a research key",
    description="It opens nothing from its next request on.",
    status_code=204,
    responses=errors(InvalidInput, *GUARDED, UnknownMark, *WRITTEN),
)
def revoke_research_key(mark: KeyMark, who: KeyManager, here: HereNow, database: TheDatabase) -> None:
    with database.writing() as session:
        research_keys.revoke_key(session, who, mark, here)
