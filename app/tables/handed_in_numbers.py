"""Numbers that are handed in: each a column of its return beside its state, some a part of another."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement
from sqlalchemy import Table as Stored

from app.tables.counts import NumberAndState, number, pair
from app.tables.declaration import Measure, number_measures
from app.tables.rates import PairedShare

Numbers = Mapping[str, str | None]
"""The numbers of a return by their codes, and which other one each is a share of."""


def column_of(record: Stored, code: str) -> NumberAndState:
    """A number's column and that of its state."""
    name = code.replace("-", "_")
    return record.c[name], record.c[f"{name}_state"]


def paired_measures(code: str, always: tuple[str, ...] = (), *, stock: bool = False) -> tuple[Measure, ...]:
    """A number that is a share of another, with its companions."""
    rate = PairedShare(f"{code}-paired", f"{code}-whole")
    return (
        *number_measures(code, rate=rate, always=always, stock=stock),
        *(Measure(one, always=always, stock=stock, hidden=True) for one in (rate.part, rate.whole)),
    )


def measures_of(
    numbers: Numbers, always: tuple[str, ...] = (), *, stock: bool = False
) -> tuple[Measure, ...]:
    """The measures of several numbers."""
    return tuple(
        measure
        for code, whole in numbers.items()
        for measure in (
            paired_measures(code, always, stock=stock)
            if whole
            else number_measures(code, always=always, stock=stock)
        )
    )


def counts_of(record: Stored, numbers: Numbers) -> dict[str, ColumnElement[int]]:
    """Their sums, those of their companions, and those of each part and whole that are both known."""
    counts: dict[str, ColumnElement[int]] = {}
    for code, whole in numbers.items():
        counts |= number(code, *column_of(record, code))
        if whole:
            counts |= pair(code, column_of(record, code), column_of(record, whole))
    return counts
