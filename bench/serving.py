"""A released table over HTTP beside a bare Starlette route that returns the same bytes."""

import json
import os
import statistics
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random

from app.access.actor import COMMAND_LINE, Scopes
from app.access.request_context import RequestContext
from app.access.research_keys import service as research_keys
from app.kit import clock
from app.kit.db.database import Database
from app.kit.language import Text
from app.kit.settings import Settings
from app.release.storage import store
from app.release.storage.frozen_table import Category, FrozenDimension, FrozenMeasure, FrozenTable, Mark
from app.running import here_of
from bench.ratios import said
from bench.servers import ours, plain
from bench.wire import Load, load, request

ROUNDS = 6
SECONDS = 4.0
WARMING = 0.5
"""Seconds before each round that are not counted: a process is slow when it is young."""
CONNECTIONS = 32
_ALL = "&".join(f"valueCodes[{one}]=*" for one in ("ContentsCode", "district", "route_in"))
PATH = f"/api/v2/tables/routes-in/data?{_ALL}&valueCodes[tertial]=2019-T1"

_OF_THE_CONNECTION = ("date", "server", "connection")
_NO_PROOF = bytes(range(256))
"""Stands for a proof: nothing here reads it."""


@dataclass(frozen=True)
class Serving:
    """Medians of the rounds; latencies in milliseconds."""

    size: int
    per_second: float
    plain: float
    headed: float
    latency: float
    plain_latency: float
    headed_latency: float


def measure(folder: Path, tell: Callable[[str], None]) -> Serving:
    """Rounds that take turns, on fresh servers each."""
    rates: dict[str, list[float]] = {"ours": [], "plain": [], "headed": []}
    latencies: dict[str, list[float]] = {"ours": [], "plain": [], "headed": []}
    size = 0
    os.environ["STODLOGG_KEY_REQUESTS_PER_MINUTE"] = "100000"  # of the servers that are measured
    for number in range(1, ROUNDS + 1):
        tell(f"serving, round {number} of {ROUNDS}")
        url = f"sqlite:///{folder}/serving-{number}.db"
        with ours(url) as mine:
            key = _published(url)
            asked = {"Authorization": f"Bearer {key}"}
            body, headers = _fetched(mine.port, asked)
            size = len(body)
            (folder / "body").write_bytes(body)
            (folder / "headers.json").write_text(json.dumps(headers), "utf-8")
            with plain(folder) as other:
                turns = [
                    ("ours", mine.port, PATH),
                    ("plain", other.port, "/plain"),
                    ("headed", other.port, "/headed"),
                ]
                for _, port, path in turns:
                    load(port, CONNECTIONS, WARMING, partial(request, "GET", path, b"", asked))
                for name, port, path in turns[number % 3 :] + turns[: number % 3]:
                    found = _loaded(port, path, asked)
                    rates[name].append(found.per_second)
                    latencies[name].append(1000 * statistics.median(found.latencies))
    rate, latency = (
        {name: statistics.median(values) for name, values in one.items()} for one in (rates, latencies)
    )
    return Serving(
        size,
        rate["ours"],
        rate["plain"],
        rate["headed"],
        latency["ours"],
        latency["plain"],
        latency["headed"],
    )


def _loaded(port: int, path: str, asked: dict[str, str]) -> Load:
    return load(port, CONNECTIONS, SECONDS, partial(request, "GET", path, b"", asked))


def _fetched(port: int, asked: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    found = urllib.request.Request(f"http://127.0.0.1:{port}{PATH}", headers=asked)
    with urllib.request.urlopen(found, timeout=10) as reply:
        headers = {name.lower(): value for name, value in reply.headers.items()}
        return reply.read(), {
            name: value for name, value in headers.items() if name not in _OF_THE_CONNECTION
        }


def _published(url: str) -> str:
    """Put a table on the shelf; a key that may read it as often as it likes."""
    settings = Settings(database_url=url, catalogue="stockholm")
    database, here = Database(settings), here_of(settings)
    today = clock.today()
    with database.writing() as session:
        release = store.begin(session, "2019-T1", 1)
        store.move(session, release, "locked", locked_day=today)
        parameters = store.ReleaseParameters(5, "0.1.0", "stockholm", 1)
        store.store(
            session, release, parameters, [_table(here)], store.StoredProof(_NO_PROOF, _NO_PROOF), today
        )
        store.move(session, release, "checked")
        store.move(session, release, "published", published_day=today, people=2)
        until = today + timedelta(days=1)
        made = research_keys.create_key(session, COMMAND_LINE, Scopes(None, None), until, None, here)
    database.dispose()
    return made.key


def _table(here: RequestContext) -> FrozenTable:
    """As large as the real one: every district and the city by every route and their total."""
    data, chance = here.catalogue.municipality, Random(5)
    districts = [Category(one.code, one.text, divisions=("reported", "current")) for one in data.districts]
    city = Category(data.city.code, data.city.text, total=True, divisions=("reported", "current"))
    routes = [Category(one.code, one.text) for one in data.entries("routes-in")]
    total = Category("total", Text("Totalt", "Total"), total=True)
    dimensions = (
        FrozenDimension("district", Text("Stadsdel", "District"), (*districts, city), "district"),
        FrozenDimension("route_in", Text("Väg in", "Route in"), (*routes, total)),
    )
    cells = (len(districts) + 1) * (len(routes) + 1)
    values: tuple[int | Mark, ...] = tuple(
        chance.choice(("withheld", chance.randint(5, 400))) for _ in range(cells)
    )
    text = Text("Samtal", "Sessions")
    measure = FrozenMeasure("sessions", text, text, ("district", "route_in"), values)
    title = Text("Vägar in", "Routes in")
    return FrozenTable("routes-in", "2019-T1", title, text, title, (), dimensions, (measure,))


def section(found: Serving) -> str:
    def row(name: str, rate: float, latency: float) -> str:
        return f"| {name} | {rate:.0f} | {latency:.1f} |"

    rows = "\n".join(
        (
            row("a released table, with a key", found.per_second, found.latency),
            row("bare Starlette route, the same bytes and headers", found.headed, found.headed_latency),
            row("bare Starlette route, the same body alone", found.plain, found.plain_latency),
        )
    )
    return f"""\
## Serving released tables

One table of one tertial as JSON-stat, {found.size / 1000:.1f} kB, not compressed; {CONNECTIONS}
connections, {ROUNDS} rounds of {SECONDS:g} s. Ours looks the key up and counts the request each time, and
sends the headers of a cacheable, rate-limited answer. The bare route (`bench/plain.py`) sends the same bytes:
body and headers, and beside it the body alone.

| what | per second | median ms |
|---|--:|--:|
{rows}

| ratio | measured | to reach | reached |
|---|--:|---|---|
| requests per second beside the bare route | {said(found.per_second / found.headed, 0.5, at_least=True)} |
| requests per second beside the body alone | {found.per_second / found.plain:.2f} | | |
| median latency beside the bare route | {said(found.latency / found.headed_latency, 1.3, at_least=False)} |
"""
