"""Statistics Norway's test tables for small count rounding, with what their package shows for them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from app.disclosure.rounding.linked_tables import LinkedTables

DATA = Path(__file__).with_name("data") / "smallcountrounding.json"


@dataclass(frozen=True)
class Relation:
    """A shown total and the shown cells that it is the sum of."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True)
class PublishedTable:
    """`theirs` is what the package shows for each cell."""

    name: str
    source: str
    linked: LinkedTables
    theirs: tuple[int, ...]

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        return tuple(relations(self.linked.cells, self.linked.members))


def published_tables() -> list[PublishedTable]:
    return [
        PublishedTable(
            one["name"],
            one["source"],
            LinkedTables(
                threshold=one["threshold"],
                atoms=tuple(f"inner {place}" for place in range(len(one["counts"]))),
                counts=tuple(one["counts"]),
                helpers=frozenset(),
                cells=tuple(one["cells"]),
                members=tuple(map(tuple, one["members"])),
                shown=frozenset(range(len(one["cells"]))),
                districts=("",) * len(one["counts"]),
            ),
            tuple(one["shown"]),
        )
        for one in json.loads(DATA.read_text("utf-8"))["tables"]
    ]


def relations(cells: Sequence[str], members: Sequence[Sequence[int]]) -> Iterator[Relation]:
    """Sums along one dimension. A cell's name has a category of each dimension, with `/` between; the parts
    of a total differ from it in one of them, and are as large as they can be."""
    sets = [frozenset(own) for own in members]
    along: dict[tuple[int, tuple[str, ...]], list[int]] = {}
    for cell, name in enumerate(cells):
        at = name.split("/")
        for place in range(len(at)):
            along.setdefault((place, (*at[:place], *at[place + 1 :])), []).append(cell)
    for others in along.values():
        for total in others:
            below = sorted(
                (one for one in others if sets[one] < sets[total]), key=lambda one: -len(sets[one])
            )
            covers = {cover for first in below if (cover := _cover(first, below, sets, sets[total]))}
            yield from (Relation(total, cover) for cover in sorted(covers))


def _cover(
    first: int, below: Sequence[int], sets: Sequence[frozenset[int]], whole: frozenset[int]
) -> tuple[int, ...]:
    """Parts without overlap that make the whole, the first and then the largest that fit; none if they do
    not."""
    parts, left = [first], whole - sets[first]
    for one in below:
        if sets[one] <= left:
            parts.append(one)
            left -= sets[one]
    return () if left else tuple(sorted(parts))
