"""A relay that counts what goes through it: bytes from the server, and requests to it.

A browser's own figures leave out what its service worker fetches; on the wire nothing is left out.
"""

import re
import socket
import threading
import time
from types import TracebackType
from typing import Self

_REQUEST = re.compile(rb"(?:^|\n)(?:GET|HEAD|PUT|POST|DELETE) /[^ ]* HTTP/1\.1\r\n")


class Relay:
    """Listens on a port of its own and passes everything on to a port of this machine."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.bytes = 0
        self.requests = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.close()

    def reset(self) -> None:
        with self._lock:
            self.bytes = self.requests = 0

    def wait_until_quiet(self, seconds: float = 0.8) -> None:
        """Return when nothing has gone through for so long."""
        last, since = -1, time.monotonic()
        while time.monotonic() - since < seconds:
            time.sleep(0.05)
            if self.bytes != last:
                last, since = self.bytes, time.monotonic()

    def _accept(self) -> None:
        while True:
            try:
                browser, _ = self._listening.accept()
            except OSError:
                return  # closed
            server = socket.create_connection(("127.0.0.1", self._to))
            threading.Thread(target=self._pass_on, args=(browser, server, False), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(server, browser, True), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, from_server: bool) -> None:
        try:
            while part := source.recv(65536):
                with self._lock:
                    if from_server:
                        self.bytes += len(part)
                    else:
                        self.requests += len(_REQUEST.findall(part))
                target.sendall(part)
        except OSError:
            pass  # one side hung up
        finally:
            for one in (source, target):
                one.close()
