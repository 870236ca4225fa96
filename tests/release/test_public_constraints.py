"""What everybody knows of the figures: every equality that all data hold to is declared, and each holds."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace

import pytest
from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue, load
from app.disclosure.modular import Basis
from app.release.protection.atoms import AtomRegistry, Key
from app.release.protection.linked_figures import tables_of
from app.release.protection.open_figures import empty_cells, open_cells
from app.release.protection.public_constraints.application import FinestCells, relate
from app.release.protection.public_constraints.declarations import relations_of
from app.release.protection.public_constraints.relations import CellView, ChoicesMade, Relation, UpperLimit
from app.release.protection.release_counts import counted_layouts
from app.tables.count_selection import CountSelection
from app.tables.declaration import Table
from app.tables.engine import count
from app.tables.registry import TABLES
from app.vocabulary.periods import Span, months_of, tertials_between
from tests.release import invented
from tests.release.filled import empty_city, file_demo_tertial
from tests.release.related import Vector, relations_met
from tests.support.service import Templates

FIRST, LAST = "2019-01", "2026-12"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load("stockholm")


@pytest.fixture(scope="module")
def connection(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with empty_city(templates, tmp_path_factory.mktemp("knowledge"), "stockholm") as connection:
        yield connection


def _one_by_one(
    connection: Connection, catalogue: Catalogue, tables: list[Table], kinds: tuple[str, ...], seed: int
) -> Iterator[Vector]:
    """Counts of single records: each is alone in its district and tertial, which every table tells."""
    lot = invented.Inventor(seed)
    periods = tertials_between("2019-T1", "2026-T2")
    if tables[0].grain == "month":
        periods = [months_of(tertial)[1] for tertial in periods]
    filed = []
    for period in periods:
        for district in invented.DISTRICTS:
            usable = [one for one in kinds if one != "home-visit" or district in invented.PROGRAMMES]
            kind = lot.lot.choice(usable)
            filed.append((kind, lot.one(kind, district, period)))
    point = connection.begin_nested()
    invented.file(connection, catalogue, filed, seed)
    found: dict[tuple[str, str], dict[Key, int]] = {}
    for table in tables:
        by = tuple(dict.fromkeys(("district", "tertial", *table.usual)))
        span = Span(FIRST, LAST)
        for measure, array in count(
            connection, table, CountSelection(invented.DISTRICTS, (span,), by), catalogue
        ).arrays.items():
            at, period_at = array.dimensions.index("district"), array.dimensions.index("tertial")
            for codes, value in array.cells():
                if value:
                    rest = tuple(c for place, c in enumerate(codes) if place not in (at, period_at))
                    found.setdefault((codes[at], codes[period_at]), {})[table.id, measure, rest] = value
    point.rollback()
    yield from found.values()


def _always(catalogue: Catalogue) -> Iterator[Relation]:
    """The relations without those that only some data hold to."""
    for one in relations_of(catalogue):
        if isinstance(one, UpperLimit):
            if not one.unless:
                yield replace(one, equal_without=None)
        else:
            yield one


def _declared(
    connection: Connection, catalogue: Catalogue, tables: list[Table], met: set[Key]
) -> tuple[int, Callable[[Vector], bool]]:
    """How many figures of one district are independent of one another by all that is declared; and whether a
    sum of figures, some subtracted, is known to be 0."""
    figures = FinestCells(counted_layouts(connection, catalogue, "2019-T2", tables))
    keys = [
        key for key in figures.values if key[2][0] == "skarholmen" and (key[0], key[1], key[2][1:]) in met
    ]
    only = FinestCells([])
    only.layouts, only.dimensions = figures.layouts, figures.dimensions
    for key in keys:
        only.put(key, 0)
    registry = AtomRegistry(only.value, frozenset(), frozenset(), 5, 10)
    relate(registry, only, _always(catalogue), catalogue)
    assert len(keys) == len(met)
    assert not registry.broken
    counted, ties = Basis(), Basis()
    for tie in registry.ties:
        for basis in (counted, ties):
            _rank(basis, dict.fromkeys(tie.atoms, 1))
    of = {(table, measure, cell[1:]): registry.of((table, measure, cell)) for table, measure, cell in keys}

    def is_known(figures: Vector) -> bool:
        column: Counter[int] = Counter()
        for key, sign in figures.items():
            for atom in of[key]:
                column[atom] += sign
        return not ties.residue({atom: number for atom, number in column.items() if number})

    return sum(_rank(counted, dict.fromkeys(registry.of(key), 1)) for key in keys), is_known


def _rank(basis: Basis, column: dict[int, int]) -> int:
    residue = basis.residue(column)
    if residue:
        basis.add(residue, min(residue))
    return bool(residue)


@pytest.mark.parametrize(
    ("grain", "kinds", "rounds", "most"),
    [("month", invented.KINDS, 16, 300), ("tertial", ("spindle-response",), 1, 30)],
)
def test_every_equality_is_declared(
    connection: Connection,
    catalogue: Catalogue,
    grain: str,
    kinds: tuple[str, ...],
    rounds: int,
    most: int,
) -> None:
    """Counts are sums over records: what single records span is all that figures can be. An equality that is
    not declared leaves the declared figures more room than that."""
    tables = [one for one in TABLES if one.grain == grain and not one.of_returns]
    basis, places, spanned, vectors = Basis(), dict[Key, int](), 0, list[Vector]()
    for seed in range(rounds):
        for vector in _one_by_one(connection, catalogue, tables, kinds, seed):
            vectors.append(vector)
            column = {places.setdefault(key, len(places)): value for key, value in vector.items()}
            spanned += _rank(basis, column)
    assert len(places) > spanned > most / 2
    implied, is_known = _declared(connection, catalogue, tables, set(places))
    met = (
        {one.id: list(relations_met(one.id, vectors, is_known)) for one in tables}
        if spanned != implied
        else {}
    )
    equal = [one for found in met.values() for one in found if "was equal to" in one]
    assert spanned == implied, f"not declared in public_constraints/of_*.py: {equal or met}"
    named = set(_tables_of(tuple(relations_of(catalogue))))
    for table in tables:
        assert table.id in named, f"{table.id} has no relation in public_constraints/of_*.py: " + "; ".join(
            relations_met(table.id, vectors, is_known)
        )


def _tables_of(relation: object) -> Iterator[str]:
    """The tables that a relation names."""
    if isinstance(relation, CellView | ChoicesMade):
        yield relation.table
    elif isinstance(relation, tuple):
        for one in relation:
            yield from _tables_of(one)
    elif is_dataclass(relation):
        for part in fields(relation):
            yield from _tables_of(getattr(relation, part.name))


@pytest.mark.parametrize("number", [2, 30, 150])
def test_every_relation_holds(connection: Connection, catalogue: Catalogue, number: int) -> None:
    for seed in range(2):
        point = connection.begin_nested()
        invented.file(connection, catalogue, list(invented.records(seed, number, "2019-02")), seed)
        scores = list(invented.records(seed, number, "2019-T1", ("spindle-response",)))
        invented.file(connection, catalogue, scores, seed)
        tables = tables_of(counted_layouts(connection, catalogue, "2019-T1", TABLES), catalogue, 5)
        point.rollback()
        assert tables.broken == ()
        assert len(tables.linked.forced) > number


@pytest.mark.parametrize("tertial", ["2019-T3", "2023-T2"])
def test_the_demo_city_holds_to_all(connection: Connection, catalogue: Catalogue, tertial: str) -> None:
    point = connection.begin_nested()
    assert file_demo_tertial(connection, catalogue, tertial) > 100
    layouts = counted_layouts(connection, catalogue, tertial, TABLES)
    point.rollback()
    assert tables_of(layouts, catalogue, 5).broken == ()


def test_a_relation_that_the_data_break_is_not_relied_on(
    connection: Connection, catalogue: Catalogue
) -> None:
    layouts = counted_layouts(connection, catalogue, "2019-T1", TABLES)
    figures = FinestCells(layouts)
    key = next(key for key in figures.values if key[:2] == ("routes-in", "sessions"))
    figures.values[key] = 7
    opened = open_cells(figures)
    registry = AtomRegistry(figures.value, empty_cells(figures, catalogue, opened), opened, 5, 1000)
    relate(registry, figures, relations_of(catalogue), catalogue)
    assert any(one.startswith(f"sessions in {key[2][0]}") for one in registry.broken)
    of = registry.of(key)
    assert of
    assert not any(of <= tie.atoms for tie in registry.ties)
