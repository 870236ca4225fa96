"""The shelf: what is published now, verified when it is read, the same for as long as nothing changes."""

import json
import re
from pathlib import Path

import pytest
from sqlalchemy import text

from app.kit.db.database import Database
from app.published.snapshot import snapshot_of, version_of
from app.release.problems import ReleaseDamaged, ReleaseNotFound
from app.release.protection.verification import verify
from app.release.storage.frozen_table import FORMAT, as_bytes, from_bytes
from tests.support.releases import put_checked, put_on_shelf, small_table, take_off
from tests.support.service import Service, settings_for
from tests.support.unguarded import unguarded

DATA = Path(__file__).parents[1] / "release" / "data"


def test_what_is_published_is_on_the_shelf(stockholm: Service) -> None:
    database = stockholm.database
    empty = snapshot_of(database)
    assert (empty.tables(), empty.periods("routes-in"), empty.version) == ((), (), 0)
    with pytest.raises(ReleaseNotFound):
        empty.frozen("routes-in", "2019-T1")

    tables = [small_table(), small_table("reach"), small_table("context", "2019")]
    put_on_shelf(database, tables, "2019-T3")
    put_on_shelf(database, [small_table(period="2018-T1")], "2018-T1", people=1)
    shelf = snapshot_of(database)
    assert shelf.tables() == ("routes-in", "context", "reach")  # the product's order
    assert shelf.periods("routes-in") == ("2018-T1", "2019-T1")
    assert shelf.periods("context") == ("2019",)
    assert shelf.frozen("context", "2019") == tables[2]
    assert shelf.frozen("context", "2019") is shelf.frozen("context", "2019")
    told = shelf.release("routes-in", "2019-T1")
    assert (told.id, told.tertial, told.one_person, len(told.content_hash)) == (
        "2019-T3-r1", "2019-T3", False, 64,
    )  # fmt: skip
    assert shelf.release("routes-in", "2018-T1").one_person
    assert empty.tables() == ()  # who reads an older one goes on reading it


def test_the_version_tells_every_change_and_nothing_else(stockholm: Service) -> None:
    database, seen = stockholm.database, [0]

    def changed() -> bool:
        seen.append(version_of(database))
        return seen[-1] > seen[-2]

    put_checked(database, [small_table()], "2018-T2")
    assert not changed()
    put_on_shelf(database, [small_table()], "2019-T1")
    assert changed()
    assert snapshot_of(database) is snapshot_of(database)
    before = snapshot_of(database)
    put_on_shelf(database, [small_table(values=(13,) * 9)], "2019-T1")
    assert changed()
    assert snapshot_of(database).release("routes-in", "2019-T1").id == "2019-T1-r2"
    assert snapshot_of(database).frozen("routes-in", "2019-T1") != before.frozen("routes-in", "2019-T1")
    take_off(database, "2019-T1-r2")
    assert changed()
    assert snapshot_of(database).tables() == ()
    assert not changed()


def test_another_process_sees_the_same(stockholm: Service) -> None:
    """Two serving processes share the database and nothing else."""
    other = Database(settings_for(stockholm.database_url, "stockholm"))
    try:
        assert snapshot_of(other).tables() == ()
        put_on_shelf(stockholm.database, [small_table()], "2019-T1")
        assert snapshot_of(other).frozen("routes-in", "2019-T1") == small_table()
        assert snapshot_of(other).version == snapshot_of(stockholm.database).version
    finally:
        other.dispose()


SPOILED = {
    "a parameter": "UPDATE release_content SET threshold = 4",
    "the software": "UPDATE release_content SET software = '0.0.9'",
    "the content hash": "UPDATE release_content SET content_hash = sha256 FROM release_table "
    "WHERE release_table.release = release_content.release",
    "a table's period": "UPDATE release_table SET period = '2019-T2'",
    "a table less": "DELETE FROM release_table",
}


@pytest.mark.parametrize("what", SPOILED)
def test_a_change_behind_the_services_back_is_found(stockholm: Service, what: str) -> None:
    release = put_on_shelf(stockholm.database, [small_table()], "2019-T1")
    with stockholm.database.engine.begin() as connection, unguarded(connection):
        assert connection.execute(text(SPOILED[what])).rowcount == 1
    with pytest.raises(ReleaseDamaged):
        snapshot_of(stockholm.database)
    reply = stockholm.coordinator().get(f"/api/v1/releases/{release}")
    assert (reply.status_code, reply.json()["type"]) == (500, "/problems/release-damaged")


def test_a_table_whose_bytes_were_changed_is_not_served(quick: Service) -> None:
    put_on_shelf(quick.database, [small_table()], "2019-T1")
    put_on_shelf(quick.database, [small_table(period="2019-T2")], "2019-T2")
    for spoiled in ("(SELECT packed FROM release_table WHERE release = '2019-T2-r1')", "zeroblob(100)"):
        with quick.database.engine.begin() as connection, unguarded(connection):
            connection.execute(
                text(f"UPDATE release_table SET packed = {spoiled} WHERE release = '2019-T1-r1'")
            )
        with pytest.raises(ReleaseDamaged):
            snapshot_of(quick.database).frozen("routes-in", "2019-T1")


# ------------------------------------------------------------------------ what an older version has written


def test_bytes_of_every_earlier_format_are_still_read() -> None:
    """Files that were written once, and are never written again: a new format adds one beside them."""
    files = sorted(DATA.glob("table-format-*.json"))
    assert [file.stem for file in files] == [f"table-format-{number}" for number in range(1, FORMAT + 1)]
    for file in files:
        table = from_bytes(file.read_bytes())
        assert (table.id, table.period) == ("routes-in", "2019-T1")
        assert table.at("sessions", {"district": "farsta", "route": "preschool"}) == 12
        assert table.at("sessions", {"district": "stockholm", "route": "total"}) == "withheld"


def test_a_release_of_an_older_version_opens_with_todays_software(stockholm: Service) -> None:
    """Its rows as version 0.1.0 wrote them, put into a database of today: the same figures and hashes."""
    known = json.loads((DATA / "release-0.1.0.json").read_text("utf-8"))
    with stockholm.database.engine.begin() as connection, unguarded(connection):
        for statement in (DATA / "release-0.1.0.sql").read_text("utf-8").splitlines():
            raw = statement if stockholm.database.is_sqlite else _for_postgres(statement)
            connection.exec_driver_sql(raw)
    shelf = snapshot_of(stockholm.database)
    assert shelf.tables() == tuple(known["tables"])
    for table, values in known["tables"].items():
        frozen = shelf.frozen(table, known["tertial"])
        assert {one.code: list(one.values) for one in frozen.measures} == values
        assert shelf.release(table, known["tertial"]).content_hash == known["content_hash"]
        # Nothing is made anew: what was not said of it then is not written as if it had been.
        with pytest.raises(ValueError, match="does not say the state"):
            as_bytes(frozen)
    assert verify(stockholm.database, known["release"]).holds


def _for_postgres(statement: str) -> str:
    return re.sub(r"X'([0-9a-f]*)'", r"'\\x\1'", statement)
