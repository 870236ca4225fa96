"""What routes have in common: the problems that they may answer with, and that nothing is cached."""

from fastapi import Response

from app.access.problems import CrossSite, NotAllowed, NotSignedIn, TooManyRequests
from app.kit.problems import (
    BodyTooLarge,
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseReplaced,
    DatabaseUnavailable,
    InvalidInput,
    MalformedJson,
    MediaTypeNotSupported,
    Problem,
    StorageFull,
)

GUARDED: tuple[type[Problem], ...] = (NotSignedIn, NotAllowed, TooManyRequests)
READ: tuple[type[Problem], ...] = (DatabaseBusy, DatabaseUnavailable, DatabaseDamaged)
STORED: tuple[type[Problem], ...] = (*READ, DatabaseReplaced, StorageFull)
WRITTEN: tuple[type[Problem], ...] = (CrossSite, *STORED)
BODY: tuple[type[Problem], ...] = (MalformedJson, BodyTooLarge, MediaTypeNotSupported)
SENT: tuple[type[Problem], ...] = (InvalidInput, *BODY)


async def no_store(response: Response) -> None:
    """Codes, links and keys are in these replies: nothing on the way may keep them."""
    response.headers["Cache-Control"] = "no-store"
