"""Routes of the intake: one set per activity, made from the registry so that none is forgotten."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import Response as PlainResponse
from pydantic import UUID4

from app.access import responses
from app.access.guards import AdviserOrCoordinator, AnyoneSignedIn, Coordinator, guard_of
from app.access.problems import CrossSite, NotAllowed, NotSignedIn, OtherDistrict, TooManyRequests
from app.activities.activity import Activity
from app.activities.descriptions import as_bytes
from app.activities.registry import EVENTS, RETURNS
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import CODE
from app.intake import examples, service
from app.intake.problems import (
    BadIfMatch,
    InvalidRecord,
    RecordChanged,
    RecordDiffers,
    RecordNotFound,
    RecordWithdrawn,
    TertialLocked,
)
from app.intake.schemas import MOST_RECORDS, Batch, IfMatch, Receipt, Stored, Verdicts
from app.kit.http.bodies import RECORD_BYTES, strict_route
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.language import Language
from app.kit.problems import (
    DatabaseUnavailable,
    InvalidInput,
    Problem,
    errors,
)
from app.vocabulary.periods import TERTIAL, YEAR

GUARDED: tuple[type[Problem], ...] = (*responses.GUARDED, OtherDistrict, CrossSite)
_CHANGING = (RecordChanged, TertialLocked, BadIfMatch)
_FILING = (InvalidInput, InvalidRecord, RecordDiffers, *_CHANGING)

FILED: dict[int | str, dict[str, Any]] = {
    200: {
        "model": Receipt,
        "description": "The same content again, or a correction.",
        "headers": examples.ETAGS,
    },
    201: {"description": "Filed for the first time.", "headers": examples.ETAGS},
}
UNCHANGED: dict[int | str, dict[str, Any]] = {
    200: {"description": "The catalogue.", "content": {"application/json": {"schema": {"type": "object"}}}},
    304: {"description": "Unchanged."},
}

router = APIRouter(prefix="/api/v1", route_class=strict_route())
batches = APIRouter(
    prefix="/api/v1",
    route_class=strict_route(MOST_RECORDS * RECORD_BYTES, first=guard_of(AdviserOrCoordinator)),
)

_TAGS = {"adviser": "Intake", "coordinator": "Returns"}
_KEY_FORMS: dict[str, dict[str, Any]] = {
    "district": {"pattern": CODE, "max_length": 40, "description": "Code of the district."},
    "programme": {"pattern": CODE, "max_length": 40, "description": "Code of the home visiting programme."},
    "tertial": {"pattern": TERTIAL, "description": "Such as `2019-T1`."},
    "year": {"pattern": YEAR, "description": "Such as `2019`."},
}


def _add_event(activity: Activity) -> None:
    """`PUT`, `GET` and `DELETE` of one activity that is filed under a random id."""

    def put(
        id: UUID4, content: Any, actor: AdviserOrCoordinator, request: Request, if_match: IfMatch = None
    ) -> Response:
        return service.put(request, actor, activity, {"id": id}, content, if_match)

    def get(id: UUID4, actor: AdviserOrCoordinator, request: Request, response: Response) -> Stored:
        return service.get(request, response, actor, activity, {"id": id})

    _add_put(
        activity,
        _typed(put, content=activity.schema),
        "The same content again is answered with 200; other content needs `If-Match`. "
        "The reply leaves only when the record is on disk.",
        RecordWithdrawn,
    )
    about = "For the tablet that corrects it: only with the id, only in its own district."
    _add_get(activity, get, "record", about)

    @router.delete(
        _path(activity),
        operation_id=f"withdraw_{activity.name.replace('-', '_')}",
        tags=[_TAGS[activity.filed_by]],
        summary=f"Withdraw: {activity.term.en}",
        description="The content is erased; of the id only a hash is kept. Withdrawing twice is the same.",
        status_code=204,
        responses=errors(RecordNotFound, *_CHANGING, InvalidInput, *GUARDED, *responses.STORED),
    )
    def withdraw(id: UUID4, actor: AdviserOrCoordinator, request: Request, if_match: IfMatch = None) -> None:
        service.withdraw(request, actor, activity, id, if_match)


def _add_return(activity: Activity) -> None:
    """`PUT` and `GET` of one return that is keyed by what it describes."""
    first, second = activity.key
    first_type, second_type = (Annotated[str, Path(alias=part, **_KEY_FORMS[part])] for part in activity.key)

    def key_of(one: str, two: str) -> dict[str, Any]:
        return {first: one, second: int(two) if second == "year" else two}

    def put(
        one: str, two: str, content: Any, actor: Coordinator, request: Request, if_match: IfMatch = None
    ) -> Response:
        return service.put(request, actor, activity, key_of(one, two), content, if_match)

    def get(one: str, two: str, actor: Coordinator, request: Request, response: Response) -> Stored:
        return service.get(request, response, actor, activity, key_of(one, two))

    _add_put(
        activity,
        _typed(put, content=activity.schema, one=first_type, two=second_type),
        "Keyed by what it describes: there is one for each address. "
        "The same content again is answered with 200; other content needs `If-Match`.",
    )
    about = "For who corrects it: only in one's own district."
    _add_get(activity, _typed(get, one=first_type, two=second_type), "return", about)


def _path(activity: Activity) -> str:
    return "/".join(["", activity.path, *(f"{{{part}}}" for part in activity.key)])


def _add_put(
    activity: Activity, endpoint: Callable[..., Any], description: str, *more: type[Problem]
) -> None:
    router.put(
        _path(activity),
        operation_id=f"put_{activity.name.replace('-', '_')}",
        tags=[_TAGS[activity.filed_by]],
        summary=f"File or correct: {activity.term.en}",
        description=description,
        status_code=201,
        response_model=Receipt,
        responses=FILED | errors(*_FILING, *more, *GUARDED, *responses.BODY, *responses.STORED),
        openapi_extra=examples.body(activity),
    )(endpoint)


def _add_get(activity: Activity, endpoint: Callable[..., Any], what: str, description: str) -> None:
    router.get(
        _path(activity),
        operation_id=f"get_{activity.name.replace('-', '_')}",
        tags=[_TAGS[activity.filed_by]],
        summary=f"A {what} as it was filed: {activity.term.en}",
        description=description,
        responses=examples.stored(activity)
        | errors(RecordNotFound, InvalidInput, *GUARDED, DatabaseUnavailable),
    )(endpoint)


def _typed(function: Callable[..., Any], **types: Any) -> Callable[..., Any]:
    """An endpoint with the types of its activity: they are known only when the routes are made."""
    function.__annotations__.update(types)
    return function


for _activity in EVENTS:
    _add_event(_activity)
for _activity in RETURNS:
    _add_return(_activity)


@batches.post(
    "/batches",
    operation_id="post_batch",
    response_model=Verdicts,
    tags=["Intake"],
    summary="File many records",
    description="Each record has a verdict and is its own savepoint: what is refused holds up nothing else, "
    "and nothing is half stored.",
    responses=errors(InvalidInput, *responses.GUARDED, CrossSite, *responses.BODY, *responses.STORED),
    openapi_extra=examples.batch(),
)
def post_batch(batch: Batch, actor: AdviserOrCoordinator, request: Request) -> Response:
    return service.post_batch(request, actor, batch.records)


@router.get(
    "/catalogue",
    operation_id="get_catalogue",
    tags=["Intake"],
    summary="The catalogue: organisation, code lists, questionnaires, fields and help texts",
    description="In the language of `lang` or `Accept-Language`. Carries an ETag; with `If-None-Match` an "
    "unchanged catalogue is answered with 304.",
    response_class=PlainResponse,
    responses=UNCHANGED | errors(NotSignedIn, NotAllowed, TooManyRequests, DatabaseUnavailable),
)
def get_catalogue(request: Request, _actor: AnyoneSignedIn, lang: Language | None = None) -> PlainResponse:
    language = language_of(request)
    body, etag = as_bytes(part(request, Catalogue), language)
    headers = {
        "ETag": etag,
        "Content-Language": language,
        "Vary": "Accept-Language",
        "Cache-Control": "private, no-cache",
    }
    if etag in [
        tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")
    ]:
        return PlainResponse(status_code=304, headers=headers)
    return PlainResponse(body, media_type="application/json", headers=headers)
