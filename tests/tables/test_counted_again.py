"""Random records: what the engine counts equals a plain recount of what was filed, whatever is asked."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from app.intake.filing import FiledRecord, Filing, file_all, prepare
from app.tables.count_arrays import CountArray
from app.tables.count_selection import CountSelection, merged
from app.tables.engine import CountedTable, count
from app.tables.layout import dimensions_of
from app.tables.registry import BY_ID
from app.vocabulary.periods import Span, tertial_of
from tests.support.service import Service
from tests.tables.filed import item
from tests.tables.recount import TABLES, recount
from tests.tables.strategies import DISTRICTS, Record, records

TERTIALS = ("2018-T3", "2019-T1", "2019-T2", "2023-T2")
WORK = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


@pytest.fixture
def emptied(stockholm: Service) -> Any:
    """A connection on which records are filed, and gone again when the block ends."""
    filing = Filing(stockholm.here.catalogue, stockholm.here.day)

    class Trial:
        def __init__(self, filed: list[Record]) -> None:
            self.items = [item(activity, content) for activity, content in filed]

        def __enter__(self) -> Connection:
            self.connection = stockholm.database.engine.connect()
            self.connection.begin()
            outcomes = file_all(self.connection, [prepare(one, filing) for one in self.items], filing)
            assert all(isinstance(one, FiledRecord) for one in outcomes), [str(one) for one in outcomes]
            return self.connection

        def __exit__(self, *_: object) -> None:
            self.connection.rollback()
            self.connection.close()

    return Trial


def nonzero(array: CountArray) -> dict[tuple[str, ...], int]:
    return {codes: value for codes, value in array.cells() if value}


def _contents(filed: list[Record]) -> list[tuple[str, dict[str, Any]]]:
    """What was filed, with the defaults that the schema fills in."""
    items = [item(activity, content) for activity, content in filed]
    return [(one.activity.name, one.content.model_dump(mode="json")) for one in items if one.content]


@WORK
@given(filed=records(), data=st.data())
def test_the_engine_counts_what_was_filed(
    stockholm: Service, emptied: Any, filed: list[Record], data: st.DataObject
) -> None:
    catalogue = stockholm.here.catalogue
    districts = data.draw(st.sets(st.sampled_from(sorted(DISTRICTS)), min_size=2))
    tertials = data.draw(st.sets(st.sampled_from(TERTIALS), min_size=2))
    spans = merged(Span.parse(tertial) for tertial in tertials)
    contents = _contents(filed)
    with emptied(filed) as connection:
        for table_id in TABLES:
            table = BY_ID[table_id]
            own = [one.code for one in dimensions_of(table, catalogue)]
            # Few more than usual at once: others would make large arrays and show nothing new.
            more = data.draw(st.sets(st.sampled_from(own), max_size=1), label=table_id)
            by = tuple(sorted(more | set(table.usual)))
            counted = count(connection, table, CountSelection(tuple(districts), spans, by), catalogue)
            splits = {code: array.dimensions for code, array in counted.arrays.items()}
            expected = recount(table_id, contents, splits, tertials, districts)
            assert {code: nonzero(array) for code, array in counted.arrays.items()} == expected, (
                table_id,
                by,
            )


@WORK
@given(filed=records())
def test_splitting_loses_nothing(stockholm: Service, emptied: Any, filed: list[Record]) -> None:
    """The sum over any dimension that it can be counted without equals the count without it."""
    catalogue = stockholm.here.catalogue
    spans = (Span("2018-09", "2023-12"),)
    with emptied(filed) as connection:
        for table_id in TABLES:
            table = BY_ID[table_id]
            whole = _count(connection, stockholm, table_id, spans, ())
            for dimension in dimensions_of(table, catalogue):
                split = _count(connection, stockholm, table_id, spans, (dimension.code,))
                for code, array in whole.arrays.items():
                    dropped = set(split.arrays[code].dimensions) - set(array.dimensions)
                    assert dropped <= {dimension.code}
                    assert not (dropped and dimension.multiple), "several choices must never be added up"
                    assert nonzero(split.arrays[code].without(dropped)) == nonzero(array), (
                        table_id,
                        dimension.code,
                    )


@WORK
@given(filed=records())
def test_the_divisions_agree(stockholm: Service, emptied: Any, filed: list[Record]) -> None:
    """By the current division the two districts that were merged are counted under what they became."""
    spans = (Span("2018-09", "2023-12"),)
    with emptied(filed) as connection:
        for table_id in TABLES:
            old = _count(connection, stockholm, table_id, spans, ("district",))
            new = _count(connection, stockholm, table_id, spans, ("district",), division="current")
            for code, array in old.arrays.items():
                place = array.dimensions.index("district")
                folded: dict[tuple[str, ...], int] = {}
                for codes, value in nonzero(array).items():
                    district = {"rinkeby-kista": "jarva", "spanga-tensta": "jarva"}.get(
                        codes[place], codes[place]
                    )
                    key = (*codes[:place], district, *codes[place + 1 :])
                    folded[key] = folded.get(key, 0) + value
                assert nonzero(new.arrays[code]) == folded


def _count(
    connection: Connection,
    service: Service,
    table: str,
    spans: tuple[Span, ...],
    by: tuple[str, ...],
    **more: Any,
) -> CountedTable:
    selection = CountSelection(tuple(DISTRICTS), spans, by, **more)
    return count(connection, BY_ID[table], selection, service.here.catalogue)


def test_the_tertials_of_the_records_are_the_ones_that_are_asked_for() -> None:
    """Otherwise the tests above would compare nothing with nothing."""
    assert {tertial_of(month) for month in DISTRICTS.values()} == set(TERTIALS)
