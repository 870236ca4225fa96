"""A server of its own for tests that send it what it must refuse, and the proof that it kept none of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, literal, select, union_all

from app.access.roles import Role
from app.kit.db.database import Database
from tests.support.faulty import MARKER
from tests.support.live import Live
from tests.support.postgres import Postgres
from tests.support.stored import RECORD_TABLES

NAME_MARKER = "Kalle Karlsson 19900101"
"""Sent as the name of a field, which an answer may name but nothing else may keep."""


@dataclass
class Served:
    """The server and who asks it. Enrolled once: every test may use them."""

    live: Live
    tablet: httpx.Client
    coordinator: httpx.Client
    stranger: httpx.Client
    database: Database

    @property
    def port(self) -> int:
        return self.live.port

    @property
    def cookie(self) -> dict[str, str]:
        """The tablet's cookie as a header, for requests written by hand."""
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.tablet.cookies.items())}

    def counts(self) -> dict[str, int]:
        """Rows of every record table."""
        with self.database.reading() as session:
            return {row[0]: row[1] for row in session.execute(_COUNTS)}


_COUNTS = union_all(
    *(select(literal(table.name), func.count()).select_from(table) for table in RECORD_TABLES)
)


@contextmanager
def serving(
    url: str, catalogue: str, district: str, folder: Path, postgres: Postgres | None
) -> Iterator[Served]:
    """Serve; at the end, look for the markers in all that was written."""
    said_before = postgres.log.stat().st_size if postgres else 0
    with Live(url, catalogue, folder) as live:
        database = live.database()
        yield Served(live, live.tablet(district), live.account(Role.COORDINATOR), live.client(), database)
        live.stop()
        database.dispose()
        written = {"the server's log": live.log.read_bytes()}
        written |= {path.name: path.read_bytes() for path in folder.glob("stodlogg.db*")}
        if postgres:
            written["PostgreSQL's log"] = postgres.log.read_bytes()[said_before:]
        for name, content in written.items():
            for marker in (MARKER, NAME_MARKER):
                for part in (marker, *marker.split()):
                    assert part.encode() not in content, f"{name} holds {part}"
        assert postgres or b"farsta" in written["stodlogg.db"] + written.get("stodlogg.db-wal", b"")


def problem_of(status: int, headers: Any, body: bytes, kind: str) -> dict[str, Any]:
    """The body of a whole problem of this kind, which repeats nothing that was sent."""
    assert headers["content-type"] == "application/problem+json", (status, body[:300])
    assert MARKER.encode() not in body
    assert all(part not in body.decode() for part in MARKER.split())
    found: dict[str, Any] = json.loads(body)
    assert found["type"] == f"/problems/{kind}", found
    assert found["status"] == status
    assert found["title"]
    assert found["detail"]
    for fault in found.get("errors", ()):
        assert fault["field"]
        assert fault["rule"]
        assert fault["message"]
    return found
