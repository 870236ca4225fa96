"""Reading one cell: what a person typed, or what Excel made of it, as the value that the schema expects.

Nothing is guessed. `3`, `"3"` and Excel's `3.0` are the same whole number; `3,5` is none. What Excel has
turned into a date or a truth value is refused with words, since the original is gone.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import Literal


class ForeignValue(Enum):
    """What a spreadsheet's cell can hold and no record can; the value is the rule that refuses it."""

    FORMULA = "formula"
    ERROR = "error-value"
    DATE = "date"
    TRUTH_VALUE = "truth-value"


Raw = str | int | float | ForeignValue | None
"""A cell as the file has it. In CSV all cells are text."""

Value = str | int | float | list[str]

Reading = Literal["text", "codes", "number", "mean"]
"""As what a column's cells are read: a code or period, several codes, a whole number, a mean."""

_WHOLE = re.compile(r"[+-]?[0-9]+(\.0)?")
_MEAN = re.compile(r"[+-]?[0-9]{1,6}([.,][0-9]{1,6})?")
_MONTH_NAME = r"(jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)"
_DATE = re.compile(
    rf"[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}|[0-9]{{1,2}}[./][0-9]{{1,2}}[./][0-9]{{2,4}}"
    rf"|[0-9]{{1,2}}[-. /]?{_MONTH_NAME}\b|{_MONTH_NAME}[a-z]*[-. /]+[0-9]{{2,4}}$",
    re.IGNORECASE,
)
_SEPARATORS = (",", ";", "|", "/")

DIGITS = 15
"""More digits than any count has: the number is too large, whichever it is."""


class BadCell(Exception):
    """The cell cannot be read; `rule` is one of `words.CELL`."""

    def __init__(self, rule: str) -> None:
        self.rule = rule
        super().__init__(rule)


def is_blank(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and (not raw or raw.isspace()))


def read(raw: Raw, reading: Reading) -> Value | None:
    """The cell's value, or None where it is blank. Raises `BadCell`.

    What is no number in a number's column is given back as text: it may be a state such as `not-known`,
    and if not, the schema refuses it with its own words. A list that is given back is not to be changed:
    the same few texts come again and again, and are read once.
    """
    if raw is None:
        return None
    if isinstance(raw, str):
        text = raw.strip()
        return _from_text(text, reading) if text else None
    if isinstance(raw, ForeignValue):
        raise BadCell(raw.value)
    if reading == "mean":
        return raw
    number = int(raw) if isinstance(raw, int) or (raw.is_integer() and abs(raw) < 10**DIGITS) else raw
    if reading == "number":
        return number
    return [str(number)] if reading == "codes" else str(number)


@lru_cache(maxsize=4096)
def _from_text(text: str, reading: Reading) -> Value:
    if _DATE.match(text):
        raise BadCell("date")
    if reading == "codes":
        if any(sign in text for sign in _SEPARATORS):
            raise BadCell("separator")
        return text.split()
    if reading == "number" and _WHOLE.fullmatch(text):
        digits = text.removesuffix(".0")
        return int(digits) if len(digits) <= DIGITS else 10**DIGITS * (-1 if digits[0] == "-" else 1)
    if reading == "mean" and _MEAN.fullmatch(text):
        return float(text.replace(",", "."))
    return text
