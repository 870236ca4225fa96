"""The cookies that show a tablet or a signed-in browser."""

from fastapi import Response

from app.kit.settings import Settings

DEVICE_COOKIE = "stodlogg_device"
SIGN_IN_COOKIE = "stodlogg_sign_in"

DEVICE_DAYS = 400
"""Days that a device's cookie lasts: the longest that browsers keep one. `GET /me` begins them anew."""


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
