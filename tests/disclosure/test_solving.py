"""Extremes over one part: where whole numbers tell more than fractions, and what is believed."""

import pytest

from app.disclosure.solver import ConnectedPart, LinearBound, PartSolver


def triangle(total: int) -> ConnectedPart:
    """Three atoms, any two at most `total` together: with an odd total the best fractions are halves."""
    pairs = ((0, 1), (1, 2), (0, 2))
    return ConnectedPart(
        (0, 1, 2), (total,) * 3, tuple(LinearBound(pair, (1, 1), None, total) for pair in pairs)
    )


@pytest.mark.parametrize(("total", "greatest"), [(1, 1), (2, 3), (3, 4), (7, 10), (8, 12)])
def test_whole_numbers_are_found_where_the_fractions_are_not_whole(total: int, greatest: int) -> None:
    solved = PartSolver(triangle(total))
    value, number = solved.extreme((0, 1, 2), True)
    assert value == greatest == int(solved.solution(number).sum())
    assert solved.extreme((0, 1, 2), False)[0] == 0


def test_each_solution_keeps_every_row() -> None:
    part = ConnectedPart(
        (0, 1, 2, 3),
        (9,) * 4,
        (LinearBound((0, 1), (1, 1), 9, 9), LinearBound((1, 2, 3), (1, 2, -1), 1, None)),
    )
    solved = PartSolver(part)
    for columns in ((0,), (1,), (2,), (3,), (0, 3), (1, 2)):
        for greatest in (True, False):
            value, number = solved.extreme(columns, greatest)
            found = solved.solution(number).tolist()
            assert value == sum(found[column] for column in columns)
            assert all(0 <= count <= 9 for count in found)
            assert found[0] + found[1] == 9
            assert found[1] + 2 * found[2] - found[3] >= 1
    assert solved.extreme((3,), True)[0] == 9
    assert solved.extreme((1, 2), False)[0] == 0 + 1


def test_an_atom_without_rows_takes_its_bounds() -> None:
    solved = PartSolver(ConnectedPart((7,), (12,), ()))
    assert solved.extreme((0,), True)[0] == 12
    assert solved.extreme((0,), False)[0] == 0


def test_early_solutions_are_used_again() -> None:
    solved = PartSolver(triangle(8))
    solved.extreme((0,), True)
    solved.extreme((0, 1, 2), True)
    assert solved.best_known((0, 1, 2), True) == (12, 1)
