"""Tables whose answer is known: from the literature, and from trying every choice."""

from dataclasses import replace

import pytest

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.suppressed_tables import protect
from app.disclosure.suppression.suppression_attack import Attack
from app.disclosure.suppression.suppression_audit import audit
from tests.disclosure.suppression.enumeration import fewest, pinned
from tests.disclosure.table_sets import cells_named, crossed, cube, linked, table_set

# Rows w, x, y, z by columns a to d, here 0 to 3.
FOUR_BY_FOUR = crossed([[30, 47, 64, 89], [90, 124, 5, 31], [92, 100, 59, 85], [800, 991, 651, 685]])
NINE = "0a 0b 0c 1a 1c 2b 2d 3b 3d"

COUNTIES = dict(zip("ABIJKLMN", [2, 2, 8, 8, 3, 3, 3, 7], strict=True))
BY_COUNTY = {"county-1": "ABIJ", "county-2": "KLMN"}
BY_SIZE = {"big": "LM", "small": "ABIJKN"}
EACH = {name: name for name in COUNTIES}


def any_mark(system: CellSystem) -> CellSystem:
    """The same for an attacker who holds that a mark may stand for a zero."""
    return replace(system, zeros_hidden=frozenset(range(len(system.cells))))


def interval(system: CellSystem, withheld: str, cell: str) -> tuple[int, int | None]:
    return Attack(system, cells_named(system, withheld)).interval(system.cells.index(cell))


def test_nine_marks_that_look_safe_give_one_cell_away() -> None:
    found = audit(FOUR_BY_FOUR, cells_named(FOUR_BY_FOUR, NINE))
    cell = FOUR_BY_FOUR.cells.index("0b")
    assert found.intervals[cell] == (47, 47)
    assert [(breach.cell, breach.why) for breach in found.breaches] == [(cell, "exact")]


def test_one_more_mark_suffices() -> None:
    assert interval(any_mark(FOUR_BY_FOUR), f"{NINE} 1d", "0b") == (0, 78)
    # Since zeros are published, a mark stands for one at least.
    assert interval(FOUR_BY_FOUR, f"{NINE} 1d", "0b") == (1, 77)
    assert audit(FOUR_BY_FOUR, cells_named(FOUR_BY_FOUR, f"{NINE} 1d")).safe


def test_two_sexes_need_three_more_marks() -> None:
    system = crossed([[18, 14, 12, 11], [2, 19, 10, 14]])
    found = protect(system)
    assert [system.cells[cell] for cell in found.primary] == ["1a"]
    assert len(found.secondary) == 3
    least, most = Attack(system, found.primary | found.secondary).interval(system.cells.index("1a"))
    assert least <= 2
    assert most is None or most >= 5


def test_each_table_is_safe_and_both_together_are_not() -> None:
    marks = "A B K L M"
    for margins in (BY_COUNTY, BY_SIZE):
        alone = table_set(COUNTIES, EACH | margins, threshold=4)
        assert audit(alone, cells_named(alone, marks)).safe
    both = table_set(COUNTIES, EACH | BY_COUNTY | BY_SIZE, threshold=4)
    assert interval(both, marks, "K") == (3, 3)
    assert {both.cells[breach.cell] for breach in audit(both, cells_named(both, marks)).breaches} == {"K"}
    assert interval(any_mark(both), f"{marks} N", "K") == (0, 10)
    assert interval(both, f"{marks} N", "K") == (1, 9)
    assert audit(both, cells_named(both, f"{marks} N")).safe
    assert protect(both).secondary == cells_named(both, "N")


@pytest.mark.parametrize(
    ("system", "secondary"),
    [
        (crossed([[5, 5, 1], [2, 5, 3]]), 2),
        (crossed([[2, 6, 5], [6, 2, 1], [3, 0, 2]]), 3),
        (crossed([[0, 5, 6], [0, 1, 1]]), 3),
        (crossed([[0, 6, 3], [2, 1, 1]]), 2),
        (linked([1, 2, 0, 6, 3, 3], [[0, 0, 0, 0, 1, 1], [0, 0, 1, 1, 0, 0]]), 2),
        (linked([3, 7, 7, 7, 0, 1], [[1, 1, 0, 1, 0, 1], [1, 0, 0, 0, 1, 0]]), 2),
        (cube([5, 0, 2, 5, 5, 2, 0, 5], (2, 2, 2)), 2),
        (cube([0, 1, 1, 2, 1, 3, 0, 0], (2, 2, 2)), 2),
    ],
)
def test_the_optimum_of_small_tables(system: CellSystem, secondary: int) -> None:
    """What is withheld is safe, and no choice at all withholds fewer cells."""
    found = protect(system)
    assert not pinned(system, found.primary | found.secondary)
    assert fewest(system) == len(found.secondary) == secondary


def test_the_optimum_is_not_always_found() -> None:
    """The method is quick and safe, not optimal: here it withholds one cell more than the best choice."""
    system = linked([1, 1, 0, 5, 3, 1], [[0, 1, 0, 0, 1, 0], [1, 0, 1, 0, 0, 1]])
    found = protect(system)
    assert not pinned(system, found.primary | found.secondary)
    assert (fewest(system), len(found.secondary)) == (2, 3)
