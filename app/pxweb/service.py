"""PxWebApi 2's operations: each finds its answer, or makes it once and keeps it."""

from collections.abc import Callable, Hashable

import orjson
from fastapi import Request, Response

from app.access.actor import Actor, require
from app.access.roles import Permission
from app.kit.clock import Clock
from app.kit.http.headers import language_of
from app.kit.http.parts import PageWords, part
from app.kit.language import Language
from app.kit.settings import Settings
from app.published.conditional_response import reply
from app.published.response_cache import CachedResponse
from app.published.snapshot_cache import CachedSnapshot, SnapshotCache
from app.published.view import ReaderView, view_of
from app.pxweb import listing, query_parameters
from app.pxweb.as_json_stat import metadata as table_metadata
from app.pxweb.code_lists import code_list
from app.pxweb.cube_selection import SelectionRequest, aggregated, choose
from app.pxweb.cubes import PxCube
from app.pxweb.extract import Extract
from app.pxweb.formats import OUTPUTS, FormatChoice, form_of
from app.pxweb.library import CubeLibrary, library_of
from app.pxweb.problems import CodeListNotFound, TableNotFound
from app.pxweb.query_parameters import QueryParameters, parameters

PATH = "/api/v2"
_JSON = "application/json"


class PxRequest:
    """One request: who asks for what, and the snapshot that it is answered from. Raises `NotAllowed`."""

    def __init__(
        self,
        request: Request,
        who: Actor,
        known: tuple[str, ...] = (),
        variables: tuple[str, ...] = (),
        *,
        strict: bool = False,
    ) -> None:
        require(who, Permission.READ_RELEASED_FIGURES)
        self.request = request
        self.view: ReaderView = view_of(who)
        self.given: QueryParameters = parameters(
            request.query_params.multi_items(), known, variables, strict=strict
        )
        self.preferred: Language = language_of(request)
        self.language: Language = query_parameters.language(self.given.one("lang"), self.preferred)
        snapshots = part(request, SnapshotCache)
        self.snapshot: CachedSnapshot = snapshots.now()
        self.library: CubeLibrary = library_of(self.snapshot)

    @property
    def base(self) -> str:
        return str(part(self.request, Settings).public_url).rstrip("/") + PATH

    def cube(self, name: str) -> PxCube:
        """Raises `TableNotFound`."""
        found = self.library.cube(name, self.view)
        if found is None:
            raise TableNotFound()
        return found

    def answered(self, meaning: Hashable, make: Callable[[], CachedResponse]) -> Response:
        """The answer of that meaning, for this view and language."""
        canonical = (self.view, self.language, meaning)
        found = self.snapshot.response(canonical, make)
        if self.request.method == "GET":
            query = self.request.scope["query_string"]
            path = self.request.scope["path"]
            self.snapshot.remember(self.view, path, query, self.preferred, canonical)
        return reply(self.request, found)

    def json(self, meaning: Hashable, make: Callable[[], object]) -> Response:
        return self.answered(meaning, lambda: CachedResponse(orjson.dumps(make()), _JSON, self.language))


def config(request: Request, who: Actor) -> Response:
    asked = PxRequest(request, who)
    settings = part(request, Settings)
    calls = getattr(request.state, "key_limit", settings.key_requests_per_minute)
    terms = f"{settings.public_url.rstrip('/')}/research"

    def make() -> object:
        return listing.config(
            request.app.version,
            part(request, PageWords).place,
            settings.data_cells_per_request,
            calls,
            terms,
            bool(settings.origins),
        )

    # Not remembered by its address: what it says is the key's own.
    return reply(request, CachedResponse(orjson.dumps(make()), _JSON, asked.language))


def tables(request: Request, who: Actor) -> Response:
    known = ("query", "pastdays", "includediscontinued", "pagenumber", "pagesize")
    asked = PxRequest(request, who, known)
    given = asked.given
    query = given.text("query")
    days = given.number("pastdays", 0)
    discontinued = given.flag("includediscontinued")
    number, size = given.number("pagenumber", 1), given.number("pagesize", listing.PAGE_SIZE)
    cubes = listing.current(asked.library.cubes(asked.view), part(request, Clock).today(), days, discontinued)
    found = listing.matching(cubes, query, asked.language)
    kept = listing.kept_in_address(query, days, discontinued)

    def make() -> object:
        return listing.page(asked.base, found, asked.language, number, size, kept)

    meaning = ("tables", query, days, discontinued, number, size)
    if days:  # what it says depends on the day
        return reply(request, CachedResponse(orjson.dumps(make()), _JSON, asked.language))
    return asked.json(meaning, make)


def table(request: Request, who: Actor, name: str) -> Response:
    asked = PxRequest(request, who)
    cube = asked.cube(name)

    def make() -> object:
        return {"language": asked.language} | listing.table(asked.base, cube, asked.language)

    return asked.json(("table", cube.id), make)


def metadata(request: Request, who: Actor, name: str) -> Response:
    asked = PxRequest(request, who, variables=("codelist",))
    cube = asked.cube(name)
    lists = query_parameters.wanted_of(asked.given).code_lists
    everything = SelectionRequest({variable.code: ["*"] for variable in cube.variables}, lists)
    cube, wanted = aggregated(cube, everything, asked.library.successors)
    chosen = choose(cube, wanted, _ANY)

    def make() -> CachedResponse:
        def address(code_list: str) -> str:
            return f"{asked.base}/codelists/{code_list}?lang={asked.language}"

        body = table_metadata(cube.taken(chosen.places), asked.language, address)
        return CachedResponse(body, _JSON, asked.language)

    return asked.answered(("metadata", cube.id, chosen.code_lists), make)


_ANY = 1 << 62
"""No limit: metadata have no cells."""


def default_selection(request: Request, who: Actor, name: str) -> Response:
    asked = PxRequest(request, who)
    cube = asked.cube(name)

    def make() -> object:
        chosen = choose(cube, SelectionRequest(), part(request, Settings).data_cells_per_request)
        return listing.default_selection(asked.base, cube, chosen, asked.language)

    return asked.json(("default", cube.id), make)


def one_code_list(request: Request, who: Actor, name: str) -> Response:
    asked = PxRequest(request, who)
    library = asked.library
    found = code_list(name, library.cubes(asked.view), library.successors)
    if found is None:
        raise CodeListNotFound()
    return asked.json(("code list", name), lambda: listing.code_list(asked.base, found, asked.language))


def data(request: Request, who: Actor, name: str, body: bytes | None = None) -> Response:
    """Figures of a table; the selection is in the address, or in `body`."""
    variables = ("outputvalues",) if body is not None else ("valuecodes", "codelist", "outputvalues")
    asked = PxRequest(request, who, query_parameters.DATA, variables, strict=True)
    form = form_of(asked.given.one("outputformat"), asked.given.several("outputformatparams"))
    cube = asked.cube(name)
    wanted = (
        query_parameters.wanted_of(asked.given)
        if body is None
        else query_parameters.wanted_from(body, asked.given)
    )
    cube, wanted = aggregated(cube, wanted, asked.library.successors)
    chosen = choose(cube, wanted, part(request, Settings).data_cells_per_request)
    return asked.answered(
        ("data", cube.id, chosen, form), lambda: made(Extract(cube, chosen, asked.language), form)
    )


def made(extract: Extract, form: FormatChoice) -> CachedResponse:
    """An extract in a form, as it is kept."""
    output = OUTPUTS[form.format]
    name = f"{extract.cube.id}.{output.ending}" if output.download else None
    return CachedResponse(
        output.make(extract, form), output.media_type, extract.language, name=name, packed=output.packed
    )
