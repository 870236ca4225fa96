"""The API of links and posters: the keys that tablets make links with, filing links, making posters."""

from contextlib import AbstractContextManager
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import UUID4
from sqlalchemy import Connection

from app.access.guards import Adviser, AdviserOrCoordinator
from app.access.problems import OtherDistrict
from app.access.responses import GUARDED, SENT, STORED, WRITTEN
from app.answers import link_keys, link_tokens, links, poster_sheet, posters
from app.answers.monthly_clearing import MonthlyClearing
from app.answers.problems import LinkDiffers
from app.answers.schemas import (
    HASH,
    LinkBody,
    LinkKey,
    LinkKeys,
    LinkVerdict,
    Poster,
    PosterBody,
    SheetBody,
)
from app.catalogue.catalogue import Catalogue
from app.intake.filing import Filing
from app.intake.problems import RecordNotFound, RecordWithdrawn, TertialLocked
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.bodies import strict_route
from app.kit.http.parts import part
from app.kit.problems import Problem, errors
from app.kit.settings import Settings

router = APIRouter(prefix="/api/v1", tags=["Answers"], route_class=strict_route())

_LINK_EXAMPLE = {
    "activity": "counselling-session",
    "record": "6f1c2a7e-4c1d-4b0a-9f53-0b7c8d1e2f3a",
    "respondent": "mother",
}
_POSTER_EXAMPLE = {
    "activity": "open-preschool-return",
    "district": "farsta",
    "tertial": "2019-T3",
    "month": "2019-12",
    "uses": 200,
}
_SHEET_EXAMPLE = {"code": "7k2m-9qxa-41zb-c0te", "activity": "theme-meeting", "size": "a4", "format": "pdf"}


LinkHash = Annotated[str, Path(pattern=HASH, description="SHA-256 of the token, as hexadecimal digits.")]
_FILED: dict[int | str, dict[str, Any]] = {
    200: {"model": LinkVerdict, "description": "Filed before; perhaps used since."}
}
_SHEET: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The page.",
        "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}, "text/html": {}},
    }
}


def _example(body: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"content": {"application/json": {"example": body}}}}


@router.get(
    "/link-keys",
    operation_id="list_link_keys",
    summary="Keys for making one-time links",
    description="A tablet makes a parent's link without a network: eight random characters and the first 40 "
    "bits of an HMAC-SHA-256 over them. Its key is the HMAC-SHA-256 of the day (`2026-11-24`) with the "
    "month's key.",
    responses=errors(*GUARDED, *STORED),
)
def list_link_keys(request: Request, response: Response, who: Adviser) -> LinkKeys:
    response.headers["Cache-Control"] = "no-store"
    assert who.district is not None
    today = part(request, Clock).today()
    with _filing(request) as connection:
        month_keys = link_keys.keys_for(connection, who.district, today)
    return LinkKeys(
        district=who.district, keys=[LinkKey(month=month, key=key.hex()) for month, key in month_keys]
    )


@router.put(
    "/answer-links/{hash}",
    operation_id="put_answer_link",
    summary="File a one-time link with its record",
    description="The tablet sends the SHA-256 of the token's 16 characters; the token is the parent's alone. "
    "An answer that came before is stored with this. There can be no more links and answers than people. "
    "A link that is refused takes no answers, until it is filed after all.",
    status_code=201,
    responses=_FILED
    | errors(
        RecordNotFound,
        RecordWithdrawn,
        TertialLocked,
        LinkDiffers,
        OtherDistrict,
        *GUARDED,
        *SENT,
        *WRITTEN,
    ),
    openapi_extra=_example(_LINK_EXAMPLE),
)
def put_answer_link(
    hash: LinkHash,
    body: LinkBody,
    request: Request,
    response: Response,
    who: AdviserOrCoordinator,
) -> LinkVerdict:
    filing = Filing(part(request, Catalogue), part(request, Clock).today(), who.reach)
    link = links.Link(bytes.fromhex(hash), body.record, body.respondent)
    with _filing(request) as connection:
        verdict = links.file_link(connection, link, filing)
    if isinstance(verdict, Problem):
        raise verdict
    response.status_code = 201 if verdict == "created" else 200
    return LinkVerdict(verdict=verdict)


@router.delete(
    "/answer-links/{hash}",
    operation_id="take_back_answer_link",
    summary="Take a one-time link back",
    description="For a link that was shown by mistake, or whose record is never filed: it takes no answers "
    "any more, filed or not. What was answered already stays.",
    status_code=204,
    responses=errors(OtherDistrict, *GUARDED, *WRITTEN),
)
def take_back_answer_link(hash: LinkHash, request: Request, who: AdviserOrCoordinator) -> None:
    with _filing(request) as connection:
        links.take_back(
            connection,
            bytes.fromhex(hash),
            Filing(part(request, Catalogue), part(request, Clock).today(), who.reach),
        )


@router.delete(
    "/posters/{record}",
    operation_id="take_down_posters",
    summary="Take down a theme meeting's posters",
    description="For a meeting that is never registered: its posters take no more answers.",
    status_code=204,
    responses=errors(OtherDistrict, *GUARDED, *WRITTEN),
)
def take_down_posters(
    record: Annotated[UUID4, Path(description="Id under which the meeting would have been registered.")],
    request: Request,
    who: AdviserOrCoordinator,
) -> None:
    with _filing(request) as connection:
        posters.take_down(connection, record, who)


@router.post(
    "/posters",
    operation_id="create_poster",
    summary="Make a poster",
    description="A code for many uses, limited by number and to the end of a month. Answers to a theme "
    "meeting's poster wait until the meeting is registered under the same id. The code is shown once.",
    status_code=201,
    responses=errors(RecordWithdrawn, TertialLocked, OtherDistrict, *GUARDED, *SENT, *WRITTEN),
    openapi_extra=_example(_POSTER_EXAMPLE),
)
def create_poster(
    body: PosterBody, request: Request, response: Response, who: AdviserOrCoordinator
) -> Poster:
    response.headers["Cache-Control"] = "no-store"
    with _filing(request) as connection:
        code = posters.make(connection, body, who, part(request, Catalogue), part(request, Clock).today())
    url = poster_sheet.address(part(request, Settings), code)
    return Poster(code=link_tokens.shown(code), url=url, month=body.month, uses=body.uses)


@router.post(
    "/posters/sheet",
    operation_id="print_poster",
    summary="A poster to print",
    description="A page with the QR code and the short address, in A4 or A5, as PDF or HTML. Says nothing of "
    "whether the code can be used: it only draws what it is given.",
    response_class=Response,
    responses=_SHEET | errors(*GUARDED, *SENT, *WRITTEN),
    openapi_extra=_example(_SHEET_EXAMPLE),
)
def print_poster(body: SheetBody, request: Request, _who: AdviserOrCoordinator) -> Response:
    return poster_sheet.sheet(request, body)


def _filing(request: Request) -> AbstractContextManager[Connection]:
    clearing = part(request, MonthlyClearing)
    return clearing.filing(part(request, Database), part(request, Clock).today())
