"""The attack by trying every table: slow, obvious, and with nothing of the audit's in it."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

from app.disclosure.cell_system import CellSystem


def tables(
    system: CellSystem, withheld: frozenset[int], known: frozenset[int] = frozenset(), most: int = 30
) -> Iterator[list[int]]:
    """Every table of whole numbers up to `most` that agrees with all that the attacker knows, in any order.

    The list is one and the same each time, with other counts.
    """
    atoms = len(system.atoms)
    published = [cell for cell in range(len(system.cells)) if cell not in withheld]
    left = {cell: system.values[cell] for cell in published}
    last = {cell: max(system.members[cell]) for cell in published}
    of_atom = [[cell for cell in published if atom in system.members[cell]] for atom in range(atoms)]
    table, chance = [0] * atoms, Random(0)

    def fill(atom: int) -> Iterator[list[int]]:
        if atom == atoms:
            if all(total(system, cell, table) >= system.floor(cell) for cell in withheld):
                yield table
            return
        highest = min([most, *(left[cell] for cell in of_atom[atom])])
        # The last atom of a published cell must make up what is left of it.
        ending = {left[cell] for cell in of_atom[atom] if last[cell] == atom}
        choices = list(ending) if ending else list(range(highest + 1))
        if atom in known:
            choices = [system.counts[atom]]
        chance.shuffle(choices)
        for count in choices:
            if count > highest or (ending and ending != {count}):
                continue
            table[atom] = count
            for cell in of_atom[atom]:
                left[cell] -= count
            yield from fill(atom + 1)
            for cell in of_atom[atom]:
                left[cell] += count

    return fill(0)


def total(system: CellSystem, cell: int, table: list[int]) -> int:
    return sum(table[atom] for atom in system.members[cell])


def intervals(
    system: CellSystem, withheld: frozenset[int], known: frozenset[int] = frozenset(), most: int = 30
) -> dict[int, tuple[int, int]]:
    """The least and the greatest value of each withheld cell over all of these tables."""
    found: dict[int, tuple[int, int]] = {}
    for table in tables(system, withheld, known, most):
        for cell in withheld:
            value = total(system, cell, table)
            least, greatest = found.get(cell, (value, value))
            found[cell] = (min(least, value), max(greatest, value))
    return found


def pinned(
    system: CellSystem, withheld: frozenset[int], known: frozenset[int] = frozenset(), most: int = 40
) -> set[int]:
    """The primary cells that are not safe from who knows these atoms; none is called safe that is not."""
    own = known | {a for cell, v in enumerate(system.values) if not v for a in system.members[cell]}
    unsafe = {cell for cell in system.primary if not own.issuperset(system.members[cell])}
    seen = {cell: (system.values[cell], system.values[cell]) for cell in unsafe}
    if not unsafe:
        return set()
    for table in tables(system, withheld, known, most):
        for cell in list(unsafe):
            value = total(system, cell, table)
            least, greatest = seen[cell]
            seen[cell] = least, greatest = min(least, value), max(greatest, value)
            if greatest > system.values[cell] and greatest - least >= 2:
                unsafe.discard(cell)
        if not unsafe:
            break
    return unsafe


def fewest(system: CellSystem) -> int:
    """How many secondary cells the best of all choices withholds."""
    choice = sorted(set(range(len(system.cells))) - system.primary - system.fixed)
    for size in range(len(choice) + 1):
        for extra in combinations(choice, size):
            if not pinned(system, system.primary | frozenset(extra)):
                return size
    raise AssertionError("nothing protects this table")
