"""Arrays, periods and categories: the pure pieces that the engine is made of."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalogue.catalogue import load
from app.tables import categories
from app.tables.count_arrays import ArrayAxis, CountArray
from app.tables.count_selection import CountSelection, merged, months_of
from app.tables.dimensions import AREA, DISTRICT, HOME_PROGRAMME, MONTH, ROUTE_IN, TERTIAL, YEAR
from app.vocabulary.periods import Span

ROWS, COLUMNS = ArrayAxis("row", ("a", "b")), ArrayAxis("column", ("x", "y", "z"))
GRID = CountArray((ROWS, COLUMNS), (1, 2, 3, 4, 5, 6))


def test_the_last_axis_runs_fastest() -> None:
    assert list(GRID.cells()) == list(zip(product("ab", "xyz"), (1, 2, 3, 4, 5, 6), strict=True))
    assert GRID.at({"row": "b", "column": "y", "more": "ignored"}) == 5


def test_summing_over_an_axis() -> None:
    assert GRID.without(["row"]) == CountArray((COLUMNS,), (5, 7, 9))
    assert GRID.without(["column"]) == CountArray((ROWS,), (6, 15))
    assert GRID.without(["row", "column"]) == CountArray((), (21,))
    assert GRID.without(["other"]) is GRID


def test_an_axis_without_categories() -> None:
    empty = CountArray((ArrayAxis("none", ()), COLUMNS), ())
    assert empty.without(["none"]) == CountArray((COLUMNS,), (0, 0, 0))


def test_values_must_fill_the_axes() -> None:
    with pytest.raises(ValueError, match="fill"):
        CountArray((ROWS,), (1, 2, 3))


@given(st.dictionaries(st.tuples(st.sampled_from("ab"), st.sampled_from("xyz")), st.integers(0, 99)))
def test_dense_keeps_every_count(counts: dict[tuple[str, ...], int]) -> None:
    array = CountArray.dense((ROWS, COLUMNS), counts)
    assert {codes: value for codes, value in array.cells() if value} == {k: v for k, v in counts.items() if v}


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        (["2019-T1", "2019-T2"], ["2019-01..2019-08"]),
        (["2019-T1", "2019-T3"], ["2019-01..2019-04", "2019-09..2019-12"]),
        (["2019-T3", "2020-T1"], ["2019-09..2020-04"]),
        (["2019", "2019-T2", "2019-05"], ["2019-01..2019-12"]),
        (["2019-02..2019-08", "2019-04"], ["2019-02..2019-08"]),
    ],
)
def test_overlapping_periods_are_counted_once(given_: list[str], expected: list[str]) -> None:
    spans = merged(Span.parse(text) for text in given_)
    assert [f"{span.first}..{span.last}" for span in spans] == expected


def _selection(period: str, *districts: str, **more: str) -> CountSelection:
    return CountSelection(districts, (Span.parse(period),), **more)  # type: ignore[arg-type]


STOCKHOLM = load("stockholm")
ALL = STOCKHOLM.municipality.codes("districts")


def test_time_has_every_month_tertial_and_year_of_the_period() -> None:
    asked = _selection("2019-04..2020-01", "farsta")
    assert months_of(asked.spans)[:2] == ["2019-04", "2019-05"]
    assert len(categories.usable(MONTH, STOCKHOLM, asked)) == 10
    assert categories.usable(TERTIAL, STOCKHOLM, asked) == ("2019-T1", "2019-T2", "2019-T3", "2020-T1")
    assert categories.usable(YEAR, STOCKHOLM, asked) == ("2019", "2020")


def test_districts_are_those_of_their_time() -> None:
    """A district that ended before the period has no row; in the current division, no merged one has."""
    assert "jarva" not in categories.usable(DISTRICT, STOCKHOLM, _selection("2019", *ALL))
    assert "rinkeby-kista" not in categories.usable(DISTRICT, STOCKHOLM, _selection("2024", *ALL))
    both = categories.usable(DISTRICT, STOCKHOLM, _selection("2023", *ALL))
    assert {"jarva", "rinkeby-kista", "spanga-tensta"} <= set(both)
    current = categories.usable(DISTRICT, STOCKHOLM, _selection("2023", *ALL, division="current"))
    assert set(current) == set(ALL) - {"rinkeby-kista", "spanga-tensta"}


def test_areas_and_programmes_are_those_of_the_districts_asked_for() -> None:
    area = categories.usable(AREA, STOCKHOLM, _selection("2019", "skarholmen"))
    assert area[:4] == ("bredang", "skarholmen", "satra", "varberg")
    assert area[4:] == ("other-area-in-city", "other-municipality", "not-known")
    then = categories.usable(HOME_PROGRAMME, STOCKHOLM, _selection("2019", "rinkeby-kista"))
    now = categories.usable(HOME_PROGRAMME, STOCKHOLM, _selection("2024", "jarva"))
    assert then == ("husby-kista", "rinkeby")
    assert now == ("spanga-tensta", "husby-kista", "rinkeby")


def test_states_come_last_and_are_no_known_category() -> None:
    routes = categories.usable(ROUTE_IN, STOCKHOLM, _selection("2019", "farsta"))
    assert len(routes) == 25
    assert routes[-1] == "not-known"
    assert [code for code in routes if categories.is_state(code)] == ["not-known"]
    assert categories.in_order(ROUTE_IN, ["not-asked", "other", "not-known", "library"], STOCKHOLM) == (
        "library",
        "other",
        "not-known",
        "not-asked",
    )


def test_hierarchies() -> None:
    assert categories.parents(AREA, STOCKHOLM)["hokarangen"] == "farsta"
    assert categories.parents(HOME_PROGRAMME, STOCKHOLM)["rinkeby"] == "rinkeby-kista"
    assert set(categories.parents(DISTRICT, STOCKHOLM).values()) == {"stockholm"}
    assert categories.parents(ROUTE_IN, STOCKHOLM) == {}
