"""What a cell of a cube holds: a whole number, or the state that says why there is none."""

from collections.abc import Iterable
from typing import Literal

Mark = Literal["withheld", "missing", "not-known", "not-applicable"]
"""`withheld` protects somebody; `missing` was never handed in; `not-known` is what every record says;
`not-applicable` cannot occur, or is no figure of its own."""

State = Literal["counted", "withheld", "missing", "not-known", "not-applicable"]

Value = int | Mark
"""A number is counted; everything else is a mark."""

_BY_WEIGHT: tuple[Mark, ...] = ("not-known", "missing", "not-applicable")


def state_of(value: Value) -> State:
    return "counted" if isinstance(value, int) else value


def summed(values: Iterable[Value]) -> Value:
    """A sum: withheld where any part is; else of those that are numbers. Without a number, it is not known
    if any part is, else missing if any part is; of no parts at all it is 0."""
    found = list(values)
    if "withheld" in found:
        return "withheld"
    numbers = [one for one in found if isinstance(one, int)]
    if numbers or not found:
        return sum(numbers)
    return next(mark for mark in _BY_WEIGHT if mark in found)


def over_time(values: Iterable[Value]) -> Value:
    """The sum of a longer period's parts: as `summed`, and missing where any part is, since a period of which
    some was not handed in is not known."""
    found = list(values)
    return "missing" if "missing" in found and "withheld" not in found else summed(found)


def less(whole: Value, part: Value) -> Value:
    """A difference: where one of the two is a mark, that mark."""
    if isinstance(whole, int) and isinstance(part, int):
        return whole - part
    if "withheld" in (whole, part):
        return "withheld"
    return whole if not isinstance(whole, int) else part


def times(value: Value, weight: int) -> Value:
    return value * weight if isinstance(value, int) else value
