"""Reports over HTTP: one route, every form. A working copy is for whose figures it is of."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from app.access.actor import may
from app.access.guards import ReleaseReader
from app.access.problems import OtherDistrict, OutOfScope
from app.access.request_context import TheDatabase
from app.access.responses import GUARDED, READ
from app.access.roles import Permission
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import CODE
from app.kit.clock import Clock
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.problems import InvalidInput, errors
from app.release.problems import ReleaseDamaged
from app.reports.html import style_hash
from app.reports.problems import NothingPublished
from app.reports.report_formats import FORMS
from app.reports.service import report
from app.statistics.problems import InvalidSelection

router = APIRouter(tags=["Reports"])

_PERIOD = r"(19|20)[0-9]{2}(-T[1-3]|-(0[1-9]|1[0-2]))?"
Asked = Annotated[
    str,
    Path(
        pattern=rf"^{_PERIOD}(\.\.{_PERIOD})?$",
        description="`2019-T1`, `2019`, or a range such as `2019-T1..2019-T3` or (working copies) "
        "`2019-02..2019-08`.",
    ),
]
District = Annotated[
    str | None,
    Query(pattern=CODE, description="A district's code or the city's. Left out: your own, or the city."),
]
Chosen = Annotated[
    Literal["working", "published"] | None,
    Query(
        description="`working`: exact live figures of your own district, not for publication. `published`: "
        "from the releases, protected. Left out: what you may read, the working copy first."
    ),
]
Form = Annotated[Literal["html", "pdf", "xlsx", "zip"], Query(description="`zip` holds the tables as CSV.")]
_LANGUAGE = Query(description="Language of the report; wins over `Accept-Language`.")


@router.get(
    "/reports/{period}",
    operation_id="get_report",
    summary="The report of a span and a district",
    description="A working copy is for the coordinators whose figures it is of; a published edition for "
    "coordinators and research keys. All forms hold the same figures.",
    response_class=Response,
    responses={
        200: {
            "description": "The report.",
            "content": {
                "text/html": {"schema": {"type": "string"}},
                **{
                    one.media_type: {"schema": {"type": "string", "format": "binary"}}
                    for name, one in FORMS.items()
                    if name != "html"
                },
            },
        },
        **errors(
            InvalidInput,
            InvalidSelection,
            *GUARDED,
            OtherDistrict,
            OutOfScope,
            NothingPublished,
            ReleaseDamaged,
            *READ,
        ),
    },
)
def get_report(
    request: Request,
    who: ReleaseReader,
    database: TheDatabase,
    period: Asked,
    district: District = None,
    edition: Chosen = None,
    form: Form = "html",
    lang: Annotated[Literal["sv", "en"] | None, _LANGUAGE] = None,
) -> Response:
    language = lang or language_of(request)
    made = report(
        database,
        part(request, Catalogue),
        who,
        period=period,
        district=district,
        edition=edition or ("working" if may(who, Permission.READ_LIVE_FIGURES) else "published"),
        language=language,
        today=part(request, Clock).today(),
    )
    chosen = FORMS[form]
    return Response(
        chosen.make(made), media_type=chosen.media_type, headers=_headers(form, language, made.file_name)
    )


def _headers(form: str, language: str, name: str) -> dict[str, str]:
    """Nothing on the way keeps a report; a page loads nothing, and lets in no style but its own."""
    headers = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language, Cookie"}
    if form == "html":
        return headers | {
            "Content-Security-Policy": f"default-src 'none'; style-src '{style_hash()}'; base-uri 'none'; "
            "form-action 'none'; frame-ancestors 'none'"
        }
    return headers | {"Content-Disposition": f'attachment; filename="{name}.{FORMS[form].ending}"'}
