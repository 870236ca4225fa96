"""Periods and shares as the desk writes them, in the report's own way."""

from app.kit.language import Language
from app.reports import number_format
from app.reports.report_periods import ReportPeriod

FIXED = "\N{NO-BREAK SPACE}"


def percent(part: int, base: int, language: Language) -> str:
    """A share with its unit; its base stands nearby."""
    text = number_format.percent(part, base, language)
    return f"{text}{FIXED}%" if language == "sv" else f"{text}%"


def month_name(month: str, language: Language) -> str:
    """`mars 2019`."""
    return ReportPeriod.parse(month).words.of(language)


def tertial_name(tertial: str, language: Language) -> str:
    """`Tertial 2 2019 (maj–augusti)`."""
    period = ReportPeriod.parse(tertial)
    months = period.words.of(language).rpartition(" ")[0]
    return first_up(f"{period.name.of(language)} ({months})")


def first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
