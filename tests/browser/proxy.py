"""A proxy between the browser and the service that misbehaves in the ways that networks and servers do.

    with Proxy(live.url) as proxy:
        proxy.do = [DropReply(), Answer(503, {"Retry-After": "1"})]   # for the next two writes, in order
        page.goto(proxy.url + "/form/")

Everything but writes (PUT, DELETE, POST) is passed on as it is. `seen` holds every write that arrived.
"""

import http.client
import json
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

_OF_THE_CONNECTION = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}
WRITES = ("PUT", "DELETE", "POST")


@dataclass(frozen=True)
class DropReply:
    """The service commits, and its reply never reaches the tablet."""


@dataclass(frozen=True)
class DropRequest:
    """The request never reaches the service."""


@dataclass(frozen=True)
class SlowReply:
    """The service answers at once, and its reply is so many seconds on its way."""

    seconds: float


@dataclass(frozen=True)
class Answer:
    """The service is not asked; the proxy answers itself."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    media_type: str = "text/html"


def problem(status: int, kind: str, detail: str, **more: Any) -> Answer:
    """An answer as the service's own problems look."""
    body = {"type": f"/problems/{kind}", "title": detail, "status": status, "detail": detail, **more}
    return Answer(status, {}, json.dumps(body).encode(), "application/problem+json")


Deed = DropReply | DropRequest | SlowReply | Answer


@dataclass(frozen=True)
class Seen:
    """A write that arrived at the proxy, whatever became of it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Proxy:
    """`do` is what happens to the next writes, one each (None: passed on); after them `always` does."""

    def __init__(self, target: str) -> None:
        self.reset()
        self._lock = threading.Lock()
        self._target = urlsplit(target)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def reset(self) -> None:
        """Pass everything on from now on, and forget what was seen."""
        self.do: list[Deed | None] = []
        self.always: Deed | None = None
        self.by_path: dict[str, Deed] = {}
        """What happens to every write whose path ends so, before anything else."""
        self.rewrite: dict[str, Callable[[bytes], bytes]] = {}
        """By path: what a read's reply is turned into."""
        self.broken_reads: set[str] = set()
        """Paths that cannot be read."""
        self.seen: list[Seen] = []
        self.all_seen: list[Seen] = []
        """Reads as well as writes."""

    def writes(self, method: str = "PUT") -> list[str]:
        """Paths of the writes that arrived, in order."""
        return [one.path for one in self.seen if one.method == method]

    def _next(self, seen: Seen) -> Deed | None:
        with self._lock:
            self.all_seen.append(seen)
            if seen.method not in WRITES:
                return DropRequest() if seen.path in self.broken_reads else None
            self.seen.append(seen)
            for ending, deed in self.by_path.items():
                if seen.path.endswith(ending):
                    return deed
            return self.do.pop(0) if self.do else self.always

    def _ask(self, seen: Seen) -> tuple[int, list[tuple[str, str]], bytes]:
        connection = http.client.HTTPConnection(self._target.hostname or "", self._target.port, timeout=30)
        try:
            connection.request(seen.method, seen.path, seen.body or None, dict(seen.headers))
            reply = connection.getresponse()
            return reply.status, reply.getheaders(), reply.read()
        finally:
            connection.close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_any(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                headers = {
                    name: value
                    for name, value in self.headers.items()
                    if name.lower() not in {"host", "connection", "content-length"}
                }
                seen = Seen(self.command, self.path, headers, self.rfile.read(length))
                deed = proxy._next(seen)
                if isinstance(deed, Answer):
                    self._reply(deed.status, {"Content-Type": deed.media_type, **deed.headers}, deed.body)
                    return
                if isinstance(deed, DropRequest):
                    self._hang_up()
                    return
                # The service knows itself by one address: what the browser says is put in those terms.
                origin = f"{proxy._target.scheme}://{proxy._target.netloc}"
                headers = headers | {"Host": proxy._target.netloc}
                headers = headers | {name: origin for name in headers if name.lower() == "origin"}
                change = proxy.rewrite.get(seen.path)
                if change:  # what comes is to be read, whole
                    unread = ("accept-encoding", "if-none-match")
                    headers = {name: value for name, value in headers.items() if name.lower() not in unread}
                try:
                    status, all_headers, body = proxy._ask(Seen(seen.method, seen.path, headers, seen.body))
                except OSError:
                    self._hang_up()
                    return
                if isinstance(deed, DropReply):
                    self._hang_up()
                    return
                if isinstance(deed, SlowReply):
                    time.sleep(deed.seconds)
                kept = {name: value for name, value in all_headers if name.lower() not in _OF_THE_CONNECTION}
                if change:
                    body = change(body)
                    kept = {name: value for name, value in kept.items() if name.lower() != "etag"}
                self._reply(status, kept, body)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any

            def _reply(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
                with suppress(OSError):
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    if status not in (204, 304):
                        self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    if self.command != "HEAD":
                        self.wfile.write(body)

            def _hang_up(self) -> None:
                self.close_connection = True
                with suppress(OSError):
                    self.connection.shutdown(socket.SHUT_RDWR)

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing: pytest shows what matters."""

        return Handler
