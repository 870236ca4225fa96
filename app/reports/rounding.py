"""What a report says of figures that were rounded before they were published."""

from math import ceil, sqrt

from app.figures.figure import LEAST_BASE_OF_MEANS
from app.figures.rounding_words import sentences
from app.kit.language import Text

_ADDED = Text(
    "Siffrorna är summor av {added} tertial som är avrundade vart för sig: en nolla betyder 0–{most}, och "
    "andra tal kan vara upp till {most} för höga eller för låga, men är sällan mer än {seldom} ifrån.",
    "The figures are sums of {added} tertials that are each rounded: a zero means 0–{most}, and others can "
    "be up to {most} too high or too low, but seldom are more than {seldom} off.",
)
UNCERTAIN = Text(
    "Osäkra är andelar av färre än {few}, och förändringar som kan bero på avrundningen.",
    "Uncertain are shares of fewer than {few}, and changes that may be due to the rounding.",
)
"""Beneath a table that marks any."""
_METHOD = (
    Text(
        "I ord står bara det som gäller trots avrundningen. Att något inte finns, har blivit fler eller "
        "färre, eller är vanligast sägs när det är säkert. ”Högst” står där ett antal är avrundat till 0, "
        "”omkring” vid andelar av få och vid förändringar.",
        "Only what holds in spite of the rounding is put in words. That there is none of something, more or "
        "less of it, or that it is the most common, is said where it is certain. “At most” stands where a "
        "number is rounded to 0, “about” with shares of few and with changes.",
    ),
    Text(
        "Ett medelvärde av färre än {least} visas inte: där står ”för få”.",
        "A mean of fewer than {least} is not shown: it says “too few” there.",
    ),
    Text(
        "Strecket på en stapel visar mellan vilka värden det verkliga talet ligger.",
        "The line on a bar shows between which values the true figure lies.",
    ),
)


def meant(threshold: int, added: int) -> tuple[Text, ...]:
    """What it means for a chapter's tables, in four sentences. `added` is how many tertials the report's span
    is the sum of: how far a figure may be off is another then."""
    first, rule, *rest = sentences(threshold, some_exact=True)
    if added > 1:
        rule = _ADDED.format(added=added, most=added * (threshold - 1), seldom=seldom_more(threshold, added))
    return first, rule, *rest


def explained(threshold: int, added: int) -> tuple[Text, ...]:
    """On the first page: that figures are rounded, and how far."""
    return meant(threshold, added)[:2]


def method() -> tuple[Text, ...]:
    """For the end of the report."""
    return tuple(one.format(least=LEAST_BASE_OF_MEANS) for one in _METHOD)


def seldom_more(threshold: int, added: int) -> int:
    """Two standard deviations of a sum of so many figures: a count t below the threshold k is shown as k with
    the chance t/k and else as 0, which varies most half-way; other counts are moved less."""
    half = threshold // 2
    return ceil(2 * sqrt(added * half * (threshold - half)))
