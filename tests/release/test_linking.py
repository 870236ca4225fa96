"""What is rounded together: every figure has its place, whatever it counts, and what all know is known."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue, load
from app.disclosure.modular import Basis
from app.release.protection.atoms import name_of
from app.release.protection.linked_figures import LinkedFigures, tables_of
from app.release.protection.open_figures import is_open_to_all
from app.release.protection.release_counts import counted_layouts
from app.tables.registry import BY_ID, TABLES
from tests.release import invented
from tests.release.filled import empty_city, file_demo_tertial
from tests.support.service import Templates

K = 5
TERTIAL = "2019-T1"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load("stockholm")


@pytest.fixture(scope="module")
def connection(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with empty_city(templates, tmp_path_factory.mktemp("linking"), "stockholm") as connection:
        yield connection


def _tables(connection: Connection, catalogue: Catalogue, tertial: str = TERTIAL) -> LinkedFigures:
    return tables_of(counted_layouts(connection, catalogue, tertial, TABLES), catalogue, K)


@pytest.fixture(scope="module")
def city(connection: Connection, catalogue: Catalogue) -> LinkedFigures:
    """The demo city's first tertial."""
    point = connection.begin_nested()
    assert file_demo_tertial(connection, catalogue, TERTIAL) > 1000
    found = _tables(connection, catalogue)
    point.rollback()
    return found


def test_every_figure_is_the_sum_of_its_parts(city: LinkedFigures) -> None:
    assert city.figures(city.linked.values) == {
        key: value for key, value in city.candidates.values.items() if key in city.exact
    }
    linked = city.linked
    assert linked.shown | linked.forced | linked.undeclared == set(range(len(linked.cells)))
    for one, other in combinations((linked.shown, linked.forced, linked.undeclared), 2):
        assert not one & other
    assert len(set(linked.cells)) == len(linked.cells)
    assert len(set(linked.atoms)) == len(linked.atoms)
    assert sum(not linked.values[cell] for cell in linked.shown) > 1000


def _known(tables: LinkedFigures) -> Basis:
    """The span of what everybody knows."""
    basis = Basis()
    for cell in sorted(tables.linked.forced):
        residue = basis.residue(dict.fromkeys(tables.linked.members[cell], 1))
        if residue:
            basis.add(residue, min(residue))
    return basis


def test_nothing_that_is_protected_follows_from_what_everybody_knows(city: LinkedFigures) -> None:
    basis, linked = _known(city), city.linked
    implied = [cell for cell in linked.shown if not basis.residue(dict.fromkeys(linked.members[cell], 1))]
    assert [linked.cells[cell] for cell in implied] == []
    # It would be found: a figure that is known, and one beside it.
    cell = next(iter(linked.forced))
    assert not basis.residue(dict.fromkeys(linked.members[cell], 1))


def _structure(tables: LinkedFigures) -> dict[str, object]:
    """Everything but the counts."""
    linked = tables.linked
    names = {cell: linked.cells[cell] for cell in range(len(linked.cells))}
    return {
        "atoms": {
            linked.atoms[atom] for cell in linked.shown | linked.forced for atom in linked.members[cell]
        },
        "shown": {(names[cell], linked.members[cell]) for cell in linked.shown},
        "forced": {names[cell] for cell in linked.forced},
        "few": {(names[one], names[other]) for one, other in linked.few.items()},
        "uniform": {names[one] for one in linked.uniform},
        "cells": dict(tables.cell_of),
        "weights": dict(linked.weights),
    }


def test_the_structure_does_not_depend_on_which_counts_are_zero(
    connection: Connection, catalogue: Catalogue
) -> None:
    """A tertial without any session, one with a single one, and one with many."""
    found = []
    for number in (0, 1, 40):
        point = connection.begin_nested()
        filed = list(invented.records(number, number, "2019-02", ("counselling-session",)))
        invented.file(connection, catalogue, filed, number)
        found.append(_structure(_tables(connection, catalogue)))
        point.rollback()
    assert found[0] == found[1] == found[2]


def test_what_was_held_is_open_and_who_took_part_is_not(city: LinkedFigures) -> None:
    """Nobody is behind what institutions hold, do together, or hand in."""
    whole = {
        (table.id, measure.code)
        for table in TABLES
        for measure in table.measures
        if is_open_to_all(table, measure) and not measure.code.endswith("known")
    }
    assert {table for table, _ in whole} == {
        "open-preschools", "collaboration", "theme-meetings", "theme-meeting-partners", "programme-groups",
        "programme-leaders", "context",
    }  # fmt: skip
    assert {code for table, code in whole if table == "programme-groups"} == {
        "groups", "groups-by-partner", "sessions-held"
    }  # fmt: skip
    companions = {
        table.id
        for table in TABLES
        for measure in table.measures
        if is_open_to_all(table, measure) and measure.code.endswith("-known")
    }
    of_records = {"collaboration", "theme-meetings", "theme-meeting-partners", "programme-groups"}
    assert all(BY_ID[one].of_returns for one in companions - of_records)

    def protected(table: str, measure: str, **where: str) -> bool:
        shape = next(one for one in city.candidates.layouts if one.table.id == table)
        own = shape.own(measure)
        keys = [
            key
            for key in city.exact
            if key[:2] == (table, measure)
            and all(key[2][own.index(code)] == one for code, one in where.items())
        ]
        assert any(city.candidates.values[key] for key in keys)
        return any(key in city.cell_of for key in keys)

    # The same fact is open wherever it stands.
    assert not protected("response-rates", "contacts", activity="theme-meeting")
    assert not protected("answer-ways", "answered", activity="theme-meeting")
    assert not protected("gender-split", "participants-known", activity="theme-meeting")
    assert protected("response-rates", "contacts", activity="counselling-session")
    assert protected("theme-meetings", "participants")
    assert protected("gender-split", "participants", activity="theme-meeting")
    assert protected("reach", "reached", activity="theme-meeting")
    assert protected("home-visits", "held")


def test_regularities_that_nobody_declared_are_found(connection: Connection, catalogue: Catalogue) -> None:
    """Where all who answered answered all, and nobody lives elsewhere, whoever knows the work may know it."""
    point = connection.begin_nested()
    session = invented.Inventor(1).one("counselling-session", "farsta", "2019-02")
    session |= {"residential_area": "not-known", "mothers": 1}
    answers = [
        {"questionnaire": "counselling-session-1", "respondent": "mother",
         "answers": dict.fromkeys(("helpful", "strengthened", "accessible"), "yes")}
    ]  # fmt: skip
    filed = [
        ("counselling-session", {**session, "district": district, "answers": answers})
        for number, district in enumerate(("farsta", "skarpnack", "skarholmen", "hasselby-vallingby"))
        for _ in range(2 * number + 7)
    ]
    invented.file(connection, catalogue, filed, 1, phones=False)
    linked = _tables(connection, catalogue).linked
    point.rollback()
    found = {linked.cells[cell] for cell in linked.undeclared}
    assert "answered/counselling-session:tight:farsta" in found
    assert "residential-areas/sessions/skarholmen:elsewhere" in found


def test_who_knows_what(city: LinkedFigures) -> None:
    linked = city.linked
    assert linked.blocks == {"rinkeby-kista": "jarva", "spanga-tensta": "jarva"}
    assert {"rinkeby-kista", "spanga-tensta"} in map(set, linked.insiders)
    assert len(linked.insiders) == 8
    assert {name_of(key) for key in city.cell_of if city.cell_of[key] in linked.few} >= {
        "participants/participants/farsta/child",
        "gender-split/participants/stockholm/home-visit/woman",
    }
    steps = {linked.cells[cell] for cell in linked.uniform}
    assert "next-steps/sessions/farsta/application" in steps
    assert "next-steps/sessions/farsta/not-known" not in steps
