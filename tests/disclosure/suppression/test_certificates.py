"""A certificate proves what it says, and nothing that was tampered with does."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.suppressed_tables import protect
from app.disclosure.suppression.suppression_check import faults
from tests.disclosure.table_sets import crossed, table_set

PROBLEM = replace(
    crossed([[9, 8, 3, 0], [7, 6, 2, 11], [12, 1, 5, 9]]),
    coalitions=(frozenset({0, 1, 2, 3}), frozenset({4, 5, 6, 7})),
)
PROTECTION = protect(PROBLEM)
GENUINE: Any = json.loads(json.dumps(PROTECTION.certificate))


def test_the_genuine_one_holds() -> None:
    assert faults(PROBLEM, GENUINE) == []
    assert len(GENUINE["attackers"]) == 3
    assert {name for one in GENUINE["attackers"] for name in one["cells"]} == {
        PROBLEM.cells[cell] for cell in PROBLEM.primary
    }


def test_no_count_of_any_table_can_be_changed() -> None:
    # The total is published, so that every other sum of counts is wrong.
    assert PROBLEM.cells.index("all") not in PROTECTION.secondary
    for place, table in enumerate(GENUINE["tables"]):
        for atom in PROBLEM.atoms:
            for change in (-1, 1):
                forged = deepcopy(GENUINE)
                forged["tables"][place][atom] = table.get(atom, 0) + change
                if not forged["tables"][place][atom]:
                    del forged["tables"][place][atom]
                assert faults(PROBLEM, forged), (place, atom, change)


def test_no_cell_can_be_shown_by_one_table_alone() -> None:
    for number, attacker in enumerate(GENUINE["attackers"]):
        for name, (first, second) in attacker["cells"].items():
            for pair in ([first, first], [second, second], [first], [first, second, first], [first, 99]):
                forged = deepcopy(GENUINE)
                forged["attackers"][number]["cells"][name] = pair
                assert faults(PROBLEM, forged), (number, name, pair)


def test_the_true_table_alone_proves_nothing() -> None:
    forged = deepcopy(GENUINE)
    forged["tables"] = [{} for _ in forged["tables"]]
    assert faults(PROBLEM, forged)


def _without_a_cell(body: Any) -> None:
    body["attackers"][0]["cells"].popitem()


def _without_an_attacker(body: Any) -> None:
    del body["attackers"][1]


def _with_an_insider_who_knows_less(body: Any) -> None:
    body["attackers"][1] = body["attackers"][0]


def _with_one_mark_less(body: Any) -> None:
    body["withheld"].pop()


def _with_one_mark_more(body: Any) -> None:
    body["withheld"].append("0d")


def _with_a_mark_of_nothing(body: Any) -> None:
    body["withheld"].append("nothing")


def _with_an_unknown_version(body: Any) -> None:
    body["version"] = 1


def _with_a_version_that_is_true(body: Any) -> None:
    body["version"] = True


def _with_a_broken_number(body: Any) -> None:
    body["tables"][1][next(iter(body["tables"][1]))] += 0.5


def _with_a_number_of_text(body: Any) -> None:
    body["tables"][1][next(iter(body["tables"][1]))] = "1"


def _with_a_number_that_overflows(body: Any) -> None:
    body["tables"][1][next(iter(body["tables"][1]))] += 2**64


def _with_a_change_of_nothing(body: Any) -> None:
    body["tables"][0]["0a"] = 0


def _with_an_atom_that_is_not_there(body: Any) -> None:
    body["tables"][0]["9z"] = 1


def _with_a_table_less(body: Any) -> None:
    body["tables"].pop()


def _with_another_count(body: Any) -> None:
    body["counts"][3] += 1


def _with_a_count_less(body: Any) -> None:
    body["counts"].pop()


def _with_a_count_that_is_true(body: Any) -> None:
    body["counts"][body["counts"].index(1)] = True


def _with_more_in_it(body: Any) -> None:
    body["note"] = "trust me"


def _without_tables(body: Any) -> None:
    body["tables"] = None


def _with_a_mark_twice(body: Any) -> None:
    body["withheld"].append(body["withheld"][0])


def _with_an_insider_of_another_district(body: Any) -> None:
    body["attackers"][1]["knows"], body["attackers"][2]["knows"] = (
        body["attackers"][2]["knows"],
        body["attackers"][1]["knows"],
    )


def _with_insiders_changed_about(body: Any) -> None:
    body["attackers"][1]["cells"], body["attackers"][2]["cells"] = (
        body["attackers"][2]["cells"],
        body["attackers"][1]["cells"],
    )


def _with_a_cell_that_is_published(body: Any) -> None:
    body["attackers"][0]["cells"]["all"] = [0, 1]


@pytest.mark.parametrize(
    "tamper",
    [
        _without_a_cell, _without_an_attacker, _with_an_insider_who_knows_less, _with_one_mark_less,
        _with_one_mark_more, _with_a_mark_of_nothing, _with_an_unknown_version, _with_a_version_that_is_true,
        _with_a_broken_number, _with_a_number_of_text, _with_a_number_that_overflows,
        _with_a_change_of_nothing, _with_an_atom_that_is_not_there, _with_a_table_less, _with_more_in_it,
        _without_tables, _with_a_mark_twice, _with_an_insider_of_another_district,
        _with_another_count, _with_a_count_less, _with_a_count_that_is_true,
        _with_insiders_changed_about, _with_a_cell_that_is_published,
    ],
)  # fmt: skip
def test_tampering_is_seen(tamper: Callable[[Any], None]) -> None:
    forged = deepcopy(GENUINE)
    tamper(forged)
    assert faults(PROBLEM, forged)


@pytest.mark.parametrize("forged", [None, [], {}, "safe", 1])
def test_what_is_no_certificate_is_refused(forged: object) -> None:
    assert faults(PROBLEM, forged)


def test_it_holds_for_no_other_counts() -> None:
    for atom in range(len(PROBLEM.atoms)):
        counts = list(PROBLEM.counts)
        counts[atom] += 1
        other: CellSystem = replace(PROBLEM, counts=tuple(counts))
        assert faults(other, GENUINE), PROBLEM.atoms[atom]


def by_hand(tables: list[list[int]], known: list[str]) -> list[str]:
    """What is wrong with two tables as the proof of x = 3, y = 4 and z = 9, of which the total is told."""
    counts = {"x": 3, "y": 4, "z": 9}
    system = table_set(counts, {name: [name] for name in counts} | {"all": list(counts)})
    insider = frozenset(system.atoms.index(name) for name in known)
    system = replace(system, coalitions=(insider,) if known else ())
    open_cells = [name for name in ("x", "y") if name not in known]
    changes = [
        {
            name: count - counts[name]
            for name, count in zip("xyz", table, strict=True)
            if count != counts[name]
        }
        for table in [[5, 6, 5], [3, 4, 9], *tables]
    ]
    good = {"knows": [], "cells": {"x": [0, 1], "y": [0, 1]}}
    one = {"knows": known, "cells": {name: [2, 3] for name in open_cells}}
    attackers = [good, one] if known else [one]
    return faults(
        system,
        {
            "version": 2,
            "counts": [3, 4, 9],
            "withheld": ["x", "y", "z"],
            "tables": changes,
            "attackers": attackers,
        },
    )


@pytest.mark.parametrize(
    ("tables", "known", "wrong"),
    [
        ([[5, 6, 5], [3, 4, 9]], [], []),
        ([[1, 6, 9], [3, 4, 9]], [], ["attacker 0: x: no table has it greater than it is"]),
        ([[4, 6, 6], [3, 4, 9]], [], ["attacker 0: x: the tables differ by less than 2"]),
        ([[5, 6, 5], [0, 4, 12]], [], ["table 3: x is withheld and less than 1"]),
        (
            [[-1, 6, 11], [5, 2, 9]],
            [],
            ["table 2: the atom x is less than 0", "table 2: x is withheld and less than 1"],
        ),
        ([[5, 6, 6], [3, 4, 9]], [], ["table 2: all is published and not 16"]),
        ([[3, 6, 7], [3, 4, 9]], ["x"], []),
        ([[5, 6, 5], [3, 4, 9]], ["x"], ["attacker 1: table 2: the atom x is not as the insider knows it"]),
    ],
)
def test_each_rule_of_the_checker(tables: list[list[int]], known: list[str], wrong: list[str]) -> None:
    assert by_hand(tables, known) == wrong
