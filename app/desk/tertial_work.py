"""Who acts on which tertial: what every route of closing needs, gathered once, the guard first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Request

from app.access.actor import Actor
from app.access.guards import CityCoordinator
from app.access.request_context import RequestContext, TheContext, TheDatabase
from app.catalogue.catalogue import Catalogue
from app.desk.scope import tertials_of
from app.kit.db.database import Database
from app.kit.http.parts import part
from app.kit.problems import NotFound
from app.release.lifecycle.protection_jobs import ProtectionJobs
from app.release.problems import ReleaseNotFound
from app.release.storage import store
from app.release.storage.store import Release
from app.vocabulary.periods import TERTIAL, month_of, tertial_of


@dataclass(frozen=True)
class TertialWork:
    """The city's coordinator at work on a tertial."""

    request: Request
    who: Actor
    tertial: str
    context: RequestContext
    database: Database
    protection_jobs: ProtectionJobs

    def latest(self) -> Release:
        """The tertial's newest revision. Raises `ReleaseNotFound`."""
        with self.database.reading() as session:
            releases = store.of_tertial(session, self.tertial)
        if not releases:
            raise ReleaseNotFound()
        return releases[-1]


Act = Callable[[], object]


async def _on_tertial(
    who: CityCoordinator,
    tertial: Annotated[str, Path(pattern=TERTIAL)],
    request: Request,
    context: TheContext,
    database: TheDatabase,
) -> TertialWork:
    """Raises `NotFound` for a tertial that nothing can be registered for."""
    catalogue = part(request, Catalogue)
    if tertial not in tertials_of(catalogue.municipality, tertial_of(month_of(context.day))):
        raise NotFound()
    return TertialWork(request, who, tertial, context, database, part(request, ProtectionJobs))


Acting = Annotated[TertialWork, Depends(_on_tertial)]
