"""All tables of a release in one: what is rounded together.

Its cells are the different sums that the tables show: two figures that are made of the same pieces (the only
district and the city, an only programme and all of them) are one. Its forced cells are the relations that
everybody knows. Zeros have their place like any other count: nothing of the structure depends on which they
are, but for figures that are open to all.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Municipality
from app.disclosure.rounding.linked import Linked
from app.release.protection.atoms import Atoms, Key, Pieces, name_of
from app.release.protection.candidate_cells import Released
from app.release.protection.public_constraints.application import Figures, relate
from app.release.protection.public_constraints.declared import NOT_OF_PEOPLE, relations_of
from app.release.protection.regularities import regularities
from app.release.protection.table_layout import Shape

TIED, SUMMED, CITY, HIDDEN = 4.0, 1.5, 1.5, 0.4
"""How much more a deviation counts in a sum that several tables have or that shares are made of, in one of
several pieces, in one of several districts; and how much less in a figure that is only a base of others."""


@dataclass(frozen=True)
class Tables:
    """What is rounded together, and where in it the released figures are."""

    linked: Linked
    released: Released
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


def tables_of(shapes: Sequence[Shape], catalogue: Catalogue, threshold: int) -> Tables:
    """What is rounded together in a tertial's first release."""
    released = Released(shapes, Figures(shapes), catalogue)
    pieces = pieces_of(released, catalogue, threshold)
    of = {key: pieces.union(released.parts[key]) for key in released.values if key[:2] not in NOT_OF_PEOPLE}
    cells = Cells(pieces)
    cell_of = {
        key: cells.add(name_of(key), protected)
        for key, own in of.items()
        if (protected := own - pieces.public)
    }
    exact = {key: pieces.sum(own & pieces.public) for key, own in of.items()}
    shown = frozenset(cell_of.values())
    forced = cells.add_ties((tie.name, tie.atoms) for tie in pieces.ties if tie.kept)
    known = [(tie.name, tie.atoms) for tie in pieces.ties if not tie.kept]
    undeclared = cells.add_ties([*known, *regularities(released, pieces)]) - shown - forced
    few, uniform = linked_figures(released, cell_of)
    used = sorted(frozenset().union(*cells.place))
    place = {atom: number for number, atom in enumerate(used)}
    linked = Linked(
        threshold=threshold,
        atoms=tuple(pieces.names[atom] for atom in used),
        counts=tuple(pieces.counts[atom] for atom in used),
        helpers=frozenset(place[atom] for atom in pieces.helpers if atom in place),
        cells=tuple(cells.names),
        members=tuple(tuple(sorted(place[atom] for atom in own)) for own in cells.place),
        shown=shown - forced,
        forced=forced,
        undeclared=undeclared,
        few=few,
        uniform=uniform - forced,
        districts=tuple(pieces.district[atom] for atom in used),
        blocks=blocks(pieces.district, catalogue.municipality),
        insiders=insiders(pieces.district, catalogue.municipality),
        weights=weights(released, pieces, of, cell_of),
    )
    for key, exact_part in exact.items():
        value = exact_part + (linked.values[cell_of[key]] if key in cell_of else 0)
        if value != released.values[key]:
            raise AssertionError(f"{name_of(key)} is not the sum of its pieces")
    return Tables(linked, released, cell_of, exact, tuple(pieces.broken))


def pieces_of(released: Released, catalogue: Catalogue, threshold: int, known: int = 0) -> Pieces:
    """What the figures are made of, and how they hang together. `known` is an N."""
    figures = released.figures
    known = known or 10 ** len(str(sum(figures.values.values())))
    pieces = Pieces(figures.value, released.empty, released.opened, threshold, known)
    relate(pieces, figures, relations_of(catalogue), catalogue)
    return pieces


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


def linked_figures(released: Released, cell_of: Mapping[Key, int]) -> tuple[dict[int, int], frozenset[int]]:
    """The sums over families with the cells that count these, and the categories of sensitive dimensions."""
    few = {
        cell_of[key]: cell_of[of]
        for key, of in released.families.items()
        if key in cell_of and of in cell_of and cell_of[key] != cell_of[of]
    }
    return few, frozenset(cell_of[key] for key in released.uniform if key in cell_of)


def weights(
    released: Released, pieces: Pieces, of: Mapping[Key, Atoms], cell_of: Mapping[Key, int]
) -> dict[int, float]:
    """How much a deviation counts: most where many tables have the figure, and in the two sums of a share,
    which moves with both; least in companions, which are not shown by themselves."""
    sides = {tie.side for tie in pieces.ties if tie.sides > 1}
    of_shares = {cell_of[key] for key in released.sums if key in cell_of}
    hidden = {
        (shape.table.id, measure.code)
        for shape in released.shapes
        for measure in shape.measures
        if measure.hidden
    }
    seen = {cell for key, cell in cell_of.items() if key[:2] not in hidden}
    found: dict[int, float] = {}
    for key, cell in cell_of.items():
        if cell in found:
            continue
        own = of[key] - pieces.public
        tied = cell in of_shares or own in sides or _is_tied(own, sides, pieces)
        weight = TIED if tied else SUMMED if len(own) > 1 else 1.0
        if len({pieces.district[atom] for atom in own}) > 1:
            weight *= CITY
        found[cell] = weight if cell in seen else weight * HIDDEN
    return found


def _is_tied(own: Atoms, sides: set[Atoms], pieces: Pieces) -> bool:
    """Whether it is a sum that ties name in each of its districts."""
    by_district: dict[str, set[int]] = {}
    for atom in own:
        by_district.setdefault(pieces.district[atom], set()).add(atom)
    return all(frozenset(one) in sides for one in by_district.values())


class Cells:
    """The different sums, in order, without what is open to all."""

    def __init__(self, pieces: Pieces) -> None:
        self.pieces = pieces
        self.names: list[str] = []
        self.place: dict[Atoms, int] = {}

    def add(self, name: str, atoms: Atoms) -> int:
        if atoms not in self.place:
            self.place[atoms] = len(self.names)
            self.names.append(name)
        return self.place[atoms]

    def add_ties(self, ties: Iterable[tuple[str, Atoms]]) -> frozenset[int]:
        """Sums whose value is known."""
        found = ((name, atoms - self.pieces.public) for name, atoms in ties)
        return frozenset(self.add(name, atoms) for name, atoms in found if atoms)
