"""Pages that say it in words, should the database be busy or away."""

from collections.abc import Callable

from fastapi import Request, Response

from app.kit.problems import DatabaseBusy, DatabaseUnavailable, Problem, StorageFull

Later = Callable[[Request, Problem], Response]
"""The page for when nothing could be read or stored."""


def kindly(request: Request, answer: Callable[[], Response], later: Later) -> Response:
    """The answer, or the page `later`; the log has the problem."""
    try:
        return answer()
    except (DatabaseBusy, DatabaseUnavailable, StorageFull) as problem:
        request.state.problem = problem.kind
        return later(request, problem)
