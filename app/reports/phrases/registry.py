"""The list of all phrases: what is not in it cannot be said, since chapters make no sentence of a number.

`tests/reports/test_phrases.py` says each of them with none, one, two, equal, missing and huge figures.
"""

from collections.abc import Callable
from typing import TypeVar

PHRASES: dict[str, Callable[..., str]] = {}
"""By name. The last parameter of each is the language; an empty text says nothing."""

Phrase = TypeVar("Phrase", bound=Callable[..., str])


def phrase(write: Phrase) -> Phrase:
    PHRASES[write.__name__] = write
    return write
