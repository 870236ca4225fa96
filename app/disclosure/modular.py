"""Exact linear algebra over the whole numbers modulo a prime, for sparse columns.

A dependence over the rational numbers always shows modulo the prime. The other way round, a false one would
need a minor of a 0/1 matrix divisible by 2^61 - 1, which errs on the side of one suppression too many.
"""

from heapq import heapify, heappop, heappush

MODULUS = 2**61 - 1
"""A Mersenne prime: products fit Python's small whole numbers well."""

Column = dict[int, int]
"""Row to value, 1 to MODULUS - 1; rows with zeros are left out."""


def subtract(column: Column, factor: int, other: Column) -> None:
    """column -= factor × other, in place."""
    for row, value in other.items():
        new = (column.get(row, 0) - factor * value) % MODULUS
        if new:
            column[row] = new
        else:
            column.pop(row, None)


def scaled(column: Column, row: int) -> Column:
    """The column times what makes its value in `row` one."""
    value = column[row]
    if value == 1:
        return dict(column)
    factor = pow(value, -1, MODULUS)
    return {place: factor * old % MODULUS for place, old in column.items()}


def form(column: Column) -> frozenset[tuple[int, int]]:
    """The same for two columns if and only if they are proportional; the column must not be empty."""
    return frozenset(scaled(column, min(column)).items())


class Basis:
    """The span of the columns added so far, in echelon form by their order of arrival."""

    def __init__(self) -> None:
        self._steps: list[tuple[int, Column]] = []
        self._step_of: dict[int, int] = {}

    def residue(self, column: Column) -> Column:
        """What is left of a column when no pivot row is in it; empty if and only if it lies in the span."""
        rest = dict(column)
        due = [self._step_of[row] for row in rest if row in self._step_of]
        heapify(due)
        while due:
            row, reducer = self._steps[heappop(due)]
            factor = rest.get(row)
            if factor is None:
                continue
            for place, value in reducer.items():
                new = (rest.get(place, 0) - factor * value) % MODULUS
                if not new:
                    rest.pop(place, None)
                    continue
                # A reducer holds no pivot rows of earlier steps, so what it brings in is due later.
                if place not in rest and place in self._step_of:
                    heappush(due, self._step_of[place])
                rest[place] = new
        return rest

    def add(self, residue: Column, row: int) -> Column:
        """Take a residue into the span, with `row` as its pivot; the step as it is kept (one in `row`)."""
        step = scaled(residue, row)
        self._step_of[row] = len(self._steps)
        self._steps.append((row, step))
        return step
