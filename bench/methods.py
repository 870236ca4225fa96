"""What may be shown for one count, and how likely: by this product's rule, and by others' methods."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.disclosure.rounding.random_draws import distribution
from bench.cell_key import perturbation

Shown = int | str
Chances = Mapping[Shown, float]
"""What is shown to its chance; the chances add up to 1."""

THRESHOLD = 5
MARK = ".."

MOST, VARIANCE, UNSEEN = 5, 3.0, 2
"""Of the cell key method: the greatest change, its variance, and the counts that are never shown."""


@dataclass(frozen=True)
class Method:
    name: str
    chances: Callable[[int], Chances]
    measurable: bool = True
    """Whether a number is shown for every count, so that it has a deviation."""


def ours(count: int) -> Chances:
    """A count by itself, linked to no other: the target is what is shown."""
    return {value: float(chance) for value, chance in distribution(count, THRESHOLD).items()}


def suppressed(count: int) -> Chances:
    """A count by itself: a mark stands for 1 to 4."""
    return {MARK if 0 < count < THRESHOLD else count: 1.0}


def rounded_to(base: int) -> Callable[[int], Chances]:
    """Unbiased random rounding: to the multiple below or above, the nearer one the likelier."""

    def chances(count: int) -> Chances:
        below, over = count - count % base, count % base
        return {below: 1 - over / base, below + base: over / base} if over else {count: 1.0}

    return chances


def cell_key(unseen: int) -> Callable[[int], Chances]:
    return lambda count: dict(perturbation(count, MOST, VARIANCE, unseen).items())


METHODS = (
    Method(f"this product's rounding, threshold {THRESHOLD}", ours),
    Method("suppression", suppressed, measurable=False),
    Method("random rounding to base 3", rounded_to(3)),
    Method("random rounding to base 5", rounded_to(5)),
    Method(f"cell key, at most {MOST}, variance {VARIANCE:g}, none of 1–{UNSEEN}", cell_key(UNSEEN)),
    Method(f"cell key, at most {MOST}, variance {VARIANCE:g}", cell_key(0)),
)
