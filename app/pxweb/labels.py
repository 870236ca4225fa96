"""Codes or texts: what the tables meant for people show of a variable and of a value."""

from typing import Literal

from app.kit.language import Language
from app.pxweb.cubes import PxValue, PxVariable

Show = Literal["code", "text", "both"]
SHOWS: dict[str, Show] = {"UseCodes": "code", "UseTexts": "text", "UseCodesAndTexts": "both"}


def shown(one: PxValue | PxVariable, show: Show, language: Language) -> str:
    """`farsta`, `Farsta`, or `farsta - Farsta`; a period's code is its text, and stands once."""
    text = one.text.of(language)
    if show == "code":
        return one.code
    return text if show == "text" or text == one.code else f"{one.code} - {text}"
