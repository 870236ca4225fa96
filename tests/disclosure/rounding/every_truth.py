"""What an attacker can say, by trying every truth: district by district, then whether they go together."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.disclosure.rounding.linked_tables import LinkedTables
from tests.disclosure.rounding.enumeration import Atoms, bounds_of, within

Table = NDArray[np.int64]
Range = tuple[int, int]


def ranges(linked: LinkedTables, shown: Sequence[int], known: frozenset[str] = frozenset()) -> list[Range]:
    """The least and the greatest value of each cell over all truths, for who knows these districts exactly.
    Every atom is of a district."""
    bounds = bounds_of(linked, shown)
    districts = sorted(set(linked.districts))
    local = {one: np.array(list(_local(linked, bounds, one, one in known))) for one in districts}
    spanning = [cell for cell, own in enumerate(linked.members) if len(_of(linked, own)) > 1]
    endless = (-(10**9), 10**9)
    low, high = (np.array([bounds.get(cell, endless)[end] for cell in spanning]) for end in (0, 1))
    parts = {one: _sums(linked, spanning, tables) for one, tables in local.items()}
    found: list[Range] = [(0, 0)] * len(linked.cells)
    for one in districts:
        rest = np.zeros((1, len(spanning)), dtype=np.int64)
        for other in districts:
            if other != one:
                rest = (rest[:, None] + parts[other][None]).reshape(-1, len(spanning))
                rest = np.unique(rest[(rest <= high).all(axis=1)], axis=0)
        together = parts[one][:, None] + rest[None]
        possible = np.all((low <= together) & (together <= high), axis=2)
        tables = local[one][np.any(possible, axis=1)]
        for cell, own in enumerate(linked.members):
            if _of(linked, own) == {one}:
                sums = tables[:, list(own)].sum(axis=1)
                found[cell] = int(sums.min()), int(sums.max())
        for place, cell in enumerate(spanning):
            sums = together[possible][:, place]
            found[cell] = int(sums.min()), int(sums.max())
    return found


def _local(linked: LinkedTables, bounds: dict[int, Range], district: str, known: bool) -> Iterator[Atoms]:
    """Every table of one district's atoms (0 in the others) that its own cells and those of several allow."""
    alone = tuple(
        count if one == district else 0 for count, one in zip(linked.counts, linked.districts, strict=True)
    )
    if known:
        yield alone
        return
    own = {
        cell: (least if _of(linked, linked.members[cell]) == {district} else 0, greatest)
        for cell, (least, greatest) in bounds.items()
        if district in _of(linked, linked.members[cell])
    }
    yield from within(replace(linked, counts=alone), own, frozenset(linked.districts) - {district})


def _of(linked: LinkedTables, atoms: Sequence[int]) -> set[str]:
    return {linked.districts[atom] for atom in atoms}


def _sums(linked: LinkedTables, cells: list[int], tables: Table) -> Table:
    columns = [tables[:, list(linked.members[cell])].sum(axis=1) for cell in cells]
    return np.stack(columns, axis=1) if columns else np.zeros((len(tables), 0), dtype=np.int64)
