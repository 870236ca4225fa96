"""The layer around every route: safe headers, one quiet log line, and an answer where all else fails."""

import random
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kit.deadline import arrived
from app.kit.http.headers import safely
from app.kit.http.refusals import failed
from app.kit.logs import log


class Envelope:
    """Around every route: a random request id, safe headers, and one log line without path or address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["request"] = f"{random.getrandbits(64):016x}"
        # Nothing behind this layer may learn the caller's address, so that nothing can store it.
        scope["client"] = None
        started = time.perf_counter()
        status = 0
        arrived()

        async def receive_whole() -> Message:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body", False):
                arrived()  # a slow sender's own time is not counted
            return message

        async def send_safely(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *safely(message)]
            await send(message)

        try:
            await self.app(scope, receive_whole, send_safely)
        except Exception as error:
            if status:  # the reply is under way: the server can only hang up
                raise
            await failed(scope, error)(scope, receive, send_safely)
        finally:
            self._log(scope, status, started)

    @staticmethod
    def _log(scope: Scope, status: int, started: float) -> None:
        if status < 400:
            return
        route = scope.get("route")
        log.info(
            "refused" if status < 500 else "failed",
            request=scope["state"].get("request"),
            method=scope["method"] if scope["method"] in _METHODS else "other",
            route=getattr(route, "path", None),
            status=status,
            problem=scope["state"].get("problem"),
            milliseconds=round((time.perf_counter() - started) * 1000),
        )


_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"}
