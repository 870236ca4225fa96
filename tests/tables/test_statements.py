"""The statement of each table: one, made once for each shape of question, and led by the index."""

import pytest
from sqlalchemy import event, text

from app.catalogue.catalogue import load
from app.tables.count_selection import CountSelection
from app.tables.declaration import Table
from app.tables.engine import count, size
from app.tables.registry import BY_ID, TABLES
from app.tables.statements import parameters, statement
from app.vocabulary.periods import Span
from tests.support.service import Service
from tests.tables import city
from tests.tables.filed import file

KEYED_OTHERWISE = {"enrolment"}
"""Keyed by programme and tertial: a handful of rows a year, read as they are."""


def _selection(table: Table, *spans: str) -> CountSelection:
    given = spans or ("2019",)
    return CountSelection(("farsta", "skarholmen"), tuple(Span.parse(one) for one in given), table.usual)


def _plan(service: Service, table: Table, selection: CountSelection) -> list[str]:
    with service.database.reading() as session:
        connection = session.connection()
        bound = statement(table, selection, service.here.catalogue).params(parameters(table, selection))
        sql = str(bound.compile(connection, compile_kwargs={"literal_binds": True}))
        return [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}"))]


def test_records_are_found_by_district_and_period(quick: Service) -> None:
    """No record table is read from end to end, however many records there are of other districts."""
    for table in TABLES:
        for selection in (_selection(table), _selection(table, "2018", "2020")):
            steps = [one for one in _plan(quick, table, selection) if one.startswith(("SCAN", "SEARCH"))]
            stored = [one for one in steps if not one.startswith("SCAN anon")]  # a subquery's own few rows
            assert stored
            if table.id not in KEYED_OTHERWISE:
                assert not [one for one in stored if one.startswith("SCAN")], stored
                assert len([one for one in stored if "district=?" in one]) == len(table.parts), stored


def test_one_statement_is_sent(quick: Service) -> None:
    sent: list[str] = []
    event.listen(
        quick.database.engine, "before_cursor_execute", lambda _conn, _cursor, sql, *_rest: sent.append(sql)
    )
    with quick.database.reading() as session:
        for table in TABLES:
            count(session.connection(), table, _selection(table), quick.here.catalogue)
    assert len([sql for sql in sent if sql.startswith("SELECT")]) == len(TABLES)


def test_the_same_shape_of_question_is_the_same_statement() -> None:
    """To make a statement takes longer than to count a tertial with it."""
    catalogue = load("stockholm")
    for table in TABLES:
        other = CountSelection(("skarpnack", "farsta"), (Span.parse("2020"),), table.usual)
        first = statement(table, _selection(table), catalogue)
        assert first is statement(table, other, catalogue)


def test_separate_periods_are_added_up(service: Service) -> None:
    """A session in December 2023 and four in T1 of 2024: with a gap between the spans, and without."""
    file(service, *city.sessions(service.catalogue))
    table = BY_ID["session-order"]
    districts = (city.PLACES[service.catalogue]["district"],)

    def sessions(*spans: str) -> int:
        selection = CountSelection(districts, tuple(Span.parse(one) for one in spans))
        with service.database.reading() as session:
            counted = count(session.connection(), table, selection, service.here.catalogue)
        return sum(counted.arrays["sessions"].values)

    assert sessions("2023-12") == 1
    assert sessions("2024-T1") == 4
    assert sessions("2023-12", "2024-02") == 4
    assert sessions("2023-12..2024-04") == 5
    assert sessions("2023-01..2023-11", "2024-05..2024-12") == 0


def test_an_unknown_dimension_is_refused(quick: Service) -> None:
    selection = CountSelection(("farsta",), (Span.parse("2019"),), ("colour",))
    with quick.database.reading() as session, pytest.raises(ValueError, match="no dimension colour"):
        count(session.connection(), BY_ID["routes-in"], selection, quick.here.catalogue)


def test_the_size_is_known_before(quick: Service) -> None:
    """25 routes (with not known) in each of two districts."""
    selection = CountSelection(("farsta", "skarholmen"), (Span.parse("2019"),), ("district",))
    assert size(BY_ID["routes-in"], selection, quick.here.catalogue) == 50
