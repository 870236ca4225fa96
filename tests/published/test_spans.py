"""The sum of several periods' published tables: what a year is, cell by cell and state by state."""

from collections.abc import Mapping, Sequence

import pytest

from app.catalogue.catalogue import load
from app.figures.cell_values import Value
from app.kit.language import Text
from app.published.spans import added, in_runs, parts_of
from app.release.storage.frozen_table import Category, FrozenDimension, FrozenMeasure, FrozenTable
from app.tables.registry import BY_ID
from app.vocabulary.periods import Span

CATALOGUE = load("stockholm")
WORDS = Text("", "")
ROUTES = BY_ID["routes-in"]
Cells = Mapping[str, Sequence[Value]]


def dimension(code: str, codes: Sequence[str], *, divisions: Mapping[str, Sequence[str]] | None = None,
              total: str | None = None) -> FrozenDimension:  # fmt: skip
    own = {one: tuple(divisions.get(one, ("reported", "current"))) if divisions is not None else ()
           for one in codes}  # fmt: skip
    categories = tuple(Category(one, Text(one, one), one == total, divisions=own[one]) for one in codes)
    return FrozenDimension(code, WORDS, categories, "district" if divisions is not None else "codes")


def sessions(
    period: str, cells: Cells, routes: Sequence[str] = ("library", "sfi"), *,
    divisions: Mapping[str, Sequence[str]] | None = None, rounded: int | None = None,
) -> FrozenTable:  # fmt: skip
    """Sessions by district and route in."""
    of = (
        dimension("district", list(cells), divisions=divisions or {}, total="stockholm"),
        dimension("route_in", routes),
    )
    values = tuple(value for row in cells.values() for value in row)
    measure = FrozenMeasure("sessions", WORDS, WORDS, ("district", "route_in"), values)
    return FrozenTable("routes-in", period, WORDS, WORDS, WORDS, (), of, (measure,), rounded)


def at(table: FrozenTable, district: str, route: str = "library") -> Value:
    return table.at("sessions", {"district": district, "route_in": route})


def test_counts_add_and_a_mark_in_one_part_is_the_sums() -> None:
    first = sessions("2019-T1", {"farsta": (10, 7), "skarpnack": ("withheld", 5), "stockholm": (16, 12)})
    second = sessions("2019-T2", {"farsta": (20, "missing"), "skarpnack": (6, 0), "stockholm": (26, 0)})
    third = sessions("2019-T3", {"farsta": (0, 8), "skarpnack": (5, 9), "stockholm": (5, 17)})
    year = added([first, second, third], "2019", ROUTES, CATALOGUE)
    assert year.period == "2019"
    assert [at(year, "farsta", "library"), at(year, "farsta", "sfi")] == [30, "missing"]
    assert [at(year, "skarpnack", "library"), at(year, "skarpnack", "sfi")] == ["withheld", 14]
    assert [at(year, "stockholm", "library"), at(year, "stockholm", "sfi")] == [47, 29]
    assert (year.rounded, year.periods, year.stated) == (None, 1, True)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ((1, "not-known"), 1),
        (("not-known", "not-known"), "not-known"),
        (("not-known", "missing"), "missing"),
        (("missing", "withheld"), "withheld"),
        (("not-applicable", 4), 4),
        (("not-applicable", "not-applicable"), "not-applicable"),
        ((0, 0), 0),
    ],
)
def test_states(parts: tuple[Value, Value], whole: Value) -> None:
    tables = [sessions(f"2019-T{number}", {"farsta": (value, 1)}) for number, value in enumerate(parts, 1)]
    assert at(added(tables, "2019-T1..2019-T2", ROUTES, CATALOGUE), "farsta") == whole


def test_a_category_that_a_part_lacks_is_none_of_it() -> None:
    first = sessions("2019-T1", {"farsta": (1, 2), "alvsjo": (3, 4)}, ("library", "friend"))
    second = sessions("2019-T2", {"farsta": (10, 20)}, ("library", "sfi"))
    both = added([first, second], "2019-T1..2019-T2", ROUTES, CATALOGUE)
    assert [at(both, "farsta", code) for code in ("library", "friend", "sfi")] == [11, 2, 20]
    assert [at(both, "alvsjo", code) for code in ("library", "friend", "sfi")] == [3, 4, "not-applicable"]


def test_a_total_that_a_part_lacks_is_none() -> None:
    with_city = sessions("2019-T1", {"farsta": (1, 2), "stockholm": (1, 2)})
    without = sessions("2019-T2", {"farsta": (3, 4)})
    both = added([with_city, without], "2019-T1..2019-T2", ROUTES, CATALOGUE)
    assert [one.code for one in both.dimension["district"].categories] == ["farsta"]
    assert at(both, "farsta") == 4


def test_a_sum_knows_how_many_rounded_numbers_it_is_of() -> None:
    tables = [
        sessions("2019-T1", {"farsta": (10, 0)}),
        sessions("2019-T2", {"farsta": (5, 0)}, rounded=5),
        sessions("2019-T3", {"farsta": (7, 6)}, rounded=6),
    ]
    year = added(tables, "2019", ROUTES, CATALOGUE)
    assert (year.rounded, year.periods) == (6, 2)
    assert (year.cube.rounded, year.cube.periods) == (6, 2)


def test_a_state_is_that_of_the_last_part() -> None:
    table = BY_ID["enrolment"]
    assert table.measure("enrolled").stock

    def enrolled(period: str, cells: Mapping[str, int]) -> FrozenTable:
        of = (dimension("district", list(cells), divisions={}),)
        known = FrozenMeasure("enrolled-known", WORDS, WORDS, ("district",), (1,) * len(cells), True)
        values = FrozenMeasure("enrolled", WORDS, WORDS, ("district",), tuple(cells.values()))
        return FrozenTable(table.id, period, WORDS, WORDS, WORDS, (), of, (values, known))

    tables = [
        enrolled("2019-T1", {"farsta": 30, "alvsjo": 8}),
        enrolled("2019-T2", {"farsta": 20, "alvsjo": 7}),
        enrolled("2019-T3", {"farsta": 25}),
    ]
    year = added(tables, "2019", table, CATALOGUE)
    assert [year.at("enrolled", {"district": code}) for code in ("farsta", "alvsjo")] == [
        25, "not-applicable",
    ]  # fmt: skip
    assert year.at("enrolled-known", {"district": "farsta"}) == 1


def test_a_year_with_a_merger_has_both_divisions() -> None:
    """Järva was made of two others in July 2023: by its own name it is all of them, in the parts too that
    were frozen before anybody knew."""
    only: Mapping[str, Sequence[str]] = dict.fromkeys(("rinkeby-kista", "spanga-tensta"), ("reported",))
    in_july = {**only, "jarva": ("current",), "jarva-begun": ("reported",)}
    tables = [
        sessions("2023-T1", {"rinkeby-kista": (1, 0), "spanga-tensta": (2, 0), "stockholm": (3, 0)}),
        sessions(
            "2023-T2",
            {"rinkeby-kista": (10, 0), "spanga-tensta": (20, 0), "jarva": (70, 0), "jarva-begun": (40, 0),
             "stockholm": (70, 0)},
            divisions=in_july,
        ),
        sessions("2023-T3", {"jarva": (100, 0), "stockholm": (100, 0)}),
    ]  # fmt: skip
    year = added(tables, "2023", ROUTES, CATALOGUE)
    of = {one.code: (at(year, one.code), one.divisions) for one in year.dimension["district"].categories}
    assert of == {
        "rinkeby-kista": (11, ("reported",)),
        "spanga-tensta": (22, ("reported",)),
        "jarva": (173, ("current",)),
        "jarva-begun": (140, ("reported",)),
        "stockholm": (173, ("reported", "current")),
    }
    axis = year.dimension["district"].axis
    assert sum(value for code in axis.parts if isinstance(value := at(year, code), int)) == 173


def test_what_a_span_is_made_of() -> None:
    yearly = BY_ID["context"]
    assert parts_of(Span.parse("2019"), ROUTES) == ("2019-T1", "2019-T2", "2019-T3")
    assert parts_of(Span.parse("2019-05..2019-12"), ROUTES) == ("2019-T2", "2019-T3")
    assert parts_of(Span.parse("2019-02..2019-08"), ROUTES) == ()
    assert parts_of(Span.parse("2018..2019"), yearly) == ("2018", "2019")
    assert parts_of(Span.parse("2019-T1"), yearly) == ()
    assert in_runs(["2019-T2", "2019-T3", "2020-T1", "2021-T1", "2021-T2", "2021-T3"]) == [
        "2019-T2..2020-T1", "2021",
    ]  # fmt: skip


def test_none_in_one_part_and_not_known_in_the_other_is_not_known() -> None:
    """Meetings of which nobody knows how many came, after a tertial without any; and beside one with none."""
    meetings = BY_ID["theme-meetings"]
    of = (dimension("district", ["farsta", "skarpnack"], divisions={}), dimension("kind", ["cafe"]))

    def counted(period: str, *values: tuple[Value, Value]) -> FrozenTable:
        codes = ("participants", "participants-known", "participants-not-known")
        measures = tuple(
            FrozenMeasure(code, WORDS, WORDS, ("district", "kind"), own)
            for code, own in zip(codes, values, strict=True)
        )
        return FrozenTable("theme-meetings", period, WORDS, WORDS, WORDS, (), of, measures)

    first = counted("2019-T1", (0, 0), (0, 1), (0, 0))
    second = counted("2019-T2", ("not-known", "not-known"), (0, 0), (2, 2))
    both = added([first, second], "2019-T1..2019-T2", meetings, CATALOGUE)
    cells = [both.at("participants", {"district": code, "kind": "cafe"}) for code in ("farsta", "skarpnack")]
    assert cells == ["not-known", 0]
