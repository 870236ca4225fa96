"""The yardstick of a single PUT: a bare FastAPI handler that validates a body and inserts one row.

The same database settings as ours (WAL, synchronous FULL), so that a reply means the same: it is on disk.
One connection behind a lock, which is the fastest that SQLite's single writer can be fed from threads.
"""

import os
import sqlite3
import threading

from fastapi import FastAPI, Response
from pydantic import BaseModel

FIELDS = (
    "district", "month", "arena", "residential_area", "session_order", "other_language_needed", "language",
    "route_in",
)  # fmt: skip
_COLUMNS = ", ".join(f"{name} TEXT" for name in FIELDS)

_connection = sqlite3.connect(os.environ["BARE_DATABASE"], check_same_thread=False, isolation_level=None)
for _pragma in ("journal_mode = WAL", "synchronous = FULL"):
    _connection.execute(f"PRAGMA {_pragma}")
_connection.execute(
    f"CREATE TABLE IF NOT EXISTS session (id TEXT PRIMARY KEY, {_COLUMNS}, "
    "mothers INTEGER, fathers INTEGER, children INTEGER) WITHOUT ROWID"
)
_lock = threading.Lock()
_INSERT = f"INSERT INTO session VALUES ({', '.join('?' * (len(FIELDS) + 4))})"


class Session(BaseModel):
    district: str
    month: str
    arena: str
    residential_area: str
    session_order: str
    other_language_needed: str
    language: str
    route_in: str
    mothers: int
    fathers: int
    children: int


app = FastAPI()


@app.put("/sessions/{id}", status_code=201)
def put(id: str, session: Session, response: Response) -> dict[str, str]:
    values = [getattr(session, name) for name in FIELDS]
    with _lock:
        _connection.execute("BEGIN IMMEDIATE")
        _connection.execute(_INSERT, (id, *values, session.mothers, session.fathers, session.children))
        _connection.execute("COMMIT")
    return {"verdict": "created"}
