"""The yardsticks of a single PUT: bare FastAPI handlers that validate a body and insert one row.

The same database settings as ours (WAL, synchronous FULL): a reply means the same, it is on disk. One
connection behind a lock is the fastest that SQLite's single writer can be fed from threads. One handler sends
its SQL straight to the driver; the other uses SQLModel, as a service of this stack usually would.
"""

import os
import sqlite3
import threading

from fastapi import FastAPI, Response
from pydantic import BaseModel
from sqlalchemy.pool import StaticPool
from sqlmodel import Field, SQLModel, create_engine
from sqlmodel import Session as OrmSession

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


class Row(SQLModel, table=True):
    """The same row in the way of the stack: a table class and a session."""

    __tablename__ = "session_of_the_stack"
    id: str = Field(primary_key=True)
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


_engine = create_engine(
    f"sqlite:///{os.environ['BARE_DATABASE']}.stack",
    connect_args={"check_same_thread": False},
    poolclass=StaticPool,
)
with _engine.connect() as _prepared:
    for _pragma in ("journal_mode = WAL", "synchronous = FULL"):
        _prepared.exec_driver_sql(f"PRAGMA {_pragma}")
SQLModel.metadata.create_all(_engine)


@app.put("/stack/{id}", status_code=201)
def put_by_the_stack(id: str, session: Session) -> dict[str, str]:
    with _lock, OrmSession(_engine) as database:
        database.add(Row(id=id, **session.model_dump()))
        database.commit()
    return {"verdict": "created"}
