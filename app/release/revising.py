"""A later revision of a release: its figures are restated only where nobody learns the late ones from it.

Everything that was published stays known, so a reader has the old figures beside the new ones, and their
differences count the late records. The attack is on all of it at once: the old counts and the late ones
are pieces of their own, what was published is forced, and every small difference is kept like a small count.

The rule is simple on purpose: every figure that was published is restated, or none is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from app.catalogue.catalogue import Catalogue
from app.disclosure.problem import CannotProtect
from app.release.frozen import FrozenTable
from app.release.proof import Proved
from app.release.shape import Shape
from app.release.withholding.knowledge import RELATIONS
from app.release.withholding.pieces import Atoms, Key, Pieces, Tie, name_of
from app.release.withholding.relating import Figures, made_of
from app.release.withholding.released import Released
from app.release.withholding.system import Cells, System, insiders, large_sums, pieces_of


@dataclass(frozen=True)
class Before:
    """A release that was published: its tables, and what they were before protection."""

    tables: Sequence[FrozenTable]
    proved: Proved


def restated_system(
    shapes: Sequence[Shape], catalogue: Catalogue, threshold: int, before: Sequence[Before]
) -> System:
    """The problem of a revision beside all that was published before, the oldest first.

    Raises `CannotProtect` where the late records are not only additions, or where a published figure
    would change by less than the threshold.
    """
    new = Figures(shapes)
    published = [_published(one) for one in before]
    states = [
        Released(shapes, _old(shapes, one, told), threshold)
        for one, told in zip(before, published, strict=True)
    ]
    states.append(Released(shapes, new, threshold))
    _require_readable(states, published)
    layers = [states[0]]
    for earlier, later in pairwise(states):
        layers.append(Released(shapes, _late(shapes, earlier, later), threshold))
    return _Joint(states, layers, published, catalogue, threshold).system()


def require_all_restated(system: System, before: Sequence[Before], marked: frozenset[Key]) -> None:
    """Raises `CannotProtect` if a figure that was published last could not be published again."""
    told = _published(before[-1])
    lost = sorted(name_of(key) for key in marked if told.get(key))
    if lost:
        raise CannotProtect(f"late records would show in {', '.join(lost[:5])} and {len(lost)} in all")


def _published(one: Before) -> dict[Key, int]:
    return {
        (table.id, measure.code, cell): value
        for table in one.tables
        for measure in table.measures
        for cell, value in table.cells(measure.code)
        if isinstance(value, int)
    }


def _old(shapes: Sequence[Shape], before: Before, told: Mapping[Key, int]) -> Figures:
    """The finest counts of then: by the proof, and of what it does not hold, as published."""
    figures, problem = Figures(shapes), before.proved.problem
    known = dict(zip(problem.atoms, problem.counts, strict=True))
    known |= {name: problem.values[cell] for name, cell in before.proved.places.items()}
    known |= {name_of(key): value for key, value in told.items()}
    for key in figures.values:
        figures.values[key] = known.get(name_of(key), 0)
    for key, parts in made_of(figures, RELATIONS):
        if name_of(key) not in known:
            figures.values[key] = sum(figures.values[one] for one in parts)
    return figures


def _late(shapes: Sequence[Shape], earlier: Released, later: Released) -> Figures:
    figures = Figures(shapes)
    for key in figures.values:
        figures.values[key] = later.figures.values[key] - earlier.figures.values[key]
        if figures.values[key] < 0 and key[:2] not in later.open:
            raise CannotProtect(f"{name_of(key)} is less than it was")
        figures.values[key] = max(0, figures.values[key])
    return figures


def _require_readable(states: Sequence[Released], published: Sequence[Mapping[Key, int]]) -> None:
    """That what was published can be told from the counts of then."""
    for state, told in zip(states, published, strict=False):
        for key, value in told.items():
            if key[:2] not in state.open and state.values.get(key, value) != value:
                raise CannotProtect(f"{name_of(key)} was published as {value}, and cannot be told apart now")


class _Joint:
    def __init__(
        self,
        states: Sequence[Released],
        layers: Sequence[Released],
        published: Sequence[Mapping[Key, int]],
        catalogue: Catalogue,
        threshold: int,
    ) -> None:
        self.states, self.layers, self.published = states, layers, published
        self.catalogue, self.threshold = catalogue, threshold
        self.new = states[-1]
        self.sensitive = self.new.sensitive
        known = 10 ** len(str(sum(self.new.figures.values.values())))
        self.pieces = Pieces(self.new.figures.value, frozenset(), known)
        self.first: list[int] = []
        self.own: list[Pieces] = []
        for number, layer in enumerate(layers):
            hidden = layer.sensitive.zeros if not number else ()
            self._take(pieces_of(layer, hidden, catalogue, known, f"{number}:" if number else ""))

    def _take(self, own: Pieces) -> None:
        """Put a layer's pieces beside the others, those too that nothing has asked for yet."""
        for key in self.new.protected:
            own.union(self.new.parts[key])
        start = len(self.pieces.names)
        self.first.append(start)
        self.own.append(own)
        self.pieces.names += own.names
        self.pieces.counts += own.counts
        self.pieces.district += own.district
        self.pieces.broken += own.broken
        for tie in own.ties:
            atoms, side = (frozenset(atom + start for atom in one) for one in (tie.atoms, tie.side))
            self.pieces.ties.append(Tie(tie.name, atoms, side, tie.sides))

    def _atoms(self, key: Key, first: int, last: int) -> Atoms:
        """What a cell counts in the layers from `first` to `last`."""
        return frozenset(
            atom + self.first[number]
            for number in range(first, last + 1)
            for atom in self.own[number].union(self.layers[number].parts[key])
        )

    def system(self) -> System:
        last = len(self.layers) - 1
        atoms = {
            (key, first, until): self._atoms(key, first, until)
            for key in self.new.protected
            for first, until in combinations(range(last + 2), 2)
            for until in (until - 1,)
        }
        for of in large_sums(self.new):
            self.pieces.at_least(f"{name_of(of)}:families", self._atoms(of, 0, last), self.threshold)
        cells = Cells()
        for tie in self.pieces.ties:
            cells.force(tie.name, tie.atoms)
        sensitive: set[int] = set()
        zeros: set[int] = set()
        for number, told in enumerate(self.published):
            before = self.states[number].sensitive
            for key in self.new.protected:
                own = atoms[key, 0, number]
                value = self.states[number].values[key]
                if not own or (key not in told and value >= self.threshold and key not in before.cells):
                    continue
                cell = cells.add(f"{number}:{name_of(key)}", own)
                if key in told:
                    cells.forced.add(cell)
                elif key in before.cells:
                    sensitive.add(cell)
                elif not value:
                    sensitive.add(cell)
                    zeros.add(cell)
        for (key, first, until), own in atoms.items():
            if first and 1 <= self.pieces.sum(own) < self.threshold:
                cells.add(f"{first}-{until}:late:{name_of(key)}", own)
        cell_of = {
            key: cells.add(name_of(key), own) for key in self.new.protected if (own := atoms[key, 0, last])
        }
        marked = self.sensitive.cells | self.sensitive.zeros
        sensitive |= {cell_of[key] for key in marked if key in cell_of}
        zeros |= {cell_of[key] for key in self.sensitive.zeros if key in cell_of}
        problem = cells.problem(
            self.threshold,
            self.pieces,
            insiders(self.pieces, self.catalogue.municipality),
            sensitive,
            zeros,
        )
        small = [cell for cell in problem.forced if 1 <= problem.values[cell] < self.threshold]
        if small:
            raise CannotProtect(f"{problem.cells[small[0]]} is small and published")
        return System(problem, self.new, cell_of, tuple(self.pieces.broken))
