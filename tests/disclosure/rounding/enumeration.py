"""Every truth, and every table that may be shown, by trying them all: slow, and obvious."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rule import allowed

Atoms = tuple[int, ...]

MOST = 2000
"""More than any count."""


def possible(shown: int, threshold: int) -> tuple[int, int]:
    """What a number may stand for, as readers are told: differs by at most k - 1; 0 is 0 to k - 1; what is
    shown as more is at least 1."""
    return max(0 if shown == 0 else 1, shown - threshold + 1), shown + threshold - 1


def truths(linked: LinkedTables, shown: Sequence[int], known: Iterable[str] = ()) -> Iterator[Atoms]:
    """Every whole truth that agrees with what is shown, forced and undeclared, for somebody who knows some
    districts exactly. `shown` has a number for each cell, of which those of the shown cells are read."""
    return within(linked, bounds_of(linked, shown), frozenset(known))


def bounds_of(linked: LinkedTables, shown: Sequence[int]) -> dict[int, tuple[int, int]]:
    """What the value of each cell is between, as everybody knows; nothing of the cells that are not named."""
    numbers = {cell: shown[cell] for cell in linked.shown} | dict(linked.told)
    bounds = {cell: possible(number, linked.threshold) for cell, number in numbers.items()}
    bounds |= dict.fromkeys(linked.guarded if linked.told else (), (1, MOST))
    bounds |= {cell: (linked.values[cell],) * 2 for cell in linked.forced | linked.undeclared}
    return bounds


def whole_tables(linked: LinkedTables) -> Iterator[Atoms]:
    """Every table that may be shown for the real counts."""
    choices = {cell: allowed(linked.values[cell], linked.threshold) for cell in linked.shown}
    bounds = {cell: (values[0], values[-1]) for cell, values in choices.items()}
    bounds |= {cell: (linked.values[cell],) * 2 for cell in linked.forced}
    for atoms in within(linked, bounds, frozenset()):
        sums = linked.sums(atoms)
        if all(sums[cell] in values for cell, values in choices.items()):
            yield atoms


def within(
    linked: LinkedTables, bounds: Mapping[int, tuple[int, int]], known: frozenset[str], most: int = MOST
) -> Iterator[Atoms]:
    """Every table of whole numbers whose cells are within their bounds, with the real counts of the known
    districts."""
    low = {cell: least for cell, (least, _) in bounds.items()}
    high = {cell: greatest for cell, (_, greatest) in bounds.items()}
    cells_of: list[list[int]] = [[cell for cell in own if cell in low] for own in linked.cells_of]
    left = dict.fromkeys(low, 0)
    # Those in most cells first; helpers, of which anything can be, last: their number follows.
    order = sorted(
        range(len(linked.atoms)), key=lambda atom: (atom in linked.helpers, -len(cells_of[atom]), atom)
    )
    for atom in order:
        for cell in cells_of[atom]:
            left[cell] += 1
    numbers = list(linked.counts)
    so_far = dict.fromkeys(low, 0)

    def fill(place: int) -> Iterator[Atoms]:
        if place == len(order):
            yield tuple(numbers)
            return
        atom = order[place]
        if linked.districts and linked.districts[atom] in known:
            least = greatest = linked.counts[atom]
        else:
            least, greatest = 0, most
        for cell in cells_of[atom]:
            greatest = min(greatest, high[cell] - so_far[cell])
            if left[cell] == 1:
                least = max(least, low[cell] - so_far[cell])
        for number in range(least, greatest + 1):
            numbers[atom] = number
            for cell in cells_of[atom]:
                so_far[cell] += number
                left[cell] -= 1
            yield from fill(place + 1)
            for cell in cells_of[atom]:
                so_far[cell] -= number
                left[cell] += 1

    return fill(0)


def ranges(linked: LinkedTables, found: Iterable[Atoms]) -> Mapping[int, tuple[int, int]]:
    """The least and the greatest value of each cell over these truths."""
    least: list[int] = []
    greatest: list[int] = []
    for atoms in found:
        sums = linked.sums(atoms)
        least = list(map(min, least, sums)) if least else list(sums)
        greatest = list(map(max, greatest, sums)) if greatest else list(sums)
    return dict(enumerate(zip(least, greatest, strict=True)))
