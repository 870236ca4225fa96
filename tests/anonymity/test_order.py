"""The order in which records came cannot be read from a locked tertial's files, nor what was withdrawn."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError

from app.access.actor import COMMAND_LINE
from app.access.request_context import RequestContext
from app.access.trail import service as trail
from app.activities import counselling_session
from app.activities.registry import ACTIVITIES
from app.catalogue.catalogue import load
from app.intake.filing import FiledItem, Filing, file_one, prepare
from app.intake.locks.service import lock_tertial
from app.kit.db.database import Database
from app.kit.problems import StorageFull
from app.schema import metadata
from tests.support.postgres import Postgres
from tests.support.service import HOUR, TODAY, Service, Templates, example, settings_for

SESSION = counselling_session.ACTIVITY
RECORD_TABLES = [
    table.name
    for one in ACTIVITIES
    for table in (one.table, *(child.table for child in one.children.values()), *one.beside.values())
]
HELD, OPEN = "2023-03", "2023-06"
TERTIAL = "2023-T1"


def _ids(number: int) -> list[UUID]:
    dice = random.Random(1)
    return [UUID(int=dice.getrandbits(128), version=4) for _ in range(number)]


def _database(url: str) -> Database:
    return Database(settings_for(url, "stockholm"))


def _context(url: str) -> RequestContext:
    return RequestContext(settings_for(url, "stockholm"), load("stockholm"), TODAY, HOUR)


def _file(database: Database, ids: Sequence[UUID], month: str = HELD) -> None:
    """Each in a transaction of its own, as tablets do; its content follows from its id, not from its turn."""
    filing = Filing(load("stockholm"), TODAY)
    for id_ in ids:
        content = example("counselling-session", "stockholm", month=month, children=id_.int % 4)
        item = FiledItem(SESSION, {"id": id_}, SESSION.schema.model_validate(content))
        with database.filing() as connection:
            file_one(connection, prepare(item, filing), filing)


def _withdraw(database: Database, id_: UUID) -> None:
    filing = Filing(load("stockholm"), TODAY)
    with database.filing() as connection:
        file_one(connection, prepare(FiledItem(SESSION, {"id": id_}, None), filing), filing)


def _checkpoint(database: Database) -> None:
    with closing(sqlite3.connect(str(database.engine.url.database))) as connection:
        busy, left, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        assert (busy, left) == (0, 0)


# ------------------------------------------------------------------------------------------ SQLite


def _bytes(file: Path) -> bytes:
    """The file without what says in its header how often it was written, and not what: counters, and the
    random marks by which a log knows its file (`app.kit.db.sqlite_log`)."""
    raw = bytearray(file.read_bytes())
    for start in (24, 40, 60, 68, 92):
        raw[start : start + 4] = b"\0\0\0\0"
    return bytes(raw)


def test_a_locked_sqlite_file_is_the_same_whatever_the_order_of_arrival(
    templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The trail's own random id would be a difference, and is none that a record makes.
    monkeypatch.setattr(trail, "uuid4", lambda: UUID(int=1, version=4))
    ids = _ids(150)
    open_before_the_lock, locked = [], []
    for name, order in (("one", ids), ("other", random.Random(2).sample(ids, len(ids)))):
        file = tmp_path / f"{name}.db"
        database = _database(templates.sqlite(file, "stockholm"))
        _file(database, order)
        _checkpoint(database)
        open_before_the_lock.append(_bytes(file))
        assert lock_tertial(database, COMMAND_LINE, TERTIAL, _context(database.engine.url.render_as_string()))
        assert not Path(f"{file}-wal").exists() or Path(f"{file}-wal").stat().st_size == 0
        locked.append(_bytes(file))
        database.dispose()
    assert all(id_.bytes in locked[0] for id_ in ids)
    assert open_before_the_lock[0] != open_before_the_lock[1]  # the order was there to be read until now
    assert locked[0] == locked[1]


def test_a_backup_of_an_open_tertial_has_no_order_of_arrival(templates: Templates, tmp_path: Path) -> None:
    """As docs/how-to/run.md says to make it."""
    ids = _ids(100)
    copies = []
    for name, order in (("one", ids), ("other", random.Random(2).sample(ids, len(ids)))):
        database = _database(templates.sqlite(tmp_path / f"{name}.db", "stockholm"))
        _file(database, order)
        with closing(sqlite3.connect(tmp_path / f"{name}.db")) as connection:  # as the operator, beside it
            connection.execute(f"VACUUM INTO '{tmp_path / name}.copy'")
        database.dispose()
        copies.append(_bytes(tmp_path / f"{name}.copy"))
    assert all(id_.bytes in copies[0] for id_ in ids)
    assert copies[0] == copies[1]


def test_no_sqlite_table_has_a_row_number(templates: Templates, tmp_path: Path) -> None:
    database = _database(templates.sqlite(tmp_path / "stodlogg.db", "stockholm"))
    with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            with pytest.raises(OperationalError, match="no such column: rowid"):
                connection.exec_driver_sql(f'SELECT rowid FROM "{table.name}"')
        connection.exec_driver_sql(
            "SELECT rowid FROM alembic_version"
        )  # the question finds one where there is
    database.dispose()


def test_what_is_withdrawn_or_corrected_is_gone_from_the_sqlite_file(
    templates: Templates, tmp_path: Path
) -> None:
    file = tmp_path / "stodlogg.db"
    database = _database(templates.sqlite(file, "stockholm"))
    ids = _ids(120)
    _file(database, ids)
    _checkpoint(database)
    before = file.read_bytes()
    withdrawn, kept = ids[::3], [id_ for place, id_ in enumerate(ids) if place % 3]
    assert all(id_.bytes in before for id_ in ids)
    for id_ in withdrawn:
        _withdraw(database, id_)
    _checkpoint(database)
    after = file.read_bytes()
    assert [id_ for id_ in withdrawn if id_.bytes in after] == []
    assert all(id_.bytes in after for id_ in kept)
    assert not Path(f"{file}-wal").exists() or Path(f"{file}-wal").stat().st_size == 0
    database.dispose()


def _everywhere(service: Service) -> bytes:
    """All that the database has on disk: the file and its write-ahead log."""
    file = str(service.database.engine.url.database)
    return Path(file).read_bytes() + Path(f"{file}-wal").read_bytes()


def _hash(reply: Any) -> bytes:
    assert reply.status_code in (200, 201)
    return bytes.fromhex(reply.json()["hash"])


@pytest.mark.parametrize("ways", ["one by one", "in a batch"])
def test_what_was_withdrawn_or_corrected_is_nowhere_on_disk_after_the_reply(
    quick: Service, ways: str
) -> None:
    """Not in SQLite's write-ahead log either, where what a page held before stays for weeks otherwise."""
    tablet = quick.tablet()
    ids = [str(id_) for id_ in _ids(40)]
    path = "/api/v1/counselling-sessions/{}"
    # Contents of their own, so that a hash is in one place alone.
    contents = [
        example("counselling-session", "stockholm", children=n % 20, children_in_family=n // 20)
        for n in range(len(ids))
    ]
    hashes = [
        _hash(tablet.put(path.format(id_), json=content)) for id_, content in zip(ids, contents, strict=True)
    ]
    before = _everywhere(quick)
    assert all(UUID(id_).bytes in before for id_ in ids)
    assert all(hash_ in before for hash_ in hashes)
    changed = example("counselling-session", "stockholm", children=3, children_in_family=7)
    if ways == "one by one":
        new = _hash(
            tablet.put(path.format(ids[0]), json=changed, headers={"If-Match": f'"{hashes[0].hex()}"'})
        )
        assert tablet.delete(path.format(ids[1])).status_code == 204
        gone = [UUID(ids[1]).bytes, hashes[0], hashes[1]]
    else:
        record = {
            "activity": "counselling-session",
            "id": ids[0],
            "content": changed,
            "if_match": hashes[0].hex(),
        }
        (verdict,) = tablet.post("/api/v1/batches", json={"records": [record]}).json()["verdicts"]
        assert verdict["verdict"] == "corrected"
        new, gone = bytes.fromhex(verdict["hash"]), [hashes[0]]
    after = _everywhere(quick)
    assert [one for one in gone if one in after] == []
    assert all(one in after for one in (new, *hashes[2:]))


def test_what_somebody_is_reading_is_erased_with_the_next_record(quick: Service) -> None:
    tablet = quick.tablet()
    withdrawn, next_ = (str(id_) for id_ in _ids(2))
    path, content = "/api/v1/counselling-sessions/{}", example("counselling-session", "stockholm")
    hash_ = _hash(tablet.put(path.format(withdrawn), json=content))
    with quick.database.reading() as session:
        session.execute(select(SESSION.table)).first()
        assert tablet.delete(path.format(withdrawn)).status_code == 204  # and nobody waited for who reads
        assert hash_ in _everywhere(quick)
    other = example("counselling-session", "stockholm", children=9)
    _hash(tablet.put(path.format(next_), json=other))
    assert hash_ not in _everywhere(quick)


def test_a_lock_that_was_cut_off_is_completed_by_asking_again(
    templates: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "stodlogg.db"
    database = _database(templates.sqlite(file, "stockholm"))
    here = _context(database.engine.url.render_as_string())
    _file(database, _ids(100))
    lay_out_anew = Database.lay_out_anew

    def no_space(*_: object) -> None:
        raise StorageFull()

    monkeypatch.setattr(Database, "lay_out_anew", no_space)
    with pytest.raises(StorageFull):
        lock_tertial(database, COMMAND_LINE, TERTIAL, here)
    monkeypatch.setattr(Database, "lay_out_anew", lay_out_anew)
    _checkpoint(database)
    cut_off = _bytes(file)
    assert not lock_tertial(database, COMMAND_LINE, TERTIAL, here)
    completed = _bytes(file)
    assert cut_off != completed
    assert not lock_tertial(database, COMMAND_LINE, TERTIAL, here)
    assert _bytes(file) == completed
    database.dispose()


# -------------------------------------------------------------------------------------- PostgreSQL


@pytest.fixture
def on_postgres(templates: Templates, postgres_server: Postgres) -> Iterator[Database]:
    database = _database(templates.postgres(postgres_server, "stockholm"))
    yield database
    database.dispose()


def _physical(database: Database, table: str, tertial: str) -> list[Any]:
    """Key, transaction number and locker's number of each row, in the order of the file."""
    own = table == SESSION.table.name
    key = "id" if own else "record_id"
    of = "" if own else f" JOIN {SESSION.table.name} s ON s.id = t.record_id"
    month = "t.month" if own else "s.month"
    statement = text(
        f"SELECT t.{key}, CAST(CAST(t.xmin AS text) AS bigint), CAST(CAST(t.xmax AS text) AS bigint)"
        f" FROM {table} t{of} WHERE {month} = :month ORDER BY t.ctid"
    )
    with database.engine.connect() as connection:
        return list(connection.execute(statement, {"month": tertial}).all())


CHILDREN = [child.table.name for child in SESSION.children.values()]


@pytest.mark.postgres
def test_a_locked_tertial_has_no_order_of_arrival_in_postgresql(on_postgres: Database) -> None:
    ids = _ids(120)
    arrived = random.Random(2).sample(ids, len(ids))
    assert arrived != sorted(arrived)
    _file(on_postgres, arrived)
    later = _ids(140)[120:]
    _file(on_postgres, later, OPEN)
    before = _physical(on_postgres, SESSION.table.name, HELD)
    assert [row[0] for row in before] == arrived  # the order was there to be read until now
    assert len({row[1] for row in before}) == len(arrived)

    assert lock_tertial(on_postgres, COMMAND_LINE, TERTIAL, _context("postgresql://"))
    for table in (SESSION.table.name, *CHILDREN):
        rows = _physical(on_postgres, table, HELD)
        assert {row[0] for row in rows} == set(ids)
        assert [row[0] for row in rows] == sorted(row[0] for row in rows), table
        assert len({row[1] for row in rows}) == 1, table
        assert {row[2] for row in rows} == {0}, table
    # What is still open is laid out by id too; its transactions keep their numbers until its own lock.
    assert [row[0] for row in _physical(on_postgres, SESSION.table.name, OPEN)] == sorted(later)
    assert len({row[1] for row in _physical(on_postgres, SESSION.table.name, OPEN)}) == len(later)


@pytest.mark.postgres
def test_every_record_table_is_laid_out_anew(on_postgres: Database) -> None:
    """None is forgotten: each gets a new file."""

    def files() -> dict[str, int]:
        with on_postgres.engine.connect() as connection:
            statement = text("SELECT relname, relfilenode FROM pg_class WHERE relkind = 'r'")
            return {row[0]: row[1] for row in connection.execute(statement) if row[0] in RECORD_TABLES}

    before = files()
    assert lock_tertial(on_postgres, COMMAND_LINE, TERTIAL, _context("postgresql://"))
    after = files()
    assert before.keys() == after.keys() == set(RECORD_TABLES)
    assert [name for name in before if before[name] == after[name]] == []


@pytest.mark.postgres
def test_what_is_withdrawn_is_gone_from_postgresql_after_the_next_lock(
    on_postgres: Database, postgres_server: Postgres
) -> None:
    """Until then its dead rows lie in the tables; the write-ahead log keeps it as long as the log is kept."""
    ids = _ids(90)
    _file(on_postgres, ids, OPEN)
    for id_ in ids[::3]:
        _withdraw(on_postgres, id_)
    assert lock_tertial(on_postgres, COMMAND_LINE, TERTIAL, _context("postgresql://"))
    with on_postgres.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = connection.execute(
            text("SELECT oid FROM pg_database WHERE datname = current_database()")
        ).scalar()
        there = set(connection.execute(select(SESSION.table.c.id)).scalars())
    files = [file for file in (postgres_server.data / "base" / str(folder)).iterdir() if file.is_file()]
    on_disk = b"".join(file.read_bytes() for file in files)
    assert there == set(ids) - set(ids[::3])
    assert all(id_.bytes in on_disk for id_ in there)
    assert [id_ for id_ in ids[::3] if id_.bytes in on_disk] == []
