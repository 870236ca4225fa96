"""Files of table sets: what is right is read as it stands, and every mistake is told with its place."""

import json
from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest

from app.disclosure.cell_system import CellSystem, KnownShare
from app.disclosure.strict_json import UnusableFile
from app.disclosure.table_set_file import for_audit, read_text

FILE: dict[str, Any] = {
    "threshold": 5,
    "atoms": [{"id": "a1", "count": 3, "singleton": False}, {"id": "a2", "count": 9}],
    "cells": [
        {"id": "c1", "atoms": ["a1"], "forced": False, "published": None},
        {"id": "c2", "atoms": ["a2"], "sensitive": True, "least": 0},
        {"id": "c3", "atoms": ["a2", "a1"], "forced": True, "published": 12},
    ],
    "known_atoms": [["a2"]],
    "shares": [{"numerator": "c1", "denominator": "c3", "between": [0.2495, 0.2505]}],
}


def test_a_file_is_read_as_it_stands() -> None:
    found = read_text(json.dumps(FILE))
    assert found.system == CellSystem(
        threshold=5,
        atoms=("a1", "a2"),
        counts=(3, 9),
        cells=("c1", "c2", "c3"),
        members=((0,), (1,), (0, 1)),
        forced=frozenset({2}),
        sensitive=frozenset({1}),
        zeros_hidden=frozenset({1}),
        coalitions=(frozenset({1}),),
        shares=(KnownShare(0, 2, Fraction("0.2495"), Fraction("0.2505")),),
    )
    assert found.unpublished == {0, 1}


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        ("threshold", 0, "threshold: must be a whole number from 1 to 1000000000"),
        ("threshold", "5", "threshold: must be a whole number from 1 to 1000000000"),
        ("atoms", {}, "atoms: must be a list"),
        ("atoms.0.count", -1, "atoms[0].count: must be a whole number from 0 to 1000000000"),
        ("atoms.0.count", 3.0, "atoms[0].count: must be a whole number from 0 to 1000000000"),
        ("atoms.0.count", True, "atoms[0].count: must be a whole number from 0 to 1000000000"),
        ("atoms.0.singleton", 1, "atoms[0].singleton: must be true or false"),
        ("atoms.1.id", "a1", 'atoms[1].id: "a1" is taken already'),
        ("atoms.1.id", "", "atoms[1].id: must be a text that is not empty"),
        ("cells.0.atoms", [], "cells[0].atoms: must name at least one atom"),
        ("cells.0.atoms", ["a1", "a1"], "cells[0].atoms: names an atom twice"),
        ("cells.2.atoms", ["a1", "a9"], 'cells[2].atoms[1]: there is no atom "a9"'),
        ("cells.1.id", "c1", 'cells[1].id: "c1" is taken already'),
        ("cells.1.colour", "red", 'cells[1]: "colour" is not known here'),
        ("cells.1.least", 2, "cells[1].least: must be a whole number from 0 to 1"),
        ("cells.2.published", 11, "cells[2].published: is 11, but the atoms add up to 12"),
        ("cells.2.published", "12", "cells[2].published: must be a whole number or null"),
        ("known_atoms", [["a9"]], 'known_atoms[0][0]: there is no atom "a9"'),
        ("shares.0.numerator", "c9", 'shares[0].numerator: there is no cell "c9"'),
        ("shares.0.between", [0.1], "shares[0].between: must be two numbers"),
        ("shares.0.between", [0.1, 0.2], "shares[0].between: the true share does not lie between the two"),
        ("shares.0.between", [0.1, 2], "shares[0].between: must be numbers from 0 to 1"),
    ],
)
def test_a_mistake_is_told_with_its_place(path: str, value: object, told: str) -> None:
    file = deepcopy(FILE)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    part: Any = file
    for step in way:
        part = part[step]
    part[last] = value
    with pytest.raises(UnusableFile) as refused:
        read_text(json.dumps(file))
    assert told in str(refused.value)


@pytest.mark.parametrize("key", ["threshold", "atoms", "cells"])
def test_what_is_missing_is_told(key: str) -> None:
    file = {name: part for name, part in FILE.items() if name != key}
    with pytest.raises(UnusableFile, match=f'the file: "{key}" is missing'):
        read_text(json.dumps(file))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"threshold": 5,\n "atoms"', "not JSON: line 2, column 9"),
        ("[]", "the file: must be an object"),
        ('{"threshold": NaN}', "NaN is no number"),
        ('{"threshold": 5, "threshold": 6}', 'the key "threshold" stands twice'),
        ("[" * 100_000, "nested too deep"),
    ],
)
def test_what_is_no_table_set_is_refused(text: str, told: str) -> None:
    with pytest.raises(UnusableFile) as refused:
        read_text(text)
    assert told in str(refused.value)


def test_many_mistakes_are_told_at_once_and_the_rest_counted() -> None:
    file = deepcopy(FILE)
    file["cells"] = [{"id": f"c{number}", "atoms": ["a9"]} for number in range(30)]
    del file["shares"]
    with pytest.raises(UnusableFile) as refused:
        read_text(json.dumps(file))
    lines = str(refused.value).splitlines()
    assert len(lines) == 21
    assert lines[-1] == "... and 10 more mistakes"


def test_an_audit_needs_the_numbers_of_forced_cells() -> None:
    file = deepcopy(FILE)
    file["cells"][2]["published"] = None
    with pytest.raises(UnusableFile, match=r"forced cells are published, .*: c3"):
        for_audit(read_text(json.dumps(file)))


def test_where_a_zero_is_withheld_a_mark_tells_nothing() -> None:
    file = deepcopy(FILE)
    file["atoms"][0]["count"] = 0
    file["cells"][2]["published"] = 9
    del file["shares"]
    system, withheld = for_audit(read_text(json.dumps(file)))
    assert withheld == {0, 1}
    assert system.zeros_hidden == {0, 1, 2}
