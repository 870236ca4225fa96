"""The stated method, against published examples and against itself."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.disclosure.rounding.rule import possible
from app.reports.bounded_numbers import BoundedNumber, BoundedRatio
from app.reports.chance import ShareOfBase, difference, has_moved, holm, interval, is_small, p_value, wilson


def _shares() -> st.SearchStrategy[ShareOfBase]:
    return st.integers(1, 400).flatmap(
        lambda base: st.integers(0, base).map(lambda part: ShareOfBase(part, base))
    )


def _exactly(share: ShareOfBase) -> BoundedRatio:
    return BoundedRatio.exactly(share.part, share.base)


@pytest.mark.parametrize(
    ("part", "base", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17, 857-872), table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(part: int, base: int, low: float, high: float) -> None:
    assert wilson(ShareOfBase(part, base)) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    # Newcombe 1998 (Statistics in Medicine 17, 873-890), table II, method 10.
    [
        (ShareOfBase(56, 70), ShareOfBase(48, 80), 0.0524, 0.3339),
        (ShareOfBase(9, 10), ShareOfBase(3, 10), 0.1705, 0.8090),
        (ShareOfBase(10, 10), ShareOfBase(0, 20), 0.6791, 1.0),
    ],
)
def test_the_difference_as_published(
    first: ShareOfBase, second: ShareOfBase, low: float, high: float
) -> None:
    found = difference(_exactly(first), _exactly(second))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_the_test_of_two_proportions() -> None:
    # z = 2.6352 by hand: pooled 104/150, standard error 0.07547.
    assert p_value(ShareOfBase(56, 70), ShareOfBase(48, 80)) == pytest.approx(0.00805, abs=5e-5)
    assert p_value(ShareOfBase(0, 50), ShareOfBase(0, 60)) == 1.0


def test_small_groups_are_not_tested() -> None:
    assert is_small(ShareOfBase(20, 29), ShareOfBase(200, 300))
    assert is_small(ShareOfBase(299, 300), ShareOfBase(299, 300))  # nobody said no: too few are expected
    assert not is_small(ShareOfBase(20, 30), ShareOfBase(200, 300))
    assert difference(BoundedRatio.exactly(9, 10), BoundedRatio.exactly(3, 10)).p is None


def test_holm_judges_several_together() -> None:
    # Holm's own steps: 0.01 <= 0.05/4, 0.02 > 0.05/3: the rest are not shown either.
    assert holm([0.01, 0.02, 0.03, 0.04]) == ["larger", "not-shown", "not-shown", "not-shown"]
    assert holm([0.04]) == ["larger"]
    assert holm([0.04, 0.04]) == ["not-shown", "not-shown"]
    assert holm([None, 0.2, 0.001]) == ["small", "not-shown", "larger"]
    assert holm([]) == []


@given(_shares(), _shares())
def test_intervals_hold_what_they_are_of(first: ShareOfBase, second: ShareOfBase) -> None:
    for one in (first, second):
        low, high = wilson(one)
        assert 0 <= low <= one.value <= high <= 1
    found, back = (
        difference(_exactly(one), _exactly(two)) for one, two in ((first, second), (second, first))
    )
    assert -1 - 1e-9 <= found.low <= found.value <= found.high <= 1 + 1e-9
    assert (back.low, back.high) == pytest.approx((-found.high, -found.low))
    assert found.p == back.p or (found.p or 0) == pytest.approx(back.p or 0)


# ------------------------------------------------------------------------------------- of rounded numbers


def _rounded(part: int, base: int, k: int) -> BoundedRatio:
    return BoundedRatio(BoundedNumber(part, *possible(part, k)), BoundedNumber(base, *possible(base, k)))


def _shown(k: int) -> st.SearchStrategy[BoundedRatio]:
    """A rounded part and base, as they may be published: 0 or k and more."""
    number = st.one_of(st.just(0), st.integers(k, 90))
    return st.tuples(number, st.integers(k, 90)).map(lambda one: _rounded(min(one), max(one), k))


def _truths(share: BoundedRatio) -> list[ShareOfBase]:
    """Every part and base that the rule allows, by brute force."""
    return [
        ShareOfBase(part, base)
        for base in range(max(1, share.base.least), share.base.most + 1)
        for part in range(share.part.least, min(share.part.most, base) + 1)
    ]


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 4).flatmap(lambda k: st.tuples(_shown(k), _shown(k))))
def test_the_verdict_of_rounded_numbers_holds_for_every_truth(
    both: tuple[BoundedRatio, BoundedRatio],
) -> None:
    first, second = both
    found = difference(first, second)
    every = [(one, two) for one in _truths(first) for two in _truths(second)]
    smalls = [is_small(one, two) for one, two in every]
    ways = {(one.value > two.value) - (one.value < two.value) for one, two in every}
    if any(smalls) or len(ways) > 1:
        assert found.p == 1.0 or (found.p is None and all(smalls)), both
    else:
        assert found.p == pytest.approx(max(p_value(one, two) for one, two in every)), both
    exact = [difference(_exactly(one), _exactly(two)) for one, two in every]
    assert found.low == pytest.approx(min(one.low for one in exact))
    assert found.high == pytest.approx(max(one.high for one in exact))
    assert has_moved(first, second) == all(has_moved(_exactly(one), _exactly(two)) for one, two in every)


@settings(max_examples=100, deadline=None)
@given(_shown(5))
def test_the_interval_of_a_rounded_share_holds_that_of_every_truth(share: BoundedRatio) -> None:
    every = [wilson(one) for one in _truths(share)]
    assert interval(share) == pytest.approx((min(low for low, _ in every), max(high for _, high in every)))
    values = [one.value for one in _truths(share)]
    assert (float(share.lowest), float(share.highest)) == pytest.approx((min(values), max(values)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_shown(3), _shown(3)), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_a_family_of_rounded_numbers_says_larger_only_where_every_truth_does(
    family: list[tuple[BoundedRatio, BoundedRatio]], random: Random
) -> None:
    """Where the truth tests more comparisons than the shown numbers do, Holm's steps are no easier."""
    verdicts = holm([difference(*one).p for one in family])
    for _ in range(30):
        truth = [tuple(_exactly(random.choice(_truths(one))) for one in both) for both in family]
        true = holm([difference(*both).p for both in truth])
        assert all(real == "larger" for real, said in zip(true, verdicts, strict=True) if said == "larger")


def test_what_rounding_can_turn_is_not_called_larger_than_chance() -> None:
    # 20 of 100 and 33 of 100 differ by more than chance where they are counted; rounded, they may not.
    assert has_moved(BoundedRatio.exactly(20, 100), BoundedRatio.exactly(33, 100))
    assert not has_moved(_rounded(20, 100, 5), _rounded(33, 100, 5))
    assert has_moved(_rounded(20, 100, 5), _rounded(60, 100, 5))
    # A group of 32 may be one of 28, which is too small.
    assert difference(_rounded(10, 32, 5), _rounded(200, 300, 5)).p == 1.0
    assert difference(_rounded(10, 20, 5), _rounded(200, 300, 5)).p is None
