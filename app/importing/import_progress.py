"""How far an import is, in words: rows, mistakes, and how far the file is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from app.importing.file_job import Progress
from app.kit.language import Language, Text
from app.progress import Tell, told_on

LEFT = Text("ungefär {} s kvar", "about {} s left")


@contextmanager
def progress_on(stream: TextIO | None = None, language: Language = "sv") -> Iterator[Progress]:
    """Progress on `stream` (standard error), as it suits: for `import_file`."""
    with told_on(stream, LEFT.of(language)) as tell:
        yield in_words(tell, language)


def in_words(tell: Tell, language: Language) -> Progress:
    def told(rows: int, mistakes: int, part: float | None) -> None:
        words = _counts(rows, mistakes).of(language)
        tell("", f"{words}," if part else words, part or None)

    return told


def _counts(rows: int, mistakes: int) -> Text:
    read = f"{rows:,}".replace(",", "\u202f")
    return Text(
        f"{read} rader lästa" + (f", {mistakes} fel" if mistakes else ""),
        f"{read} rows read" + (f", {mistakes} mistakes" if mistakes else ""),
    )
