"""Shown cells that count the same: by what they are made of, or by what everybody knows."""

from collections import defaultdict

from app.disclosure.components import leaders
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.units import zero_atoms

Atoms = frozenset[int]


def first_of_the_same(linked: LinkedTables) -> dict[int, int]:
    """For each shown cell the one that stands for all that count the same: the one of the fewest atoms."""
    zeros = zero_atoms(linked)
    side_of = {cell: frozenset(linked.members[cell]) - zeros for cell in sorted(linked.shown)}
    place: dict[Atoms, int] = {}
    for side in side_of.values():
        place.setdefault(side, len(place))
    leader = leaders(len(place), _equal(linked, zeros, place))
    first: dict[int, int] = {}
    for cell in sorted(side_of, key=lambda cell: (len(linked.members[cell]), linked.cells[cell])):
        first.setdefault(leader[place[side_of[cell]]], cell)
    return {cell: first[leader[place[side]]] for cell, side in side_of.items()}


def _equal(linked: LinkedTables, zeros: Atoms, place: dict[Atoms, int]) -> list[list[int]]:
    """The sides that add up to the same, as forced cells say that share a helper and nothing else."""
    sides: dict[tuple[int, int], list[int]] = defaultdict(list)
    for cell in sorted(linked.forced):
        own = frozenset(linked.members[cell])
        for helper in own & linked.helpers:
            if (side := place.get(own - {helper} - zeros)) is not None:
                sides[helper, linked.values[cell]].append(side)
    return [found for found in sides.values() if len(found) > 1]
