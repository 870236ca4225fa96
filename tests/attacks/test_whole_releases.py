"""Whole releases, attacked by each that could: a small municipality's, years', by two coordinators and by all
but one. Each attack is shown to succeed where something is wrong that must not be.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pytest
from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue, load
from app.demo.cities import LAST_OWN_MONTH, city_of
from app.demo.city import RecordedEvent
from app.published.spans import added
from app.release.protection import linked_figures
from app.release.protection.candidate_cells import CandidateCells
from app.release.protection.frozen_release import freeze
from app.release.protection.public_constraints.application import FinestCells
from app.release.protection.public_constraints.declarations import relations_of
from app.release.protection.public_constraints.relations import Relation
from app.release.protection.release_counts import counted_layouts
from app.release.storage.frozen_table import FrozenTable
from app.tables.registry import BY_ID, TABLES
from tests.attacks.bounding import Bounds, K
from tests.attacks.narrowing import small, told_by
from tests.attacks.released_tables import contradictions, differences, seen_in
from tests.attacks.seeing import Cell, Seen
from tests.attacks.worlds import SECRET, bare
from tests.release import invented
from tests.release.filled import empty_city, file_demo_tertial
from tests.support.service import Templates

TERTIAL = "2019-T1"
YEAR_OF_THEM = "2023"
YEAR = ("2023-T1", "2023-T2", "2023-T3")
AREAS = {"lindesberg", "frovi", "not-known"}
DISTRICTS = invented.DISTRICTS
"""The only ones with records."""
EMPTY = "enskede-arsta-vantor"
CITY = "stockholm"
Truth = dict[Cell, int]


@dataclass(frozen=True)
class Release:
    """What was published, and what was counted."""

    tables: tuple[FrozenTable, ...]
    truth: Truth

    def seen(self) -> Seen:
        return seen_in(self.tables)


def _released(connection: Connection, catalogue: Catalogue, tertial: str) -> Release:
    tables = freeze(connection, catalogue, tertial, K, SECRET).tables
    layouts = counted_layouts(connection, catalogue, tertial, TABLES)
    counts = CandidateCells(layouts, FinestCells(layouts), catalogue).counts
    period = {one.id: one.period for one in tables}
    truth = {(table, measure, period[table], codes): n for (table, measure, codes), n in counts.items()}
    return Release(tables, truth)


def _known_to(districts: Iterable[str], truth: Truth) -> Truth:
    return {cell: count for cell, count in truth.items() if cell[3][0] in districts}


def _told(seen: Seen, truth: Truth, own: Sequence[str], width: int = 2, exact_from: int = 10**6) -> set[Cell]:
    """What whoever knows these districts' counts can say too well of others' small ones."""
    attack = Bounds(seen, TERTIAL, known=_known_to(own, truth), exact_from=exact_from)
    assert attack.wrong(truth) == []
    targets = [one for one in small(seen, truth, TERTIAL) if not attack.is_known(one)]
    return set(told_by(attack, targets, width))


# --------------------------------------------------------------------- one, two, and all but one together


@pytest.fixture(scope="module")
def stockholm(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with empty_city(templates, tmp_path_factory.mktemp("coordinators"), "stockholm") as connection:
        invented.file(connection, load("stockholm"), list(invented.records(1, 1000, "2019-02")), 1)
        yield connection


@pytest.fixture(scope="module")
def city(stockholm: Connection) -> Release:
    return _released(stockholm, load("stockholm"), TERTIAL)


def test_what_is_shown_agrees_and_is_near(city: Release) -> None:
    seen = city.seen()
    assert list(contradictions(seen, TERTIAL)) == []
    assert max(apart for _, apart in differences(seen, city.truth, TERTIAL)) == K - 1


@pytest.mark.parametrize("together", [0, 1, 2])
def test_coordinators_who_put_their_figures_together(city: Release, together: int) -> None:
    seen = city.seen()
    for own in combinations((*DISTRICTS, EMPTY), together):
        assert _told(seen, city.truth, own) == set(), own
    # Where great figures are exact, and known to be, they know much.
    careless = seen_in(bare(one, city.truth) for one in city.tables)
    assert len(_told(careless, city.truth, DISTRICTS[:together], exact_from=K + 1)) > 1


def test_all_coordinators_but_one(city: Release) -> None:
    """No small figure is known exactly to them; one is where the city's figure says how many are left."""
    seen, everybody = city.seen(), {cell[3][0] for cell in city.truth} - {CITY}
    for left in DISTRICTS:
        assert _told(seen, city.truth, sorted(everybody - {left}), 1) == set(), left
    four = [one for one in small(seen, city.truth, TERTIAL) if (seen.told[one], city.truth[one]) == (0, 4)]
    target = next(one for one in four if one[3][0] != CITY and not {"total", "not-known"} & {*one[3]})
    left, *codes = target[3]
    whole = (*target[:3], (CITY, *codes))
    seen.told[whole] = city.truth[whole] + K - 1
    assert target in _told(seen, city.truth, sorted(everybody - {left}), 1)
    assert target not in _told(seen, city.truth, (), 1)


def test_a_cap_of_six_is_seen(city: Release) -> None:
    seen = city.seen()
    cell, _ = max(differences(seen, city.truth, TERTIAL), key=lambda one: city.truth[one[0]])
    seen.told[cell] = city.truth[cell] + 6
    assert max(apart for _, apart in differences(seen, city.truth, TERTIAL)) == 6
    assert any(str(cell) in one for one in contradictions(seen, TERTIAL))
    assert Bounds(seen, TERTIAL).wrong(city.truth)


def test_a_relation_that_is_left_out_is_seen(
    stockholm: Connection, city: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sessions by their order are then other numbers than sessions by the route."""

    def fewer(catalogue: Catalogue) -> tuple[Relation, ...]:
        return tuple(one for one in relations_of(catalogue) if "session-order" not in str(one))

    monkeypatch.setattr(linked_figures, "relations_of", fewer)
    made = _released(stockholm, load("stockholm"), TERTIAL)
    found = list(contradictions(made.seen(), TERTIAL))
    assert any("session-order" in one for one in found)


# --------------------------------------------------------------------------------- a small municipality


def _of_two_areas(events: Iterable[RecordedEvent]) -> list[RecordedEvent]:
    return [one for one in events if one.content.get("residential_area", "frovi") in AREAS]


@pytest.fixture(scope="module")
def town(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    """The family centre's three tertials of a year, with sessions from two of its areas."""
    catalogue = load("lindesberg")
    whole = city_of(catalogue.municipality, LAST_OWN_MONTH)
    assert whole is not None
    own = replace(whole, events=_of_two_areas(whole.events))
    with empty_city(templates, tmp_path_factory.mktemp("town"), "lindesberg") as connection:
        for tertial in YEAR:
            file_demo_tertial(connection, catalogue, tertial, own)
        return [_released(connection, catalogue, tertial) for tertial in YEAR]


@pytest.mark.parametrize("place", range(3))
def test_a_town_of_two_areas(town: list[Release], place: int) -> None:
    release, period = town[place], YEAR[place]
    seen = release.seen()
    assert list(contradictions(seen, period)) == []
    assert max(apart for _, apart in differences(seen, release.truth, period)) == K - 1
    attack = Bounds(seen, period)
    assert attack.wrong(release.truth) == []
    targets = small(seen, release.truth, period)
    assert len(targets) > 50
    assert told_by(attack, targets) == {}
    careless = seen_in(bare(one, release.truth) for one in release.tables)
    assert told_by(Bounds(careless, period, exact_from=K + 1), small(careless, release.truth, period))


# --------------------------------------------------------------------------------------------- years


def _year(town: list[Release]) -> Release:
    """The sums of three tertials as published, and of what was counted in them."""
    summed, catalogue = [], load("lindesberg")
    for first in town[0].tables:
        table = BY_ID[first.id]
        if table.grain != "year" and not any(one.stock for one in table.measures):
            parts = [next(one for one in each.tables if one.id == first.id) for each in town]
            summed.append(added(parts, YEAR_OF_THEM, table, catalogue))
    truth: Truth = Counter()
    for each in town:
        for (table_id, measure, _, codes), count in each.truth.items():
            truth[table_id, measure, YEAR_OF_THEM, codes] += count
    return Release(tuple(summed), truth)


def test_a_year_beside_its_tertials(town: list[Release]) -> None:
    """All of it together: the tertials of a year and the year tell no small count of any of them."""
    year = _year(town)
    everything = [one for each in town for one in each.tables if len(one.period) > 4]
    truth = {cell: count for each in (*town, year) for cell, count in each.truth.items()}
    seen = seen_in([*everything, *year.tables])
    seen.spans[YEAR_OF_THEM] = YEAR
    for cell in seen.of(YEAR_OF_THEM):
        told = [seen.told.get((*cell[:2], one, cell[3]), 0) for one in YEAR]
        if isinstance(seen.told[cell], int):
            assert seen.told[cell] == sum(one for one in told if isinstance(one, int)), cell
    attack = Bounds(seen, *YEAR, YEAR_OF_THEM)
    assert attack.wrong(truth) == []
    targets = [one for period in (*YEAR, YEAR_OF_THEM) for one in small(seen, truth, period)]
    assert told_by(attack, targets) == {}
    # A year that is counted by itself, and known to be exact where it is great, gives its tertials away.
    by_itself = {cell: truth[cell] for cell in seen.of(YEAR_OF_THEM) if truth.get(cell, 0) >= K}
    careless = Bounds(seen, *YEAR, YEAR_OF_THEM, known=by_itself)
    assert careless.wrong(truth) == []
    assert len(told_by(careless, targets)) > 1
