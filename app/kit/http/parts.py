"""The parts of the running service, which all its requests share: each is found by its class.

`app.main` gives them. Nothing else uses the framework's `app.state`, whose attributes no type holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, cast

from starlette.applications import Starlette
from starlette.requests import HTTPConnection

from app.kit.language import Language, Text

Part = TypeVar("Part")


class TextFiller(Protocol):
    """Puts the municipality's own words into a text."""

    def __call__(self, text: str, language: Language) -> str: ...


@dataclass
class PageWords:
    """What every page and problem says of where it is shown."""

    place: Text
    """The municipality's name."""
    wording: TextFiller
    onward: Mapping[str, tuple[str, Text]] = field(default_factory=dict)
    """Where whoever met a problem can go on, by the beginning of the address that was asked for."""


def give(app: Starlette, *parts: object) -> None:
    """Let the requests of `app` find these parts, in place of earlier ones of the same class."""
    app.state.parts = {**getattr(app.state, "parts", {}), **{type(part): part for part in parts}}


def part(of: HTTPConnection | Starlette, kind: type[Part]) -> Part:
    """The part of that class, of the service that a request is of."""
    app = of if isinstance(of, Starlette) else of.app
    return cast(Part, app.state.parts[kind])
