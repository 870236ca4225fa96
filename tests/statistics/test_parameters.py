"""What can be asked for, and what is said of what cannot: the grammar of the parameters, as cases."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.access.actor import actor
from app.access.problems import OtherDistrict
from app.access.roles import Role
from app.catalogue.catalogue import load
from app.statistics.live_query import LiveQuery, read
from app.statistics.parameters import names_of
from app.statistics.problems import InvalidSelection
from app.tables.registry import BY_ID

TODAY = date(2026, 11, 24)
STOCKHOLM = load("stockholm")


def ask(table: str, *pairs: tuple[str, str], district: str | None = None) -> LiveQuery:
    who = actor(Role.COORDINATOR, district, STOCKHOLM.municipality)
    return read(BY_ID[table], pairs, who, STOCKHOLM, TODAY)


def refused(table: str, *pairs: tuple[str, str]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidSelection) as caught:
        ask(table, *pairs)
    assert all(fault.message("sv") and fault.message("en") for fault in caught.value.faults)
    return [(fault.field, fault.rule) for fault in caught.value.faults]


# table, period, compare -> the months of each period
PERIODS: list[tuple[str, str | None, str | None, list[str]]] = [
    ("routes-in", "2019-T1", None, ["2019-01..2019-04"]),
    ("routes-in", "2019", None, ["2019-01..2019-12"]),
    ("routes-in", "2019-02", None, ["2019-02..2019-02"]),
    ("routes-in", "2019-02..2019-08", None, ["2019-02..2019-08"]),
    ("routes-in", "2019-T1..2019-T2", None, ["2019-01..2019-08"]),
    ("routes-in", "2018-T3..2019-02", None, ["2018-09..2019-02"]),
    ("routes-in", "2019-T1, 2019-T3", None, ["2019-01..2019-04 2019-09..2019-12"]),
    ("routes-in", "2018,2019", None, ["2018-01..2019-12"]),
    ("routes-in", None, None, ["2026-09..2026-12"]),
    ("spindle", "2019-T2", None, ["2019-05..2019-08"]),
    ("spindle", "2018..2019", None, ["2018-01..2019-12"]),
    ("spindle", None, None, ["2026-05..2026-08"]),
    ("context", "2018", None, ["2018-01..2018-12"]),
    ("context", "2013..2017", None, ["2013-01..2017-12"]),
    ("context", None, None, ["2025-01..2025-12"]),
    ("routes-in", "2019-T2", "year-before", ["2019-05..2019-08", "2018-05..2018-08"]),
    ("routes-in", "2019-T2", "tertial-before", ["2019-05..2019-08", "2019-01..2019-04"]),
    ("routes-in", "2019-T1", "tertial-before", ["2019-01..2019-04", "2018-09..2018-12"]),
    ("routes-in", "2019-02..2019-08", "year-before", ["2019-02..2019-08", "2018-02..2018-08"]),
    ("routes-in", "2019", "year-before", ["2019-01..2019-12", "2018-01..2018-12"]),
    ("context", "2018", "year-before", ["2018-01..2018-12", "2017-01..2017-12"]),
    ("routes-in", None, "tertial-before", ["2026-09..2026-12", "2026-05..2026-08"]),
]


@pytest.mark.parametrize(("table", "period", "compare", "expected"), PERIODS)
def test_periods(table: str, period: str | None, compare: str | None, expected: list[str]) -> None:
    pairs = [(name, value) for name, value in (("period", period), ("compare", compare)) if value]
    found = ask(table, *pairs)
    spans = [" ".join(f"{s.first}..{s.last}" for s in one.spans) for _, one in found.selections]
    assert spans == expected


def test_a_compared_period_is_named_in_each_row() -> None:
    found = ask("routes-in", ("period", "2019-02..2019-08"), ("compare", "year-before"))
    assert [name for name, _ in found.selections] == ["2019-02..2019-08", "2018-02..2018-08"]


# table, parameters -> the faults, each by its parameter and rule
REFUSED: list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]] = [
    ("routes-in", [("period", "2019-T4")], [("period", "not-a-period")]),
    ("routes-in", [("period", "2019-13")], [("period", "not-a-period")]),
    ("routes-in", [("period", "2019-T2..2019-T1")], [("period", "not-a-period")]),
    ("routes-in", [("period", "2019-T1..")], [("period", "not-a-period")]),
    ("routes-in", [("period", "2019..2020..2021")], [("period", "not-a-period")]),
    ("routes-in", [("period", "idag")], [("period", "not-a-period")]),
    ("routes-in", [("period", "２０１９")], [("period", "not-a-period")]),
    ("routes-in", [("period", "9999")], [("period", "not-a-period")]),
    ("routes-in", [("period", "2026-12")], [("period", "in-the-future")]),
    ("routes-in", [("period", "2019-T1,2027")], [("period", "in-the-future")]),
    ("routes-in", [("period", "2016")], [("period", "before-the-start")]),
    ("context", [("period", "2012")], [("period", "before-the-start")]),
    ("context", [("period", "2019-T1")], [("period", "period-too-short")]),
    ("programme-figures", [("period", "2019-02..2019-08")], [("period", "period-too-short")]),
    ("spindle", [("period", "2019-02")], [("period", "period-too-short")]),
    ("enrolment", [("period", "2019-02..2019-08")], [("period", "period-too-short")]),
    ("routes-in", [("compare", "decade-before")], [("compare", "unknown-choice")]),
    (
        "routes-in",
        [("period", "2019-02"), ("compare", "tertial-before")],
        [("compare", "period-not-one-tertial")],
    ),
    (
        "routes-in",
        [("period", "2019-T1,2019-T2"), ("compare", "tertial-before")],
        [("compare", "period-not-one-tertial")],
    ),
    ("routes-in", [("period", "2018-T1"), ("compare", "year-before")], [("compare", "nothing-before")]),
    ("routes-in", [("by", "colour")], [("by", "unknown-dimension")]),
    ("routes-in", [("by", "level")], [("by", "unknown-dimension")]),
    ("routes-in", [("by", "month,tertial")], [("by", "two-times")]),
    ("routes-in", [("district", "norrmalm")], [("district", "unknown-district")]),
    ("routes-in", [("district", ",".join(["farsta"] * 101))], [("district", "too-many")]),
    ("routes-in", [("district", "stockholm")], [("district", "district-not-then")]),
    ("routes-in", [("district", "jarva"), ("period", "2019")], [("district", "district-not-then")]),
    ("routes-in", [("district", "rinkeby-kista"), ("period", "2024")], [("district", "district-not-then")]),
    (
        "routes-in",
        [("district", "rinkeby-kista"), ("division", "current"), ("period", "2019")],
        [("district", "other-division")],
    ),
    (
        "routes-in",
        [("district", "jarva"), ("period", "2023-T3"), ("compare", "year-before")],
        [("district", "district-not-then")],
    ),
    ("routes-in", [("area", "gamla-stan")], [("area", "unknown-code")]),
    ("spindle", [("area", "husby")], [("area", "unknown-parameter")]),
    ("reach", [("area", "husby")], [("area", "unknown-parameter")]),
    ("routes-in", [("format", "pdf")], [("format", "unknown-choice")]),
    ("routes-in", [("sep", "tab")], [("sep", "unknown-choice")]),
    ("routes-in", [("lang", "de")], [("lang", "unknown-choice")]),
    ("routes-in", [("division", "old")], [("division", "unknown-choice")]),
    ("routes-in", [("format", "csv"), ("format", "json")], [("format", "repeated-parameter")]),
    ("routes-in", [("distrikt", "farsta")], [("distrikt", "unknown-parameter")]),
    (
        "routes-in",
        [("period", "2016"), ("by", "colour"), ("area", "gamla-stan"), ("x", "")],
        [
            ("x", "unknown-parameter"),
            ("period", "before-the-start"),
            ("by", "unknown-dimension"),
            ("area", "unknown-code"),
        ],
    ),
    (
        "routes-in",
        [("by", "district,month,area,arena,session_order,target_group"), ("period", "2019..2020")],
        [("by", "too-many-rows")],
    ),
]


@pytest.mark.parametrize(("table", "pairs", "expected"), REFUSED)
def test_what_is_not_right_is_named(
    table: str, pairs: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    assert refused(table, *pairs) == expected


def test_a_fault_says_what_would_be_right_and_never_repeats_what_was_sent() -> None:
    with pytest.raises(InvalidSelection) as caught:
        ask("context", ("period", "Kalle-Anka"), ("by", "Kalle"), ("district", "Anka"))
    body = caught.value.as_json("sv")
    assert "Kalle" not in str(body)
    assert "Anka" not in str(body)
    allowed = {fault["field"]: fault.get("allowed") for fault in body["errors"]}
    assert allowed["by"] == ["district", "year"]
    assert "2013..2017" in str(body["errors"][0]["message"])


def _districts(found: LiveQuery) -> tuple[str, ...]:
    return found.selections[0][1].districts


@pytest.mark.parametrize(
    ("pairs", "own", "expected"),
    [
        # The city's coordinator: all districts of the time, or those that are named.
        ([("period", "2019"), ("district", "farsta")], None, ("farsta",)),
        ([("period", "2019"), ("district", "skarpnack,farsta")], None, ("farsta", "skarpnack")),
        (
            [("period", "2019"), ("district", "skarpnack"), ("district", "farsta")],
            None,
            ("farsta", "skarpnack"),
        ),
        (
            [("period", "2023"), ("district", "jarva"), ("division", "current")],
            None,
            ("rinkeby-kista", "spanga-tensta", "jarva"),
        ),
        # A district's coordinator: the own one, whether it is named or not.
        ([("period", "2019")], "farsta", ("farsta",)),
        ([("period", "2019"), ("district", "farsta")], "farsta", ("farsta",)),
        ([("period", "2019"), ("division", "current")], "farsta", ("farsta",)),
        # What a district became has the figures of those that were merged into it; not the other way.
        ([("period", "2019")], "jarva", ("rinkeby-kista", "spanga-tensta")),
        ([("period", "2023")], "jarva", ("rinkeby-kista", "spanga-tensta", "jarva")),
        (
            [("period", "2022..2024"), ("division", "current")],
            "jarva",
            ("rinkeby-kista", "spanga-tensta", "jarva"),
        ),
        ([("period", "2019")], "rinkeby-kista", ("rinkeby-kista",)),
    ],
)
def test_districts(pairs: list[tuple[str, str]], own: str | None, expected: tuple[str, ...]) -> None:
    assert _districts(ask("routes-in", *pairs, district=own)) == expected


def test_all_districts_of_the_time_are_named() -> None:
    """The index is led by the district, so a count of the whole city names them all."""
    assert _districts(ask("routes-in", ("period", "2019"))) == (
        "enskede-arsta-vantor",
        "farsta",
        "hasselby-vallingby",
        "rinkeby-kista",
        "skarpnack",
        "skarholmen",
        "spanga-tensta",
    )
    assert "stockholm" in _districts(ask("programme-figures", ("period", "2019")))
    assert _districts(ask("programme-figures", ("period", "2019"), ("district", "stockholm"))) == (
        "stockholm",
    )


@pytest.mark.parametrize(
    ("pairs", "own"),
    [
        ([("district", "skarpnack")], "farsta"),
        ([("district", "farsta,skarpnack")], "farsta"),
        ([("district", "jarva"), ("period", "2024")], "rinkeby-kista"),
        ([("district", "jarva"), ("division", "current"), ("period", "2019")], "rinkeby-kista"),
        ([("division", "current"), ("period", "2019")], "rinkeby-kista"),
    ],
)
def test_other_districts_are_not_seen(pairs: list[tuple[str, str]], own: str) -> None:
    with pytest.raises(OtherDistrict):
        ask("routes-in", *pairs, district=own)


def test_the_city_is_not_a_districts_to_see() -> None:
    with pytest.raises(OtherDistrict):
        ask("programme-figures", ("period", "2019"), ("district", "stockholm"), district="farsta")
    assert _districts(ask("programme-figures", ("period", "2019"), district="farsta")) == ("farsta",)


def test_a_district_that_is_no_more_has_nothing_to_show() -> None:
    with pytest.raises(InvalidSelection) as caught:
        ask("routes-in", ("period", "2024"), district="rinkeby-kista")
    assert [(fault.field, fault.rule) for fault in caught.value.faults] == [("district", "district-not-then")]


def test_what_is_split_by() -> None:
    def by(*pairs: tuple[str, str]) -> tuple[str, ...]:
        return ask("routes-in", *pairs).selections[0][1].by

    assert by() == ("route_in",)
    assert by(("by", "")) == ()
    assert by(("by", "arena, district")) == ("district", "arena")
    assert by(("by", "arena"), ("by", "tertial")) == ("tertial", "arena")


def test_areas() -> None:
    found = ask("routes-in", ("area", "not-known,husby"))
    assert found.selections[0][1].areas == ("husby", "not-known")


@given(
    pairs=st.lists(st.tuples(st.one_of(st.sampled_from(names_of(BY_ID["routes-in"])), st.text()), st.text()))
)
def test_nothing_that_is_sent_makes_it_fail(pairs: Sequence[tuple[str, Any]]) -> None:
    with suppress(InvalidSelection):
        assert ask("routes-in", *pairs).selections
