"""How far an import is: a bar in a terminal, plain lines everywhere else; always on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from app.importing.file_reader import Progress
from app.kit.language import Language, Text

EVERY = 5.0
"""Seconds between two plain lines."""


@contextmanager
def progress_on(stream: TextIO | None = None, language: Language = "sv") -> Iterator[Progress]:
    """Progress on `stream` (standard error), as it suits: for `import_file`."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield Lines(stream, language)
        return
    bar = Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(file=stream),
    )
    with bar:
        yield _OnBar(bar, language)


def _counts(rows: int, mistakes: int) -> Text:
    read = f"{rows:,}".replace(",", "\u202f")
    return Text(
        f"{read} rader lästa" + (f", {mistakes} fel" if mistakes else ""),
        f"{read} rows read" + (f", {mistakes} mistakes" if mistakes else ""),
    )


class _OnBar:
    def __init__(self, bar: Bar, language: Language) -> None:
        self._bar, self._language = bar, language
        self._task = bar.add_task(_counts(0, 0).of(language), total=None)

    def at(self, rows: int, mistakes: int, share: float | None) -> None:
        described = _counts(rows, mistakes).of(self._language)
        if share is None:
            self._bar.update(self._task, description=described)
        else:
            self._bar.update(self._task, description=described, total=1.0, completed=share)


class Lines:
    """A line every few seconds, with the time that the rest will take at the pace so far."""

    def __init__(
        self, stream: TextIO, language: Language, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream, self._language, self._clock = stream, language, clock
        self._start = self._last = clock()

    def at(self, rows: int, mistakes: int, share: float | None) -> None:
        now = self._clock()
        if now - self._last < EVERY:
            return
        self._last = now
        line = _counts(rows, mistakes)
        if share:
            percent = round(100 * share)
            seconds = round((now - self._start) * (1 - share) / share)
            line = Text(
                f"{line.sv}, {percent} %, ungefär {seconds} s kvar",
                f"{line.en}, {percent} %, about {seconds} s left",
            )
        self._stream.write(f"{line.of(self._language)}\n")
        self._stream.flush()
