"""How far long work is, on standard error: bars in a terminal, a line every few seconds everywhere else."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

EVERY = 5.0
"""Seconds between two plain lines."""

Progress = Callable[[str, int, int], None]
"""Told which stage this is, how many of its steps are done, and how many there are; often, also while a step
takes long. An exception that it raises ends the work: nothing is left behind."""

Tell = Callable[[str, str, float | None], None]
"""Told which task this is, how to call it now, and which part of it is done: 0 to 1, or None where it cannot
be told."""


def quiet(stage: str, done: int, steps: int) -> None:
    """Progress that nobody hears of."""


@contextmanager
def progress_on(stream: TextIO | None = None) -> Iterator[Progress]:
    """Progress by stages on `stream` (standard error), as it suits."""
    with told_on(stream) as tell:
        yield lambda stage, done, steps: tell(stage, f"{stage}:", done / steps) if steps else None


@contextmanager
def told_on(stream: TextIO | None = None, left: str = "about {} s left") -> Iterator[Tell]:
    """Progress in words that change; `left` are those for the seconds that the rest will take."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield PlainLines(stream, left)
        return
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Bars(*columns, console=Console(file=stream)) as bars:
        tasks: dict[str, TaskID] = {}

        def tell(task: str, words: str, part: float | None) -> None:
            if task not in tasks:
                tasks[task] = bars.add_task("", total=None)
            total = None if part is None else 1.0
            bars.update(tasks[task], description=words.rstrip(":,"), total=total, completed=part)

        yield tell


class PlainLines:
    """A line now and then, with the time that the rest of the task will take at the pace so far."""

    def __init__(
        self, stream: TextIO, left: str = "about {} s left", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream, self._left, self._clock = stream, left, clock
        self._task, self._start, self._last = "", clock(), clock()

    def __call__(self, task: str, words: str, part: float | None) -> None:
        now = self._clock()
        if task != self._task:
            self._task, self._start = task, now
        if now - self._last < EVERY:
            return
        self._last = now
        line = words if part is None else f"{words} {round(100 * part)} %"
        if part:
            line += f", {self._left.format(round((now - self._start) * (1 - part) / part))}"
        self._stream.write(f"{line}\n")
        self._stream.flush()
