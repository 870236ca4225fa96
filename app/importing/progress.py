"""How far an import is: a bar in a terminal, plain lines everywhere else; always on standard error."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from app.importing.file_job import Progress
from app.kit.language import Language, Text

EVERY = 5.0
"""Seconds between two plain lines."""


@contextmanager
def progress_on(stream: TextIO | None = None, language: Language = "sv") -> Iterator[Progress]:
    """Progress on `stream` (standard error), as it suits: for `import_file`."""
    stream = stream or sys.stderr
    if not stream.isatty():
        yield plain_lines(stream, language)
        return
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Bar(*columns, console=Console(file=stream)) as bar:
        task = bar.add_task(_counts(0, 0).of(language), total=None)

        def tell(rows: int, mistakes: int, share: float | None) -> None:
            total = None if share is None else 1.0
            bar.update(task, description=_counts(rows, mistakes).of(language), total=total, completed=share)

        yield tell


def plain_lines(stream: TextIO, language: Language, clock: Callable[[], float] = time.monotonic) -> Progress:
    """A line every few seconds, with the time that the rest will take at the pace so far."""
    start = last = clock()

    def tell(rows: int, mistakes: int, share: float | None) -> None:
        nonlocal last
        now = clock()
        if now - last < EVERY:
            return
        last = now
        line = _counts(rows, mistakes).of(language)
        if share:
            seconds = round((now - start) * (1 - share) / share)
            left = Text(f"ungefär {seconds} s kvar", f"about {seconds} s left").of(language)
            line = f"{line}, {round(100 * share)} %, {left}"
        stream.write(f"{line}\n")
        stream.flush()

    return tell


def _counts(rows: int, mistakes: int) -> Text:
    read = f"{rows:,}".replace(",", "\u202f")
    return Text(
        f"{read} rader lästa" + (f", {mistakes} fel" if mistakes else ""),
        f"{read} rows read" + (f", {mistakes} mistakes" if mistakes else ""),
    )
