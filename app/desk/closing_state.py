"""How far a tertial has come on its way to be published, as the closing page tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import Request
from sqlmodel import Session

from app.access.actor import Actor
from app.catalogue.catalogue import Catalogue
from app.desk import overview_counts
from app.desk.overview import MissingReturns, lacking_in
from app.desk.overview_counts import RegisteredRecords
from app.desk.scope import districts_in
from app.intake.locks.tables import exceptions, is_locked
from app.kit.clock import Clock
from app.kit.http.parts import part
from app.kit.language import Text
from app.release.lifecycle.ledger import was_published
from app.release.lifecycle.release_acts import is_another
from app.release.release_states import STATES
from app.release.storage import store
from app.release.storage.store import Release
from app.vocabulary.periods import month_of, months_of

NOT_LOCKED = Text("Inte låst än.", "Not locked yet.")
RUNNING = Text("Pågår.", "Under way.")


@dataclass(frozen=True)
class TertialClosing:
    """A tertial's state. `latest` is its newest revision, `earlier` the one that was last published before
    it; `other` says whether whoever asks is another than who locked it."""

    tertial: str
    over: bool
    locked: bool
    releases: tuple[Release, ...]
    districts: tuple[str, ...]
    registered: tuple[RegisteredRecords, ...]
    lacking: MissingReturns
    exceptions: tuple[object, ...]
    other: bool

    @property
    def latest(self) -> Release | None:
        return self.releases[-1] if self.releases else None

    @property
    def earlier(self) -> Release | None:
        return earlier_of(self.releases)

    @property
    def revisable(self) -> bool:
        """Whether a revision can be protected beside what was published: not beside withheld figures."""
        published = [release.content for release in self.releases if was_published(release)]
        return all(one is None or one.parameters.method == "rounding" for one in published)

    @property
    def step(self) -> str:
        """What comes next: `lock`, `check`, `publish` or `done`."""
        latest = self.latest
        if latest is None or latest.state == "draft":
            return "lock"
        return {"locked": "check", "checked": "publish"}.get(latest.state, "done")

    @property
    def total(self) -> int:
        return sum(one.total for one in self.registered)


def earlier_of(releases: Sequence[Release]) -> Release | None:
    """The last release before the newest one that anybody outside can have read."""
    return next((release for release in reversed(releases[:-1]) if release.published_day is not None), None)


def closing_of(session: Session, request: Request, who: Actor, tertial: str) -> TertialClosing:
    catalogue = part(request, Catalogue)
    today = part(request, Clock).today()
    districts = districts_in(catalogue.municipality, who, tertial)
    return TertialClosing(
        tertial,
        over=month_of(today) > months_of(tertial)[1],
        locked=is_locked(session, tertial),
        releases=tuple(store.of_tertial(session, tertial)),
        districts=districts,
        registered=tuple(overview_counts.registered(session, districts, tertial)),
        lacking=lacking_in(session, catalogue, districts, tertial, today),
        exceptions=tuple(exceptions(session, today, tertial)),
        other=is_another(session, who, tertial),
    )


def states_of(
    session: Session, tertials: Sequence[str], now: str, locked: Sequence[str]
) -> list[tuple[str, Text, str]]:
    """Each tertial with the state of its newest revision in words, and its code."""
    newest: dict[str, Release] = {}
    for one in store.find_all(session):
        newest[one.tertial] = one
    states: list[tuple[str, Text, str]] = []
    for tertial in tertials:
        release = newest.get(tertial)
        if release is not None:
            states.append((tertial, STATES[release.state], release.state))
        elif tertial in locked:
            states.append((tertial, STATES["locked"], "locked"))
        else:
            states.append((tertial, RUNNING if tertial == now else NOT_LOCKED, "open"))
    return states
