"""Texts in Swedish and English, and which of the two a reader asked for."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Literal, NamedTuple

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")


class Text(NamedTuple):
    """One text in both languages of the product; Swedish comes first."""

    sv: str
    en: str

    def of(self, language: Language) -> str:
        return self.sv if language == "sv" else self.en

    def format(self, **values: object) -> "Text":
        return Text(self.sv.format(**values), self.en.format(**values))


Fill = Callable[[str, Language], str]
"""Puts what a municipality calls things into a text of the product's."""


def filled(value: Any, fill: Fill, language: Language) -> Any:
    """The same with every text in it filled: lists, mappings, and fields of dataclasses."""
    if isinstance(value, str):
        return fill(value, language)
    if isinstance(value, Mapping):
        return {name: filled(one, fill, language) for name, one in value.items()}
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return type(value)(filled(one, fill, language) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: filled(getattr(value, field.name), fill, language)
                for field in fields(value)
                if field.init
            },
        )
    return value


def preferred(accept_language: str | None, asked: str | None = None) -> Language:
    """The language to answer in: `asked` (a `lang` parameter) wins, then the header, then Swedish.

    Only the order of the header's quality values is used; regions are ignored ("en-GB" is English).
    An unreadable header is the same as none.
    """
    if asked in LANGUAGES:
        return "en" if asked == "en" else "sv"
    wanted: list[tuple[float, int, Language]] = []
    for index, part in enumerate((accept_language or "").split(",")):
        tag, _, weight = part.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        if primary not in LANGUAGES:
            continue
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if quality > 0:
            wanted.append((-quality, index, "en" if primary == "en" else "sv"))
    return min(wanted)[2] if wanted else "sv"
