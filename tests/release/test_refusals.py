"""The database itself keeps what is released as it is, whatever the code does: tried with raw SQL."""

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from app.release.release_states import STATES, TRANSITIONS
from app.release.storage.tables import REFUSED
from tests.support.releases import put_checked, put_on_shelf, small_table, take_off
from tests.support.service import Service
from tests.support.unguarded import unguarded

PUBLISHED, CHECKED = "2019-T1-r1", "2019-T2-r1"

CHANGES = (
    "UPDATE release_content SET threshold = 4",
    "UPDATE release_content SET content_hash = content_hash",
    "UPDATE release_table SET packed = packed",
    "UPDATE release_table SET period = '2019-T2'",
    "UPDATE release_certificate SET problem = certificate",
    "DELETE FROM release_content",
    "DELETE FROM release_table",
    "DELETE FROM release_certificate",
    "DELETE FROM release WHERE state = 'published'",
    "UPDATE release SET revision = 7 WHERE id = '2019-T1-r1'",
    "UPDATE release SET tertial = '2019-T2' WHERE id = '2019-T1-r1'",
    "UPDATE release SET state = state",
    "UPDATE release SET state = 'checked' WHERE state = 'published'",
    "UPDATE release SET state = 'locked' WHERE state = 'checked'",
    "UPDATE release SET state = 'superseded', published_day = '2020-01-01' WHERE state = 'published'",
    "UPDATE release SET state = 'superseded', published_day = NULL, people = NULL WHERE state = 'published'",
    "UPDATE release SET state = 'superseded', people = 1 WHERE state = 'published'",
    "UPDATE release SET state = 'superseded', locked_day = '2018-01-01' WHERE state = 'published'",
    "UPDATE release SET state = 'superseded', locked_day = NULL WHERE state = 'published'",
    "INSERT INTO release (id, tertial, revision, state, published_day, people) "
    "VALUES ('2019-T3-r1', '2019-T3', 1, 'published', '2020-03-01', 2)",
    "INSERT INTO release_table SELECT release, code, '2019-T3', sha256, packed FROM release_table",
    "INSERT INTO release_content SELECT '2019-T3-r1', threshold, software, municipality, catalogue, "
    "content_hash, checked_day FROM release_content WHERE release = '2019-T1-r1'",
)
ON_SQLITE = (
    "INSERT OR REPLACE INTO release_table SELECT * FROM release_table",
    "INSERT OR REPLACE INTO release (id, tertial, revision, state) "
    "VALUES ('2019-T1-r1', '2019-T1', 1, 'draft')",
)
ON_POSTGRES = tuple(f"TRUNCATE {table} CASCADE" for table in ("release", "release_table", "release_content"))


@pytest.fixture
def kept(stockholm: Service) -> Service:
    """One release published, one waiting."""
    put_on_shelf(stockholm.database, [small_table()], "2019-T1")
    put_checked(stockholm.database, [small_table(period="2019-T2")], "2019-T2")
    return stockholm


def _tried(connection: Connection, statement: str) -> str | None:
    """Why the database refuses a statement, None if it does it."""
    with connection.begin_nested() as savepoint:
        try:
            connection.execute(text(statement))
        except DBAPIError as error:
            savepoint.rollback()
            return str(error.orig)
        savepoint.rollback()
    return None


def test_nothing_released_can_be_changed(kept: Service) -> None:
    with kept.database.engine.connect() as connection:
        more = ON_SQLITE if kept.database.is_sqlite else ON_POSTGRES
        refused = {one: _tried(connection, one) for one in (*CHANGES, *more)}
        connection.rollback()
    assert {one: why for one, why in refused.items() if not why or REFUSED not in why} == {}


def test_without_the_triggers_each_of_them_goes_through(kept: Service) -> None:
    """The statements above are right in themselves: it is the trigger that refuses."""
    own_checks = (
        "SET revision = 7",
        "SET tertial = '2019-T2'",
        "published_day = NULL",
        "'2019-T3-r1', threshold",
    )
    with kept.database.engine.connect() as connection:
        with unguarded(connection):
            for one in (one for one in CHANGES if not any(part in one for part in own_checks)):
                why = _tried(connection, one)
                assert why is None or one.startswith("DELETE FROM release WHERE"), (one, why)
        connection.rollback()


@pytest.mark.parametrize("target", STATES)
def test_a_state_moves_on_as_the_transitions_say(kept: Service, target: str) -> None:
    facts = {
        "published": "published_day = '2019-08-01', people = 2",
        "withdrawn": "reason = 'not-needed'",
    }
    values = ", ".join(filter(None, (f"state = '{target}'", facts.get(target, ""))))
    with kept.database.engine.connect() as connection:
        refused = _tried(connection, f"UPDATE release SET {values} WHERE id = '{CHECKED}'")
        connection.rollback()
    goes = any((one.source, one.target) == ("checked", target) for one in TRANSITIONS)
    assert (refused is None) == goes


def test_a_published_one_can_still_be_withdrawn(kept: Service) -> None:
    take_off(kept.database, PUBLISHED)
    with kept.database.engine.connect() as connection:
        row = connection.execute(text(f"SELECT state, reason FROM release WHERE id = '{PUBLISHED}'")).one()
    assert tuple(row) == ("withdrawn", "wrong-figures")
