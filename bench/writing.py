"""(a) a single PUT beside a bare handler, (b) a batch of 500 beside single PUTs."""

import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

from app.intake.examples import EXAMPLES
from bench.servers import bare, fresh, ours
from bench.wire import load, request

ROUNDS = 6
SECONDS = 4.0
CONNECTIONS = 8
BATCH = 500

_CONTENT = EXAMPLES["counselling-session"]
_BARE_BODY = json.dumps(
    {
        name: _CONTENT[name]
        for name in (
            "district",
            "month",
            "arena",
            "residential_area",
            "session_order",
            "other_language_needed",
            "language",
            "route_in",
            "mothers",
            "fathers",
            "children",
        )
    }
).encode()
_BODY = json.dumps(_CONTENT).encode()
_OF_BATCH = b'{"activity": "counselling-session", "id": "%s", "content": ' + _BODY + b"}"
"""Bodies are put together beforehand: what a sender takes to write JSON is not what is measured."""


@dataclass(frozen=True)
class Writing:
    """Medians of the rounds."""

    single: float
    alone: float
    """One sender that waits for each reply, as a tablet does."""
    bare: float
    stack: float
    single_ms: float
    bare_ms: float
    batched: float
    peak_mib: float

    @property
    def single_ratio(self) -> float:
        return self.single / self.bare

    @property
    def stack_ratio(self) -> float:
        return self.single / self.stack

    @property
    def batch_ratio(self) -> float:
        return self.batched / self.alone


def measure(folder: Path, tell: Callable[[str], None]) -> Writing:
    """Rounds of the loads, taking turns, every other round in the opposite order and each with servers of its
    own on fresh databases: what is loaded last finds the fullest tables."""
    rates: dict[str, list[float]] = {name: [] for name in ("single", "alone", "bare", "stack", "batch")}
    latencies: dict[str, list[float]] = {"single": [], "bare": []}
    peaks: list[float] = []
    for number in range(1, ROUNDS + 1):
        tell(f"writing, round {number} of {ROUNDS}")
        databases = [fresh(folder / f"{name}{number}.db") for name in ("", "bare-")]
        with ours(f"sqlite:///{databases[0]}") as mine, bare(databases[1]) as other:
            cookie = {"Cookie": mine.cookie}
            turns: list[tuple[str, int, int, Callable[[], bytes]]] = [
                ("single", mine.port, CONNECTIONS, partial(_single, cookie)),
                ("alone", mine.port, 1, partial(_single, cookie)),
                ("bare", other.port, CONNECTIONS, _bare),
                ("stack", other.port, CONNECTIONS, _stack),
                ("batch", mine.port, 1, partial(_batch, cookie)),
            ]
            for name, port, connections, make in turns if number % 2 else reversed(turns):
                found = load(port, connections, SECONDS, make)
                rates[name].append(found.per_second * (BATCH if name == "batch" else 1))
                if name in latencies:
                    latencies[name].append(statistics.median(found.latencies))
            peaks.append(mine.peak_mib())
    return Writing(
        single=statistics.median(rates["single"]),
        alone=statistics.median(rates["alone"]),
        bare=statistics.median(rates["bare"]),
        stack=statistics.median(rates["stack"]),
        single_ms=1000 * statistics.median(latencies["single"]),
        bare_ms=1000 * statistics.median(latencies["bare"]),
        batched=statistics.median(rates["batch"]),
        peak_mib=max(peaks),
    )


def _single(cookie: dict[str, str]) -> bytes:
    return request("PUT", f"/api/v1/counselling-sessions/{uuid4()}", _BODY, cookie)


def _bare() -> bytes:
    return request("PUT", f"/sessions/{uuid4()}", _BARE_BODY)


def _stack() -> bytes:
    return request("PUT", f"/stack/{uuid4()}", _BARE_BODY)


def _batch(cookie: dict[str, str]) -> bytes:
    records = b",".join(_OF_BATCH % str(uuid4()).encode() for _ in range(BATCH))
    return request("POST", "/api/v1/batches", b'{"records": [%s]}' % records, cookie)
