"""One problem for all tables of a release: what is published is decided for all of them together.

Its cells are the different sums that the tables publish: two cells that are made of the same pieces (the only
district and the city, an only programme and all of them) are one. Its forced cells are the relations that
everybody knows.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Municipality
from app.disclosure.problem import Problem
from app.release.shape import Shape
from app.release.withholding.knowledge import relations_of
from app.release.withholding.pieces import Atoms, Key, Pieces, name_of
from app.release.withholding.relating import Figures, relate
from app.release.withholding.released import Released


@dataclass(frozen=True)
class System:
    """A problem, and where in it the released cells are."""

    problem: Problem
    released: Released
    cell_of: Mapping[Key, int]
    """The problem's cell, for each released one that is not a published zero and not open to all."""
    broken: tuple[str, ...]
    """Relations that the data do not hold to."""

    def marked(self, withheld: frozenset[int]) -> frozenset[Key]:
        """The released cells that get a mark: with what a sum is a sum of, the sum too."""
        found = {key for key, cell in self.cell_of.items() if cell in withheld}
        return frozenset(found | {key for key, of in self.released.follows.items() if of in found})


def system_of(shapes: Sequence[Shape], catalogue: Catalogue, threshold: int) -> System:
    """The problem of a tertial's first release."""
    released = Released(shapes, Figures(shapes), threshold)
    sensitive = released.sensitive
    pieces = pieces_of(released, sensitive.zeros, catalogue)
    for of in large_sums(released):
        pieces.at_least(f"{name_of(of)}:families", pieces.union(released.parts[of]), threshold)
    cells = Cells()
    for tie in pieces.ties:
        cells.force(tie.name, tie.atoms)
    cell_of = {
        key: cells.add(name_of(key), atoms)
        for key in released.protected
        if (atoms := pieces.union(released.parts[key]))
    }
    _check(pieces, cells, cell_of, released)
    problem = cells.problem(
        threshold,
        pieces,
        insiders(pieces, catalogue.municipality),
        sensitive={cell_of[key] for key in sensitive.cells | sensitive.zeros if key in cell_of},
        zeros_hidden={cell_of[key] for key in sensitive.zeros if key in cell_of},
    )
    return System(problem, released, cell_of, tuple(pieces.broken))


def pieces_of(
    released: Released, hidden: Iterable[Key], catalogue: Catalogue, known: int = 0, prefix: str = ""
) -> Pieces:
    """What the figures are made of. `hidden` has the zeros that are not published; `known` is an N."""
    figures = released.figures
    pieces = Pieces(
        figures.value,
        frozenset(key for key in hidden if key in figures.values),
        known or 10 ** len(str(sum(figures.values.values()))),
        prefix,
    )
    relate(pieces, figures, relations_of(catalogue), catalogue)
    for key in figures.values:
        if key[:2] in released.open and pieces.is_set(key) and pieces.of(key):
            pieces.tell(key)
    return pieces


def large_sums(released: Released) -> list[Key]:
    """What sums over families are sums of, where that is no few. A published sum tells as much, so everybody
    is taken to know."""
    counts = dict.fromkeys(released.families.values())
    return [of for of in counts if released.counts[of] >= released.threshold]


def insiders(pieces: Pieces, data: Municipality) -> tuple[frozenset[int], ...]:
    """Who knows all that is a district's own, and what it was merged of."""
    own: dict[str, set[int]] = {}
    for atom, district in enumerate(pieces.district):
        if district and district != data.city.code:
            for knows in {district, data.successor_of(district)}:
                own.setdefault(knows, set()).add(atom)
    # Who knows everything there is has nothing to learn.
    sets = (frozenset(own[code]) for code in data.codes("districts") if code in own)
    return tuple(dict.fromkeys(atoms for atoms in sets if len(atoms) < len(pieces.names)))


class Cells:
    """The different sums, in order."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.place: dict[Atoms, int] = {}
        self.forced: set[int] = set()

    def add(self, name: str, atoms: Atoms) -> int:
        if atoms not in self.place:
            self.place[atoms] = len(self.names)
            self.names.append(name)
        return self.place[atoms]

    def force(self, name: str, atoms: Atoms) -> None:
        """A sum that everybody knows."""
        self.forced.add(self.add(name, atoms))

    def problem(
        self,
        threshold: int,
        pieces: Pieces,
        coalitions: tuple[frozenset[int], ...],
        sensitive: Iterable[int],
        zeros_hidden: Iterable[int],
    ) -> Problem:
        """The problem of these cells: what many tables have is wanted more than what one has."""
        sides = Counter({tie.side: tie.sides for tie in pieces.ties})
        return Problem(
            threshold=threshold,
            atoms=tuple(pieces.names),
            counts=tuple(pieces.counts),
            cells=tuple(self.names),
            members=tuple(tuple(sorted(atoms)) for atoms in self.place),
            forced=frozenset(self.forced),
            sensitive=frozenset(sensitive) - self.forced,
            zeros_hidden=frozenset(zeros_hidden) - self.forced,
            coalitions=coalitions,
            wanted=tuple(sides[atoms] for atoms in self.place),
        )


def _check(pieces: Pieces, cells: Cells, cell_of: Mapping[Key, int], released: Released) -> None:
    atoms = list(cells.place)
    for key, cell in cell_of.items():
        if pieces.sum(atoms[cell]) != released.values[key]:
            raise AssertionError(f"{name_of(key)} is not the sum of its pieces")
