"""Sentences generated from figures, in plain Swedish and English.

They say no more than the figures bear: a small base gives "3 av 7" and no per cent, a share that is neither
none nor all is never "0" or "100 per cent", and a change that may be chance is said to be uncertain.
`tests/reports/test_sentences.py` is the specification.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from app.kit.language import Language, Text
from app.reports.chance import LEVEL, Share, difference
from app.reports.numbers import FEW, decimal, percent, places_of, whole

NEAR = Decimal("0.05")
"""How far, relatively, a number may lie from the round one that "drygt" or "nära" names."""
_UP_TO_TWELVE = Text(
    "noll en två tre fyra fem sex sju åtta nio tio elva tolv",
    "none one two three four five six seven eight nine ten eleven twelve",
)


class Noun(NamedTuple):
    """A counted thing: one of it with its article, none of it, and several."""

    one: Text
    many: Text
    none: Text


def noun(one_sv: str, many_sv: str, one_en: str, many_en: str) -> Noun:
    """`noun("ett samtal", "samtal", "one session", "sessions")`."""
    article = one_sv.split()[0]
    kind = one_sv.partition(" ")[2]
    none_sv = f"{'inget' if article == 'ett' else 'ingen'} {kind}"
    return Noun(Text(one_sv, one_en), Text(many_sv, many_en), Text(none_sv, f"no {many_en}"))


SESSION = noun("ett samtal", "samtal", "one session", "sessions")
FAMILY = noun("en familj", "familjer", "one family", "families")
VISIT = noun("ett besök", "besök", "one visit", "visits")
HOME_VISIT = noun("ett hembesök", "hembesök", "one home visit", "home visits")
MEETING = noun("en tematräff", "tematräffar", "one theme meeting", "theme meetings")
GROUP = noun("en programgrupp", "programgrupper", "one programme group", "programme groups")
PARTICIPANT = noun("en deltagare", "deltagare", "one participant", "participants")
PARENT = noun("en förälder", "föräldrar", "one parent", "parents")
CHILD = noun("ett barn", "barn", "one child", "children")
ANSWER = noun("ett svar", "svar", "one answer", "answers")
ACTIVITY = noun("en aktivitet", "aktiviteter", "one activity", "activities")
LEADER = noun("en gruppledare", "gruppledare", "one group leader", "group leaders")
PRESCHOOL = noun("en öppen förskola", "öppna förskolor", "one open preschool", "open preschools")
REPORT = noun("en orosanmälan", "orosanmälningar", "one report of concern", "reports of concern")
APPLICATION = noun("en ansökan", "ansökningar", "one application", "applications")
RESPONSE = noun("ett svar", "svar", "one response", "responses")
ROUTE = noun("en väg in", "vägar in", "one route in", "routes in")
CONTACT = noun("en kontakt", "kontakter", "one contact", "contacts")
ADVISER = noun("en föräldrarådgivare", "föräldrarådgivare", "one parent adviser", "parent advisers")


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


def share(part: int, base: int, language: Language) -> str:
    """`95 procent`, or of few `3 av 7`; none and all are said as such."""
    if base < FEW:
        return f"{whole(part, language)} {'av' if language == 'sv' else 'of'} {whole(base, language)}"
    return f"{percent(part, base, language)} {'procent' if language == 'sv' else 'per cent'}"


def of_all(part: int, base: int, language: Language) -> str:
    """A share with its base: `95 procent (473 av 498)`; of few just `3 av 7`."""
    if base < FEW:
        return share(part, base, language)
    between = "av" if language == "sv" else "of"
    return f"{share(part, base, language)} ({whole(part, language)} {between} {whole(base, language)})"


def listed(words: Sequence[str], language: Language) -> str:
    """`a, b och c`."""
    if len(words) < 2:
        return "".join(words)
    last = "och" if language == "sv" else "and"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def change(now: int, before: int, of: Noun, than: Text, language: Language) -> str:
    """How a number has changed, in words: `23 samtal fler än tertialet före (12 procent)`."""
    gap = now - before
    if gap == 0:
        return Text(f"lika många som {than.sv}", f"as many as {than.en}").of(language)
    size = whole(abs(gap), language)
    if language == "sv":
        text = f"{size} {'fler' if gap > 0 else 'färre'} än {than.sv}"
    else:
        text = f"{size} {'more' if gap > 0 else 'fewer'} than {than.en}"
    if before < FEW:
        return text  # a percentage of so few says more than it knows
    return f"{text} ({percent_of(abs(gap), before, language)})"


def percent_of(gap: int, before: int, language: Language) -> str:
    """A relative change in whole per cent; more than a doubling is said as times."""
    if gap >= before:
        times = decimal(Decimal(gap + before) / before, 1, language)
        return f"{times} {'gånger så många' if language == 'sv' else 'times as many'}"
    value = (Decimal(100 * gap) / before).quantize(Decimal(1), ROUND_HALF_UP)
    unit = "procent" if language == "sv" else "per cent"
    return f"{'under 1' if value == 0 else whole(int(value), language)} {unit}"


def share_change(now: tuple[int, int], before: tuple[int, int], than: Text, language: Language) -> str:
    """How a share has changed in percentage points, and whether that may be chance."""
    first, second = Share(*now), Share(*before)
    found = difference(first, second)
    if found is None or found.p is None:
        return Text(f"för få för att jämföras med {than.sv}", f"too few to be compared with {than.en}").of(
            language
        )
    places = min(places_of(now[1]), places_of(before[1]))
    gap = Decimal(now[0]) / now[1] - Decimal(before[0]) / before[1]
    points = decimal(abs(100 * gap), places, language)
    if found.p >= LEVEL:
        return Text(f"ingen säkerställd förändring från {than.sv}", f"no certain change from {than.en}").of(
            language
        )
    one = points == "1"
    if language == "sv":
        unit = "procentenhet" if one else "procentenheter"
        return f"{points} {unit} {'högre' if gap > 0 else 'lägre'} än {than.sv}"
    unit = "percentage point" if one else "percentage points"
    return f"{points} {unit} {'higher' if gap > 0 else 'lower'} than {than.en}"


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
        names = listed([f"”{name}”" if language == "sv" else f"“{name}”" for name in first], language)
        each = share(ranked[0][1], base, language)
        return Text(f"Vanligast är {names}, {each} var.", f"Most common are {names}, {each} each.").of(
            language
        )
    quoted = [
        f"{_quoted(name, language)} ({share(number, base, language)})" for name, number in ranked[:most]
    ]
    # A place that somebody just as large would share is not named.
    while (
        len(quoted) > 1 and len(ranked) > len(quoted) and ranked[len(quoted) - 1][1] == ranked[len(quoted)][1]
    ):
        quoted.pop()
    if len(quoted) == 1:
        return Text(f"Vanligast är {quoted[0]}.", f"Most common is {quoted[0]}.").of(language)
    return Text(
        f"Vanligast är {quoted[0]}, följt av {listed(quoted[1:], 'sv')}.",
        f"Most common is {quoted[0]}, followed by {listed(quoted[1:], 'en')}.",
    ).of(language)


def _quoted(name: str, language: Language) -> str:
    return f"”{name}”" if language == "sv" else f"“{name}”"


def between(rows: Sequence[tuple[str, int, int]], language: Language) -> str:
    """From the lowest to the highest share among districts large enough: `mellan 12 procent (A) och 30 (B)`.

    `rows` are names, parts and bases. Empty where fewer than two have a base of `FEW` or more.
    """
    able = [(Decimal(part) / base, name, part, base) for name, part, base in rows if base >= FEW]
    if len(able) < 2:
        return ""
    low, high = min(able), max(able)
    if low[0] == high[0]:
        return Text("Andelen är lika stor överallt.", "The share is the same everywhere.").of(language)
    lowest, highest = share(low[2], low[3], language), share(high[2], high[3], language)
    if lowest == highest:
        return Text(
            f"Andelen är ungefär lika stor överallt, {lowest}.",
            f"The share is about the same everywhere, {lowest}.",
        ).of(language)
    return Text(
        f"Andelen varierar mellan {lowest} ({low[1]}) och {highest} ({high[1]}).",
        f"The share varies between {lowest} ({low[1]}) and {highest} ({high[1]}).",
    ).of(language)


def largest(rows: Sequence[tuple[str, int]], of: Noun, language: Language) -> str:
    """Which district has most and which fewest. Empty where there are no two, or nothing was counted."""
    if len(rows) < 2 or not any(number for _, number in rows):
        return ""
    top, bottom = max(number for _, number in rows), min(number for _, number in rows)
    most = [name for name, number in rows if number == top]
    fewest = [name for name, number in rows if number == bottom]
    if top == bottom:
        return Text("Antalet är lika stort överallt.", "The number is the same everywhere.").of(language)
    first = f"{listed(most, language)} ({counted(top, of, language)})"
    if len(fewest) > 3 or len(most) > 3:
        return Text(f"Flest har {first}.", f"Most: {first}.").of(language) if len(most) <= 3 else ""
    last = f"{listed(fewest, language)} ({counted(bottom, of, language)})"
    return Text(f"Flest har {first}, färst har {last}.", f"Most: {first}; fewest: {last}.").of(language)


def sentence(text: str) -> str:
    """With a capital at the beginning and a full stop at the end."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "”")) else ".")
