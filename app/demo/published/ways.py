"""How a reproduced figure is compared with the printed one: always an interval, in the printed unit.

A printed figure is a number with a rounding, or words: "drygt" (a little over), "nära" (nearly),
"ca" (about).
What the words may mean is decided here, once for each, and said in the table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

Numbers = Sequence[Decimal]


@dataclass(frozen=True)
class Way:
    """Right is from `low` to `high`, an end left out where it is None or `open` names it."""

    words: str
    """In Swedish, as the table says it."""
    low: Decimal | None
    high: Decimal | None
    open: tuple[str, ...] = ()
    unit: str = ""
    printed: Decimal | None = None
    """What a deviation is measured from, where the report printed a number."""
    places: int = 2
    """Decimals that are worth showing."""

    def fits(self, value: Decimal) -> bool:
        if self.low is not None and (value < self.low or ("low" in self.open and value == self.low)):
            return False
        return not (
            self.high is not None and (value > self.high or ("high" in self.open and value == self.high))
        )


def exact(number: int) -> Way:
    """The very number."""
    return Way("exakt", Decimal(number), Decimal(number), printed=Decimal(number))


def percent(number: int) -> Way:
    """The same when rounded to whole per cent, halves upwards."""
    return _rounded(Decimal(number), Decimal("0.5"), "hela procent", "%")


def rounded(text: str, words: str) -> Way:
    """The same when rounded as it was printed: `rounded("4.13", "två decimaler")`."""
    number = Decimal(text)
    half = Decimal(1).scaleb(number.as_tuple().exponent) / 2  # type: ignore[arg-type]
    return _rounded(number, half, words, "", 2 - number.as_tuple().exponent)  # type: ignore[operator]


def _rounded(number: Decimal, half: Decimal, words: str, unit: str, places: int = 2) -> Way:
    return Way(words, number - half, number + half, ("high",), unit, number, places)


def little_over(number: int, most: int, unit: str = "") -> Way:
    """ "Drygt": more than the number, up to `most`."""
    return Way(f"över {number} till {most}", Decimal(number), Decimal(most), ("low",), unit, Decimal(number))


def nearly(number: int, from_: str, unit: str = "") -> Way:
    """ "Nära", "knappt": less than the number."""
    words = f"från {from_.replace('.', ',')} till under {number}"
    return Way(words, Decimal(from_), Decimal(number), ("high",), unit, Decimal(number))


def between(low: int, high: int, unit: str = "") -> Way:
    """What was printed in words alone."""
    return Way(f"från {low} till {high}", Decimal(low), Decimal(high), (), unit)


def about(number: int, by: str, unit: str = "") -> Way:
    """ "Ca": the number give or take `by`."""
    return Way(
        f"± {by.replace('.', ',')}", number - Decimal(by), number + Decimal(by), (), unit, Decimal(number)
    )


def at_most(number: int, unit: str = "") -> Way:
    return Way(f"högst {number}", None, Decimal(number), (), unit)


def at_least(number: int, unit: str = "") -> Way:
    return Way(f"minst {number}", Decimal(number), None, (), unit)


def over(number: int, unit: str = "") -> Way:
    return Way(f"över {number}", Decimal(number), None, ("low",), unit)


def under(number: int, unit: str = "") -> Way:
    return Way(f"under {number}", None, Decimal(number), ("high",), unit)


@dataclass(frozen=True)
class Combined:
    """One number out of several cells; `words` say how, in Swedish."""

    words: str
    of: Callable[[Numbers], Decimal]


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    return (100 * part / whole).quantize(Decimal("0.01"))


alone = Combined("", lambda numbers: numbers[0])
total = Combined("summa", lambda numbers: sum(numbers, Decimal(0)))
least = Combined("lägsta", min)
most = Combined("högsta", max)
spread = Combined("högsta minus lägsta", lambda numbers: max(numbers) - min(numbers))
less = Combined("första minus andra", lambda numbers: numbers[0] - numbers[1])
place = Combined(
    "plats efter storlek", lambda numbers: Decimal(1 + sum(other >= numbers[0] for other in numbers[1:]))
)
"""Of the first among all; a tie is no first place."""
place_from_below = Combined(
    "plats nerifrån", lambda numbers: Decimal(1 + sum(other <= numbers[0] for other in numbers[1:]))
)
above_zero = Combined("antal över 0", lambda numbers: Decimal(sum(number > 0 for number in numbers)))
of_last = Combined(
    "de första i procent av den sista", lambda numbers: _ratio(sum(numbers[:-1], Decimal(0)), numbers[-1])
)
rest_of_last = Combined(
    "100 minus första i procent av andra", lambda numbers: 100 - _ratio(numbers[0], numbers[1])
)


def ahead(first: int) -> Combined:
    """By how much the least of the first `first` numbers is above the greatest of the others."""
    words = f"lägsta av de första {first} minus högsta av de övriga"
    return Combined(words, lambda numbers: min(numbers[:first]) - max(numbers[first:]))


def pairs(words: str, holds: Callable[[Decimal, Decimal], bool]) -> Combined:
    """In how many consecutive pairs something holds."""
    return Combined(
        words,
        lambda numbers: Decimal(sum(holds(a, b) for a, b in zip(numbers[::2], numbers[1::2], strict=True))),
    )


rises = pairs("antal par där det första är större", lambda later, earlier: later > earlier)
halves = pairs("antal par där det första är över hälften", lambda part, whole: 2 * part > whole)


def growth(first: int) -> Combined:
    """Pairs (later, earlier): by how many percentage points the first `first` grew more than the others."""

    def gap(numbers: Numbers) -> Decimal:
        rates = [_ratio(a, b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        return min(rates[:first]) - max(rates[first:])

    return Combined(f"tillväxt: lägsta av de första {first} minus högsta av de övriga", gap)
