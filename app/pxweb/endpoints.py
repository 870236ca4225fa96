"""PxWebApi 2's routes. They are described as it describes them; the parameters are read from the address."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Path as PathParameter
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from app.access.guards import ReleaseReader
from app.access.responses import GUARDED, READ
from app.kit.problems import (
    BodyTooLarge,
    MalformedJson,
    MediaTypeNotSupported,
    Problem,
    errors,
)
from app.pxweb import response_models, service
from app.pxweb.problems import (
    BadParameter,
    CodeListNotFound,
    IllegalExpression,
    MissingSelection,
    NoSuchCodeList,
    NoSuchValue,
    NoSuchVariable,
    PageNotFound,
    TableNotFound,
    TooManyCells,
    UnsupportedFormat,
    UnsupportedLanguage,
)
from app.pxweb.request_body import read_body


class _Route(APIRoute):
    """Gives each problem the instance that PxWeb's clients show: the request's own random id."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await handle(request)
            except Problem as problem:
                own = getattr(request.state, "request", None)
                if own:
                    problem.extra.setdefault("instance", f"urn:stodlogg:request:{own}")
                raise

        return handler


router = APIRouter(
    prefix=service.PATH, tags=["PxWebApi 2"], route_class=_Route, default_response_class=Response
)

_ALWAYS: tuple[type[Problem], ...] = (
    BadParameter,
    UnsupportedLanguage,
    *GUARDED,
    *READ,
)
_SELECTION = (
    NoSuchVariable,
    NoSuchValue,
    NoSuchCodeList,
    IllegalExpression,
    MissingSelection,
    TooManyCells,
    UnsupportedFormat,
)

# Described and not enforced: an id that cannot be is not found, like one that is not.
Id = Annotated[
    str,
    PathParameter(
        description="The id, without regard to case.", json_schema_extra={"pattern": "^[a-z0-9_-]{1,80}$"}
    ),
]


def _answers(model: Any, *problems: type[Problem]) -> dict[int | str, dict[str, Any]]:
    return {
        200: {"model": model, "description": "As asked.", "headers": response_models.HEADERS},
        304: {"description": "The client has it already: `If-None-Match` is its tag."},
        **errors(*_ALWAYS, *problems),
    }


@router.get(
    "/config",
    operation_id="px_config",
    summary="What the interface can do, and its limits",
    description="Languages, formats, most cells of an answer, most requests a minute.",
    responses=_answers(response_models.Config),
    openapi_extra={"parameters": response_models.LANG},
)
def config(request: Request, who: ReleaseReader) -> Response:
    return service.config(request, who)


@router.get(
    "/tables",
    operation_id="px_tables",
    summary="The published tables",
    description="Of all periods that are published; those that the key opens.",
    responses=_answers(response_models.Tables, PageNotFound),
    openapi_extra={"parameters": response_models.LISTING},
)
def tables(request: Request, who: ReleaseReader) -> Response:
    return service.tables(request, who)


@router.get(
    "/tables/{id}",
    operation_id="px_table",
    summary="One table",
    description="Its names in the asked language, its periods, its variables, and links to the rest.",
    responses=_answers(response_models.OneTable, TableNotFound),
    openapi_extra={"parameters": response_models.LANG},
)
def table(id: Id, request: Request, who: ReleaseReader) -> Response:
    return service.table(request, who, id)


@router.get(
    "/tables/{id}/metadata",
    operation_id="px_metadata",
    summary="A table's variables and values",
    description="A JSON-stat 2.0 dataset without values.",
    responses=_answers(response_models.Dataset, TableNotFound, NoSuchCodeList, NoSuchVariable),
    openapi_extra={"parameters": response_models.METADATA},
)
def metadata(id: Id, request: Request, who: ReleaseReader) -> Response:
    return service.metadata(request, who, id)


@router.get(
    "/tables/{id}/defaultselection",
    operation_id="px_default_selection",
    summary="What is given where nothing is selected",
    description="A selection that can be sent as it is, or changed first.",
    responses=_answers(response_models.Selection, TableNotFound),
    openapi_extra={"parameters": response_models.LANG},
)
def default_selection(id: Id, request: Request, who: ReleaseReader) -> Response:
    return service.default_selection(request, who, id)


@router.get(
    "/codelists/{id}",
    operation_id="px_code_list",
    summary="A code list of the districts",
    description="The districts as they were reported, or as they are now after mergers.",
    responses=_answers(response_models.CodeList, CodeListNotFound),
    openapi_extra={"parameters": response_models.LANG},
)
def code_list(id: Id, request: Request, who: ReleaseReader) -> Response:
    return service.one_code_list(request, who, id)


@router.get(
    "/tables/{id}/data",
    operation_id="px_data",
    summary="Figures of a table",
    description=response_models.ABOUT_SELECTIONS,
    responses=response_models.of_data(_answers(response_models.Dataset, TableNotFound, *_SELECTION)),
    openapi_extra={"parameters": response_models.DATA},
)
def data(id: Id, request: Request, who: ReleaseReader) -> Response:
    return service.data(request, who, id)


@router.post(
    "/tables/{id}/data",
    operation_id="px_data_selected",
    summary="Figures of a table, by a selection in the body",
    description=response_models.ABOUT_SELECTIONS,
    responses=response_models.of_data(
        _answers(
            response_models.Dataset,
            TableNotFound,
            *_SELECTION,
            MalformedJson,
            BodyTooLarge,
            MediaTypeNotSupported,
        )
    ),
    openapi_extra={
        "parameters": response_models.DATA_POSTED,
        "requestBody": {
            "required": False,
            "content": {
                "application/json": {
                    "schema": response_models.BODY,
                    "examples": response_models.BODY_EXAMPLES,
                }
            },
        },
    },
)
async def data_selected(id: Id, request: Request, who: ReleaseReader) -> Response:
    body = await read_body(request)
    return await run_in_threadpool(service.data, request, who, id, body)
