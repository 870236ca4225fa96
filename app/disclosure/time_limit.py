"""When work must have ended with an answer: an object that is passed down, so that each piece has its own."""

import time
from collections.abc import Callable, Iterable
from math import inf


class Deadline:
    """A number of seconds from now on."""

    def __init__(self, seconds: float = inf, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._end = clock, clock() + seconds

    @property
    def left(self) -> float:
        """Seconds, 0 and up."""
        return max(0.0, self._end - self._clock())

    def over(self) -> bool:
        return self._clock() >= self._end

    def part(self, share: float) -> "Deadline":
        """An earlier deadline, after this share (above 0, at most 1) of the time that is left."""
        return Deadline(self.left * share, self._clock)


NEVER = Deadline()
"""No limit on time."""


class DeadlinePassed(Exception):
    """The deadline passed first. What was not settled by then counts as unsafe: `cells`, by place."""

    def __init__(self, cells: Iterable[int] = ()) -> None:
        super().__init__()
        self.cells = tuple(sorted(cells))
