"""Regularities that hold in a tertial's counts without being declared: whoever knows the work may know them.

Where everybody who was asked answered, or each visit had a mother, figures are equal that need not be. Of the
declared inequalities those are searched for that have no slack in any district, and the attacker is taken to
know them. What is shown need not keep them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.release.protection.atoms import AtomRegistry, Atoms
from app.release.protection.candidate_cells import CandidateCells
from app.tables.dimensions import AREA

PLACES, COUNTED = 4, 30
"""In so many places (districts, or categories within one) there must be counts, and so much in all, before an
equality is more than chance."""


def regularities(candidates: CandidateCells, registry: AtomRegistry) -> Iterator[tuple[str, Atoms]]:
    """Sums that an attacker may have found out, with their names."""
    yield from _tight(registry)
    yield from _elsewhere(candidates, registry)


def _tight(registry: AtomRegistry) -> Iterator[tuple[str, Atoms]]:
    """Parts that are as great as their wholes, in all districts. In one of them, that nothing is lacking is a
    count like any other, such as that of those who did not want to answer."""
    for name, found in registry.slack.items():
        wholes = [registry.sum(whole) for _, whole in found]
        if _is_no_chance(wholes) and not any(registry.counts[slack] for slack, _ in found):
            for slack, _ in found:
                yield f"{name}:tight:{registry.district[slack]}", frozenset({slack})


def _elsewhere(candidates: CandidateCells, registry: AtomRegistry) -> Iterator[tuple[str, Atoms]]:
    """Areas of other districts, where nobody of them lives."""
    for layout in candidates.layouts:
        own = [one for one in layout.measures if AREA.code in layout.own(one.code)]
        parents = {
            category.code: category.parent
            for category in (layout.dimension(AREA.code).categories if own else ())
            if category.parent
        }
        for measure in own:
            place = layout.own(measure.code).index(AREA.code)
            found: dict[str, set[int]] = defaultdict(set)
            for cell in layout.finest(measure.code):
                area, district = cell[place], cell[0]
                if area in parents and district not in _line(parents[area], candidates):
                    found[district] |= registry.of((layout.table.id, measure.code, cell))
            for district, atoms in found.items():
                if not registry.sum(atoms):
                    yield f"{layout.table.id}/{measure.code}/{district}:elsewhere", frozenset(atoms)


def _line(district: str, candidates: CandidateCells) -> set[str]:
    data = candidates.catalogue.municipality
    return {district, data.successor_of(district)}


def _is_no_chance(counts: Sequence[int]) -> bool:
    return sum(map(bool, counts)) >= PLACES and sum(counts) >= COUNTED
