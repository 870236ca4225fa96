"""Freezing: from records to rounded tables, which hold to the rule, to one another and to what is known."""

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Connection

from app.catalogue.catalogue import DATA, Catalogue, load
from app.disclosure.rounding.rounding_check import faults
from app.disclosure.rounding.rule import is_allowed
from app.figures.derivation import CubeFigures
from app.figures.rows import rows
from app.release.protection.atoms import Key
from app.release.protection.candidate_cells import CandidateCells
from app.release.protection.frozen_release import FrozenRelease, freeze, in_tenths, table_of
from app.release.protection.linked_figures import tables_of
from app.release.protection.public_constraints.application import FinestCells as Counts
from app.release.protection.release_counts import counted_layouts
from app.release.protection.rounding_proof import RoundingProof, place_of, proof_bytes, proof_of
from app.release.protection.table_layout import TableLayout
from app.release.storage.frozen_table import FrozenTable, Value, as_bytes, from_bytes
from app.tables.rates import MeanRating, Remainder
from app.tables.registry import TABLES
from app.vocabulary.lists import GENDERS
from tests.release import invented
from tests.release.filled import empty_city, file_demo_tertial
from tests.support.service import Templates

K = 5
SECRET, ANOTHER = b"s" * 32, b"a" * 32
TERTIAL = "2019-T1"

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


def _truth(connection: Connection, catalogue: Catalogue, tertial: str) -> dict[Key, int]:
    """What every released figure counts."""
    return dict(
        tables_of(counted_layouts(connection, catalogue, tertial, TABLES), catalogue, K).candidates.values
    )


class City:
    """The demo city's first tertial, frozen."""

    def __init__(self, connection: Connection, catalogue: Catalogue) -> None:
        point = connection.begin_nested()
        assert file_demo_tertial(connection, catalogue, TERTIAL) > 1000
        self.stages: list[tuple[str, int, int]] = []
        self.frozen = freeze(
            connection, catalogue, TERTIAL, K, SECRET, (), lambda *told: self.stages.append(told)
        )
        self.layouts = counted_layouts(connection, catalogue, TERTIAL, TABLES)
        self.truth = _truth(connection, catalogue, TERTIAL)
        point.rollback()


@pytest.fixture(scope="module")
def city(connection: Connection, catalogue: Catalogue) -> City:
    return City(connection, catalogue)


SUMS = {("spindle", "score"), ("programme-figures", "relation"), ("programme-figures", "recommend")}
"""Sums that count nobody."""


def _check(frozen: FrozenRelease, truth: dict[Key, int]) -> None:
    """What holds for whatever is frozen: the rule in every figure, one number for a fact, parts, wholes."""
    proof, k = frozen.proof, frozen.proof.linked.threshold
    assert {table.rounded for table in frozen.tables} <= {k, None}
    assert faults(proof.linked, proof.shown, frozen.certificate) == []
    assert proof_of(proof_bytes(proof)) == proof
    for table in frozen.tables:
        assert from_bytes(as_bytes(table)) == table
        for measure in table.measures:
            assert len(measure.values) == table.size(measure.code)
            for codes, value in table.cells(measure.code):
                key: Key = (table.id, measure.code, codes)
                if key[:2] in SUMS or not isinstance(value, int):
                    assert isinstance(value, int) or value != "withheld" or key[:2] in SUMS
                    continue
                name = place_of(*key)
                part = proof.exact.get(name, 0) if name in proof.places else value
                if name in proof.places:
                    assert is_allowed(value - part, truth[key] - part, k), key
                else:
                    assert value == truth[key], key
            if (table.id, measure.code) not in SUMS:
                _adds_up(table, measure.code)


def _check_sums(
    frozen: FrozenRelease, counted: Sequence[TableLayout], truth: dict[Key, int], catalogue: Catalogue
) -> None:
    """Bases of shares and means, what is picked out, and how many lack the fact are as near to the truth as
    the figures. (Not what is left of a whole without a part: there two figures deviate.)"""
    apart: dict[tuple[str, ...], int] = {}
    for table, shape in zip(frozen.tables, counted, strict=True):
        by = frozenset(code for code, one in table.dimension.items() if one.kind != "district")
        shown, true = (
            rows(CubeFigures(one.cube, shape.table, catalogue), by)
            for one in (table, table_of(shape, truth, catalogue))
        )
        scores = {
            *(one.code for one in shape.measures if (shape.table.id, one.code) in SUMS),
            *(one.code for one in shape.table.derived if isinstance(one, MeanRating)),
        }
        left = {one.code for one in shape.table.derived if isinstance(one, Remainder)}
        counts = {(row.measure, *row.cell.items()): row for row in true}
        for row in shown:
            if row.measure in left:
                continue
            key = (row.measure, *row.cell.items())
            other = counts[key]
            pairs = {
                "count": (None, None) if row.measure in scores else (row.count, other.count),
                "base": (row.base, other.base),
                "not-known": (row.not_known, other.not_known),
            }
            for what, (one, count) in pairs.items():
                if one is not None and count is not None:
                    apart[table.id, what, str(key)] = abs(one - count)
    assert {key: one for key, one in apart.items() if one >= frozen.proof.linked.threshold} == {}
    assert sum(one > 0 for one in apart.values()) > 100


def _adds_up(table: FrozenTable, measure: str) -> None:
    """A total is the sum of its parts, and the city of its districts."""
    dimensions = [table.dimension[code] for code in table.measure[measure].dimensions]
    for place, dimension in enumerate(dimensions):
        totals = [one.code for one in dimension.categories if one.total]
        parts = [
            one.code
            for one in dimension.categories
            if not one.total and ("reported" in one.divisions or dimension.kind != "district")
        ]
        others = [
            [one.code for one in whole.categories] if at != place else totals
            for at, whole in enumerate(dimensions)
        ]
        for codes in product(*others):
            whole_value = _at(table, measure, codes)
            if isinstance(whole_value, int):
                values = [_at(table, measure, (*codes[:place], part, *codes[place + 1 :])) for part in parts]
                numbers = [one if isinstance(one, int) else 0 for one in values]
                assert sum(numbers) == whole_value, (table.id, measure, codes)


def _at(table: FrozenTable, measure: str, codes: tuple[str, ...]) -> Value:
    return table.at(measure, dict(zip(table.measure[measure].dimensions, codes, strict=True)))


def test_the_demo_city(city: City) -> None:
    _check(city.frozen, city.truth)
    _check_sums(city.frozen, city.layouts, city.truth, load("stockholm"))
    rounded = {key[:2] for key in CandidateCells(city.layouts, Counts(city.layouts), load("stockholm")).sums}
    assert ("reach", "reached-in-all:not-known") in rounded  # 16 for 10, as a sum of rounded numbers
    linked, shown = city.frozen.proof.linked, city.frozen.proof.shown
    assert not any(0 < shown[cell] < K for cell in linked.shown)
    assert all(shown[cell] == linked.values[cell] for cell in linked.forced)
    away = [abs(shown[cell] - linked.values[cell]) for cell in linked.shown if linked.values[cell]]
    assert max(away) <= K - 1
    assert sum(away) / len(away) <= 1.25


def test_the_same_fact_is_the_same_number(city: City) -> None:
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
        held = {"district": district, "activity": "theme-meeting", "answered": "total"}
        meetings = tables["theme-meetings"].at("meetings", {"district": district, "kind": "total"})
        assert tables["response-rates"].at("contacts", held) == meetings


def test_no_more_answered_than_took_part(city: City) -> None:
    """Of each gender, where the number is known of all, and of families beside those where it is not."""
    table = next(one for one in city.frozen.tables if one.id == "gender-split")
    met = set()
    for codes, answered in table.cells("respondents"):
        if codes[1] in ("counselling-session", "theme-meeting", "programme-group") and codes[2] in GENDERS:
            people, unknown = (_at(table, f"participants{end}", codes) for end in ("", "-not-known"))
            assert isinstance(answered, int)
            assert isinstance(people, int)
            assert isinstance(unknown, int)
            if codes[1] == "counselling-session" or not unknown:
                met.add((codes[1], bool(answered)))
                assert answered <= people + unknown, codes
    assert len(met) == 6


def test_nothing_is_told_of_how_it_goes_but_tenths(city: City) -> None:
    assert {steps for _, _, steps in city.stages} == {10}
    assert all(0 <= done <= 10 for _, done, _ in city.stages)
    told: list[tuple[str, int, int]] = []
    tell = in_tenths(lambda *one: told.append(one))
    for steps in (0, 3, 7000):
        tell("attack", steps, steps)
    assert told == [("attack", 0, 10), ("attack", 10, 10), ("attack", 10, 10)]


def test_a_mean_is_shown_where_enough_answers_are(city: City) -> None:
    """Of the shown base, and near to what it was; of fewer answers no sum is shown."""
    spindle = next(one for one in city.frozen.tables if one.id == "spindle")
    met = set()
    for codes, base in spindle.cells("score-known"):
        score = _at(spindle, "score", codes)
        if isinstance(base, int) and 0 < base < 10:
            assert score == "withheld"
        elif isinstance(base, int) and base:
            assert isinstance(score, int)
            own = city.truth["spindle", "score", codes] / city.truth["spindle", "score-known", codes]
            assert 1 <= score / base <= 5
            assert abs(score / base - own) < 0.5  # of several districts, small ones have the mean of all
            met.add(codes[0])
    assert "stockholm" in met


@pytest.mark.parametrize("number", [0, 1, 3, 15])
def test_few_records(connection: Connection, catalogue: Catalogue, number: int) -> None:
    """An empty tertial, one record, hardly anything, two versions of the questions: all of it freezes; twice
    it is the same, and with another secret it is not."""
    point = connection.begin_nested()
    filed = list(invented.records(number, number, "2019-02"))
    if number == 15:
        filed = [
            (kind, _to_the_second_version(one) if place % 2 else one)
            for place, (kind, one) in enumerate(filed)
        ]
    invented.file(connection, catalogue, filed, number)
    frozen = freeze(connection, catalogue, TERTIAL, K, SECRET)
    again = freeze(connection, catalogue, TERTIAL, K, SECRET)
    other = freeze(connection, catalogue, TERTIAL, K, ANOTHER)
    truth = _truth(connection, catalogue, TERTIAL)
    point.rollback()
    _check(frozen, truth)
    assert frozen.proof.linked.threshold == (K + 2 if number == 15 else K)
    assert _bytes(frozen) == _bytes(again)
    assert frozen.certificate == again.certificate
    assert number not in (0, 15) or (_bytes(frozen) != _bytes(other)) == bool(number)


def _bytes(frozen: FrozenRelease) -> list[bytes]:
    return list(map(as_bytes, frozen.tables))


def _to_the_second_version(content: invented.Content) -> invented.Content:
    """The same answers, to the questions in their second version: a tertial that has answers to both."""
    answers = [
        {**one, "questionnaire": one["questionnaire"].replace("-1", "-2")}
        for one in content.get("answers", ())
    ]
    return {**content, "answers": answers} if answers else content


def test_a_row_that_is_there_for_a_few_only_is_left_out(connection: Connection, catalogue: Catalogue) -> None:
    """A language that nobody is offered any more gets a row where it is shown, and else none."""
    found = {}
    for number in (0, 2, 30):
        point = connection.begin_nested()
        session = {**PLAIN, "other_language_needed": "yes"}
        filed = [("counselling-session", {**session, "language": "arabic"})] * 30
        filed += [("counselling-session", {**session, "language": "not-known"})] * number
        invented.file(connection, catalogue, filed, 0, phones=False)
        frozen = freeze(connection, catalogue, TERTIAL, K, SECRET)
        point.rollback()
        table = next(one for one in frozen.tables if one.id == "language-needs")
        found[number] = [one.code for one in table.dimension["language"].categories]
    assert found[0] == found[2] == found[30]


def test_returns_that_were_not_handed_in_are_missing(city: City) -> None:
    tables = {one.id: one for one in city.frozen.tables}
    enrolment = tables["enrolment"]
    assert enrolment.at("listed", {"district": "stockholm", "programme": "total"}) != "missing"
    assert "missing" not in tables["routes-in"].measures[0].values


def test_a_town_of_one_district(templates: Templates, tmp_path: Path) -> None:
    catalogue = load("lindesberg")
    with empty_city(templates, tmp_path, "lindesberg") as connection:
        assert file_demo_tertial(connection, catalogue, "2023-T3") > 50
        frozen = freeze(connection, catalogue, "2023-T3", K, SECRET)
        truth = _truth(connection, catalogue, "2023-T3")
    _check(frozen, truth)
    assert {one.period for one in frozen.tables} == {"2023-T3", "2023"}


# ------------------------------------------------------------------------------------------ revisions


def _alike(number: int) -> list[invented.Record]:
    """So many sessions of each of two districts and two next steps, alike in all else."""
    return [
        ("counselling-session", {**PLAIN, "district": district, "next_steps": steps})
        for district in ("farsta", "skarpnack")
        for steps in (["library"], ["another-session"])
        for _ in range(number)
    ]


LATE = {**PLAIN, "next_steps": ["another-session"], "route_in": "other"}
ANSWERED = {
    **LATE,
    "answers": invented.Inventor(8).answers("counselling-session", {"mother": 1}),
}


def _versions(
    connection: Connection, catalogue: Catalogue, *lates: Sequence[invented.Content]
) -> tuple[list[FrozenRelease], list[dict[Key, int]]]:
    """A release and its revisions: of the same sessions, and of some others; with what is counted."""
    versions: list[FrozenRelease] = []
    truths = []
    for late in lates:
        point = connection.begin_nested()
        filed = [*_alike(7), *(("counselling-session", one) for one in late)]
        invented.file(connection, catalogue, filed, 0, phones=False)
        before: list[RoundingProof] = [proof_of(proof_bytes(one.proof)) for one in versions]
        versions.append(freeze(connection, catalogue, TERTIAL, K, SECRET, before))
        truths.append(_truth(connection, catalogue, TERTIAL))
        point.rollback()
    return versions, truths


SOME = [LATE] * 3


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([], []),
        ([], [LATE]),
        ([LATE], []),
        ([LATE], [PLAIN]),
        ([LATE], [{**LATE, "children": 3}]),
        (SOME, [*SOME, *[LATE] * 4]),
        ([], [*[LATE] * 6, ANSWERED]),
    ],
    ids=["nothing", "late", "withdrawn", "corrected", "a number", "four late", "one of seven answered"],
)
def test_a_revision_of_few_records_changes_no_figure(
    connection: Connection,
    catalogue: Catalogue,
    first: Sequence[invented.Content],
    second: Sequence[invented.Content],
) -> None:
    (old, new), truths = _versions(connection, catalogue, first, second)
    assert _bytes(new) == _bytes(old)
    assert new.proof.waiting == (("farsta",) if truths[0] != truths[1] else ())
    assert proof_of(proof_bytes(new.proof)).waiting == new.proof.waiting


def test_a_revision_restates_a_district_where_enough_has_changed(
    connection: Connection, catalogue: Catalogue
) -> None:
    """What waits comes in with more; what counts the same keeps its number; the city is always the sum."""
    there = [{**LATE, "district": "skarpnack"}] * 8
    lates = [SOME, [*SOME[:1], *there], [*SOME, *[LATE] * 5, *there]]
    versions, truths = _versions(connection, catalogue, *lates)
    assert [one.proof.waiting for one in versions] == [(), ("farsta",), ()]
    _check(versions[0], truths[0])
    _check(versions[2], truths[2])
    for version, still in ((1, "farsta"), (2, "skarpnack")):
        new, old = versions[version], versions[version - 1]
        for before, after in zip(old.tables, new.tables, strict=True):
            for measure in after.measures:
                for codes, number in after.cells(measure.code):
                    key = (after.id, measure.code, codes)
                    was, now = (one.get(key) for one in truths[version - 1 : version + 1])
                    if codes[0] == still or was == now:
                        assert number == _at(before, measure.code, codes), key
                if (after.id, measure.code) not in SUMS:
                    _adds_up(after, measure.code)
        told = new.proof.linked
        assert told.told
        assert told.guarded
        assert not any(f":{still}" in told.cells[cell] for cell in told.guarded)


def test_every_two_versions_are_the_same_or_far_apart(connection: Connection, catalogue: Catalogue) -> None:
    """Two revisions of many records that lead back to all but one are no way to learn of that one."""
    versions, _ = _versions(connection, catalogue, [], [PLAIN] * 6, [PLAIN], [])
    assert [one.proof.waiting for one in versions] == [(), (), ("farsta",), ()]
    assert _bytes(versions[2]) == _bytes(versions[1])
    assert _bytes(versions[3]) == _bytes(versions[0])


@pytest.mark.parametrize(("left", "waits"), [(0, False), (6, True)])
def test_a_category_that_is_out_of_use_refuses_no_revision(
    connection: Connection, catalogue: Catalogue, tmp_path: Path, left: int, waits: bool
) -> None:
    """The catalogue was corrected after the release: a route had ended before the tertial, and its sessions
    were withdrawn. Its row goes with them; where one is left out only, all of it stays and waits."""
    path = tmp_path / "corrected.yaml"
    text = (DATA / "stockholm.yaml").read_text("utf-8")
    path.write_text(
        text.replace("{code: income-support, ", "{code: income-support, to: 2018-12, ", 1), "utf-8"
    )
    corrected = load(str(path))
    made: list[FrozenRelease] = []
    for number, here in ((7, catalogue), (left, corrected)):
        point = connection.begin_nested()
        rare = [("counselling-session", {**PLAIN, "route_in": "income-support"})] * number
        invented.file(connection, catalogue, [*_alike(7), *rare], 0, phones=False)
        before = [proof_of(proof_bytes(one.proof)) for one in made]
        made.append(freeze(connection, here, TERTIAL, K, SECRET, before))
        point.rollback()
    rows = [next(one for one in each.tables if one.id == "routes-in").dimension["route_in"] for each in made]
    assert ["income-support" in one.place for one in rows] == [True, waits]
    assert made[1].proof.waiting == (("farsta",) if waits else ())
    assert not waits or _bytes(made[0]) == _bytes(made[1])
