"""What every access route has in common: its possible problems, its cookies, and that nothing is cached."""

from fastapi import Response

from app.access.problems import CrossSite, NotAllowed, NotSignedIn, TooManyRequests
from app.kit.problems import (
    BodyTooLarge,
    DatabaseBusy,
    DatabaseUnavailable,
    InvalidInput,
    MalformedJson,
    MediaTypeNotSupported,
    Problem,
    StorageFull,
)
from app.kit.settings import Settings

GUARDED: tuple[type[Problem], ...] = (NotSignedIn, NotAllowed, TooManyRequests)
READ: tuple[type[Problem], ...] = (DatabaseBusy, DatabaseUnavailable)
WRITTEN: tuple[type[Problem], ...] = (CrossSite, *READ, StorageFull)
SENT: tuple[type[Problem], ...] = (InvalidInput, MalformedJson, BodyTooLarge, MediaTypeNotSupported)

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
