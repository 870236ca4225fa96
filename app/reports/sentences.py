"""Sentences generated from figures, in plain Swedish and English.

They say no more than the figures bear: a small base gives "3 av 7" and no per cent, a share that is neither
none nor all is never "0" or "100 per cent", and a change that may be chance is said to be uncertain. Of
rounded numbers they claim only what holds for every count that the rule allows: a shown 0 is "högst 4", and
what the rounding may have turned around is neither more nor less, neither the most common nor the fewest.
`tests/reports/test_sentences.py` is the specification.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from app.kit.language import Language, Text
from app.reports.bounded_numbers import BoundedNumber, BoundedRatio
from app.reports.chance import LEVEL, difference
from app.reports.nouns import CountedNoun
from app.reports.number_format import FEW, beside, decimal, percent, places_of, rounded, unit_of, whole

NEAR = Decimal("0.05")
"""How far, relatively, a number may lie from the round one that "drygt" or "nära" names."""
_UP_TO_TWELVE = Text(
    "noll en två tre fyra fem sex sju åtta nio tio elva tolv",
    "none one two three four five six seven eight nine ten eleven twelve",
)


def told(number: BoundedNumber, language: Language) -> str:
    """A number in figures: `1 300`; of one that was rounded down to 0 `högst 4`, which it can be."""
    if number.exact or number.least < number.shown:
        return whole(number.shown, language)
    if number.shown == 0:
        return f"{'högst' if language == 'sv' else 'at most'} {whole(number.most, language)}"
    return f"{'minst' if language == 'sv' else 'at least'} {whole(number.least, language)}"


def about(text: str, exact: bool, language: Language) -> str:
    """`omkring 12`, where a number is not exact and not told as `högst` or `minst` already."""
    return text if exact or not text[0].isdigit() else f"{'omkring' if language == 'sv' else 'about'} {text}"


def counted(number: BoundedNumber, of: CountedNoun, language: Language) -> str:
    """`inget samtal`, `ett samtal`, `2 samtal`, `1 300 samtal`, `högst 4 samtal`."""
    if number.exact and number.shown == 0:
        return of.none.of(language)
    if number.exact and number.shown == 1:
        return of.one.of(language)
    return f"{told(number, language)} {of.many.of(language)}"


def is_one(number: BoundedNumber) -> bool:
    """Whether it is spoken of as a single one."""
    return number.exact and number.shown == 1


def in_words(number: int, language: Language) -> str:
    """Numbers up to twelve as words."""
    return _UP_TO_TWELVE.of(language).split()[number] if 0 <= number <= 12 else whole(number, language)


def roughly(number: BoundedNumber, language: Language) -> str:
    """`drygt 400`, `nära 500`, or the very number where it is small, round, or near no round one.

    Round is two leading digits for thousands and more, else whole hundreds. A rounded number may lie on the
    other side of the round one: then it is `omkring 400`.
    """
    shown = number.shown
    if shown < 100:
        return told(number, language)
    step = 100 if shown < 10_000 else 10 ** (len(str(shown)) - 2)
    below = shown // step * step
    above = below + step
    if shown == below:
        return about(whole(below, language), number.exact, language)
    if shown - below <= below * NEAR and shown - below <= above - shown:
        over = "drygt" if language == "sv" else "a little over"
        return _near(over, below, number.least > below, language)
    if above - shown <= above * NEAR:
        return _near("nära" if language == "sv" else "nearly", above, number.most < above, language)
    return whole(shown, language)


def _near(side: str, number: int, surely: bool, language: Language) -> str:
    text = whole(number, language)
    return f"{side} {text}" if surely else about(text, False, language)


def share(one: BoundedRatio, language: Language, places: int | None = None) -> str:
    """`95 procent`, or of few `3 av 7`; none and all are said as such where they are certain."""
    if one.few:
        return _few(one, language)
    return f"{per_cent(one, language, places)} {unit_of('percent', language)}"


def _few(one: BoundedRatio, language: Language) -> str:
    of = "av" if language == "sv" else "of"
    if one.part.shown == 0 and not one.part.exact:
        base = about(whole(one.base.shown, language), one.base.exact, language)
        return f"{told(one.part, language)} {of} {base}"
    text = f"{whole(one.part.shown, language)} {of} {whole(one.base.shown, language)}"
    return about(text, one.exact, language)


def per_cent(one: BoundedRatio, language: Language, places: int | None = None) -> str:
    """A share in per cent without its unit; of a rounded one no edge (none, all, under 1, over 99) is claimed
    that the counted one may lie beyond."""
    part, base = one.shown
    if one.exact:
        return percent(part, base, language, places)
    places = places_of(base) if places is None else places
    if part == 0:
        most = Decimal(ceil(100 * 10**places * one.highest)).scaleb(-places)
        return f"{'högst' if language == 'sv' else 'at most'} {decimal(most, places, language)}"
    if part == base:
        least = Decimal(floor(100 * 10**places * one.lowest)).scaleb(-places)
        return f"{'minst' if language == 'sv' else 'at least'} {decimal(least, places, language)}"
    edge = Decimal(1).scaleb(-places)
    shown = rounded(100 * one.value, places)
    if shown == 0 and 100 * one.highest >= Fraction(edge):
        return about(decimal(edge, places, language), False, language)
    if shown == 100 and 100 * one.lowest <= 100 - Fraction(edge):
        return about(decimal(100 - edge, places, language), False, language)
    return percent(part, base, language, places)


def of_all(one: BoundedRatio, language: Language, places: int | None = None) -> str:
    """A share with its base: `95 procent (473 av 498)`; of few just `3 av 7`."""
    if one.few:
        return share(one, language)
    between = "av" if language == "sv" else "of"
    numbers = f"{told(one.part, language)} {between} {told(one.base, language)}"
    return f"{share(one, language, places)} ({numbers})"


def part_of(one: BoundedRatio, of: CountedNoun, language: Language, places: int | None = None) -> str:
    """A share of a counted thing: `95 procent (473 av 498) av svaren`, or of few `3 av 7 svar`."""
    if one.few:
        return f"{share(one, language)} {of.after(one.base.shown, language)}"
    between = "av" if language == "sv" else "of"
    return f"{of_all(one, language, places)} {between} {of.the_many.of(language)}"


def is_single(one: BoundedRatio) -> bool:
    """Whether `part_of` speaks of a single one, so that words after it agree: `1 av 7 svar är positivt`."""
    return is_one(one.part) and one.few


def listed(words: Sequence[str], language: Language) -> str:
    """`a, b och c`."""
    if len(words) < 2:
        return "".join(words)
    last = "och" if language == "sv" else "and"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def change(now: BoundedNumber, before: BoundedNumber, than: Text, language: Language) -> str:
    """How a number has changed, in words: `23 fler än tertialet före (12 procent)`.

    Of rounded numbers only where they cannot have changed the other way.
    """
    exact = now.exact and before.exact
    gap = now.shown - before.shown
    if not exact and not (now.surely_above(before) or before.surely_above(now)):
        return Text(
            f"inte säkert fler eller färre än {than.sv}", f"not certainly more or fewer than in {than.en}"
        ).of(language)
    if gap == 0:
        return Text(f"lika många som {than.sv}", f"as many as in {than.en}").of(language)
    size = about(whole(abs(gap), language), exact, language)
    text = Text(
        f"{size} {'fler' if gap > 0 else 'färre'} än {than.sv}",
        f"{size} {'more' if gap > 0 else 'fewer'} than in {than.en}",
    ).of(language)
    if before.shown < FEW or now.shown == 0:
        return text  # a percentage of so few says more than it knows, and one of all adds nothing
    if not exact and 0 in (edge := rounded(Fraction(100 * abs(gap), before.shown), 0), edge - 100):
        return text  # under 1 or over 99 per cent: which one, the rounding may have turned
    return f"{text} ({relative(gap, before.shown, language)})"


def relative(gap: int, before: int, language: Language) -> str:
    """A relative change in per cent; what has at least doubled is said as times, what has shrunk never is."""
    if gap >= before:
        times = Decimal(gap + before) / before
        places = 0 if times >= 10 or times == int(times) else 1
        text = decimal(times, places, language)
        return f"{text} {'gånger så många' if language == 'sv' else 'times as many'}"
    return f"{percent(abs(gap), before, language, places=0)} {unit_of('percent', language)}"


def share_change(now: BoundedRatio, before: BoundedRatio, than: Text, language: Language) -> str:
    """How a share has changed in percentage points, and whether that may be chance."""
    found = difference(now, before)
    if found.p is None:
        return Text(f"för få för att jämföras med {than.sv}", f"too few to be compared with {than.en}").of(
            language
        )
    if found.p >= LEVEL:
        return Text(
            f"ingen statistiskt säkerställd förändring från {than.sv}",
            f"no statistically significant change from {than.en}",
        ).of(language)
    shown = beside(now.shown, [before.shown])
    gap = abs(shown.gaps[0])
    points = decimal(gap or Decimal(1).scaleb(-shown.places), shown.places, language)
    unit = f"{points} {unit_of('point' if points == '1' else 'points', language)}"
    exact = now.exact and before.exact
    size = about(unit, exact, language) if gap or not exact else f"under {unit}"
    up = now.value > before.value
    if language == "sv":
        return f"{size} {'högre' if up else 'lägre'} än {than.sv}"
    return f"{size} {'higher' if up else 'lower'} than in {than.en}"


def quoted(name: str, language: Language) -> str:
    return f"”{name}”" if language == "sv" else f"“{name}”"


def sentence(text: str) -> str:
    """With a capital at the beginning, of a bracketed noun too, and a full stop at the end."""
    at = 1 if text.startswith("[") else 0
    text = text[:at] + text[at : at + 1].upper() + text[at + 1 :]
    return text + ("" if text.endswith((".", "!", "?", "”")) else ".")
