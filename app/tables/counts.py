"""The aggregates that parts are made of: rows, sums, and how many meet a condition. All are whole numbers."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, case, func, or_

from app.vocabulary.states import KNOWN, NOT_ASKED, NOT_KNOWN

NumberAndState = tuple[ColumnElement[int], ColumnElement[str]]
"""The columns of a handed-in number and of its state."""


def either(column: ColumnElement[str], words: Iterable[str]) -> ColumnElement[bool]:
    """Whether it is one of a few words. Not `in_`, whose list is written into the statement at every call."""
    return or_(*(column == word for word in words))


def rows() -> ColumnElement[int]:
    return func.count()


def total(number: ColumnElement[int]) -> ColumnElement[int]:
    """Sum of the known numbers; 0 where there are none (the companion tells that apart from a real zero)."""
    return func.coalesce(func.sum(number), 0)


def having(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def number(code: str, value: ColumnElement[int], state: ColumnElement[str]) -> dict[str, ColumnElement[int]]:
    """A summed number and its companions. What does not apply is neither known nor missing."""
    return {
        code: total(value),
        f"{code}-known": having(state == KNOWN),
        f"{code}-not-known": having(either(state, (NOT_KNOWN, NOT_ASKED))),
    }


def pair(
    code: str,
    part: NumberAndState,
    whole: NumberAndState,
) -> dict[str, ColumnElement[int]]:
    """Sums of a part and of its whole (each a number and its state) over records that know both."""
    both = (part[1] == KNOWN) & (whole[1] == KNOWN)
    return {
        f"{code}-paired": func.coalesce(func.sum(case((both, part[0]), else_=0)), 0),
        f"{code}-whole": func.coalesce(func.sum(case((both, whole[0]), else_=0)), 0),
    }
