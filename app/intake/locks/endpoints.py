"""Locking a tertial, and telling which are locked."""

from typing import Annotated

from fastapi import APIRouter, Path

from app.access.guards import AnyoneSignedIn, CityCoordinator
from app.access.problems import NotAllowed, NotSignedIn, TooManyRequests
from app.access.request_context import TheContext, TheDatabase
from app.access.responses import GUARDED, READ, SENT, WRITTEN
from app.catalogue.model import CODE
from app.intake.locks import service
from app.intake.locks.problems import NotLocked, NotOver
from app.intake.locks.schemas import ExceptionWanted, LateDistrict, LateDistricts, Lock, Locked
from app.intake.locks.tables import exceptions, locked_tertials
from app.kit.http.bodies import strict_route
from app.kit.problems import DatabaseUnavailable, InvalidInput, errors
from app.vocabulary.periods import TERTIAL

router = APIRouter(prefix="/api/v1", tags=["Intake"], route_class=strict_route())

Tertial = Annotated[str, Path(pattern=TERTIAL)]
District = Annotated[str, Path(pattern=CODE, max_length=40)]


@router.get(
    "/locks",
    operation_id="list_locks",
    summary="Locked tertials",
    description="They take no more records, corrections or withdrawals.",
    responses=errors(NotSignedIn, NotAllowed, TooManyRequests, DatabaseUnavailable),
)
def list_locks(database: TheDatabase, _actor: AnyoneSignedIn) -> Locked:
    with database.reading() as session:
        return Locked(tertials=locked_tertials(session))


@router.put(
    "/locks/{tertial}",
    operation_id="lock_tertial",
    summary="Lock a tertial",
    description="Closes the tertial for filing, correction and withdrawal in every district, for good. "
    "Waits for filings under way. The order of arrival of its records is erased.",
    responses=errors(InvalidInput, NotOver, *GUARDED, *WRITTEN),
)
def lock_tertial(
    tertial: Tertial, database: TheDatabase, context: TheContext, actor: CityCoordinator
) -> Lock:
    return Lock(
        tertial=tertial,
        verdict="locked" if service.lock_tertial(database, actor, tertial, context) else "was-locked",
    )


@router.get(
    "/locks/exceptions",
    operation_id="list_exceptions",
    summary="Districts with late records",
    description="Locked tertials that take a district's late records all the same, and until when.",
    responses=errors(*GUARDED, *READ),
)
def list_exceptions(database: TheDatabase, context: TheContext, _actor: AnyoneSignedIn) -> LateDistricts:
    with database.reading() as session:
        return LateDistricts(
            exceptions=[LateDistrict(**row._mapping) for row in exceptions(session, context.day)]
        )


@router.put(
    "/locks/{tertial}/exceptions/{district}",
    operation_id="make_exception",
    summary="Let a district's late records in",
    description="A locked tertial takes this district's records, corrections and withdrawals until the "
    "last day. They become part of the tertial's next revision. The act stands in the trail.",
    responses=errors(*SENT, NotLocked, *GUARDED, *WRITTEN),
)
def make_exception(
    tertial: Tertial,
    district: District,
    body: ExceptionWanted,
    database: TheDatabase,
    context: TheContext,
    actor: CityCoordinator,
) -> LateDistrict:
    service.make_exception(database, actor, tertial, district, body.last_day, context)
    return LateDistrict(tertial=tertial, district=district, last_day=body.last_day)


@router.delete(
    "/locks/{tertial}/exceptions/{district}",
    operation_id="end_exception",
    summary="End an exception",
    description="The tertial is closed to the district again. Once more changes nothing.",
    status_code=204,
    responses=errors(InvalidInput, *GUARDED, *WRITTEN),
)
def end_exception(
    tertial: Tertial, district: District, database: TheDatabase, context: TheContext, actor: CityCoordinator
) -> None:
    service.end_exceptions(database, actor, tertial, context, district)
