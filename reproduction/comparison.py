"""How a reproduced figure is compared with the printed one: always an interval, in the printed unit.

A printed figure is a number with a rounding, or words: "drygt" (a little over), "nära" (nearly), "ca"
(about). What the words may mean is said figure by figure in `figures.yaml`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Numbers = Sequence[Decimal]

_ROUNDED = {0: "hela procent", -1: "en decimal", -2: "två decimaler"}


@dataclass(frozen=True)
class Interval:
    """Right is from `low` to `high`; an end that is None is open to infinity."""

    words: str
    """In Swedish, as the page says it."""
    low: Decimal | None
    high: Decimal | None
    without_low: bool = False
    without_high: bool = False
    """Whether an end itself is left out."""
    unit: str = ""
    number: Decimal | None = None
    """What a deviation is measured from, where a number was printed."""
    places: int = 2
    """Decimals that are worth showing."""

    def fits(self, value: Decimal) -> bool:
        above = self.low is None or value > self.low or (value == self.low and not self.without_low)
        return above and (
            self.high is None or value < self.high or (value == self.high and not self.without_high)
        )


def interval(
    *,
    exact: str | None = None,
    rounded: str | None = None,
    about: str | None = None,
    by: str = "0",
    at_least: str | None = None,
    over: str | None = None,
    at_most: str | None = None,
    under: str | None = None,
    number: str | None = None,
    unit: str = "",
) -> Interval:
    """An interval as `figures.yaml` says it, numbers as text: the very number (`exact`), the number as it was
    printed (`rounded`, halves upwards), one give or take another (`about`, `by`), or its ends. `number` is
    what was printed where the ends are what words may mean."""
    if exact is not None:
        return Interval("exakt", Decimal(exact), Decimal(exact), unit=unit, number=Decimal(exact))
    if rounded is not None:
        middle = Decimal(rounded)
        decimals = -len(rounded.partition(".")[2])
        half = Decimal(1).scaleb(decimals) / 2
        words = _ROUNDED[decimals]
        return Interval(words, middle - half, middle + half, False, True, unit, middle, 2 - decimals)
    if about is not None:
        middle, half = Decimal(about), Decimal(by)
        return Interval(f"± {by}".replace(".", ","), middle - half, middle + half, unit=unit, number=middle)
    low, high = at_least or over, at_most or under
    if low and high:
        words = f"{'över' if over else 'från'} {low} till {'under ' if under else ''}{high}"
    else:
        words = (
            f"över {over}"
            if over
            else f"minst {low}"
            if low
            else f"under {under}"
            if under
            else f"högst {high}"
        )
    return Interval(
        words.replace(".", ","),
        _number(low),
        _number(high),
        over is not None,
        under is not None,
        unit,
        _number(number),
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@dataclass(frozen=True)
class Combination:
    """One number out of several cells; `words` say how, in Swedish."""

    words: str
    of: Callable[[Numbers], Decimal]


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(Decimal("0.01"))


def _place(numbers: Numbers, sign: int) -> Decimal:
    """The place of the first among all; a tie is no first place."""
    return Decimal(1 + sum(sign * other >= sign * numbers[0] for other in numbers[1:]))


def _pairs(holds: Callable[[Decimal, Decimal], bool]) -> Callable[[Numbers], Decimal]:
    """In how many consecutive pairs something holds."""
    return lambda numbers: Decimal(sum(map(holds, numbers[::2], numbers[1::2])))


def _ahead(first: int) -> Callable[[Numbers], Decimal]:
    """By how much the least of the first numbers is above the greatest of the others."""
    return lambda numbers: min(numbers[:first]) - max(numbers[first:])


COMBINATIONS: Mapping[str, Combination] = {
    "alone": Combination("", lambda numbers: numbers[0]),
    "least": Combination("lägsta", min),
    "most": Combination("högsta", max),
    "spread": Combination("högsta minus lägsta", lambda numbers: max(numbers) - min(numbers)),
    "difference": Combination("första minus andra", lambda numbers: numbers[0] - numbers[1]),
    "place": Combination("plats efter storlek", lambda numbers: _place(numbers, 1)),
    "place-from-below": Combination("plats nerifrån", lambda numbers: _place(numbers, -1)),
    "above-zero": Combination("antal över 0", lambda numbers: Decimal(sum(number > 0 for number in numbers))),
    "percent-of-last": Combination(
        "de första i procent av den sista",
        lambda numbers: _percent(sum(numbers[:-1], Decimal(0)), numbers[-1]),
    ),
    "percent-missing-of-second": Combination(
        "100 minus första i procent av andra", lambda numbers: 100 - _percent(numbers[0], numbers[1])
    ),
    "first-two-ahead": Combination("lägsta av de första 2 minus högsta av de övriga", _ahead(2)),
    "first-three-ahead": Combination("lägsta av de första 3 minus högsta av de övriga", _ahead(3)),
    "pairs-rising": Combination(
        "antal par där det första är större", _pairs(lambda later, earlier: later > earlier)
    ),
    "pairs-over-half": Combination(
        "antal par där det första är över hälften", _pairs(lambda part, whole: 2 * part > whole)
    ),
    # Pairs (later, earlier), in percentage points.
    "growth-of-first-three-ahead": Combination(
        "tillväxt: lägsta av de första 3 minus högsta av de övriga",
        lambda numbers: _ahead(3)([*map(_percent, numbers[::2], numbers[1::2])]),
    ),
}
"""By the name that `figures.yaml` gives each."""
