"""All tables of a release in one: what is rounded together.

Its cells are the different sums that the tables show: two figures that are made of the same atoms (the only
district and the city, an only programme and all of them) are one. Its forced cells are the relations that
everybody knows. Zeros have their place like any other count: nothing of the structure depends on which they
are, but for figures that are open to all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Municipality
from app.disclosure.rounding.linked_tables import LinkedTables
from app.release.protection.atoms import AtomRegistry, Atoms, Key, name_of
from app.release.protection.candidate_cells import CandidateCells
from app.release.protection.public_constraints.application import FinestCells, relate
from app.release.protection.public_constraints.declarations import NOT_OF_PEOPLE, relations_of
from app.release.protection.regularities import regularities
from app.release.protection.table_layout import TableLayout

TIED, SUMMED, CITY, HIDDEN = 4.0, 1.5, 1.5, 0.4
"""How much more a deviation counts in a sum that several tables have or that shares are made of, in one of
several atoms, in one of several districts; and how much less in a figure that is only a base of others."""


@dataclass(frozen=True)
class LinkedFigures:
    """What is rounded together, and where in it the released figures are."""

    linked: LinkedTables
    candidates: CandidateCells
    cell_of: Mapping[Key, int]
    """The cell of each released figure that is protected: nothing of those that are open to all, of sums that
    count nobody, and of what everybody knows to be 0."""
    exact: Mapping[Key, int]
    """The part of each released figure that is open to all: all of it where it has no cell."""
    broken: tuple[str, ...]
    """Relations that the data do not hold to."""

    def figures(self, shown: Sequence[int]) -> dict[Key, int]:
        """What is released, but for sums that count nobody, by the shown number of each cell."""
        return {
            key: exact + (shown[self.cell_of[key]] if key in self.cell_of else 0)
            for key, exact in self.exact.items()
        }


def tables_of(layouts: Sequence[TableLayout], catalogue: Catalogue, threshold: int) -> LinkedFigures:
    """What is rounded together in a tertial's first release."""
    candidates = CandidateCells(layouts, FinestCells(layouts), catalogue)
    registry = registry_of(candidates, catalogue, threshold)
    of = {
        key: registry.union(candidates.parts[key])
        for key in candidates.values
        if key[:2] not in NOT_OF_PEOPLE
    }
    cells = LinkedSums(registry)
    cell_of = {
        key: cells.add(name_of(key), protected)
        for key, own in of.items()
        if (protected := own - registry.public)
    }
    exact = {key: registry.sum(own & registry.public) for key, own in of.items()}
    shown = frozenset(cell_of.values())
    forced = cells.add_ties((tie.name, tie.atoms) for tie in registry.ties if tie.kept)
    known = [(tie.name, tie.atoms) for tie in registry.ties if not tie.kept]
    undeclared = cells.add_ties([*known, *regularities(candidates, registry)]) - shown - forced
    few, uniform = linked_figures(candidates, cell_of)
    used = sorted(frozenset().union(*cells.place))
    place = {atom: number for number, atom in enumerate(used)}
    linked = LinkedTables(
        threshold=threshold,
        atoms=tuple(registry.names[atom] for atom in used),
        counts=tuple(registry.counts[atom] for atom in used),
        helpers=frozenset(place[atom] for atom in registry.helpers if atom in place),
        cells=tuple(cells.names),
        members=tuple(tuple(sorted(place[atom] for atom in own)) for own in cells.place),
        shown=shown - forced,
        forced=forced,
        undeclared=undeclared,
        few=few,
        uniform=uniform - forced,
        districts=tuple(registry.district[atom] for atom in used),
        blocks=blocks(registry.district, catalogue.municipality),
        insiders=insiders(registry.district, catalogue.municipality),
        weights=weights(candidates, registry, of, cell_of),
    )
    for key, exact_part in exact.items():
        value = exact_part + (linked.values[cell_of[key]] if key in cell_of else 0)
        if value != candidates.values[key]:
            raise AssertionError(f"{name_of(key)} is not the sum of its atoms")
    return LinkedFigures(linked, candidates, cell_of, exact, tuple(registry.broken))


def registry_of(
    candidates: CandidateCells, catalogue: Catalogue, threshold: int, known: int = 0
) -> AtomRegistry:
    """What the figures are made of, and how they hang together. `known` is an N."""
    figures = candidates.figures
    known = known or 10 ** len(str(sum(figures.values.values())))
    registry = AtomRegistry(figures.value, candidates.empty, candidates.opened, threshold, known)
    relate(registry, figures, relations_of(catalogue), catalogue)
    return registry


def insiders(districts: Iterable[str], data: Municipality) -> tuple[frozenset[str], ...]:
    """What each coordinator knows exactly: a district, and what it was merged of."""
    own: dict[str, set[str]] = {}
    there = {one for one in districts if one and one != data.city.code}
    for district in there:
        for knows in {district, data.successor_of(district)}:
            own.setdefault(knows, set()).add(district)
    # Who knows everything there is has nothing to learn.
    sets = (frozenset(own[code]) for code in data.codes("districts") if code in own)
    return tuple(dict.fromkeys(one for one in sets if one != there or data.city.code in districts))


def blocks(districts: Iterable[str], data: Municipality) -> dict[str, str]:
    """Districts that are one by now."""
    there = [one for one in dict.fromkeys(districts) if one and one != data.city.code]
    now = Counter(data.successor_of(one) for one in there)
    return {one: data.successor_of(one) for one in there if now[data.successor_of(one)] > 1}


def linked_figures(
    candidates: CandidateCells, cell_of: Mapping[Key, int]
) -> tuple[dict[int, int], frozenset[int]]:
    """The sums over families with the cells that count these, and the categories of sensitive dimensions."""
    few = {
        cell_of[key]: cell_of[of]
        for key, of in candidates.families.items()
        if key in cell_of and of in cell_of and cell_of[key] != cell_of[of]
    }
    return few, frozenset(cell_of[key] for key in candidates.uniform if key in cell_of)


def weights(
    candidates: CandidateCells, registry: AtomRegistry, of: Mapping[Key, Atoms], cell_of: Mapping[Key, int]
) -> dict[int, float]:
    """How much a deviation counts: most where many tables have the figure, and in the two sums of a share,
    which moves with both; least in companions, which are not shown by themselves."""
    sides = {tie.side for tie in registry.ties if tie.sides > 1}
    of_shares = {cell_of[key] for key in candidates.sums if key in cell_of}
    hidden = {
        (layout.table.id, measure.code)
        for layout in candidates.layouts
        for measure in layout.measures
        if measure.hidden
    }
    seen = {cell for key, cell in cell_of.items() if key[:2] not in hidden}
    found: dict[int, float] = {}
    for key, cell in cell_of.items():
        if cell in found:
            continue
        own = of[key] - registry.public
        tied = cell in of_shares or own in sides or _is_tied(own, sides, registry)
        weight = TIED if tied else SUMMED if len(own) > 1 else 1.0
        if len({registry.district[atom] for atom in own}) > 1:
            weight *= CITY
        found[cell] = weight if cell in seen else weight * HIDDEN
    return found


def _is_tied(own: Atoms, sides: set[Atoms], registry: AtomRegistry) -> bool:
    """Whether it is a sum that ties name in each of its districts."""
    by_district: dict[str, set[int]] = {}
    for atom in own:
        by_district.setdefault(registry.district[atom], set()).add(atom)
    return all(frozenset(one) in sides for one in by_district.values())


class LinkedSums:
    """The different sums, in order, without what is open to all."""

    def __init__(self, registry: AtomRegistry) -> None:
        self.registry = registry
        self.names: list[str] = []
        self.place: dict[Atoms, int] = {}

    def add(self, name: str, atoms: Atoms) -> int:
        if atoms not in self.place:
            self.place[atoms] = len(self.names)
            self.names.append(name)
        return self.place[atoms]

    def add_ties(self, ties: Iterable[tuple[str, Atoms]]) -> frozenset[int]:
        """Sums whose value is known."""
        found = ((name, atoms - self.registry.public) for name, atoms in ties)
        return frozenset(self.add(name, atoms) for name, atoms in found if atoms)
