"""The request context: what an act depends on besides who does it (settings, catalogue, day and hour)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Request

from app.access.limits import Limits
from app.catalogue.catalogue import Catalogue
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.faults import Fault
from app.kit.http.parts import part
from app.kit.language import Text
from app.kit.problems import InvalidInput
from app.kit.settings import Settings


@dataclass(frozen=True)
class RequestContext:
    """Where and when something is done, by a request or on the command line; `hour` is whole hours since 1970
    (UTC)."""

    settings: Settings
    catalogue: Catalogue
    day: date
    hour: int

    def known_district(self, code: str) -> str:
        """`code` if it is a district of the catalogue. Raises `InvalidInput`."""
        codes = self.catalogue.municipality.codes("districts")
        if code not in codes:
            right = Text("Ange koden för [a district].", "Give the code of [a district].")
            raise InvalidInput(
                faults=[Fault("district", "unknown-code", right, {"list": "districts"}, allowed=codes)]
            )
        return code


def context_of(request: Request) -> RequestContext:
    return RequestContext(
        part(request, Settings),
        part(request, Catalogue),
        part(request, Clock).today(),
        part(request, Clock).hour(),
    )


async def _context(request: Request) -> RequestContext:
    return context_of(request)


async def _database(request: Request) -> Database:
    database = part(request, Database)
    return database


async def _limits(request: Request) -> Limits:
    limits = part(request, Limits)
    return limits


TheContext = Annotated[RequestContext, Depends(_context)]
TheDatabase = Annotated[Database, Depends(_database)]
TheLimits = Annotated[Limits, Depends(_limits)]
