"""Tertials of hardly any records can be released like others, wherever the few are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue, load
from app.demo.cities import LAST_OWN_MONTH, city_of
from app.disclosure.rounding.rounding_check import faults
from app.release.protection.frozen_release import DrawSettings, FrozenRelease, frozen
from app.release.protection.release_counts import counted_layouts
from app.release.protection.rounding_proof import RoundingProof
from app.tables.registry import TABLES
from tests.release import invented
from tests.release.filled import empty_city, file_demo_tertial, of_tertial
from tests.support.service import Templates

K = 5


@pytest.fixture(scope="module")
def stockholm(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with empty_city(templates, tmp_path_factory.mktemp("sparse"), "stockholm") as connection:
        yield connection


@pytest.fixture(scope="module")
def lindesberg(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with empty_city(templates, tmp_path_factory.mktemp("town"), "lindesberg") as connection:
        yield connection


def _frozen(
    connection: Connection, catalogue: Catalogue, tertial: str, before: Sequence[RoundingProof] = ()
) -> FrozenRelease:
    """Frozen, with a proof that holds and tables that say how they are rounded."""
    threshold = before[0].linked.threshold if before else K
    layouts = counted_layouts(connection, catalogue, tertial, TABLES)
    made = frozen(layouts, catalogue, DrawSettings(threshold, b"s" * 32, tertial), before)
    assert faults(made.proof.linked, made.proof.shown, made.certificate) == []
    used = made.proof.linked.threshold
    assert {table.rounded for table in made.tables} <= {used, None}
    told = [table.notes[0].en for table in made.tables if table.rounded]
    assert all(f"No rounded figure is 1–{used - 1}:" in note for note in told)
    return made


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32), st.integers(0, 30), st.sampled_from(["2023-T1", "2023-T3", "2024-T1"]))
def test_a_town_of_few_records(lindesberg: Connection, seed: int, number: int, tertial: str) -> None:
    """Any few of the town's records, with any of its returns."""
    catalogue, lot = load("lindesberg"), Random(seed)
    city = city_of(catalogue.municipality, LAST_OWN_MONTH)
    assert city is not None
    there = of_tertial(city.events, tertial)
    events = lot.sample(there, min(number, len(there)))
    returns = [one for one in city.returns if lot.random() < 0.5]
    point = lindesberg.begin_nested()
    file_demo_tertial(lindesberg, catalogue, tertial, replace(city, events=events, returns=returns))
    made = _frozen(lindesberg, catalogue, tertial)
    point.rollback()
    assert made.proof.linked.threshold in (K, K + 1)


@pytest.mark.parametrize(
    ("seed", "number", "districts", "threshold"),
    [(16, 16, 4, 6), (17, 20, 4, 6), (20, 10, 4, 5), (2, 30, 1, 6), (5, 19, 2, 5)],
)
def test_a_city_where_few_districts_have_records(
    stockholm: Connection,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    number: int,
    districts: int,
    threshold: int,
) -> None:
    """Two coordinators have nearly all there is; a greater threshold is told of, and a revision keeps it."""
    monkeypatch.setattr(invented, "DISTRICTS", invented.DISTRICTS[:districts])
    catalogue = load("stockholm")
    filed = list(invented.records(seed, number, "2019-02", invented.KINDS))
    point = stockholm.begin_nested()
    invented.file(stockholm, catalogue, filed, seed)
    first = _frozen(stockholm, catalogue, "2019-T1")
    again = _frozen(stockholm, catalogue, "2019-T1", [first.proof])
    point.rollback()
    assert first.proof.linked.threshold == again.proof.linked.threshold == threshold
    assert [one.measures for one in again.tables] == [one.measures for one in first.tables]
