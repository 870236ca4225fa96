"""The whole table nearest to the targets.

The targets themselves, where they form a whole table: then every truth that the rule leaves possible could
have led to what is shown. Else unit by unit, with the sums over several units carried along, until a sweep
changes nothing; where a sum over several units is still out of its range, its units are solved together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from time import monotonic

from app.disclosure.cell_system import CannotProtect
from app.disclosure.rounding.integer_program import IntegerProgram, Price, Range
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rule import allowed
from app.disclosure.rounding.units import AtomUnit, joined, units_of, zero_atoms
from app.disclosure.rounding.whole_table import whole_table
from app.progress import Progress, quiet

SWEEPS = 4
"""How often each unit is solved again for what the others have become."""

KEPT = 20.0
"""How much more it weighs to change what was shown earlier than to miss a target."""

SMALL = 1.5
"""How much more it weighs to miss the target of a small count: else its neighbours decide, and for them the
nearer one of 0 and k is better: 2 is shown as too little in the mean, 3 as too much."""

RISE = 0.5
"""What it costs beside that to raise a small count nearer to k, where its target is 0: a share of k."""

STEEP = 2.5
"""How much more a step above k costs with a small count than a step to it."""

SECONDS = 600.0
"""When to give up. No result depends on it."""


def nearest(
    linked: LinkedTables,
    targets: Mapping[int, int],
    *,
    forbidden: Mapping[int, Collection[int]] | None = None,
    before: Mapping[int, int] | None = None,
    start: Sequence[int] | None = None,
    progress: Progress = quiet,
    seconds: float = SECONDS,
) -> tuple[int, ...]:
    """One number for each atom, whole and from 0: a table whose forced cells are true, and whose shown cells
    are within the rule and are none of the `forbidden` numbers.

    `targets` has a number for each shown cell, and `before` those that are to be kept if possible. `start`
    is an earlier result, of which only what has to change changes. The same input gives the same result.
    Raises `CannotProtect` where there is no such table, `TimeoutError` after `seconds`.
    """
    deadline = monotonic() + seconds
    return _Table(linked, targets, forbidden or {}, before or {}, deadline, progress).found(start)


class _Table:
    def __init__(
        self,
        linked: LinkedTables,
        targets: Mapping[int, int],
        forbidden: Mapping[int, Collection[int]],
        before: Mapping[int, int],
        deadline: float,
        progress: Progress,
    ) -> None:
        self.linked, self.deadline, self.progress = linked, deadline, progress
        self.targets = {**targets, **before}
        self.before = before
        self.zeros = zero_atoms(linked)
        self.units = [unit for unit in units_of(linked) if linked.shown.intersection(unit.cells + unit.links)]
        self.numbers = list(linked.counts)
        self.free = {
            cell: [atom for atom in linked.members[cell] if atom not in self.zeros]
            for unit in self.units
            for cell in (*unit.cells, *unit.links)
        }
        self.links = sorted({cell for unit in self.units for cell in unit.links})
        self.choices = {
            cell: choices(linked, cell, forbidden.get(cell, ())) for cell in self.free if cell in linked.shown
        }
        if never := [cell for cell, values in self.choices.items() if not values]:
            raise CannotProtect(_none_left(linked, never))
        # What was shown before is kept without exception, until that is found to leave no table.
        self.let_go = {
            cell: values for cell, values in self.choices.items() if before.get(cell, -1) in values
        }
        self.choices |= {cell: [before[cell]] for cell in self.let_go}
        self.prices = {cell: self._price(cell) for cell in self.choices}

    def found(self, start: Sequence[int] | None) -> tuple[int, ...]:
        if all(self.targets[cell] in self.choices.get(cell, (0,)) for cell in self.linked.shown):
            whole = whole_table(self.linked, self.targets, self.deadline)
            if whole is not None:
                return whole
        if start is None:
            moving = set(self.units)
            for sweep in range(SWEEPS):
                moving = self._sweep(moving, sweep)
        else:
            self.numbers = list(start)
            for unit in self.units:
                if not self._are_right(unit.cells):
                    self._solve_or_say(unit)
        self._mend()
        return tuple(self.numbers)

    def _price(self, cell: int) -> Price:
        linked = self.linked
        weight = linked.weights.get(cell, 1.0) * (KEPT if cell in self.before else 1.0)
        return price_of(linked.values[cell], self.targets[cell], linked.threshold, weight)

    # ------------------------------------------------------------------------------ unit by unit

    def _sweep(self, moving: set[AtomUnit], sweep: int) -> set[AtomUnit]:
        """Solve these units, and what they move; the units to be solved again."""
        again: set[AtomUnit] = set()
        for number, unit in enumerate(self.units):
            self.progress("rounding", sweep * len(self.units) + number + 1, SWEEPS * len(self.units))
            if unit not in moving and unit not in again:
                continue
            again.discard(unit)
            earlier = [self._sum(cell) for cell in unit.links]
            self._solve_or_say(unit)
            moved = {
                cell for cell, value in zip(unit.links, earlier, strict=True) if value != self._sum(cell)
            }
            again |= {one for one in self.units if one is not unit and moved.intersection(one.links)}
        return again

    def _solve_or_say(self, unit: AtomUnit) -> None:
        if not self._solve(unit) and not (self._may_change(unit.cells) and self._solve(unit)):
            raise CannotProtect(_none_left(self.linked, [c for c in unit.cells if c in self.choices]))

    def _may_change(self, cells: Iterable[int]) -> bool:
        """Let what was shown before change in these cells; whether there was any of it."""
        kept = [cell for cell in dict.fromkeys(cells) if cell in self.let_go]
        for cell in kept:
            self.choices[cell] = self.let_go.pop(cell)
        return bool(kept)

    def _solve(self, unit: AtomUnit, mended: Collection[int] = ()) -> bool:
        """The best numbers of a unit beside the others as they are; those that it has, if they are as good.
        The links in `mended` come within their ranges. False where there are no such numbers."""
        linked = self.linked
        place = {atom: column for column, atom in enumerate(unit.atoms)}
        programme = IntegerProgram([linked.counts[atom] for atom in unit.atoms])
        for cell in unit.cells:
            columns = [place[atom] for atom in self.free[cell]]
            if cell in linked.forced:
                programme.keep(columns)
            else:
                ranges = _ranges(self.choices[cell], 0)
                programme.place(columns, ranges, self.targets[cell], self.prices[cell])
        settled = bool(mended) or self._are_right(unit.cells)
        for cell in unit.links:
            columns = [place[atom] for atom in self.free[cell] if atom in place]
            value = self._sum(cell)
            rest = value - sum(self.numbers[atom] for atom in self.free[cell] if atom in place)
            ranges = _ranges(self.choices[cell], rest)
            hard = cell in mended or (settled and value in self.choices[cell])
            if hard and not ranges:
                return False
            target = self.targets[cell] - rest
            # Where others have a part of the sum, what is above k in this part may not be so in the whole.
            price = Price(self.prices[cell].step) if rest else self.prices[cell]
            programme.place(columns, ranges or [(0, 0)], target, price, soft=not hard)
        numbers = programme.solve(self.deadline)
        if numbers is None:
            return False
        old, right, cost = [self.numbers[a] for a in unit.atoms], self._is_right(unit), self._distance(unit)
        self._take(unit, numbers)
        if right and self._is_right(unit) and self._distance(unit) >= cost:
            self._take(unit, old)
        return True

    def _mend(self) -> None:
        """Bring each sum that is out of its range within it, by as few units together as can do it."""
        while wrong := [cell for cell in self.links if self._sum(cell) not in self.choices[cell]]:
            own = [unit for unit in reversed(self.units) if wrong[0] in unit.links]
            few_first = (own[:several] for several in range(1, len(own) + 1))
            if any(self._solve_together(units, wrong[0]) for units in few_first):
                continue
            if not self._may_change([wrong[0]]) and not self._may_change(
                cell for unit in own for cell in (*unit.cells, *unit.links)
            ):
                self._solve_with_all_around(own, wrong)

    def _solve_together(self, units: Sequence[AtomUnit], mended: int) -> bool:
        return self._solve(joined(units, self.linked), {mended})

    def _solve_with_all_around(self, units: Sequence[AtomUnit], wrong: Sequence[int]) -> None:
        while True:
            links = {cell for unit in units for cell in unit.links}
            more = [one for one in self.units if links.intersection(one.links)]
            if len(more) == len(units) and not self._may_change(self.choices):
                raise CannotProtect(_none_left(self.linked, wrong))
            if self._solve_together(more, wrong[0]):
                return
            units = more

    # --------------------------------------------------------------------------------- numbers

    def _take(self, unit: AtomUnit, numbers: Sequence[int]) -> None:
        for atom, number in zip(unit.atoms, numbers, strict=True):
            self.numbers[atom] = number

    def _sum(self, cell: int) -> int:
        return sum([self.numbers[atom] for atom in self.free[cell]])

    def _distance(self, unit: AtomUnit) -> float:
        return sum(
            self.prices[cell].of(self._sum(cell), self.targets[cell])
            for cell in (*unit.cells, *unit.links)
            if cell in self.choices
        )

    def _is_right(self, unit: AtomUnit) -> bool:
        return self._are_right((*unit.cells, *unit.links))

    def _are_right(self, cells: Iterable[int]) -> bool:
        return all(
            self._sum(cell) in self.choices[cell]
            if cell in self.choices
            else self._sum(cell) == self.linked.values[cell]
            for cell in cells
        )


def price_of(count: int, target: int, threshold: int, weight: float) -> Price:
    """What it costs to show another number than the target: for each step the weight of the figure. A small
    count has a greater one, and where its target is 0 or k, it costs more to raise what is nearer to k, and
    to go beyond k."""
    if not 0 < count < threshold:
        return Price(weight)
    weight *= SMALL
    if target > threshold:
        return Price(weight)
    raised = RISE * threshold * weight if 2 * count > threshold else 0.0
    return Price(weight, STEEP * weight, raised, threshold)


def choices(linked: LinkedTables, cell: int, forbidden: Collection[int] = ()) -> list[int]:
    """The numbers that may be shown for a cell."""
    floor = linked.floors.get(cell, 0)
    return [
        value
        for value in allowed(linked.values[cell], linked.threshold)
        if (not value or value >= floor) and value not in forbidden
    ]


def _ranges(values: Sequence[int], rest: int) -> list[Range]:
    """The ranges without gaps that a part may be in where the rest of a sum is this."""
    ranges: list[Range] = []
    for value in values:
        own = value - rest
        if own < 0:
            continue
        if ranges and ranges[-1][1] == own - 1:
            ranges[-1] = (ranges[-1][0], own)
        else:
            ranges.append((own, own))
    return ranges


def _none_left(linked: LinkedTables, cells: Sequence[int]) -> str:
    names = ", ".join(linked.cells[cell] for cell in cells[:5])
    more = f" and {len(cells) - 5} more" if len(cells) > 5 else ""
    return f"no numbers within the rule keep what is known of {names}{more}"
