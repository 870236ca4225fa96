"""How printed figures are compared: each interval at its ends, each way to put cells together."""

from decimal import Decimal

import pytest

from reproduction.comparison import COMBINATIONS, interval

CASES: list[tuple[dict[str, str], str, list[str], list[str]]] = [
    ({"exact": "863"}, "exakt", ["863"], ["862", "864", "862.99"]),
    ({"rounded": "42"}, "hela procent", ["41.5", "42", "42.49"], ["41.49", "42.5"]),
    ({"rounded": "7.5"}, "en decimal", ["7.45", "7.5", "7.549"], ["7.449", "7.55", "7.4"]),
    ({"rounded": "0.20"}, "två decimaler", ["0.195", "0.2008"], ["0.1949", "0.205"]),
    ({"over": "400", "at_most": "420"}, "över 400 till 420", ["401", "420"], ["400", "399", "421"]),
    ({"at_least": "3.5", "under": "4"}, "från 3,5 till under 4", ["3.5", "3.99"], ["4", "3.4"]),
    ({"at_least": "50", "at_most": "60"}, "från 50 till 60", ["50", "60"], ["49.9", "60.1"]),
    ({"about": "5", "by": "0.5"}, "± 0,5", ["4.5", "5.5"], ["4.49", "5.51"]),
    ({"at_most": "15"}, "högst 15", ["15", "-3"], ["15.01"]),
    ({"at_least": "4"}, "minst 4", ["4", "9"], ["3"]),
    ({"over": "0"}, "över 0", ["0.01"], ["0", "-1"]),
    ({"under": "10"}, "under 10", ["9.99"], ["10"]),
]


@pytest.mark.parametrize(("said", "words", "fit", "do_not"), CASES)
def test_an_interval_says_what_fits(
    said: dict[str, str], words: str, fit: list[str], do_not: list[str]
) -> None:
    read = interval(**said)
    assert read.words == words
    assert all(read.fits(Decimal(value)) for value in fit)
    assert not any(read.fits(Decimal(value)) for value in do_not)


@pytest.mark.parametrize(
    ("name", "numbers", "one"),
    [
        ("alone", [7], 7),
        ("least", [7, 3, 9], 3),
        ("most", [7, 3, 9], 9),
        ("spread", [7, 3, 9], 6),
        ("difference", [7, 3], 4),
        ("place", [5, 9, 5, 2], 3),
        ("place-from-below", [5, 9, 5, 2], 3),
        ("above-zero", [0, 3, 0, 1], 2),
        ("percent-of-last", [30, 24, 99], Decimal("54.55")),
        ("percent-missing-of-second", [1855, 4541], Decimal("59.15")),
        ("first-two-ahead", [9, 8, 7, 1], 1),
        ("first-two-ahead", [9, 6, 7, 1], -1),
        ("first-three-ahead", [9, 6, 8, 7, 1], -1),
        ("pairs-rising", [2, 1, 1, 2, 3, 3], 1),
        ("pairs-over-half", [3, 5, 2, 7], 1),
        ("growth-of-first-three-ahead", [150, 100, 160, 100, 150, 100, 120, 100], 30),
    ],
)
def test_cells_are_put_together(name: str, numbers: list[int], one: Decimal) -> None:
    assert COMBINATIONS[name].of([Decimal(number) for number in numbers]) == one
