"""What is to be protected: atoms (the finest counts, never published as such) and cells (sums of atoms).

`X` is atoms × cells, 0 or 1, kept as the atoms of each cell; a cell's value is the sum of its atoms' counts.
Every total that is published anywhere is a cell, so that all tables are protected together.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property


@dataclass(frozen=True)
class KnownShare:
    """A share that is known to the attacker: numerator / denominator (cells) lies between two fractions."""

    numerator: int
    denominator: int
    least: Fraction
    greatest: Fraction


@dataclass(frozen=True)
class CellSystem:
    """Atoms and cells are named by their places, 0 and up; ids are for people and files."""

    threshold: int
    """Counts from 1 to threshold - 1 are withheld."""
    atoms: tuple[str, ...]
    counts: tuple[int, ...]
    """One whole number, 0 or more, for each atom."""
    cells: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]
    """The atoms of each cell, ascending, at least one."""
    singletons: frozenset[int] = frozenset()
    """Atoms with one contributor, who knows its count."""
    forced: frozenset[int] = frozenset()
    """Cells that are published already."""
    sensitive: frozenset[int] = frozenset()
    """Cells that are withheld whatever their count: where a whole row is in one sensitive category."""
    zeros_hidden: frozenset[int] = frozenset()
    """Cells whose mark may stand for a zero too; everywhere else zeros are published."""
    coalitions: tuple[frozenset[int], ...] = ()
    """Insiders: each knows the counts of these atoms."""
    shares: tuple[KnownShare, ...] = ()

    @cached_property
    def values(self) -> tuple[int, ...]:
        """The true value of each cell."""
        return tuple(sum(self.counts[atom] for atom in atoms) for atoms in self.members)

    @cached_property
    def cells_of(self) -> tuple[tuple[int, ...], ...]:
        """The cells that each atom is in."""
        cells: list[list[int]] = [[] for _ in self.atoms]
        for cell, atoms in enumerate(self.members):
            for atom in atoms:
                cells[atom].append(cell)
        return tuple(map(tuple, cells))

    @cached_property
    def primary(self) -> frozenset[int]:
        """The cells that need protection: 1 to threshold - 1, and the sensitive ones."""
        small = (cell for cell, value in enumerate(self.values) if 1 <= value < self.threshold)
        return frozenset(small) | self.sensitive

    @cached_property
    def fixed(self) -> frozenset[int]:
        """Cells that cannot be withheld: published already, or zeros where zeros are published."""
        zeros = (cell for cell, value in enumerate(self.values) if not value)
        return self.forced | (frozenset(zeros) - self.zeros_hidden)

    @cached_property
    def zero_atoms(self) -> frozenset[int]:
        """Atoms that everybody knows to be zero, since a cell with them is a published zero."""
        return frozenset(a for cell in self.fixed if not self.values[cell] for a in self.members[cell])

    def floor(self, cell: int) -> int:
        """The least count that a mark in this cell can stand for."""
        return 0 if cell in self.zeros_hidden else 1

    def open_to(self, known: frozenset[int], cells: Iterable[int]) -> tuple[int, ...]:
        """Those of the cells that somebody who knows these atoms does not know already, ascending.

        What consists of own atoms and of published zeros cannot be kept from an insider.
        """
        seen = known | self.zero_atoms
        return tuple(cell for cell in sorted(cells) if not seen.issuperset(self.members[cell]))


class CannotProtect(Exception):
    """What is published already gives cells away or leaves no way to protect them; the message names them."""


class SolverFailure(Exception):
    """The solver gave up where there must be a solution; nothing is known of the cells then."""
