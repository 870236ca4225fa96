"""Regularities that hold in a tertial's counts without being declared: whoever knows the work may know them.

Where everybody who was asked answered, or each visit had a mother, figures are equal that need not be. They
are searched for in the counts, and the attacker is taken to know them. What is shown need not keep them.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from app.release.frozen import TOTAL
from app.release.knowledge import NOT_OF_PEOPLE
from app.release.pieces import Atoms, Key, Pieces, name_of
from app.release.released import Released
from app.release.shape import Cell
from app.tables.dimensions import AREA, DISTRICT

Vector = tuple[int, ...]

LEAST = 3
"""So many different places (districts, or categories within one) must have counts before an equality is more
than chance."""


def regularities(released: Released, pieces: Pieces) -> Iterator[tuple[str, Atoms]]:
    """Sums that an attacker may have found out, with their names. Adds helpers to the pieces."""
    yield from _tight(pieces)
    yield from _elsewhere(released, pieces)
    yield from _equal(released, pieces)


def _tight(pieces: Pieces) -> Iterator[tuple[str, Atoms]]:
    """Parts that are as great as their wholes."""
    for name, slack in pieces.slack.items():
        if not pieces.counts[slack]:
            yield f"{name}:tight", frozenset({slack})


def _elsewhere(released: Released, pieces: Pieces) -> Iterator[tuple[str, Atoms]]:
    """Areas of other districts, where nobody of them lives."""
    for shape in released.shapes:
        own = [one for one in shape.measures if AREA.code in shape.own(one.code)]
        parents = {
            one.code: one.parent
            for one in (shape.dimension(AREA.code).categories if own else ())
            if one.parent
        }
        for measure in own:
            place = shape.own(measure.code).index(AREA.code)
            found: dict[str, set[int]] = defaultdict(set)
            for cell in shape.finest(measure.code):
                area, district = cell[place], cell[0]
                if area in parents and district not in _line(parents[area], released):
                    found[district] |= pieces.of((shape.table.id, measure.code, cell))
            for district, atoms in found.items():
                if not pieces.sum(atoms):
                    yield f"{shape.table.id}/{measure.code}/{district}:elsewhere", frozenset(atoms)


def _line(district: str, released: Released) -> set[str]:
    data = released.catalogue.municipality
    return {district, data.successor_of(district)}


def _equal(released: Released, pieces: Pieces) -> Iterator[tuple[str, Atoms]]:
    """Figures that are the same as others without having to be."""
    tied = _tied(pieces)
    for alike in _alike(released):
        (first, *others) = alike
        for other in others:
            for one, same in zip(first, other, strict=True):
                sides = [pieces.union(released.parts[key]) for key in (one, same)]
                group = frozenset(sides)
                if len(group) == 2 and group not in tied and frozenset() not in group:
                    tied.add(group)
                    for tie in pieces.same(f"{name_of(one)}={name_of(same)}", one[2][0], sides):
                        yield tie.name, tie.atoms


def _tied(pieces: Pieces) -> set[frozenset[Atoms]]:
    """The pairs of sides that are declared to be the same already."""
    by_helper: dict[Atoms, list[Atoms]] = defaultdict(list)
    for tie in pieces.ties:
        by_helper[tie.atoms - tie.side].append(tie.side)
    return {frozenset(two) for sides in by_helper.values() for two in combinations(sides, 2)}


def _alike(released: Released) -> Iterator[list[list[Key]]]:
    """Rows of figures that are the same, place by place."""
    found: dict[tuple[str, Vector], list[list[Key]]] = defaultdict(list)
    for along, row in _rows(released):
        vector = tuple([released.counts[key] for key in row])
        if sum(map(bool, vector)) >= LEAST:
            found[along, vector].append(row)
    yield from (rows for rows in found.values() if len(rows) > 1)


def _rows(released: Released) -> Iterator[tuple[str, list[Key]]]:
    """Each figure in all districts; and in one district, each in all categories of a dimension."""
    for shape in released.shapes:
        districts = shape.counted.axis(DISTRICT.code)
        for measure in shape.measures:
            if (shape.table.id, measure.code) in NOT_OF_PEOPLE:
                continue
            rows: dict[tuple[str, Cell], list[Key]] = defaultdict(list)
            own = shape.own(measure.code)
            for cell in shape.published(measure.code):
                if cell[0] not in districts:
                    continue
                key = (shape.table.id, measure.code, cell)
                rows["", cell[1:]].append(key)
                for place, code in enumerate(cell):
                    if place and code != TOTAL:
                        rows[own[place], (*cell[:place], *cell[place + 1 :])].append(key)
            for (along, rest), row in rows.items():
                # Along a dimension the same categories are compared, by their codes.
                codes = "" if not along else "/".join(key[2][own.index(along)] for key in row)
                yield f"{along}:{codes}:{rest[0] if along else ''}", row
