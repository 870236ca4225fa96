"""Freezing: from records to protected tables, attacked by programs that know only the tables."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue, load
from app.disclosure.checking import faults
from app.disclosure.problem import CannotProtect
from app.release.counting import counted_shapes
from app.release.freezing import Frozen, freeze
from app.release.frozen import FrozenTable, Mark, as_bytes, from_bytes
from app.release.proof import Proved, place_of, problem_bytes, problem_of
from app.release.surviving import Share, shares
from app.release.withholding.knowledge import OPEN_MEASURES
from app.release.withholding.relating import Figures
from app.release.withholding.released import Released
from app.tables.registry import TABLES
from tests.release import invented
from tests.release.attacking import Attack, Cell
from tests.release.filled import empty_city, file_demo_tertial
from tests.support.service import Templates

K = 5


PLAIN = {
    **invented.Inventor(1).one("counselling-session", "farsta", "2019-02"),
    "mothers": 1,
    "fathers": 0,
    "other_adults": 0,
    "children": 1,
    "residential_area": "not-known",
    "session_order": "2-5",
    "other_language_needed": "no",
    "language": "does-not-apply",
    "route_in": "library",
    "next_steps": ["library"],
    "answers": [],
}
"""A session like many others."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load("stockholm")


@pytest.fixture(scope="module")
def connection(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with empty_city(templates, tmp_path_factory.mktemp("freezing"), "stockholm") as connection:
        yield connection


def _truth(connection: Connection, catalogue: Catalogue, tertial: str) -> dict[Cell, int]:
    """What every released cell counts."""
    shapes = counted_shapes(connection, catalogue, tertial, TABLES)
    return dict(Released(shapes, Figures(shapes), K).counts)


class City:
    """The demo city's first tertial, frozen."""

    def __init__(self, connection: Connection, catalogue: Catalogue) -> None:
        point = connection.begin_nested()
        assert file_demo_tertial(connection, catalogue, "2019-T1") > 1000
        self.frozen = freeze(connection, catalogue, "2019-T1", K)
        self.truth = _truth(connection, catalogue, "2019-T1")
        point.rollback()


@pytest.fixture(scope="module")
def city(connection: Connection, catalogue: Catalogue) -> City:
    return City(connection, catalogue)


def _open(table: FrozenTable, measure: str) -> bool:
    among = OPEN_MEASURES.get(table.id, frozenset())
    if among is None or measure in among:
        return True
    handed_in = table.id in ("enrolment", "open-preschool-visits", "context", "programme-figures")
    handed_in |= table.id == "programme-leaders"
    return handed_in and measure.endswith(("-known", "-not-known"))


def _check(frozen: Frozen, truth: dict[Cell, int]) -> None:
    """What holds for whatever is frozen."""
    assert faults(frozen.problem, frozen.certificate) == []
    proved = frozen.certificate["withheld"]
    assert isinstance(proved, list)
    hidden = set(proved)
    for table in frozen.tables:
        assert from_bytes(as_bytes(table)) == table
        for measure in table.measures:
            assert len(measure.values) == table.size(measure.code)
            for codes, value in table.cells(measure.code):
                place = frozen.places.get(place_of(table.id, measure.code, codes))
                assert place is None or value == "withheld" or frozen.problem.cells[place] not in hidden
                if not isinstance(value, int):
                    assert value != "not-known" or truth[table.id, measure.code, codes] == 0
                    continue
                assert value == truth[table.id, measure.code, codes]
                assert not 1 <= int(value) < K or _open(table, measure.code), (table.id, measure.code, codes)
            _add_up(table, measure.code)


def _add_up(table: FrozenTable, measure: str) -> None:
    """Where all parts of a total are published, it is their sum."""
    dimensions = [table.dimension[code] for code in table.measure[measure].dimensions]
    for place, dimension in enumerate(dimensions):
        totals = [one.code for one in dimension.categories if one.total]
        parts = [
            one.code
            for one in dimension.categories
            if not one.total and ("reported" in one.divisions or dimension.kind != "district")
        ]
        if not totals:
            continue
        assert not dimension.multiple
        others = [
            [one.code for one in whole.categories] if at != place else totals
            for at, whole in enumerate(dimensions)
        ]
        for codes in product(*others):
            values = [_at(table, measure, (*codes[:place], part, *codes[place + 1 :])) for part in parts]
            numbers = [value for value in values if isinstance(value, int)]
            whole_value = _at(table, measure, codes)
            if "withheld" not in values and isinstance(whole_value, int) and numbers:
                assert sum(numbers) == whole_value, (table.id, measure, codes)


def _at(table: FrozenTable, measure: str, codes: tuple[str, ...]) -> int | Mark:
    return table.at(measure, dict(zip(table.measure[measure].dimensions, codes, strict=True)))


def _survival(frozen: Frozen) -> dict[str, Share]:
    return shares(frozen.tables, Proved(frozen.problem, frozen.places))


def test_the_demo_city(city: City) -> None:
    _check(city.frozen, city.truth)
    problem, protection = city.frozen.problem, city.frozen.protection
    assert len(problem.coalitions) == 8  # seven districts, and the one that two of them became
    survived = _survival(city.frozen)
    for name, one in survived.items():
        print(f"{name}: {one.published_cells} of {one.cells} cells, {one.published_counts} of {one.counts}")
    print(f"{len(problem.atoms)} pieces, {len(problem.cells)} cells, {len(problem.primary)} primary,")
    print(f"{len(protection.secondary)} secondary, {protection.repaired} of them by the audit")
    shown = [one for one in survived.values() if one.cells]
    assert sum(one.published_counts for one in shown) > 0.8 * sum(one.counts for one in shown)
    # The figures that the platform is known by: the city's sessions, and each district's.
    routes = next(one for one in city.frozen.tables if one.id == "routes-in")
    assert all(
        isinstance(routes.at("sessions", {"district": one.code, "route_in": "total"}), int)
        for one in routes.dimension["district"].categories
    )


def test_nobody_tells_a_small_count_from_the_tables(city: City) -> None:
    districts = [None, "farsta", "rinkeby-kista"]
    for district in districts:
        attack = Attack(city.frozen.tables, city.truth, district)
        assert len(attack.targets) > 100
        assert attack.breaches(K) == []
    # The same program, on tables where only what is small itself is withheld.
    bare = [
        replace(
            table,
            measures=tuple(
                replace(
                    measure,
                    values=tuple(
                        "withheld"
                        if 1 <= city.truth[table.id, measure.code, codes] < K
                        else city.truth[table.id, measure.code, codes]
                        for codes, _ in table.cells(measure.code)
                    ),
                )
                for measure in table.measures
            ),
        )
        for table in city.frozen.tables
        if table.id in ("routes-in", "residential-areas", "session-order", "response-rates")
    ]
    assert len(Attack(bare, city.truth).breaches(K)) > 5


def test_what_is_published_twice_is_the_same(city: City) -> None:
    """A count that several tables show is shown by all of them or by none."""
    tables = {one.id: one for one in city.frozen.tables}
    for district in (one.code for one in tables["routes-in"].dimension["district"].categories):
        sessions = [
            tables[table].at("sessions", {"district": district, code: "total"})
            for table, code in (
                ("routes-in", "route_in"),
                ("residential-areas", "area"),
                ("session-order", "session_order"),
            )
        ]
        cell = {"district": district, "activity": "counselling-session", "answered": "total"}
        sessions.append(tables["response-rates"].at("contacts", cell))
        assert len(set(sessions)) == 1
        first = {"district": district, "session_order": "first"}
        cell = {"district": district, "activity": "counselling-session"}
        assert tables["session-order"].at("sessions", first) == tables["reach"].at("reached", cell)


def test_returns_that_were_not_handed_in_are_missing(city: City) -> None:
    tables = {one.id: one for one in city.frozen.tables}
    enrolment = tables["enrolment"]
    # Farsta has no programme of its own, and nobody owes a figure of one.
    assert enrolment.at("listed", {"district": "farsta", "programme": "skarholmen"}) == "not-applicable"
    assert "missing" not in tables["routes-in"].measures[0].values
    assert enrolment.at("listed", {"district": "stockholm", "programme": "total"}) != "missing"


@pytest.mark.parametrize("number", [0, 1, 3, 9, 15])
def test_few_records(connection: Connection, catalogue: Catalogue, number: int) -> None:
    """An empty tertial, one record, one district, hardly anything to publish, two versions of the questions:
    all of it freezes safely."""
    point = connection.begin_nested()
    filed = list(invented.records(number, number, "2019-02"))
    if number == 9:
        filed = [(kind, {**one, "district": "farsta"}) for kind, one in filed if kind != "home-visit"]
    if number == 15:
        filed = [
            (kind, _to_the_second_version(one) if place % 2 else one)
            for place, (kind, one) in enumerate(filed)
        ]
    invented.file(connection, catalogue, filed, number)
    frozen = freeze(connection, catalogue, "2019-T1", K)
    truth = _truth(connection, catalogue, "2019-T1")
    point.rollback()
    _check(frozen, truth)
    survived = _survival(frozen)
    shown = [one for one in survived.values() if one.cells]
    assert bool(shown) == bool(number)
    if 0 < number < K:
        assert not any(one.published_cells for table, one in survived.items() if table not in OPEN_MEASURES)


def _to_the_second_version(content: invented.Content) -> invented.Content:
    """The same answers, to the questions in their second version: a tertial that has answers to both."""
    answers = [
        {**one, "questionnaire": one["questionnaire"].replace("-1", "-2")}
        for one in content.get("answers", ())
    ]
    return {**content, "answers": answers} if answers else content


def test_a_row_in_one_sensitive_category(connection: Connection, catalogue: Catalogue) -> None:
    """All sessions of a district led to the same: that is withheld, and so are the zeros beside it."""
    point = connection.begin_nested()
    filed = [
        ("counselling-session", {**PLAIN, "district": district, "next_steps": steps})
        for district, steps in [
            *(("farsta", ["application"]),) * 12,
            *(("skarpnack", ["another-session"]),) * 9,
            *(("skarpnack", ["library"]),) * 8,
        ]
    ]
    invented.file(connection, catalogue, filed, 3, phones=False)
    frozen = freeze(connection, catalogue, "2019-T1", K)
    truth = _truth(connection, catalogue, "2019-T1")
    point.rollback()
    _check(frozen, truth)
    steps = next(one for one in frozen.tables if one.id == "next-steps")
    in_farsta = {
        code: steps.at("sessions", {"district": "farsta", "next_step": code})
        for code in ("application", "another-session", "library", "not-known")
    }
    assert in_farsta["application"] == "withheld"
    assert in_farsta["another-session"] == in_farsta["library"] == "withheld"
    assert in_farsta["not-known"] == 0


STEPS = (["library"], ["another-session"], ["library", "another-session"], ["none"])
KINDS = tuple(
    {**PLAIN, "route_in": route, "next_steps": steps} for route in ("library", "other") for steps in STEPS
)
"""Sessions of eight kinds."""


@pytest.fixture(scope="module")
def of_each_kind(connection: Connection, catalogue: Catalogue) -> list[dict[Cell, int]]:
    """What every cell counts of one session of each kind."""
    each = []
    for one in KINDS:
        point = connection.begin_nested()
        invented.file(connection, catalogue, [("counselling-session", one)], phones=False)
        each.append(_truth(connection, catalogue, "2019-T1"))
        point.rollback()
    return each


@pytest.mark.parametrize(
    "numbers", [(1, 2, 1, 2, 1, 1, 0, 2), (3, 0, 2, 1, 0, 4, 0, 0), (2, 0, 0, 2, 3, 1, 1, 0)]
)
def test_no_set_of_records_that_agrees_gives_a_small_count_away(
    connection: Connection,
    catalogue: Catalogue,
    of_each_kind: list[dict[Cell, int]],
    numbers: tuple[int, ...],
) -> None:
    """By brute force, with no program of ours: every set of such sessions is tried for whether it would look
    the same. In some that do, a small count is greater than it is, and not all of them are within one."""
    point = connection.begin_nested()
    filed = [one for one, number in zip(KINDS, numbers, strict=True) for _ in range(number)]
    invented.file(connection, catalogue, [("counselling-session", one) for one in filed], phones=False)
    frozen = freeze(connection, catalogue, "2019-T1", K)
    truth = _truth(connection, catalogue, "2019-T1")
    point.rollback()
    _check(frozen, truth)

    sets = np.array(list(_up_to(sum(numbers) + 2, len(KINDS))), dtype=np.int16)
    shown = {
        (table.id, measure.code, codes): value
        for table in frozen.tables
        for measure in table.measures
        for codes, value in table.cells(measure.code)
        if truth[table.id, measure.code, codes] or value == "withheld"
    }
    seen = {cell: sets @ np.array([one[cell] for one in of_each_kind], dtype=np.int16) for cell in shown}
    zeros = {frozen.problem.cells[cell] for cell in frozen.problem.zeros_hidden}
    like = np.ones(len(sets), dtype=bool)
    for cell, value in shown.items():
        place = frozen.places.get(place_of(*cell))
        if isinstance(value, int):
            like &= seen[cell] == value
        elif place is not None and frozen.problem.cells[place] not in zeros:
            like &= seen[cell] >= 1
    small = [cell for cell, value in shown.items() if value == "withheld" and 1 <= truth[cell] < K]
    assert small
    for cell in small:
        could_be = seen[cell][like]
        assert could_be.max() > truth[cell], cell
        assert could_be.max() - could_be.min() >= 2, cell


def _up_to(most: int, kinds: int) -> Iterator[tuple[int, ...]]:
    """Every way to have at most so many sessions of so many kinds."""
    if not kinds:
        yield ()
        return
    for number in range(most + 1):
        for rest in _up_to(most - number, kinds - 1):
            yield (number, *rest)


# ------------------------------------------------------------------------------------------ revisions


@pytest.fixture(scope="module")
def town(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Connection, Catalogue]]:
    """A town of one district, with many records of few kinds: late ones can be told of in large numbers."""
    with empty_city(templates, tmp_path_factory.mktemp("town"), "stockholm") as connection:
        yield connection, load("stockholm")


def _alike(number: int) -> list[invented.Record]:
    """So many sessions of each of two districts and two next steps, alike in all else."""
    return [
        ("counselling-session", {**PLAIN, "district": district, "next_steps": steps})
        for district in ("farsta", "skarpnack")
        for steps in (["library"], ["another-session"])
        for _ in range(number)
    ]


def _first(connection: Connection, catalogue: Catalogue) -> tuple[Frozen, Proved]:
    frozen = freeze(connection, catalogue, "2019-T1", K)
    return frozen, problem_of(problem_bytes(frozen.problem, frozen.places))


@pytest.mark.parametrize(("late", "passes"), [(0, True), (1, False), (6, True)])
def test_a_revision_restates_all_or_nothing(
    town: tuple[Connection, Catalogue], late: int, passes: bool
) -> None:
    connection, catalogue = town
    point = connection.begin_nested()
    invented.file(connection, catalogue, _alike(10), 0, phones=False)
    first, proof = _first(connection, catalogue)
    invented.file(connection, catalogue, _alike(late), 1, phones=False)
    try:
        if not passes:
            with pytest.raises(CannotProtect, match="late records would show"):
                freeze(connection, catalogue, "2019-T1", K, first.tables, proofs=[proof])
            return
        second = freeze(connection, catalogue, "2019-T1", K, first.tables, proofs=[proof])
        truth = _truth(connection, catalogue, "2019-T1")
    finally:
        point.rollback()
    _check(second, truth)
    for old, new in zip(first.tables, second.tables, strict=True):
        for measure in old.measures:
            for (_, before), (_, after) in zip(old.cells(measure.code), new.cells(measure.code), strict=True):
                if isinstance(before, int) and before and isinstance(after, int):
                    assert after - before == 0 or after - before >= K
                assert not isinstance(before, int) or before == 0 or isinstance(after, int)


def test_a_revision_without_its_proof_is_refused(town: tuple[Connection, Catalogue]) -> None:
    connection, catalogue = town
    point = connection.begin_nested()
    invented.file(connection, catalogue, _alike(10), 0, phones=False)
    first, _ = _first(connection, catalogue)
    with pytest.raises(CannotProtect, match="proofs"):
        freeze(connection, catalogue, "2019-T1", K, first.tables)
    point.rollback()


def test_a_town_of_one_district(templates: Templates, tmp_path: Path) -> None:
    catalogue = load("lindesberg")
    with empty_city(templates, tmp_path, "lindesberg") as connection:
        assert file_demo_tertial(connection, catalogue, "2023-T3") > 50
        frozen = freeze(connection, catalogue, "2023-T3", K)
        truth = _truth(connection, catalogue, "2023-T3")
    _check(frozen, truth)
    assert frozen.problem.coalitions == ()
    assert {one.period for one in frozen.tables} == {"2023-T3", "2023"}
