"""How printed figures are compared: each way at its edges."""

from decimal import Decimal

import pytest

from app.demo.published import ways
from app.demo.published.ways import Combined, Way

CASES = [
    (ways.exact(863), ["863"], ["862", "864", "862.99"]),
    (ways.percent(42), ["41.5", "42", "42.49"], ["41.49", "42.5"]),
    (ways.rounded("7.5", "en decimal"), ["7.45", "7.5", "7.549"], ["7.449", "7.55", "7.4"]),
    (ways.rounded("0.14", "två decimaler"), ["0.135", "0.1443"], ["0.1349", "0.145"]),
    (ways.little_over(400, 420), ["401", "420"], ["400", "399", "421"]),
    (ways.nearly(500, "475"), ["475", "499.9"], ["500", "474"]),
    (ways.between(50, 60), ["50", "60"], ["49.9", "60.1"]),
    (ways.about(5, "0.5"), ["4.5", "5.5"], ["4.49", "5.51"]),
    (ways.at_most(15), ["15", "-3"], ["15.01"]),
    (ways.at_least(4), ["4", "9"], ["3"]),
    (ways.over(0), ["0.01"], ["0", "-1"]),
    (ways.under(10), ["9.99"], ["10"]),
]


@pytest.mark.parametrize(("way", "fit", "do_not"), CASES)
def test_a_way_says_what_fits(way: Way, fit: list[str], do_not: list[str]) -> None:
    assert all(way.fits(Decimal(value)) for value in fit)
    assert not any(way.fits(Decimal(value)) for value in do_not)


@pytest.mark.parametrize(
    ("combined", "numbers", "one"),
    [
        (ways.alone, [7], 7),
        (ways.least, [7, 3, 9], 3),
        (ways.most, [7, 3, 9], 9),
        (ways.spread, [7, 3, 9], 6),
        (ways.less, [7, 3], 4),
        (ways.place, [5, 9, 5, 2], 3),
        (ways.place_from_below, [5, 9, 5, 2], 3),
        (ways.above_zero, [0, 3, 0, 1], 2),
        (ways.of_last, [30, 24, 99], Decimal("54.55")),
        (ways.rest_of_last, [1855, 4541], Decimal("59.15")),
        (ways.ahead(2), [9, 8, 7, 1], 1),
        (ways.ahead(2), [9, 6, 7, 1], -1),
        (ways.rises, [2, 1, 1, 2, 3, 3], 1),
        (ways.halves, [3, 5, 2, 7], 1),
        (ways.growth(1), [150, 100, 120, 100], 30),
    ],
)
def test_cells_are_put_together(combined: Combined, numbers: list[int], one: Decimal) -> None:
    assert combined.of([Decimal(number) for number in numbers]) == one
