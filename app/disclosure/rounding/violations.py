"""Where shown numbers break the rule: what somebody sees who has them beside the counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Literal

from app.disclosure.modular import MODULUS, Basis
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rule import is_allowed
from app.disclosure.rounding.whole_table import whole_table
from app.disclosure.time_limit import NEVER, Deadline

LONGEST = 86_400.0
"""Seconds that stand for no limit."""

_SHOWN = -1
"""The row of the shown number, beside a row for each atom."""


Why = Literal[
    "small", "not-zero", "too-far", "does-not-add-up", "less-than-a-part", "no-whole-table", "given-away",
    "not-settled",
]  # fmt: skip
"""What is wrong with a number; docs/reference/disclosure.md says each in words."""


@dataclass(frozen=True)
class RuleViolation:
    """A number that the rule does not allow. `parts` are the cells that it does not agree with, if that can
    be told in so many words; `cell` is None where only all numbers together are wrong."""

    cell: int | None
    why: Why
    parts: tuple[int, ...] = ()


def violations(
    linked: LinkedTables, shown: Sequence[int], deadline: Deadline = NEVER
) -> tuple[RuleViolation, ...]:
    """Every number that is small (`small`), that stands for a true zero and is none (`not-zero`), that is
    further from the count than the rule allows (`too-far`), that its parts do not add up to
    (`does-not-add-up`), or that is less than a part of it (`less-than-a-part`).

    Where none of these is found and there is still no whole table with these numbers, it is told without a
    cell (`no-whole-table`), and so is that this is not known in time (`not-settled`). `shown` has a number
    for each cell, of which those of the shown cells are read.
    """
    found = [*_one_by_one(linked, shown), *_parts(linked, shown), *_sums(linked, shown, deadline)]
    if not found:
        found = [*_together(linked, shown, deadline)]
    return tuple(sorted(found, key=lambda one: (-1 if one.cell is None else one.cell, one.why)))


def _one_by_one(linked: LinkedTables, shown: Sequence[int]) -> Iterator[RuleViolation]:
    for cell in sorted(linked.shown):
        number, count = shown[cell], linked.values[cell]
        if 0 < number < linked.threshold:
            yield RuleViolation(cell, "small")
        elif number and not count:
            yield RuleViolation(cell, "not-zero")
        elif not is_allowed(number, count, linked.threshold):
            yield RuleViolation(cell, "too-far")


def _told(linked: LinkedTables, shown: Sequence[int]) -> dict[int, int]:
    """The number of each cell that readers see."""
    return {cell: linked.values[cell] for cell in linked.forced} | {
        cell: shown[cell] for cell in linked.shown
    }


def _parts(linked: LinkedTables, shown: Sequence[int]) -> Iterator[RuleViolation]:
    told = _told(linked, shown)
    inside = {cell: frozenset(linked.members[cell]) for cell in told}
    for cell, number in sorted(told.items()):
        for whole in linked.cells_of[linked.members[cell][0]]:
            if whole in told and told[whole] < number and inside[cell] <= inside[whole]:
                yield RuleViolation(whole, "less-than-a-part", (cell,))


def _sums(linked: LinkedTables, shown: Sequence[int], deadline: Deadline) -> Iterator[RuleViolation]:
    """Cells that are sums and differences of others, and are not so by their numbers: those of the fewest
    atoms are believed."""
    told, basis = _told(linked, shown), Basis()
    for cell in sorted(told, key=lambda cell: (len(linked.members[cell]), cell)):
        if deadline.over():
            yield RuleViolation(None, "not-settled")
            return
        column = dict.fromkeys(linked.members[cell], 1)
        if told[cell] % MODULUS:
            column[_SHOWN] = told[cell] % MODULUS
        left = basis.residue(column)
        if left.keys() == {_SHOWN}:
            parts = _cover(linked, told, cell)
            agree = sum(told[part] for part in parts) == told[cell]
            yield RuleViolation(cell, "does-not-add-up", () if agree else parts)
        elif left:
            basis.add(left, max(left))


def _cover(linked: LinkedTables, told: Mapping[int, int], cell: int) -> tuple[int, ...]:
    """Cells that make up a cell between them, large ones first; none where they are not found so."""
    rest = set(linked.members[cell])
    near = {other for atom in rest for other in linked.cells_of[atom] if other in told and other != cell}
    found = []
    for other in sorted(near, key=lambda one: (-len(linked.members[one]), one)):
        own = linked.members[other]
        if rest.issuperset(own):
            found.append(other)
            rest.difference_update(own)
    return () if rest else tuple(sorted(found))


def _together(linked: LinkedTables, shown: Sequence[int], deadline: Deadline) -> Iterator[RuleViolation]:
    numbers = {cell: shown[cell] for cell in linked.shown}
    try:
        table = whole_table(linked, numbers, monotonic() + min(LONGEST, deadline.left))
    except TimeoutError:
        yield RuleViolation(None, "not-settled")
    else:
        if table is None:
            yield RuleViolation(None, "no-whole-table")
