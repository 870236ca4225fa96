"""The tables' own rules: what every declaration must hold, so that no figure can mislead."""

import re

import pytest

from app.catalogue.catalogue import load
from app.tables.declaration import Measure, Table
from app.tables.layout import all_dimensions, always, dimensions_of, has, parts_of, split
from app.tables.rates import (
    CategoriesInUse,
    MeanOfMeasure,
    MeanRating,
    PairedShare,
    Remainder,
    ShareOfMeasure,
    ShareWithin,
)
from app.tables.registry import BY_ID, TABLES

ALL = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)


@ALL
def test_codes_are_codes_and_texts_are_there(table: Table) -> None:
    codes = [table.id, *(one.code for one in (*table.measures, *table.derived))]
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in codes)
    assert len(set(codes[1:])) == len(codes) - 1
    texts = [table.title, table.counted, table.source, *table.notes]
    texts += [text for one in (*table.measures, *table.derived) for text in (one.label, one.unit)]
    texts += [one.label for one in all_dimensions(table)]
    assert all(text.sv and text.en for text in texts)


@ALL
def test_the_usual_split_is_possible(table: Table) -> None:
    assert set(table.usual) <= {one.code for one in all_dimensions(table)}


@ALL
def test_a_measure_is_counted_and_its_companions_too(table: Table) -> None:
    """Everything that a measure leans on exists and can be read wherever the measure is split."""
    for measure in table.measures:
        assert parts_of(table, measure)
        for by in (frozenset[str](), frozenset(one.code for one in all_dimensions(table))):
            for code in _leans(table, measure):
                assert set(split(table, table.measure(code), by)) <= set(split(table, measure, by))


def _leans(table: Table, measure: Measure) -> list[str]:
    leans = [f"{measure.code}-known"] if measure.number else []
    leans += [measure.unknown] if measure.unknown else []
    match measure.rate:
        case ShareOfMeasure() | MeanOfMeasure():
            leans.append(measure.rate.base)
        case PairedShare():
            leans += [measure.rate.part, measure.rate.whole]
        case ShareWithin():
            assert measure.rate.dimension in has(table, measure)
        case None:
            pass
    return leans


@ALL
def test_parts_of_one_period(table: Table) -> None:
    assert {part.grain for part in table.parts} == {table.grain}


@ALL
def test_several_choices_are_never_added_up(table: Table) -> None:
    """A measure that has a multiple-choice dimension is always split by it, and is no share within it."""
    several = {one.code for one in table.own if one.multiple}
    for measure in table.measures:
        assert several & has(table, measure) <= always(table, measure)
        if isinstance(measure.rate, ShareWithin):
            assert measure.rate.dimension not in several


@ALL
def test_a_state_is_never_added_up_over_time(table: Table) -> None:
    for measure in table.measures:
        if measure.stock:
            assert table.grain in always(table, measure)
            assert {"month", "tertial", "year"} & has(table, measure) == {table.grain}


@ALL
def test_figures_of_the_whole_city_are_never_added_to_districts(table: Table) -> None:
    if table.city:
        assert all("district" in always(table, measure) for measure in table.measures)


@ALL
def test_every_share_says_of_what(table: Table) -> None:
    """And a row of a state, which is set against all units, says of which."""
    own = {one.code: one for one in table.own}
    for measure in table.shown:
        if measure.rate is not None:
            assert measure.rate.known.sv
        over = {ShareWithin: "dimension", ShareOfMeasure: "over"}.get(type(measure.rate))
        if over and (code := getattr(measure.rate, over)) and own[code].states:
            whole = measure.rate.all.sv  # type: ignore[union-attr]
            assert whole, f"of what is a state's row a share? {measure.code}.all in app/tables/words.yaml"
    for derived in table.derived:
        assert derived.over in always(table, table.measure(derived.of))
        if isinstance(derived, (Remainder, CategoriesInUse, MeanRating)):
            assert derived.known.sv


@ALL
def test_what_would_disclose_is_marked(table: Table) -> None:
    """Next steps, further contacts, answers: to know that a whole group has one of them is a disclosure."""
    marked = {one.code for one in table.own if one.sensitive}
    assert marked == {one.code for one in table.own} & {"next_step", "contact", "answer"}


def test_a_municipality_without_levels_has_no_such_dimension() -> None:
    table = BY_ID["session-order"]
    with_levels = [one.code for one in dimensions_of(table, load("lindesberg"))]
    assert "level" in with_levels
    assert "level" not in [one.code for one in dimensions_of(table, load("stockholm"))]
