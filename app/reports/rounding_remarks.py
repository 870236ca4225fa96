"""What a report says of figures that were rounded before they were published."""

from math import ceil, sqrt

from app.figures.figure import LEAST_BASE_OF_MEANS
from app.figures.rounding_words import sentences
from app.kit.language import Text
from app.kit.texts import texts_beside

_TEXTS = texts_beside(__file__)

_ADDED = _TEXTS["added"]
UNCERTAIN = _TEXTS["uncertain"]
"""Beneath a table that marks any."""
_METHOD = _TEXTS.list("method")


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
