"""How well a reader can guess one small count from what is shown for it, by each method.

`python -m bench.guessing` prints the tables. One figure by itself, linked to no other: what can be calculated
from several is another question.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from pathlib import Path

from bench.methods import METHODS, THRESHOLD, Chances, Method, Shown

DATA = Path(__file__).with_name("data") / "demo_counts.json"
MEAN, GREATEST = 2.0, 40

Prior = Mapping[int, float]
"""What a reader thinks of a figure before seeing it: each count to its chance."""


@dataclass(frozen=True)
class Guessed:
    """Chances from 0 to 1, seen from what the reader knows: the prior, the method and what is shown."""

    zero: float
    """That a shown 0 is a 0."""
    one: float | None
    """That a shown 0 is a 1, for who knows that it is not 0. None where a small count is never shown as 0."""
    right: float
    """Of a count from 1 to 4: the chance that the reader gives to the true number, in the mean."""
    best: float
    """Of a count from 1 to 4: how often the likeliest number is the true one."""
    surest: float
    """The greatest chance that anything shown gives to the count being 1."""
    deviation: float | None
    """Of counts that are not 0, in the mean."""
    bias: float | None
    """Of a count of 1: what is shown in the mean, less 1."""


def guessed(method: Method, prior: Prior) -> Guessed:
    chances = {count: method.chances(count) for count in prior}
    after = _posteriors(chances, prior)
    small = {count: prior[count] for count in prior if 0 < count < THRESHOLD}
    of_small = sum(small.values())
    zero = after.get(0, {})
    besides = 1 - zero.get(0, 0.0)
    right = best = 0.0
    for count, weight in small.items():
        for shown, chance in chances[count].items():
            right += weight * chance * after[shown][count]
            best += weight * chance * (max(after[shown], key=after[shown].__getitem__) == count)
    deviation = bias = None
    if method.measurable:
        some = {count: weight for count, weight in prior.items() if count}
        deviation = sum(w * _off(chances[count], count) for count, w in some.items()) / sum(some.values())
        bias = sum(chance * (int(shown) - 1) for shown, chance in method.chances(1).items())
    return Guessed(
        zero.get(0, 0.0),
        zero.get(1, 0.0) / besides if besides > 1e-12 else None,
        right / of_small,
        best / of_small,
        max(own.get(1, 0.0) for own in after.values()),
        deviation,
        bias,
    )


def _posteriors(chances: Mapping[int, Chances], prior: Prior) -> dict[Shown, dict[int, float]]:
    """Of everything that may be shown, how likely each count is behind it."""
    found: dict[Shown, dict[int, float]] = {}
    for count, own in chances.items():
        for shown, chance in own.items():
            found.setdefault(shown, {})[count] = prior[count] * chance
    return {
        shown: {count: part / whole for count, part in parts.items()}
        for shown, parts in found.items()
        if (whole := sum(parts.values())) > 0
    }


def _off(chances: Chances, count: int) -> float:
    return sum(chance * abs(int(shown) - count) for shown, chance in chances.items())


# -------------------------------------------------------------------------------------------- priors


def rare() -> Prior:
    """Poisson with mean 2: a category that is small everywhere."""
    found, chance = {}, exp(-MEAN)
    for count in range(GREATEST):
        found[count] = chance
        chance *= MEAN / (count + 1)
    return found


def demo() -> Prior:
    """The protected figures of the demo city's eleven releases, zeros and all."""
    counts = {int(count): number for count, number in json.loads(DATA.read_text("utf-8"))["counts"].items()}
    whole = sum(counts.values())
    return {count: number / whole for count, number in counts.items()}


# ---------------------------------------------------------------------------------------------- page


def section() -> str:
    return f"""\
## What can be guessed

One figure by itself, and a reader who knows the method and how common each count is. Nothing here can be
calculated; it is how sure a guess is. "A shown 0 is 0" and "a shown 0 is 1" are chances; the latter is for a
reader who knows that there was somebody. "The true number" is the chance that the reader gives to the true
count of a figure from 1 to 4, in the mean; "best guess" how often the likeliest count is the true one;
"surest 1" the greatest chance that anything shown gives to 1. The deviation is of figures that are not 0,
the bias of a true 1.

A category that is rare everywhere (Poisson, mean {MEAN:g}):

{_table(rare())}

The demo city's own figures, of which {100 * demo()[0]:.0f} % are 0 and
{100 * sum(w for c, w in demo().items() if 0 < c < THRESHOLD):.0f} % from 1 to {THRESHOLD - 1}:

{_table(demo())}
"""


def board() -> str:
    """The short table of `docs/disclosure.md`: a test compares them."""
    lines = [
        "| method | a shown 0 is truly 0 | it is 1, for who knows that somebody was there "
        "| surest guess of a 1 | figures move by |",
        "|---|--:|--:|--:|--:|",
    ]
    prior = rare()
    for method in METHODS[:-1]:
        found = guessed(method, prior)
        chances = (
            "–" if one is None else f"{100 * one:.0f} %" for one in (found.zero, found.one, found.surest)
        )
        moves = "–" if found.deviation is None else f"{found.deviation:.1f}"
        lines.append(f"| {method.name} | {' | '.join(chances)} | {moves} |")
    return "\n".join(lines)


def _table(prior: Prior) -> str:
    lines = [
        "| method | a shown 0 is 0 | a shown 0 is 1 | the true number | best guess | surest 1 "
        "| mean deviation | bias of 1 |",
        "|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for method in METHODS:
        found = guessed(method, prior)
        told = [found.zero, found.one, found.right, found.best, found.surest, found.deviation, found.bias]
        lines.append(f"| {method.name} | {' | '.join(map(_said, told))} |")
    return "\n".join(lines)


def _said(value: float | None) -> str:
    return "–" if value is None else f"{value + 0.0:.2f}".replace("-0.00", "0.00")


if __name__ == "__main__":
    print(section())
