"""Locking a tertial, and telling which are locked."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from app.access.guards import AnyoneSignedIn, CityCoordinator
from app.access.here import HereNow, TheDatabase
from app.access.problems import CrossSite, NotAllowed, NotSignedIn, TooManyRequests
from app.intake import locking
from app.kit.bodies import strict_route
from app.kit.problems import DatabaseBusy, DatabaseUnavailable, InvalidInput, StorageFull, errors
from app.vocabulary.periods import TERTIAL

router = APIRouter(prefix="/api/v1", tags=["Intake"], route_class=strict_route())


class Locked(BaseModel):
    """The tertials that take no more records, oldest first."""

    tertials: list[str] = Field(examples=[["2018-T3", "2019-T1"]])


class Lock(BaseModel):
    tertial: str
    verdict: Literal["locked", "was-locked"]


@router.get(
    "/locks",
    operation_id="list_locks",
    summary="Locked tertials",
    description="They take no more records, corrections or withdrawals.",
    responses=errors(NotSignedIn, NotAllowed, TooManyRequests, DatabaseUnavailable),
)
def list_locks(database: TheDatabase, _actor: AnyoneSignedIn) -> Locked:
    return Locked(tertials=locking.list_locked(database))


@router.put(
    "/locks/{tertial}",
    operation_id="lock_tertial",
    summary="Lock a tertial",
    description="Closes the tertial for filing, correction and withdrawal in every district, for good. "
    "Waits for filings under way. The order of arrival of its records is erased.",
    responses=errors(
        InvalidInput,
        locking.NotOver,
        NotSignedIn,
        NotAllowed,
        TooManyRequests,
        CrossSite,
        DatabaseBusy,
        DatabaseUnavailable,
        StorageFull,
    ),
)
def lock_tertial(
    tertial: Annotated[str, Path(pattern=TERTIAL)],
    database: TheDatabase,
    here: HereNow,
    actor: CityCoordinator,
) -> Lock:
    return Lock(
        tertial=tertial,
        verdict="locked" if locking.lock_tertial(database, actor, tertial, here) else "was-locked",
    )
