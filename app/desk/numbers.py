"""Periods and shares as the desk writes them, in the report's own way."""

from app.kit.language import Language
from app.reports import numbers
from app.reports.periods import Period

FIXED = "\N{NO-BREAK SPACE}"


def percent(part: int, base: int, language: Language) -> str:
    """A share with its unit; its base stands nearby."""
    text = numbers.percent(part, base, language)
    return f"{text}{FIXED}%" if language == "sv" else f"{text}%"


def month_name(month: str, language: Language) -> str:
    """`mars 2019`."""
    return Period.parse(month).words.of(language)


def tertial_name(tertial: str, language: Language) -> str:
    """`Tertial 2 2019 (maj–augusti)`."""
    period = Period.parse(tertial)
    months = period.words.of(language).rpartition(" ")[0]
    return first_up(f"{period.name.of(language)} ({months})")


def first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
