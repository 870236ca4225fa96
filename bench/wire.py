"""A client that costs almost nothing: keep-alive connections that send prepared bytes and count replies.

A client written in Python with a comfortable library would be the slowest part of what is measured.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a run of requests took."""

    requests: int
    seconds: float
    latencies: list[float]

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds


def request(method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> bytes:
    """One request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Content-Length: {len(body)}"]
    lines += ["Content-Type: application/json"] if body else []
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


async def _reply(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line[15:])
    body = await reader.readexactly(length)
    if status >= 400:
        raise RuntimeError(f"{status}: {body[:500]!r}")
    return status


async def _load(port: int, connections: int, seconds: float, make: Callable[[], bytes]) -> Load:
    latencies: list[float] = []
    stop = time.perf_counter() + seconds

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
        sent = make()
        while time.perf_counter() < stop:
            started = time.perf_counter()
            writer.write(sent)
            await writer.drain()
            sent = make()  # while the server works: a body of five hundred records takes a while to write
            await _reply(reader)
            latencies.append(time.perf_counter() - started)
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(connections)))
    return Load(len(latencies), time.perf_counter() - started, latencies)


def load(port: int, connections: int, seconds: float, make: Callable[[], bytes]) -> Load:
    """Send `make()` over and over on so many connections for so long. Raises on any reply of 400 or above."""
    return asyncio.run(_load(port, connections, seconds, make))
