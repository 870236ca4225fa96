"""What released tables look like, told from their declarations and an empty database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue, load
from app.release.protection.frozen_release import freeze
from app.release.protection.release_counts import counted_layouts
from app.release.protection.table_layout import TableLayout
from app.release.storage.frozen_table import TOTAL, FrozenTable
from app.tables.rates import CategoriesInUse
from app.tables.registry import BY_ID, TABLES
from tests.release import invented
from tests.release.filled import empty_city
from tests.support.service import Templates

YEARLY = {"programme-figures", "programme-leaders", "context"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load("stockholm")


@pytest.fixture(scope="module")
def connection(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with empty_city(templates, tmp_path_factory.mktemp("shape"), "stockholm") as connection:
        yield connection


def _shapes(connection: Connection, catalogue: Catalogue, tertial: str) -> dict[str, TableLayout]:
    return {one.table.id: one for one in counted_layouts(connection, catalogue, tertial, TABLES)}


def test_tables_of_a_year_come_with_its_last_tertial(connection: Connection, catalogue: Catalogue) -> None:
    first, last = (_shapes(connection, catalogue, tertial) for tertial in ("2019-T1", "2019-T3"))
    assert set(BY_ID) - set(first) == YEARLY
    assert set(BY_ID) == set(last)
    assert {one.period for name, one in last.items() if name in YEARLY} == {"2019"}
    assert {one.period for name, one in last.items() if name not in YEARLY} == {"2019-T3"}


def test_every_dimension_adds_up_or_says_that_it_does_not(
    connection: Connection, catalogue: Catalogue
) -> None:
    for shape in _shapes(connection, catalogue, "2019-T3").values():
        assert shape.dimensions[0].code == "district"
        for one in shape.dimensions[1:]:
            codes = [category.code for category in one.categories]
            assert len(codes) == len(set(codes))
            assert (TOTAL in codes) != one.multiple, (shape.table.id, one.code)
        for measure in shape.measures:
            assert shape.own(measure.code)[0] == "district"
            assert set(shape.own(measure.code)) <= {one.code for one in shape.dimensions}
    helpfulness = _shapes(connection, catalogue, "2019-T1")["helpfulness"]
    assert {one.code for one in helpfulness.dimensions if one.multiple} == {"activity", "question"}


def _districts(shape: TableLayout) -> dict[str, tuple[str, ...]]:
    return {one.code: one.divisions for one in shape.dimension("district").categories}


def test_districts_by_both_divisions(connection: Connection, catalogue: Catalogue) -> None:
    both = ("reported", "current")
    before, during, after = (
        _districts(_shapes(connection, catalogue, tertial)["routes-in"])
        for tertial in ("2019-T1", "2023-T2", "2023-T3")
    )
    assert before["stockholm"] == before["farsta"] == both
    assert (before["rinkeby-kista"], before["jarva"]) == (("reported",), ("current",))
    assert (during["jarva"], during["jarva-begun"]) == (("current",), ("reported",))
    assert after["jarva"] == both
    assert "rinkeby-kista" not in after
    figures = _shapes(connection, catalogue, "2019-T3")["programme-figures"].dimension("district")
    assert [one.total for one in figures.categories if one.code == "stockholm"] == [False]


def test_the_tertial_of_a_merger(connection: Connection, catalogue: Catalogue) -> None:
    """The new district's code stands for all that it became of; what it reported itself is beside it."""
    point = connection.begin_nested()
    inventor = invented.Inventor(5)
    places = {"rinkeby-kista": "2023-05", "spanga-tensta": "2023-06", "jarva": "2023-08"}
    filed = [
        ("counselling-session", {**inventor.one("counselling-session", where, month), "answers": []})
        for where, month in places.items()
        for _ in range(20)
    ]
    invented.file(connection, catalogue, filed, 5)
    tables = {one.id: one for one in freeze(connection, catalogue, "2023-T2", 5, b"s" * 32).tables}
    point.rollback()

    def sessions(district: str) -> object:
        table: FrozenTable = tables["session-order"]
        return table.at("sessions", {"district": district, "session_order": TOTAL})

    parts, begun, all_of = (sessions(code) for code in ("rinkeby-kista", "jarva-begun", "jarva"))
    assert parts in range(16, 25)
    assert begun in range(16, 25)
    assert all_of in range(56, 65)


def test_how_many_categories_are_in_use_is_no_secret() -> None:
    """Withheld counts are one at least, so who counts them needs no more than the marks: but a mark in a
    sensitive row may stand for a zero."""
    for table in TABLES:
        for one in table.derived:
            if isinstance(one, CategoriesInUse):
                over = next(dimension for dimension in table.own if dimension.code == one.over)
                assert not over.sensitive
