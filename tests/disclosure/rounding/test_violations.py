"""The rule, checked on numbers that somebody shows: each way to break it is told with its cell."""

from dataclasses import replace

import pytest

from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.violations import RuleViolation, violations
from app.disclosure.time_limit import Deadline

CELLS = {"a": (0,), "b": (1,), "c": (2,), "d": (3,), "ab": (0, 1), "cd": (2, 3), "all": (0, 1, 2, 3)}
TABLE = LinkedTables(
    threshold=5,
    atoms=tuple("abcd"),
    counts=(3, 9, 0, 20),
    helpers=frozenset(),
    cells=tuple(CELLS),
    members=tuple(CELLS.values()),
    shown=frozenset(range(len(CELLS))),
    districts=("",) * 4,
)
RIGHT = {"a": 5, "b": 8, "c": 0, "d": 21, "ab": 13, "cd": 21, "all": 34}


def found(linked: LinkedTables = TABLE, **changes: int) -> list[tuple[str | None, str, tuple[str, ...]]]:
    numbers = RIGHT | changes
    shown = [numbers[name] for name in linked.cells]
    return [
        (
            None if one.cell is None else linked.cells[one.cell],
            one.why,
            tuple(linked.cells[p] for p in one.parts),
        )
        for one in violations(linked, shown)
    ]


def test_what_keeps_the_rule_is_none() -> None:
    assert found() == []
    assert found(a=0, ab=8, all=29) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"a": 4, "ab": 12, "all": 33}, [("a", "small", ())]),
        ({"a": 8, "ab": 16, "all": 37}, [("a", "too-far", ()), ("all", "too-far", ())]),
        ({"b": 0, "ab": 5, "all": 26}, [("b", "too-far", ()), ("ab", "too-far", ()), ("all", "too-far", ())]),
        (
            {"c": 5, "cd": 26, "all": 39},
            [("c", "not-zero", ()), ("cd", "too-far", ()), ("all", "too-far", ())],
        ),
        ({"ab": 14}, [("ab", "does-not-add-up", ("a", "b"))]),
        ({"all": 35}, [("all", "does-not-add-up", ("ab", "cd"))]),
        ({"cd": 20}, [("cd", "does-not-add-up", ("c", "d")), ("cd", "less-than-a-part", ("d",))]),
    ],
)
def test_each_way_to_break_it_is_told(
    changes: dict[str, int], told: list[tuple[str, str, tuple[str, ...]]]
) -> None:
    assert found(TABLE, **changes) == told


def test_the_same_figure_twice_is_the_same_number() -> None:
    twice = replace(TABLE, cells=(*TABLE.cells, "a again"), members=(*TABLE.members, (0,)))
    twice = replace(twice, shown=frozenset(range(len(twice.cells))))
    assert found(twice, **{"a again": 5}) == []
    assert ("a again", "does-not-add-up", ("a",)) in found(twice, **{"a again": 6})


def test_sums_and_differences_that_no_cell_is_made_of_must_agree_too() -> None:
    """Two pairs overlap in an atom that nobody shows: a + b, b + c and a - c."""
    pairs = LinkedTables(
        threshold=5,
        atoms=tuple("abc"),
        counts=(9, 9, 9),
        helpers=frozenset(),
        cells=("ab", "bc", "ca", "all"),
        members=((0, 1), (1, 2), (0, 2), (0, 1, 2)),
        shown=frozenset(range(4)),
    )
    assert violations(pairs, (18, 18, 18, 27)) == ()
    assert violations(pairs, (18, 18, 18, 28)) == (RuleViolation(3, "does-not-add-up"),)
    # The sum of all three pairs is twice all; half an atom is none.
    odd = replace(pairs, cells=("ab", "bc", "ca"), members=pairs.members[:3], shown=frozenset(range(3)))
    assert violations(odd, (18, 18, 18)) == ()
    assert violations(odd, (18, 18, 19)) == (RuleViolation(None, "no-whole-table"),)


def test_forced_cells_are_as_they_are() -> None:
    forced = replace(TABLE, forced=frozenset({6}), shown=TABLE.shown - {6})
    assert found(forced, d=19, cd=19) == []
    assert found(forced) == [("all", "does-not-add-up", ("ab", "cd"))]


def test_what_time_does_not_settle_is_told() -> None:
    shown = [RIGHT[name] for name in TABLE.cells]
    assert violations(TABLE, shown, Deadline(0)) == (RuleViolation(None, "not-settled"),)
