"""The pages behind a link that anybody may open: whatever goes wrong is a page in words, never raw JSON.

Whatever becomes of an address on its way (a chat's stars, a mail's full stop, a keyboard's capital) opens the
same link: `tokens.canonical` reads it.
"""

from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.convertors import Convertor, register_url_convertor

from app.access.guards import ParentsPage
from app.access.limits import Limits
from app.answers.strict_form import Form
from app.kit.http.parts import part
from app.kit.logs import log
from app.kit.problems import InternalError, Problem


class _RestOfAddress(Convertor[str]):
    """The rest of an address, whatever it holds: in a `path` a line break ends what is matched."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("anything", _RestOfAddress())

READ, ANSWERED = ["GET"], ["POST"]
OTHERWISE = ["PUT", "PATCH", "DELETE", "OPTIONS"]
"""Ways in which a browser never asks by itself, answered in words all the same."""
ALLOWED = {"Allow": "GET, HEAD, POST"}

Unusable = Callable[[Request, int, Mapping[str, str]], Response]
"""The one page for all that cannot be used, with its status and headers."""
Later = Callable[[Request, Problem], Response]
"""The page for when nothing could be read or stored."""


def link_router(
    start: str,
    *,
    show: Callable[[str, Request], Response | None],
    send: Callable[[str, Request, dict[str, str]], Response | None],
    thanks: Callable[[Request], Response],
    unusable: Unusable,
    later: Later,
) -> APIRouter:
    """The routes of `/{start}/{token}` and where people end up afterwards. They are no part of the API.

    `show` and `send` get the address as it was typed; None is a link that cannot be used.
    """

    def thanks_page(request: Request, _guard: ParentsPage) -> Response:
        return thanks(request)

    def without_link(request: Request, _guard: ParentsPage) -> Response:
        return unusable(request, 404, {})

    def show_page(typed: str, request: Request, _guard: ParentsPage) -> Response:
        return show(typed, request) or refusal(typed, request)

    def take_page(typed: str, request: Request, _guard: ParentsPage, form: Form) -> Response:
        return send(typed, request, form) or refusal(typed, request)

    def otherwise(request: Request, _guard: ParentsPage) -> Response:
        """No browser asks so by itself: somebody tries what there is."""
        return unusable(request, 405, ALLOWED)

    def refusal(typed: str, request: Request) -> Response:
        """What holds no sign at all is no attempt at a link."""
        tried = any(character.isalnum() for character in typed)
        wait = part(request, Limits).wrong_link() if tried else None
        return unusable(request, 429, {"Retry-After": str(wait)}) if wait else unusable(request, 404, {})

    router = APIRouter(
        tags=["Pages"],
        default_response_class=HTMLResponse,
        include_in_schema=False,
        route_class=page_route(later),
    )
    router.add_api_route(f"/{start}/thanks", thanks_page, methods=READ)
    # A keyboard begins a line with a capital, and a tablet shows the code in capitals.
    for path in (f"/{start}", f"/{start.capitalize()}"):
        link = f"{path}/{{typed:anything}}"
        router.add_api_route(path, without_link, methods=READ)
        router.add_api_route(path, otherwise, methods=[*ANSWERED, *OTHERWISE])
        router.add_api_route(link, show_page, methods=READ)
        router.add_api_route(link, take_page, methods=ANSWERED)
        router.add_api_route(link, otherwise, methods=OTHERWISE)
    return router


def page_route(later: Later) -> type[APIRoute]:
    """Routes that answer with the page `later` where the request is refused, or the database is busy or away.
    The log has the problem."""

    class PageRoute(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def answer(request: Request) -> Response:
                try:
                    return await handle(request)
                except Problem as problem:
                    request.state.problem = problem.kind
                    return later(request, problem)
                except Exception as error:
                    request.state.problem = InternalError.kind
                    log.error(
                        "request failed", exc_info=error, request=getattr(request.state, "request", None)
                    )
                    return later(request, InternalError())

            return answer

    return PageRoute
