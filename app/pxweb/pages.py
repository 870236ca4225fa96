"""Pages for researchers: what is published and how to fetch it, and each table with a chart."""

from collections.abc import Callable, Coroutine, Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from markupsafe import Markup

from app.access.guards import Public, ReleaseReader
from app.access.problems import NotSignedIn
from app.access.responses import GUARDED, READ
from app.figures.figure import LEAST_BASE_OF_MEANS
from app.figures.rounding_words import sentences
from app.kit.http.headers import language_of
from app.kit.http.pages import page, templates_beside
from app.kit.http.parts import part
from app.kit.language import Language, Text
from app.kit.problems import errors
from app.kit.settings import Settings
from app.published.notes import SUPPRESSED
from app.published.snapshot_cache import SnapshotCache
from app.published.view import EVERYTHING, view_of
from app.pxweb import words
from app.pxweb.chart import bars
from app.pxweb.cube_selection import SelectionRequest, choose
from app.pxweb.cubes import PxCube
from app.pxweb.extract import Extract, legend
from app.pxweb.formats import OUTPUTS
from app.pxweb.library import library_of
from app.pxweb.problems import TableNotFound
from app.pxweb.service import PATH
from app.pxweb.snippets import address, snippets

_TEMPLATES = templates_beside(__file__)
_CELLS = 2_000
"""Most cells of a preview; the whole table is a link away."""


class _PasswordRoute(APIRoute):
    """A browser has no other way to send a key than the question that it puts itself."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await handle(request)
            except NotSignedIn as problem:
                problem.headers = {"WWW-Authenticate": 'Basic realm="stodlogg", charset="UTF-8"'}
                raise

        return handler


router = APIRouter(tags=["Pages"], default_response_class=HTMLResponse)
asking = APIRouter(tags=["Pages"], default_response_class=HTMLResponse, route_class=_PasswordRoute)

Id = Annotated[str, PathParameter(json_schema_extra={"pattern": "^[a-z0-9_-]{1,80}$"})]
_PAGE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/html": {}}, "description": "The page."}}


def _base(request: Request) -> str:
    return str(part(request, Settings).public_url).rstrip("/") + PATH


@router.get(
    "/research",
    operation_id="research_page",
    summary="For researchers: what is published, how it is protected, and how to fetch it",
    description="A page, open to everybody.",
    responses={**_PAGE},
)
def research_page(request: Request, _actor: Public) -> HTMLResponse:
    snapshots = part(request, SnapshotCache)
    language = language_of(request)
    base = _base(request)
    cubes = library_of(snapshots.now()).cubes(EVERYTHING)
    settings = part(request, Settings)
    return page(
        request,
        _TEMPLATES,
        "research",
        base=base,
        tables=[_told(base, cube, language) for cube in cubes],
        symbols=[(symbol, text.of(language)) for symbol, text in legend(cubes).items()],
        rounding=[
            sentence.of(language) for sentence in sentences(settings.release_threshold, some_exact=True)
        ],
        least_base=LEAST_BASE_OF_MEANS,
        suppressed=suppressed_in(cubes, language),
        cells=settings.data_cells_per_request,
        calls=settings.key_requests_per_minute,
        formats=list(OUTPUTS),
    )


_UNROUNDED = Text("Perioder som inte är avrundade", "Periods that are not rounded")


def suppressed_in(cubes: Iterable[PxCube], language: Language) -> str | None:
    """What to know of what was released before figures were rounded; None where there is no such release."""
    if not any(note.sv.endswith(SUPPRESSED.sv) for cube in cubes for note in cube.protection):
        return None
    return f"{_UNROUNDED.of(language)}: {SUPPRESSED.of(language)}"


def _told(base: str, cube: PxCube, language: Language) -> dict[str, Any]:
    first, last = cube.periods
    return {
        "id": cube.id,
        "title": cube.title.of(language),
        "counted": cube.counted.of(language),
        "source": cube.source.of(language),
        "notes": [note.of(language) for note in cube.notes],
        "bases": [value.text.of(language) for value in cube.contents.values if value.hidden],
        "measures": [value.text.of(language) for value in cube.contents.values if not value.hidden],
        "split": [variable.text.of(language) for variable in cube.variables[:-2]],
        "multiple": [
            variable.text.of(language) for variable in cube.variables if words.MULTIPLE in variable.notes
        ],
        "periods": first if first == last else f"{first} – {last}",
        "updated": cube.updated,
        "address": address(base, cube, language),
        "snippets": snippets(base, cube, language),
    }


@asking.get(
    "/research/tables/{id}",
    operation_id="research_table_page",
    summary="A published table with a chart",
    description="A page, for a key that opens the table.",
    responses={
        **_PAGE,
        **errors(*GUARDED, TableNotFound, *READ),
    },
)
def research_table_page(id: Id, request: Request, who: ReleaseReader) -> HTMLResponse:
    snapshots = part(request, SnapshotCache)
    cube = library_of(snapshots.now()).cube(id, view_of(who))
    if cube is None:
        raise TableNotFound()
    language, base = language_of(request), _base(request)
    extract = Extract(cube, choose(cube, SelectionRequest(), _CELLS), language)
    name, labels, cells = _charted(extract)
    return page(
        request,
        _TEMPLATES,
        "research-table",
        table=_told(base, cube, language),
        title=extract.of(extract.title),
        chart=Markup(bars(name, labels, cells)),
        chart_title=name,
        heads=[one.variable.text.of(language) for one in extract.stub],
        columns=[" ".join(one.text.of(language) for one in key) for key in extract.columns()],
        rows=[([one.text.of(language) for one in key], row) for key, row in extract.rows()],
        notes=[note.of(language) for note in extract.notes],
        # A browser does not send a key to another address by itself.
        downloads=[] if who.key else [(output, address(PATH, cube, language, output)) for output in OUTPUTS],
    )


def _charted(extract: Extract) -> tuple[str, list[str], list[int | str]]:
    """The first measure in the latest period, by the first variable that is shown; else over time."""
    language, cube = extract.language, extract.cube
    shown = extract.stub[0].variable if extract.stub else cube.time
    first = cube.contents.values[0]
    wanted = {
        shown.code: [one.code for one in shown.values],
        cube.contents.code: [first.code],
        cube.time.code: ["*"] if shown is cube.time else ["TOP(1)"],
    }
    for variable in cube.variables:  # what has no total is shown at its first value
        if variable.code not in wanted and variable.elimination is None:
            wanted[variable.code] = [variable.values[0].code]
    one = Extract(cube, choose(cube, SelectionRequest(wanted), _CELLS), language)
    axis = next(axis for axis in one.axes if axis.code == shown.code)
    when = cube.periods[1] if shown is not cube.time else " – ".join(dict.fromkeys(cube.periods))
    fixed = [
        axis.values[0].text.of(language)
        for axis in one.axes
        if axis.code not in (shown.code, cube.contents.code, cube.time.code)
    ]
    name = ", ".join((first.text.of(language), *fixed, when))
    return name, [value.text.of(language) for value in axis.values], one.cells
