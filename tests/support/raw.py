"""HTTP by hand: what a client library would refuse to send, or to send so slowly."""

import socket
from dataclasses import dataclass
from email import message_from_string

SECONDS = 20.0


@dataclass(frozen=True)
class Reply:
    """What came back; status 0 where the connection was closed without an answer."""

    status: int
    headers: dict[str, str]
    body: bytes


def connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=SECONDS)


def ask(port: int, *pieces: bytes) -> Reply:
    """Send these bytes as they are and read one answer."""
    with connect(port) as connection:
        for piece in pieces:
            connection.sendall(piece)
        return read(connection)


def read(connection: socket.socket) -> Reply:
    """Read one answer, by its `Content-Length`. Raises `TimeoutError` where there is none."""
    received = b""
    while b"\r\n\r\n" not in received:
        chunk = connection.recv(65536)
        if not chunk:
            return Reply(0, {}, received)
        received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    first, _, rest = head.decode("latin-1").partition("\r\n")
    headers = {name.lower(): value for name, value in message_from_string(rest).items()}
    length = int(headers.get("content-length", "0"))
    while len(body) < length or (not length and headers.get("connection") == "close"):
        chunk = connection.recv(65536)
        if not chunk:
            break
        body += chunk
    return Reply(int(first.split()[1]), headers, body)


def request(method: str, target: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
    """One request as bytes; `Content-Length` is added where there is a body and no other framing."""
    own = {"Host": "127.0.0.1", **headers}
    if body is not None and not {"Content-Length", "Transfer-Encoding"} & own.keys():
        own["Content-Length"] = str(len(body))
    lines = [f"{method} {target} HTTP/1.1", *(f"{name}: {value}" for name, value in own.items()), "", ""]
    return "\r\n".join(lines).encode("latin-1") + (body or b"")
