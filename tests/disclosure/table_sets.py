"""Table sets for the tests: crossed and linked tables with all their margins, as systems and as files."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from random import Random
from string import ascii_lowercase

from app.disclosure.cell_system import CellSystem

Json = dict[str, object]


def table_set(
    counts: Mapping[str, int], cells: Mapping[str, Iterable[str]], threshold: int = 5, **more: object
) -> CellSystem:
    """A system from named atoms and cells; `more` are fields of `CellSystem`, by place."""
    place = {name: number for number, name in enumerate(counts)}
    members = tuple(tuple(sorted(place[atom] for atom in atoms)) for atoms in cells.values())
    return CellSystem(threshold, tuple(counts), tuple(counts.values()), tuple(cells), members, **more)  # type: ignore[arg-type]


def crossed(rows: Sequence[Sequence[int]], threshold: int = 5, **more: object) -> CellSystem:
    """Rows 0, 1, ... by columns a, b, ...: cells `0a`, totals `0`, `a` and `all`."""
    columns = ascii_lowercase[: len(rows[0])]
    counts = {f"{r}{c}": rows[r][k] for r in range(len(rows)) for k, c in enumerate(columns)}
    cells: dict[str, list[str]] = {atom: [atom] for atom in counts}
    cells |= {f"{r}": [f"{r}{c}" for c in columns] for r in range(len(rows))}
    cells |= {c: [f"{r}{c}" for r in range(len(rows))] for c in columns}
    return table_set(counts, cells | {"all": list(counts)}, threshold, **more)


def linked(counts: Sequence[int], groupings: Sequence[Sequence[int]], threshold: int = 5) -> CellSystem:
    """Atoms that are published themselves, and added up by each grouping (a group's number for each atom)."""
    named = {f"a{number}": count for number, count in enumerate(counts)}
    cells: dict[str, list[str]] = {atom: [atom] for atom in named}
    for name, grouping in enumerate(groupings):
        for group in sorted(set(grouping)):
            inside = zip(named, grouping, strict=True)
            cells[f"g{name}.{group}"] = [atom for atom, its in inside if its == group]
    return table_set(named, cells | {"all": list(named)}, threshold)


def cube(counts: Sequence[int], sizes: tuple[int, int, int], threshold: int = 5) -> CellSystem:
    """A three-way table, of which the three two-way tables and their margins are published."""
    places = list(product(*map(range, sizes)))
    named = {"".join(map(str, place)): count for place, count in zip(places, counts, strict=True)}
    cells: dict[str, list[str]] = {}
    for kept in product((True, False), repeat=3):
        if all(kept):
            continue
        for place in places:
            name = "".join(str(at) if keep else "-" for at, keep in zip(place, kept, strict=True))
            cells.setdefault(name, []).append("".join(map(str, place)))
    return table_set(named, cells, threshold)


def nested(counts: Sequence[Sequence[int]], threshold: int = 5) -> CellSystem:
    """Four areas, two to a district, by categories: both levels and the city, with the total of each."""
    columns = ascii_lowercase[: len(counts[0])]
    named = {f"{row}{c}": counts[row][k] for row in range(4) for k, c in enumerate(columns)}
    areas = {f"{row}": [row] for row in range(4)} | {"north": [0, 1], "south": [2, 3], "city": [0, 1, 2, 3]}
    cells = {f"{area}.{c}": [f"{row}{c}" for row in rows] for area, rows in areas.items() for c in columns}
    cells |= {area: [f"{row}{c}" for row in rows for c in columns] for area, rows in areas.items()}
    return table_set(named, cells, threshold)


def of_equal_totals(one: Sequence[int], other: Sequence[int], enough: int, threshold: int = 5) -> CellSystem:
    """Two tables of a row each that are known to have one total: each falls short of `enough` by the same."""
    counts = {f"a{place}": count for place, count in enumerate(one)}
    # What the second table lacks of the total of the first is in its last category.
    last = sum(one) - sum(other)
    assert last >= 0
    assert sum(one) <= enough
    counts |= {f"b{place}": count for place, count in enumerate([*other, last])} | {
        "short": enough - sum(one)
    }
    first, second = ([name for name in counts if name.startswith(table)] for table in "ab")
    cells = {name: [name] for name in [*first, *second]}
    cells |= {"a": first, "b": second, "a linked": [*first, "short"], "b linked": [*second, "short"]}
    forced = frozenset({len(cells) - 2, len(cells) - 1})
    return table_set(counts, cells, threshold, forced=forced)


def overlapping(atoms: int = 40, cells: int = 71, seed: int = 1, most: int = 11) -> CellSystem:
    """Atoms that nobody publishes, and cells that each add up some of them by chance, without any order: no
    part falls off, and what is left after sums and differences is as hard as whole numbers get."""
    chance = Random(seed)
    counts = {f"a{place}": chance.randrange(12) for place in range(atoms)}
    members: set[tuple[str, ...]] = set()
    while len(members) < cells:
        members.add(tuple(sorted(chance.sample(list(counts), chance.randint(2, most)))))
    return table_set(counts, {f"c{place}": own for place, own in enumerate(sorted(members))})


def cells_named(system: CellSystem, names: str) -> frozenset[int]:
    """The places of cells, from their names with spaces between."""
    return frozenset(system.cells.index(name) for name in names.split())


def as_file(system: CellSystem, withheld: frozenset[int] | None = None) -> Json:
    """The system as the file says it; with `withheld`, as an audit's."""
    published = [None if withheld is None or c in withheld else v for c, v in enumerate(system.values)]
    return {
        "threshold": system.threshold,
        "atoms": [
            {"id": name, "count": count, "singleton": place in system.singletons}
            for place, (name, count) in enumerate(zip(system.atoms, system.counts, strict=True))
        ],
        "cells": [
            {
                "id": name,
                "atoms": [system.atoms[atom] for atom in system.members[place]],
                "forced": place in system.forced,
                "published": published[place],
            }
            for place, name in enumerate(system.cells)
        ],
        "known_atoms": [[system.atoms[atom] for atom in sorted(known)] for known in system.coalitions],
    }
