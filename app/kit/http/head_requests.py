"""HEAD is answered as GET, without the body: a browser, a mail's preview and a monitor ask so before they
open an address, and whatever can be opened says the same to them."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadAsGet:
    """Around all the others."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "HEAD":
            send, scope = _without_body(send), {**scope, "method": "GET"}
        await self._app(scope, receive, send)


def _without_body(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sending
