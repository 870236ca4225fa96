"""How sure a sum of rounded numbers is, by the design alone: nothing here depends on what was counted."""

from math import sqrt

from app.disclosure.rounding.random_draws import distribution


def most_apart(threshold: int, parts: int) -> int:
    """How far a sum of that many rounded numbers may be from what was counted."""
    return parts * (threshold - 1)


def greatest_deviation(threshold: int, parts: int) -> float:
    """The standard deviation of a sum of that many drawn numbers, where it is greatest: each is drawn by
    itself, and each is of the small count that the draw is widest for."""
    return sqrt(parts * max(_variance(count, threshold) for count in range(1, threshold + 1)))


def _variance(count: int, threshold: int) -> float:
    chances = distribution(count, threshold)
    mean = sum(value * chance for value, chance in chances.items())
    return float(sum((value - mean) ** 2 * chance for value, chance in chances.items()))
