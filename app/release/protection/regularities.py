"""Regularities that hold in a tertial's counts without being declared: whoever knows the work may know them.

Where everybody who was asked answered, or each visit had a mother, figures are equal that need not be. Of the
declared inequalities those are searched for that have no slack in any district, and the attacker is taken to
know them. What is shown need not keep them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.release.protection.atoms import Atoms, Pieces
from app.release.protection.candidate_cells import Released
from app.tables.dimensions import AREA

PLACES, COUNTED = 4, 30
"""In so many places (districts, or categories within one) there must be counts, and so much in all, before an
equality is more than chance."""


def regularities(released: Released, pieces: Pieces) -> Iterator[tuple[str, Atoms]]:
    """Sums that an attacker may have found out, with their names."""
    yield from _tight(pieces)
    yield from _elsewhere(released, pieces)


def _tight(pieces: Pieces) -> Iterator[tuple[str, Atoms]]:
    """Parts that are as great as their wholes, in all districts. In one of them, that nothing is lacking is a
    count like any other, such as that of those who did not want to answer."""
    for name, found in pieces.slack.items():
        wholes = [pieces.sum(whole) for _, whole in found]
        if _is_no_chance(wholes) and not any(pieces.counts[slack] for slack, _ in found):
            for slack, _ in found:
                yield f"{name}:tight:{pieces.district[slack]}", frozenset({slack})


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


def _is_no_chance(counts: Sequence[int]) -> bool:
    return sum(map(bool, counts)) >= PLACES and sum(counts) >= COUNTED
