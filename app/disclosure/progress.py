"""How far long work is: what is told of it, and to whom."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told which stage this is, how many of its steps are done, and how many there are; often, also while a step
takes long. An exception that it raises ends the work: nothing is left behind."""


def quiet(stage: str, done: int, steps: int) -> None:
    """Progress that nobody hears of."""
