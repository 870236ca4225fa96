"""The demo city's releases: every tertial that is over, locked, checked and published as two people would.

    release_all(database, here)

Takes a while for a whole city. What is done stays done: interrupted and begun again, it goes on from there.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE, Actor
from app.access.request_context import RequestContext
from app.access.roles import Role
from app.access.sign_in.service import account_holder
from app.demo.cities import city_of
from app.kit.db.database import Database
from app.kit.problems import Problem
from app.progress import Progress, progress_on
from app.release.lifecycle import release_acts
from app.vocabulary.periods import month_of, tertial_of

Tell = Callable[[str], None]
"""Hears a tertial, and what became of it."""


def finished_tertials(here: RequestContext) -> list[str]:
    """The tertials that are over and that the demo city has records of, the latest first."""
    running = month_of(here.day)
    city = city_of(here.catalogue.municipality, running)
    if city is None:
        return []
    tertials = {tertial_of(event.month) for event in city.events if event.month}
    return sorted((tertial for tertial in tertials if tertial < tertial_of(running)), reverse=True)


class _StopAsked(Exception):
    pass


def release_all(
    database: Database,
    here: RequestContext,
    tell: Tell = lambda line: None,
    tertials: Iterable[str] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Release these tertials (all that are over) with a progress bar on stderr; the ids that were published.

    A tertial that cannot be protected is told of, and left as it is. Ends soon after `stopped` says so.
    """
    published: list[str] = []
    with _two_coordinators(database, here) as (one, other), progress_on() as progress:
        for tertial in finished_tertials(here) if tertials is None else tertials:
            try:
                done = _release(database, here, tertial, (one, other), _named(progress, tertial, stopped))
            except _StopAsked:
                break
            except Problem as problem:
                tell(f"{tertial}: {problem}")
            else:
                published += done
                tell(f"{tertial}: {'published' if done else 'was published'}")
    return published


def _release(
    database: Database, here: RequestContext, tertial: str, people: tuple[Actor, Actor], progress: Progress
) -> list[str]:
    """Bring a tertial's latest release as far as it goes."""
    one, other = people
    found = release_acts.list_releases(database, COMMAND_LINE, tertial)
    if found and found[-1].state not in ("draft", "locked", "checked"):
        return []
    release = found[-1] if found else None
    if release is None or release.state == "draft":
        release = release_acts.lock(database, one, tertial, here)
    if release.state == "locked":
        release_acts.check(database, one, release.id, here, progress)
    return [release_acts.publish(database, other, release.id, here).id]


def _named(progress: Progress, tertial: str, stopped: Callable[[], bool]) -> Progress:
    def tell(stage: str, done: int, steps: int) -> None:
        if stopped():
            raise _StopAsked()
        progress(f"{tertial} {stage}", done, steps)

    return tell


@contextmanager
def _two_coordinators(database: Database, here: RequestContext) -> Iterator[tuple[Actor, Actor]]:
    """Two accounts of the whole city, closed again afterwards: nobody holds them."""
    with database.writing() as session:
        codes = [
            str(accounts.create_account(session, COMMAND_LINE, Role.COORDINATOR, None, here).account)
            for _ in range(2)
        ]
        one, other = (account_holder(session, code, here) for code in codes)
    try:
        yield one, other
    finally:
        with database.writing() as session:
            for code in codes:
                accounts.remove_account(session, COMMAND_LINE, code, here)
