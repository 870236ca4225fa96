"""Routes of pages that anybody may open: whatever goes wrong is a page in words, never raw JSON."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute
from starlette.convertors import Convertor, register_url_convertor

from app.kit.logs import log
from app.kit.problems import InternalError, Problem


class _Anything(Convertor[str]):
    """The rest of an address, whatever it holds: in a `path` a line break ends what is matched."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("anything", _Anything())

Page = Callable[..., Response]
Later = Callable[[Request, Problem], Response]
"""The page for when nothing could be read or stored."""

READ, ANSWERED = ["GET"], ["POST"]
OTHERWISE = ["PUT", "PATCH", "DELETE", "OPTIONS"]
"""Ways in which a browser never asks by itself, answered in words all the same."""
ALLOWED = {"Allow": "GET, HEAD, POST"}


def pages_at(router: APIRouter, *paths: str, methods: Sequence[str]) -> Callable[[Page], Page]:
    """A page at each of these addresses."""

    def add(page: Page) -> Page:
        for path in paths:
            router.add_api_route(path, page, methods=list(methods))
        return page

    return add


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
