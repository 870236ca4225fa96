"""How far work is: a bar in a terminal, plain lines everywhere else; always on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich import progress as rich_progress
from rich.console import Console

from app.disclosure.progress import Progress

EVERY = 5.0
"""Seconds between two plain lines."""


@contextmanager
def progress_on(stream: TextIO | None = None) -> Iterator[Progress]:
    """Progress on `stream` (standard error), as it suits."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield Lines(stream)
        return
    columns = (
        rich_progress.TextColumn("{task.description}"),
        rich_progress.BarColumn(),
        rich_progress.TaskProgressColumn(),
        rich_progress.TimeRemainingColumn(),
    )
    with rich_progress.Progress(*columns, console=Console(file=stream)) as bar:
        yield _Bars(bar)


class _Bars:
    """One bar for each stage."""

    def __init__(self, bar: rich_progress.Progress) -> None:
        self._bar = bar
        self._tasks: dict[str, rich_progress.TaskID] = {}

    def __call__(self, stage: str, done: int, steps: int) -> None:
        if stage not in self._tasks:
            self._tasks[stage] = self._bar.add_task(stage, total=steps)
        self._bar.update(self._tasks[stage], completed=done, total=steps)


class Lines:
    """A line every few seconds, with the time that the rest of the stage will take at the pace so far."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._stage, self._start, self._last = "", clock(), clock()

    def __call__(self, stage: str, done: int, steps: int) -> None:
        now = self._clock()
        if stage != self._stage:
            self._stage, self._start = stage, now
        if now - self._last < EVERY or not steps:
            return
        self._last = now
        left = f", about {round((now - self._start) * (steps - done) / done)} s left" if done else ""
        self._stream.write(f"{stage}: {round(100 * done / steps)} %{left}\n")
        self._stream.flush()
