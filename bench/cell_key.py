"""The cell key method, to compare with: perturbation of largest entropy, and keys that are summed.

Own code after the method's published description (Thompson, Broadfoot and Elazar 2013; Giessing 2016). No
office's own table is used: those are not published.
"""

from functools import lru_cache

import numpy as np

TIGHT = 1e-10
LIMIT = 200


@lru_cache(maxsize=1024)
def perturbation(count: int, most: int, variance: float, unseen: int) -> dict[int, float]:
    """The chance of each number that may stand for a count: as even as its mean, the count, and its variance
    allow.

    `most` is the greatest change; 1 to `unseen` are never shown; 0 stays 0. Where no distribution with this
    mean has the variance, the nearest variance that one has is taken.
    """
    if count == 0:
        return {0: 1.0}
    values = [value for value in range(count - most, count + most + 1) if value == 0 or value > unseen]
    changes = np.array([value - count for value in values], dtype=float)
    below, above = changes[changes <= 0].max(), changes[changes >= 0].min()
    least, greatest = -below * above, -changes.min() * changes.max()
    if variance <= least:
        chances = np.zeros(len(changes))
        chances[changes == below] = 1.0 if below == above else above / (above - below)
        chances[changes == above] = 1.0 if below == above else -below / (above - below)
    else:
        chances = _of_largest_entropy(changes, min(variance, least + 0.999 * (greatest - least)))
    return {value: float(chance) for value, chance in zip(values, chances, strict=True) if chance > 0}


def _of_largest_entropy(changes: np.ndarray, variance: float) -> np.ndarray:
    """Chances proportional to exp(a·change + b·change²) with mean 0 and this variance, by Newton's method on
    the dual, which is convex."""
    features = np.stack([changes, changes**2])
    goal = np.array([0.0, variance])
    dual = np.zeros(2)
    for _ in range(LIMIT):
        chances = _chances(dual, features)
        gradient = features @ chances - goal
        if np.abs(gradient).max() < TIGHT:
            return chances
        centred = features - (features @ chances)[:, None]
        step = np.linalg.solve((centred * chances) @ centred.T, gradient)
        size = 1.0
        while _value(dual - size * step, features, goal) > _value(dual, features, goal) and size > 1e-8:
            size /= 2
        dual = dual - size * step
    raise ArithmeticError("no chances with this mean and variance were found")


def _chances(dual: np.ndarray, features: np.ndarray) -> np.ndarray:
    powers = dual @ features
    chances = np.exp(powers - powers.max())
    whole: np.ndarray = chances / chances.sum()
    return whole


def _value(dual: np.ndarray, features: np.ndarray, goal: np.ndarray) -> float:
    powers = dual @ features
    greatest = powers.max()
    return float(greatest + np.log(np.exp(powers - greatest).sum()) - dual @ goal)


def shown_for(count: int, key: float, most: int, variance: float, unseen: int) -> int:
    """The number that a key from 0 to 1 gives a count; it is what the sum of the records' keys has after the
    point."""
    chances = perturbation(count, most, variance, unseen)
    for value, chance in chances.items():
        if key < chance:
            return value
        key -= chance
    return next(reversed(chances))
