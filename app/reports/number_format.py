"""Numbers as a report writes them: a narrow space between thousands, a decimal comma, whole per cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from app.kit.language import Language, Text

THIN = "\N{NARROW NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
FEW = 20
"""Below this base a share is not written in per cent: one answer would be five of them or more."""
MANY = 1000
"""From this base on a share is written with one decimal."""


def whole(number: int, language: Language) -> str:
    """`1300` -> `1 300`; English has a comma. The space does not break."""
    text = f"{abs(number):,}"
    if language == "sv":
        text = text.replace(",", THIN)
    return f"{MINUS}{text}" if number < 0 else text


def decimal(number: Decimal, places: int, language: Language) -> str:
    """Halves upwards, always with `places` decimals."""
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    units, _, rest = f"{abs(rounded):f}".partition(".")
    text = whole(int(units), language) + ((("," if language == "sv" else ".") + rest) if rest else "")
    return f"{MINUS}{text}" if rounded < 0 else text


def places_of(base: int) -> int:
    """Decimals that a percentage of this base bears."""
    return 1 if base >= MANY else 0


def is_half(part: int, base: int, places: int) -> bool:
    """Whether the percentage lies in the middle of two with so many decimals, such as 12.5 with none."""
    return bool((200 * 10**places * part) % (2 * base) == base)


def percent(part: int, base: int, language: Language, places: int | None = None) -> str:
    """`part` of `base` in per cent, without its unit. Raises `ZeroDivisionError` where the base is none.

    What is neither none nor all is never written as 0 or 100 per cent; what is has no decimals.
    """
    if part in (0, base):
        return "100" if part else "0"
    places = places_of(base) if places is None else places
    share = rounded(Fraction(100 * part, base), places)
    if 0 < part < base and share in (0, 100):
        # A report of concern after one session in 400 is not "0 per cent".
        edge = Decimal(1).scaleb(-places)
        under, over = ("under", "över") if language == "sv" else ("under", "over")
        if share == 0:
            return f"{under} {decimal(edge, places, language)}"
        return f"{over} {decimal(100 - edge, places, language)}"
    return decimal(share, places, language)


def unit_of(kind: Literal["percent", "point", "points"], language: Language) -> str:
    return _UNITS[kind].of(language)


_UNITS = {
    "percent": Text("procent", "per cent"),
    "point": Text("procentenhet", "percentage point"),
    "points": Text("procentenheter", "percentage points"),
}


def rounded(number: Fraction, places: int) -> Decimal:
    """Halves away from zero, exactly: no division is cut off before it is rounded."""
    scaled = abs(number) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(units if number >= 0 else -units).scaleb(-places)


@dataclass(frozen=True)
class ComparedValues:
    """Values that stand beside one another, as they are shown, and how far the first is from each other."""

    places: int
    values: tuple[Decimal, ...]
    gaps: tuple[Decimal, ...]


def beside(
    now: tuple[int, int], others: Sequence[tuple[int, int]], places: int | None = None
) -> ComparedValues:
    """Shares in per cent with the decimals that all of them bear, or one more where a difference needs it.

    The one place where a difference is rounded: it always is the difference of what is shown, and where
    that would be another than the rounded difference, a decimal more is shown of all of them.
    """
    least = min(places_of(base) for _, base in (now, *others)) if places is None else places
    return level([Fraction(100 * part, base) for part, base in (now, *others)], least)


def level(numbers: Sequence[Fraction], places: int) -> ComparedValues:
    """The same of any numbers, the first against each other one."""
    found = _shown(numbers, places)
    exact = tuple(rounded(numbers[0] - number, places) for number in numbers[1:])
    hidden = any(
        gap == 0 and numbers[0] != number for gap, number in zip(found.gaps, numbers[1:], strict=True)
    )
    return _shown(numbers, places + 1) if found.gaps != exact or hidden else found


def _shown(numbers: Sequence[Fraction], places: int) -> ComparedValues:
    values = tuple(rounded(number, places) for number in numbers)
    return ComparedValues(places, values, tuple(values[0] - value for value in values[1:]))


def signed(number: int, language: Language) -> str:
    """With its sign, as a change is written."""
    return f"+{whole(number, language)}" if number > 0 else whole(number, language)


def signed_decimal(number: Decimal, places: int, language: Language) -> str:
    text = decimal(number, places, language)
    is_none = not any(digit in text for digit in "123456789")
    return text.removeprefix(MINUS) if is_none else f"+{text}" if number > 0 else text
