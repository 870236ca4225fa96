"""Files that are wrong in any way: each is refused in sentences, and what is not refused gets an answer."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, example, given, settings

from app.disclosure.cell_system import CannotProtect
from app.disclosure.rounding import rounding_output as rounded_answers
from app.disclosure.strict_json import UnusableFile, parsed_file
from app.disclosure.suppression import suppression_output as withheld_answers
from app.disclosure.table_set_file import TableSet, read_text
from app.disclosure.time_limit import Deadline
from tests.disclosure.test_reading import FILE

quickly = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))

ODD_NUMBERS = [
    f"={number}"
    for number in (
        "NaN", "Infinity", "1e99999999", "-0", "1e-99999999999999999999", "0.1e-999999999", "9" * 5000, "4.0"
    )
]  # fmt: skip
"""Numbers as a file may have them: what begins with an equals sign stands in it without quotes."""

TEXTS = st.one_of(
    st.sampled_from(["", "a1", "c1", "atoms", "\ud800", "x\udfff", "\x1b[2J", "\0", "å" * 100, "\u202e"]),
    st.text(st.characters(), max_size=4),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(0, 2), TEXTS, st.sampled_from(ODD_NUMBERS)),
    lambda inside: st.one_of(st.lists(inside, max_size=3), st.dictionaries(TEXTS, inside, max_size=2)),
    max_leaves=5,
)


def places(value: object, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to all parts of the data."""
    inside: list[tuple[Any, object]] = []
    if isinstance(value, dict):
        inside = list(value.items())
    elif isinstance(value, list):
        inside = list(enumerate(value))
    return [way, *(found for key, part in inside for found in places(part, (*way, key)))]


PLACES = [way for way in places(FILE) if way]


def changed(changes: list[tuple[tuple[Any, ...], Any]]) -> str:
    """The file with other values in some places, as text; odd numbers stand as they are."""
    file: Any = deepcopy(FILE)
    for way, value in changes:
        part = file
        try:
            for step in way[:-1]:
                part = part[step]
            part[way[-1]] = value
        except (KeyError, IndexError, TypeError):
            continue
    return re.sub(r'"=([^"]*)"', r"\1", json.dumps(file))


def require_sentences(refused: UnusableFile) -> None:
    told = str(refused)
    assert told.encode("utf-8")
    assert all(line.strip() and line.isprintable() for line in told.split("\n"))
    assert len(told) < 10_000


def quiet(stage: str, done: int, steps: int) -> None:
    pass


ANSWERS: tuple[Callable[[Path, Deadline], object], ...] = (
    lambda file, deadline: withheld_answers.protected(file, deadline, quiet),
    lambda file, deadline: withheld_answers.audited(file, deadline, quiet),
    lambda file, deadline: rounded_answers.protected(file, None, "", deadline, quiet),
    lambda file, deadline: rounded_answers.audited(file, deadline, quiet),
)
"""What each command does with a file."""


def taken(text: str) -> TableSet | None:
    try:
        return read_text(text)
    except UnusableFile as refused:
        require_sentences(refused)
        return None


@quickly
@given(st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
@example([(("shares", 0, "between", 0), "=0.1e-999999999")])
@example([(("atoms", 0, "count"), "=" + "9" * 5000)])
@example([(("atoms", 0, "id"), "\ud800")])
def test_any_value_in_any_place_is_read_or_refused_and_what_is_read_is_answered(
    tmp_path: Path,
    changes: list[tuple[tuple[Any, ...], Any]],
) -> None:
    file = tmp_path / "tables.json"
    file.write_text(changed(changes), "ascii")
    for answered in ANSWERS:
        try:
            answer = answered(file, Deadline(5))
        except UnusableFile as refused:
            require_sentences(refused)
        except CannotProtect:
            continue
        else:
            assert json.dumps(answer, ensure_ascii=False).encode("utf-8")


@quickly
@given(st.text(st.characters(), max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    assert taken(text) is None


@quickly
@given(st.binary(max_size=20))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "tables.json"
    file.write_bytes(content)
    try:
        parsed_file(file)
    except UnusableFile as refused:
        require_sentences(refused)


@pytest.mark.parametrize(
    ("way", "value", "told"),
    [
        ("atoms 0 id", "\ud800", r'atoms[0].id: "\ud800" has half of a character (\ud800, a lone surrogate)'),
        ("cells 2 atoms 1", "\udfff", r'cells[2].atoms[1]: "\udfff" has half of a character'),
        ("cells 0 id", "a\nb", r'cells[0].id: "a\nb" has a control character (\u000a)'),
        ("cells 0 \udc00", 1, r'a key of cells[0]: "\udc00" has half of a character'),
        ("atoms 0 count", "=" + "9" * 5000, "atoms[0].count: must be a whole number from 0 to 1000000000"),
        ("cells 2 published", "=" + "9" * 5000, "cells[2].published: must be a whole number or null"),
        ("shares 0 between 0", "=1e-999999999", "shares[0].between: must be numbers from 0 to 1"),
        ("shares 0 between 0", "=0.24950000000000001", "at most 12 decimals"),
        ("cells 0 atoms 0", [["a1"]], "cells[0].atoms[0]: must be the id of an atom"),
    ],
)
def test_what_cannot_be_written_or_counted_is_told_with_its_place(way: str, value: Any, told: str) -> None:
    steps = tuple(int(step) if step.isdigit() else step for step in way.split())
    with pytest.raises(UnusableFile) as refused:
        read_text(changed([(steps, value)]))
    assert told in str(refused.value)
    require_sentences(refused.value)


def test_a_share_is_not_finer_than_the_solvers_numbers_are() -> None:
    changes: list[tuple[tuple[Any, ...], Any]] = [
        (("atoms", 1, "count"), 999_999_997),
        (("cells", 2, "published"), 10**9),
        (("shares", 0, "between"), [0, "=0.000000004001"]),
    ]
    with pytest.raises(
        UnusableFile, match=r"shares\[0\].between: has too many decimals for counts that are as"
    ):
        read_text(changed(changes))


def test_counts_that_are_too_great_together_are_refused() -> None:
    atoms = [{"id": f"a{place}", "count": 10**9} for place in range(101)]
    file = {"threshold": 5, "atoms": atoms, "cells": []}
    with pytest.raises(UnusableFile, match="atoms: the counts add up to 101000000000; at most 100000000000"):
        read_text(json.dumps(file))


def test_a_mark_of_the_byte_order_is_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "tables.json"
    file.write_text(json.dumps(FILE), "utf-8-sig")
    assert parsed_file(file) == parsed_file(_plain(tmp_path))


def _plain(folder: Path) -> Path:
    file = folder / "plain.json"
    file.write_text(json.dumps(FILE), "utf-8")
    return file
