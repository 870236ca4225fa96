"""What is rounded together: atoms (the finest counts) and the sums of them that are shown or known.

Every table of a release is in one `LinkedTables`, so that the same fact is the same number everywhere
and parts add up. Its structure (names, members, ties) must not depend on which counts are zero: a zero has
its atoms like any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class LinkedTables:
    """Atoms and cells are named by their places, 0 and up; their names are for people, files and draws."""

    threshold: int
    atoms: tuple[str, ...]
    counts: tuple[int, ...]
    """The true count of each atom, 0 or more."""
    helpers: frozenset[int]
    """Atoms that count nothing by themselves (the rest up to a public number, what a part lacks of its
    whole, a first choice): any whole number from 0, in the truth as in what is shown."""
    cells: tuple[str, ...]
    """Unique, and the same for the same figure in every revision: the draw is keyed by it."""
    members: tuple[tuple[int, ...], ...]
    """The atoms of each cell, ascending, at least one."""
    shown: frozenset[int]
    """Cells that are shown, and protected by the rule."""
    forced: frozenset[int] = frozenset()
    """Cells whose true value everybody knows: declared equalities and inequalities (through helpers), and
    figures that are open to all. They keep their value. None of them is in `shown`."""
    undeclared: frozenset[int] = frozenset()
    """Cells whose true value an attacker may have found out: regularities that hold in the data. What is
    shown need not keep them. None of them is in `shown` or `forced`."""
    floors: Mapping[int, int] = field(default_factory=dict)
    """What everybody knows that the count of a shown cell is at least, from open figures that need not be
    sums of the same atoms (a collaboration activity has a participant). What is shown is 0 or no less than
    that. As an inequality in `forced` it would forbid the 0 too: then seven districts with 3 participants
    each have to be shown as 5, and no number for the city is within the rule. The attacker knows the
    inequality all the same: it belongs in `undeclared`."""
    told: Mapping[int, int] = field(default_factory=dict)
    """Cells of earlier revisions, and the number that was shown for each: by the same rule, so it tells as
    much of the count of then, and is protected as much. What is added to a cell later and what is withdrawn
    are atoms of their own: then it counts what stayed and what was withdrawn, now what stayed and what was
    added. None of them is in `shown`, `forced` or `undeclared`."""
    guarded: frozenset[int] = frozenset()
    """Cells that are never shown and always protected, such as what was added to a figure between two
    revisions, and what was withdrawn: where numbers were `told`, everybody knows that it is 1 at least, or
    nothing would have changed. None of them is in `shown`, `forced`, `undeclared` or `told`."""
    few: Mapping[int, int] = field(default_factory=dict)
    """Shown or told sums over people, and the shown or told cell that counts whom they are sums over
    (families): where those could be few, the sum is to be protected whatever it is."""
    uniform: frozenset[int] = frozenset()
    """Shown or told cells that are categories of a sensitive dimension: nobody may know that one of them is
    surely 0."""
    districts: tuple[str, ...] = ()
    """Of each atom the district that it is a count of; empty for one of several."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """Districts that are one for the rounding (they were merged), by district; the others are one by
    themselves."""
    insiders: tuple[frozenset[str], ...] = ()
    """The districts that each coordinator knows exactly: their own, with those that were merged into it."""
    weights: Mapping[int, float] = field(default_factory=dict)
    """How much a shown cell's deviation counts; 1 where it is not named."""

    @cached_property
    def values(self) -> tuple[int, ...]:
        """The true value of each cell."""
        return self.sums(self.counts)

    def sums(self, atoms: "tuple[int, ...] | list[int]") -> tuple[int, ...]:
        """The value of each cell in a whole table, which has one number for each atom."""
        return tuple([sum([atoms[atom] for atom in own]) for own in self.members])

    @cached_property
    def cells_of(self) -> tuple[tuple[int, ...], ...]:
        """The cells that each atom is in."""
        cells: list[list[int]] = [[] for _ in self.atoms]
        for cell, own in enumerate(self.members):
            for atom in own:
                cells[atom].append(cell)
        return tuple(map(tuple, cells))
