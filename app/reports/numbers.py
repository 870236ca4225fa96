"""Numbers as a report writes them: a narrow space between thousands, a decimal comma, whole per cent."""

from decimal import ROUND_HALF_UP, Decimal

from app.kit.language import Language

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


def percent(part: int, base: int, language: Language) -> str:
    """`part` of `base` in per cent, without its unit. Raises `ZeroDivisionError` where the base is none.

    What is neither none nor all is never written as 0 or 100 per cent.
    """
    share = Decimal(100 * part) / Decimal(base)
    places = places_of(base)
    text = decimal(share, places, language)
    if 0 < part < base and Decimal(text.replace(",", ".")) in (0, 100):
        # A report of concern after one session in 400 is not "0 per cent".
        edge = decimal(Decimal(1).scaleb(-places), places, language)
        most = decimal(100 - Decimal(1).scaleb(-places), places, language)
        under, over = ("under", "över") if language == "sv" else ("under", "over")
        return f"{under} {edge}" if part * 2 < base else f"{over} {most}"
    return text


def signed(number: int, language: Language) -> str:
    """With its sign, as a change is written."""
    return f"+{whole(number, language)}" if number > 0 else whole(number, language)


def signed_decimal(number: Decimal, places: int, language: Language) -> str:
    text = decimal(number, places, language)
    is_none = not any(digit in text for digit in "123456789")
    return text.removeprefix(MINUS) if is_none else f"+{text}" if number > 0 else text
