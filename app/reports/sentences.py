"""Sentences generated from figures, in plain Swedish and English.

They say no more than the figures bear: a small base gives "3 av 7" and no per cent, a share that is neither
none nor all is never "0" or "100 per cent", and a change that may be chance is said to be uncertain.
`tests/reports/test_sentences.py` is the specification.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from app.kit.language import Language, Text
from app.reports.chance import LEVEL, Share, difference
from app.reports.nouns import Noun
from app.reports.numbers import FEW, beside, decimal, percent, places_of, unit_of, whole

Pair = tuple[int, int]
"""A part and its base, which is never none."""

NEAR = Decimal("0.05")
"""How far, relatively, a number may lie from the round one that "drygt" or "nära" names."""
_UP_TO_TWELVE = Text(
    "noll en två tre fyra fem sex sju åtta nio tio elva tolv",
    "none one two three four five six seven eight nine ten eleven twelve",
)


def counted(number: int, of: Noun, language: Language) -> str:
    """`inget samtal`, `ett samtal`, `2 samtal`, `1 300 samtal`."""
    if number == 0:
        return of.none.of(language)
    if number == 1:
        return of.one.of(language)
    return f"{whole(number, language)} {of.many.of(language)}"


def in_words(number: int, language: Language) -> str:
    """Numbers up to twelve as words."""
    return _UP_TO_TWELVE.of(language).split()[number] if 0 <= number <= 12 else whole(number, language)


def roughly(number: int, language: Language) -> str:
    """`drygt 400`, `nära 500`, or the very number where it is small, round, or near no round one.

    Round is two leading digits for thousands and more, else whole hundreds.
    """
    if number < 100:
        return whole(number, language)
    step = 100 if number < 10_000 else 10 ** (len(str(number)) - 2)
    below = number // step * step
    if number == below:
        return whole(number, language)
    above = below + step
    if number - below <= below * NEAR and number - below <= above - number:
        return f"{'drygt' if language == 'sv' else 'a little over'} {whole(below, language)}"
    if above - number <= above * NEAR:
        return f"{'nära' if language == 'sv' else 'nearly'} {whole(above, language)}"
    return whole(number, language)


def share(part: int, base: int, language: Language, places: int | None = None) -> str:
    """`95 procent`, or of few `3 av 7`; none and all are said as such."""
    if base < FEW:
        return f"{whole(part, language)} {'av' if language == 'sv' else 'of'} {whole(base, language)}"
    return f"{percent(part, base, language, places)} {unit_of('percent', language)}"


def of_all(part: int, base: int, language: Language, places: int | None = None) -> str:
    """A share with its base: `95 procent (473 av 498)`; of few just `3 av 7`."""
    if base < FEW:
        return share(part, base, language)
    between = "av" if language == "sv" else "of"
    numbers = f"{whole(part, language)} {between} {whole(base, language)}"
    return f"{share(part, base, language, places)} ({numbers})"


def part_of(part: int, base: int, of: Noun, language: Language, places: int | None = None) -> str:
    """A share of a counted thing: `95 procent (473 av 498) av svaren`, or of few `3 av 7 svar`."""
    if base < FEW:
        return f"{share(part, base, language)} {of.after(base, language)}"
    between = "av" if language == "sv" else "of"
    return f"{of_all(part, base, language, places)} {between} {of.the_many.of(language)}"


def is_single(part: int, base: int) -> bool:
    """Whether `part_of` speaks of a single one, so that words after it agree: `1 av 7 svar är positivt`."""
    return part == 1 and base < FEW


def listed(words: Sequence[str], language: Language) -> str:
    """`a, b och c`."""
    if len(words) < 2:
        return "".join(words)
    last = "och" if language == "sv" else "and"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def change(now: int, before: int, than: Text, language: Language) -> str:
    """How a number has changed, in words: `23 fler än tertialet före (12 procent)`."""
    gap = now - before
    if gap == 0:
        return Text(f"lika många som {than.sv}", f"as many as in {than.en}").of(language)
    size = whole(abs(gap), language)
    text = Text(
        f"{size} {'fler' if gap > 0 else 'färre'} än {than.sv}",
        f"{size} {'more' if gap > 0 else 'fewer'} than in {than.en}",
    ).of(language)
    if before < FEW or now == 0:
        return text  # a percentage of so few says more than it knows, and one of all adds nothing
    return f"{text} ({relative(gap, before, language)})"


def relative(gap: int, before: int, language: Language) -> str:
    """A relative change in per cent; what has at least doubled is said as times, what has shrunk never is."""
    if gap >= before:
        times = Decimal(gap + before) / before
        places = 0 if times >= 10 or times == int(times) else 1
        text = decimal(times, places, language)
        return f"{text} {'gånger så många' if language == 'sv' else 'times as many'}"
    return f"{percent(abs(gap), before, language, places=0)} {unit_of('percent', language)}"


def share_change(now: Pair, before: Pair, than: Text, language: Language) -> str:
    """How a share has changed in percentage points, and whether that may be chance."""
    found = difference(Share(*now), Share(*before))
    if found is None or found.p is None:
        return Text(f"för få för att jämföras med {than.sv}", f"too few to be compared with {than.en}").of(
            language
        )
    if found.p >= LEVEL:
        return Text(
            f"ingen statistiskt säkerställd förändring från {than.sv}",
            f"no statistically significant change from {than.en}",
        ).of(language)
    shown = beside(now, [before])
    gap = abs(shown.gaps[0])
    points = decimal(gap or Decimal(1).scaleb(-shown.places), shown.places, language)
    unit = f"{'' if gap else 'under '}{points} {unit_of('point' if points == '1' else 'points', language)}"
    up = now[0] * before[1] > before[0] * now[1]
    if language == "sv":
        return f"{unit} {'högre' if up else 'lägre'} än {than.sv}"
    return f"{unit} {'higher' if up else 'lower'} than in {than.en}"


def has_moved(now: tuple[int, int], before: tuple[int, int]) -> bool:
    """Whether a share has changed by more than chance, in the same sense as `share_change`."""
    found = difference(Share(*now), Share(*before))
    return found is not None and found.p is not None and found.p < LEVEL


def most_common(rows: Sequence[tuple[str, int]], base: int, language: Language, *, most: int = 3) -> str:
    """The largest of some categories with their shares; those that are equally large are named as such.

    `rows` are names and numbers in any order. Empty where nothing was counted.
    """
    ranked = sorted((one for one in rows if one[1] > 0), key=lambda one: -one[1])
    if not ranked or base <= 0:
        return ""
    first = [name for name, number in ranked if number == ranked[0][1]]
    if len(first) > most:
        return Text(
            f"Ingen är vanligast: {in_words(len(first), 'sv')} är lika vanliga.",
            f"None is the most common: {in_words(len(first), 'en')} are equally common.",
        ).of(language)
    if len(first) > 1:
        names = listed([quoted(name, language) for name in first], language)
        each = share(ranked[0][1], base, language)
        return Text(f"Vanligast är {names}, {each} var.", f"Most common are {names}, {each} each.").of(
            language
        )
    named = [f"{quoted(name, language)} ({share(number, base, language)})" for name, number in ranked[:most]]
    # A place that somebody just as large would share is not named.
    while len(named) > 1 and len(ranked) > len(named) and ranked[len(named) - 1][1] == ranked[len(named)][1]:
        named.pop()
    if len(named) == 1:
        return Text(f"Vanligast är {named[0]}.", f"Most common is {named[0]}.").of(language)
    return Text(
        f"Vanligast är {named[0]}, följt av {listed(named[1:], 'sv')}.",
        f"Most common is {named[0]}, followed by {listed(named[1:], 'en')}.",
    ).of(language)


def quoted(name: str, language: Language) -> str:
    return f"”{name}”" if language == "sv" else f"“{name}”"


def between(rows: Sequence[tuple[str, int, int]], language: Language) -> str:
    """From the lowest to the highest share among those large enough: `mellan 12 procent (A) och 30 (B)`.

    `rows` are names, parts and bases. Empty where fewer than two have a base of `FEW` or more. Where others
    are left out for being small, it says so: what is said is not of all of them.
    """
    able = [(Fraction(part, base), name, part, base) for name, part, base in rows if base >= FEW]
    if len(able) < 2:
        return ""
    places = min(places_of(base) for _, _, _, base in able)
    low, high = min(one[0] for one in able), max(one[0] for one in able)
    lows, highs = ([one for one in able if one[0] == end] for end in (low, high))
    lowest, highest = (
        f"{percent(part, base, language, places)} {unit_of('percent', language)}"
        for _, _, part, base in (lows[0], highs[0])
    )
    if lowest == highest:
        exactly = (
            Text("lika stor", "the same") if low == high else Text("ungefär lika stor", "about the same")
        )
        line = Text(
            f"Andelen är {exactly.sv} överallt, {lowest}", f"The share is {exactly.en} everywhere, {lowest}"
        ).of(language)
    else:
        ends = [
            f"{text} ({listed([one[1] for one in found], language)})" if len(found) <= 3 else text
            for text, found in ((lowest, lows), (highest, highs))
        ]
        line = Text(
            f"Andelen varierar mellan {ends[0]} och {ends[1]}",
            f"The share varies between {ends[0]} and {ends[1]}",
        ).of(language)
    if len(able) == len(rows):
        return f"{line}."
    return Text(
        f"{line}, där den räknas på minst {FEW}.", f"{line}, where it is counted on {FEW} or more."
    ).of(language)


def largest(rows: Sequence[tuple[str, int]], of: Noun, language: Language) -> str:
    """Which district has most and which fewest. Empty where there are no two, or nothing was counted."""
    if len(rows) < 2 or not any(number for _, number in rows):
        return ""
    top, bottom = max(number for _, number in rows), min(number for _, number in rows)
    if top == bottom:
        return Text(
            f"Antalet är lika stort överallt ({counted(top, of, 'sv')}).",
            f"The number is the same everywhere ({counted(top, of, 'en')}).",
        ).of(language)
    most, fewest = ([name for name, number in rows if number == end] for end in (top, bottom))
    if len(most) > 3:
        return ""
    first, last = (
        f"{listed(names, language)} ({_each(number, of, names, language)})"
        for names, number in ((most, top), (fewest, bottom))
    )
    if len(fewest) > 3:
        return Text(f"Flest har {first}.", f"Most: {first}.").of(language)
    return Text(f"Flest har {first}, färst har {last}.", f"Most: {first}; fewest: {last}.").of(language)


def _each(number: int, of: Noun, names: Sequence[str], language: Language) -> str:
    text = counted(number, of, language)
    return text if len(names) == 1 or not number else f"{text} {'var' if language == 'sv' else 'each'}"


def sentence(text: str) -> str:
    """With a capital at the beginning, of a bracketed noun too, and a full stop at the end."""
    at = 1 if text.startswith("[") else 0
    text = text[:at] + text[at : at + 1].upper() + text[at + 1 :]
    return text + ("" if text.endswith((".", "!", "?", "”")) else ".")
