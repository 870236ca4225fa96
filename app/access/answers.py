"""What routes have in common: possible problems; and those of access cookies, and that nothing is cached."""

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
from app.kit.settings import Settings

GUARDED: tuple[type[Problem], ...] = (NotSignedIn, NotAllowed, TooManyRequests)
READ: tuple[type[Problem], ...] = (DatabaseBusy, DatabaseUnavailable, DatabaseDamaged)
STORED: tuple[type[Problem], ...] = (*READ, DatabaseReplaced, StorageFull)
WRITTEN: tuple[type[Problem], ...] = (CrossSite, *STORED)
BODY: tuple[type[Problem], ...] = (MalformedJson, BodyTooLarge, MediaTypeNotSupported)
SENT: tuple[type[Problem], ...] = (InvalidInput, *BODY)

DEVICE_DAYS = 400
"""Days that a device's cookie lasts: the longest that browsers keep one. `GET /me` begins them anew."""


async def no_store(response: Response) -> None:
    """Codes, links and keys are in these replies: nothing on the way may keep them."""
    response.headers["Cache-Control"] = "no-store"


def set_cookie(response: Response, name: str, token: str, settings: Settings, seconds: int) -> None:
    """A cookie that scripts cannot read and other sites cannot send along."""
    response.set_cookie(
        name,
        token,
        max_age=seconds,
        path="/",
        secure=settings.secure_cookies,
        httponly=True,
        samesite="strict",
    )


def clear_cookie(response: Response, name: str, settings: Settings) -> None:
    response.delete_cookie(name, path="/", secure=settings.secure_cookies, httponly=True, samesite="strict")
