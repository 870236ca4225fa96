"""Which districts a figure is made of, over every way that districts came and went."""

import pytest

from app.catalogue.catalogue import load
from app.catalogue.divisions import Division
from app.catalogue.model import Entry, Municipality
from app.vocabulary.periods import Span


def _city(*districts: dict[str, str]) -> Municipality:
    entries = [Entry.model_validate({"sv": one["code"], "en": one["code"], **one}) for one in districts]
    shipped = load("stockholm").municipality
    # Not a copy, which would take along what the shipped one has worked out of its own districts.
    fields = {name: getattr(shipped, name) for name in Municipality.model_fields}
    return Municipality.model_construct(**fields | {"districts": entries})


MERGED = _city(
    {"code": "a", "to": "2023-06", "successor": "ab"},
    {"code": "b", "to": "2023-06", "successor": "ab"},
    {"code": "ab", "from": "2023-07"},
    {"code": "c"},
    {"code": "late", "from": "2023-03"},
    {"code": "gone", "to": "2023-02"},
)
ABSORBED = _city({"code": "a", "to": "2023-06", "successor": "c"}, {"code": "c"})
TWICE = _city(
    {"code": "a", "to": "2020-12", "successor": "b"},
    {"code": "b", "from": "2021-01", "to": "2022-12", "successor": "c"},
    {"code": "c", "from": "2023-01"},
)
GAP = _city({"code": "a", "to": "2023-04", "successor": "b"}, {"code": "b", "from": "2023-06"})


@pytest.mark.parametrize(
    ("data", "month", "district", "period", "parts"),
    [
        (MERGED, "2024-08", "ab", "2024-T2", {"ab"}),
        (MERGED, "2024-08", "ab", "2023-T2", {"a", "b", "ab"}),
        (MERGED, "2024-08", "ab", "2023-T1", {"a", "b"}),
        (MERGED, "2023-12", "ab", "2023", {"a", "b", "ab"}),
        (MERGED, "2023-12", "a", "2023", {"a"}),  # one that ended is shown as it was
        (MERGED, "2023-12", "c", "2023", {"c"}),
        (ABSORBED, "2023-04", "c", "2023-T1", {"c"}),  # before anything was merged into it
        (ABSORBED, "2023-08", "c", "2023-T1", {"a", "c"}),
        (TWICE, "2023-04", "c", "2020", {"a"}),
        (TWICE, "2022-12", "b", "2020..2022", {"a", "b"}),
        (TWICE, "2024-12", "b", "2021", {"b"}),
    ],
)
def test_parts(data: Municipality, month: str, district: str, period: str, parts: set[str]) -> None:
    assert set(Division(data, month).parts(district, Span.parse(period))) == parts


@pytest.mark.parametrize(
    ("data", "district", "period", "covered"),
    [
        (MERGED, "ab", "2023", "2023"),
        (MERGED, "a", "2023", "2023-01..2023-06"),
        (MERGED, "late", "2023-T1", "2023-03..2023-04"),
        (MERGED, "gone", "2023-T2", None),
        (GAP, "b", "2023-T2", "2023-06..2023-08"),
        (ABSORBED, "c", "2019", "2019"),
    ],
)
def test_what_was_there_all_the_time(
    data: Municipality, district: str, period: str, covered: str | None
) -> None:
    division, span = Division(data, "2024-12"), Span.parse(period)
    assert division.covered(district, span) == (Span.parse(covered) if covered else None)
    assert division.covers(district, span) == (covered == period)
    assert not Division(GAP, "2024-12").covers("b", Span.parse("2023"))


def test_a_state_is_of_those_that_were_there_at_the_end() -> None:
    division = Division(MERGED, "2024-08")
    assert division.at_end("ab", "2023-12") == ("ab",)
    assert division.at_end("ab", "2023-04") == ("a", "b")
    assert division.at_end("ab", "2023-06") == ("a", "b")


def test_rows_are_the_division_at_the_end_with_those_that_nobody_took_over() -> None:
    division = Division(MERGED, "2023-12")
    assert division.rows(Span.parse("2023")) == ("ab", "c", "late", "gone")
    assert Division(MERGED, "2023-04").rows(Span.parse("2023-T1")) == ("a", "b", "c", "late", "gone")


def test_every_district_of_a_span_is_in_one_row_and_no_more() -> None:
    """What is added up over the rows is the whole: nothing is lost between them, nothing there twice."""
    for data in (MERGED, ABSORBED, TWICE, GAP):
        for period in ("2020", "2022..2023", "2023", "2023-T1", "2023-T2", "2024"):
            span = Span.parse(period)
            division = Division(data, span.last)
            parts = [part for row in division.rows(span) for part in division.parts(row, span)]
            there = [
                one.code
                for one in data.districts
                if (one.first or "") <= span.last and span.first <= (one.last or "9999-12")
            ]
            assert sorted(parts) == sorted(there), (period, parts)
