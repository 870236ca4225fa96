"""What hangs together."""

from collections.abc import Iterable


def leaders(atoms: int, groups: Iterable[Iterable[int]]) -> list[int]:
    """For each atom the least atom that it hangs together with."""
    leader = list(range(atoms))

    def find(atom: int) -> int:
        while leader[atom] != atom:
            leader[atom] = leader[leader[atom]]
            atom = leader[atom]
        return atom

    for group in groups:
        first, *rest = map(find, group)
        for other in rest:
            top, under = sorted((find(first), find(other)))
            leader[under] = top
    return [find(atom) for atom in range(atoms)]
