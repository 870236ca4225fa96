"""The stated method, against published examples and against itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.chance import Share, difference, holm, is_small, p_value, wilson


def _shares() -> st.SearchStrategy[Share]:
    return st.integers(1, 400).flatmap(lambda base: st.integers(0, base).map(lambda part: Share(part, base)))


@pytest.mark.parametrize(
    ("part", "base", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17, 857-872), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(part: int, base: int, low: float, high: float) -> None:
    assert wilson(Share(part, base)) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17, 873-890), table II, method 10.
    [
        (Share(56, 70), Share(48, 80), 0.0524, 0.3339),
        (Share(9, 10), Share(3, 10), 0.1705, 0.8090),
        (Share(10, 10), Share(0, 20), 0.6791, 1.0),
    ],
)
def test_the_difference_as_published(first: Share, second: Share, low: float, high: float) -> None:
    found = difference(first, second)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_the_test_of_two_proportions() -> None:
    # z = 2.6352 by hand: pooled 104/150, standard error 0.07547.
    assert p_value(Share(56, 70), Share(48, 80)) == pytest.approx(0.00805, abs=5e-5)
    assert p_value(Share(0, 50), Share(0, 60)) == 1.0


def test_small_groups_are_not_tested() -> None:
    assert is_small(Share(20, 29), Share(200, 300))
    assert is_small(Share(299, 300), Share(299, 300))  # nobody said no: too few are expected
    assert not is_small(Share(20, 30), Share(200, 300))
    found = difference(Share(9, 10), Share(3, 10))
    assert found is not None
    assert found.p is None
    assert difference(Share(0, 0), Share(3, 10)) is None


def test_holm_judges_several_together() -> None:
    # Holm's own steps: 0.01 <= 0.05/4, 0.02 > 0.05/3: the rest are not shown either.
    assert holm([0.01, 0.02, 0.03, 0.04]) == ["larger", "not-shown", "not-shown", "not-shown"]
    assert holm([0.04]) == ["larger"]
    assert holm([0.04, 0.04]) == ["not-shown", "not-shown"]
    assert holm([None, 0.2, 0.001]) == ["small", "not-shown", "larger"]
    assert holm([]) == []


@given(_shares(), _shares())
def test_intervals_hold_what_they_are_of(first: Share, second: Share) -> None:
    for one in (first, second):
        low, high = wilson(one)
        assert 0 <= low <= one.value <= high <= 1
    found, back = difference(first, second), difference(second, first)
    assert found is not None
    assert back is not None
    assert -1 - 1e-9 <= found.low <= found.value <= found.high <= 1 + 1e-9
    assert (back.low, back.high) == pytest.approx((-found.high, -found.low))
    assert found.p == back.p or (found.p or 0) == pytest.approx(back.p or 0)
