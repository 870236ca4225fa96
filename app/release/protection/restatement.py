"""A later revision of a release beside all that was published before: late records, and withdrawn ones.

What was published stays known, so a reader has the old numbers beside the new ones. A figure whose count is
the same keeps its number; where it is another, a number is drawn anew. The attack is on all of it at once:
what stayed, what was added and what was withdrawn are atoms of their own, and the attacker is taken to know
which figures have changed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.catalogue.catalogue import Catalogue
from app.disclosure.cell_system import CannotProtect
from app.disclosure.rounding.linked_tables import LinkedTables
from app.release.protection.atoms import AtomRegistry, Atoms, Key, name_of
from app.release.protection.candidate_cells import CandidateCells
from app.release.protection.linked_figures import (
    LinkedFigures,
    blocks,
    insiders,
    linked_figures,
    registry_of,
    weights,
)
from app.release.protection.public_constraints.application import FinestCells
from app.release.protection.public_constraints.declarations import NOT_OF_PEOPLE
from app.release.protection.regularities import regularities
from app.release.protection.rounding_proof import RoundingProof
from app.release.protection.table_layout import TableLayout, with_categories


@dataclass(frozen=True)
class Restatement:
    """What is rounded together for a revision."""

    tables: LinkedFigures
    kept: Mapping[int, int]
    """The numbers that were shown last, of cells whose count is the same still."""


def restated(
    layouts: Sequence[TableLayout], catalogue: Catalogue, threshold: int, before: Sequence[RoundingProof]
) -> Restatement:
    """Beside all that was published before, the oldest first. Raises `CannotProtect` where what was published
    cannot be told from the tables of now."""
    states = [CandidateCells(layouts, _figures_of_then(layouts, one), catalogue) for one in before]
    states.append(CandidateCells(layouts, FinestCells(layouts), catalogue))
    return _JointVersions(states, list(before), catalogue, threshold).restated()


def with_earlier_categories(
    layouts: Sequence[TableLayout], catalogue: Catalogue, before: Sequence[RoundingProof]
) -> tuple[TableLayout, ...]:
    """The tables with a row for each category that something was counted in before. It may have none now: its
    records were withdrawn, and it is not in use in the period any more, by a catalogue that was corrected."""
    found = {one.table.id: one for one in layouts}
    lacking: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for table, measure, *cell in (name.split("/") for proof in before for name in proof.finest):
        layout = found.get(table)
        if layout is not None and measure in layout.counted.arrays and len(cell) == len(layout.own(measure)):
            for dimension, code in zip(layout.own(measure)[1:], cell[1:], strict=True):
                if all(category.code != code for category in layout.dimension(dimension).categories):
                    lacking[table][dimension].add(code)
    return tuple(
        with_categories(one, lacking[one.table.id], catalogue) if one.table.id in lacking else one
        for one in layouts
    )


def _figures_of_then(layouts: Sequence[TableLayout], proof: RoundingProof) -> FinestCells:
    figures, left = FinestCells(layouts), dict(proof.finest)
    for key in figures.values:
        figures.values[key] = left.pop(name_of(key), 0)
    if left:
        raise CannotProtect(f"{next(iter(left))} was published, and cannot be told apart now")
    return figures


class _JointVersions:
    def __init__(
        self,
        states: Sequence[CandidateCells],
        proofs: Sequence[RoundingProof],
        catalogue: Catalogue,
        threshold: int,
    ) -> None:
        self.states, self.proofs = states, proofs
        self.catalogue, self.threshold = catalogue, threshold
        known = 10 ** max(len(str(sum(one.figures.values.values()))) for one in states)
        self.registries = [registry_of(one, catalogue, threshold, known) for one in states]
        self.of = [
            {
                key: own.union(state.parts[key]) - own.public
                for key in state.values
                # A release from before sums of figures were rounded with them keeps its figures instead.
                if key[:2] not in NOT_OF_PEOPLE
                and (key not in state.sums or name_of(key) in proofs[-1].places)
            }
            for state, own in zip(states, self.registries, strict=True)
        ]
        self.found = [
            tuple(regularities(state, own)) for state, own in zip(states, self.registries, strict=True)
        ]
        self.atoms = _Atoms(self.registries)

    @property
    def last(self) -> int:
        return len(self.states) - 1

    def _joint(self, version: int, atoms: Iterable[int]) -> Atoms:
        return self.atoms.of(version, atoms)

    def restated(self) -> Restatement:
        cells = _Cells()
        new = {key: self._joint(self.last, own) for key, own in self.of[self.last].items()}
        cell_of = {key: cells.add(name_of(key), own) for key, own in new.items() if own}
        shown = frozenset(cell_of.values())
        ties = self.registries[self.last].ties
        forced = frozenset(
            cells.add(tie.name, own)
            for tie in ties
            if tie.kept and (own := self._known(self.last, tie.atoms))
        )
        undeclared = {
            cells.add(f"{version}:{name}", own)
            for version in range(len(self.states))
            for name, atoms in self._undeclared(version)
            if (own := self._known(version, atoms))
        }
        told, places = self._told(cells)
        guarded = frozenset(self._guarded(cells, new))
        few, uniform = linked_figures(self.states[self.last], cell_of)
        for version, state in enumerate(self.states[:-1]):
            of_then = {key: cell for (number, key), cell in places.items() if number == version}
            some, categories = linked_figures(state, of_then)
            few, uniform = {**few, **some}, uniform | categories
        used = sorted(frozenset().union(*cells.members))
        place = {atom: number for number, atom in enumerate(used)}
        district = self.atoms.district
        linked = LinkedTables(
            threshold=self.threshold,
            atoms=tuple(self.atoms.names[atom] for atom in used),
            counts=tuple(self.atoms.counts[atom] for atom in used),
            helpers=frozenset(place[atom] for atom in self.atoms.helpers if atom in place),
            cells=tuple(cells.names),
            members=tuple(tuple(sorted(place[atom] for atom in own)) for own in cells.members),
            shown=shown - forced,
            forced=forced,
            undeclared=frozenset(undeclared) - shown - forced,
            told=told,
            guarded=guarded - shown - forced - undeclared - told.keys(),
            few=few,
            uniform=uniform - forced,
            districts=tuple(district[atom] for atom in used),
            blocks=blocks(district, self.catalogue.municipality),
            insiders=insiders(district, self.catalogue.municipality),
            weights=weights(self.states[self.last], self.registries[self.last], self.of[self.last], cell_of),
        )
        now, candidates = self.registries[self.last], self.states[self.last]
        exact = {key: now.sum(now.union(candidates.parts[key]) & now.public) for key in new}
        tables = LinkedFigures(linked, candidates, cell_of, exact, tuple(now.broken))
        return Restatement(tables, self._kept(tables))

    def _known(self, version: int, atoms: Atoms) -> Atoms:
        return self._joint(version, atoms - self.registries[version].public)

    def _undeclared(self, version: int) -> Iterable[tuple[str, Atoms]]:
        """What is known of a version beside what is kept: of those before, that is all."""
        old = version < self.last
        yield from ((tie.name, tie.atoms) for tie in self.registries[version].ties if old or not tie.kept)
        yield from self.found[version]

    def _told(self, cells: "_Cells") -> tuple[dict[int, int], dict[tuple[int, Key], int]]:
        """What was shown before, by cell; and where in it the figures of each version are."""
        told: dict[int, int] = {}
        places: dict[tuple[int, Key], int] = {}
        met: dict[tuple[Atoms, int], int] = {}
        for version, proof in enumerate(self.proofs):
            for key, atoms in self.of[version].items():
                name = name_of(key)
                if name not in proof.places or not atoms:
                    continue
                own, number = self._joint(version, atoms), proof.shown[proof.places[name]]
                if (own, number) not in met:
                    met[own, number] = cells.append(f"{version}:{name}", own)
                places[version, key] = met[own, number]
                told[met[own, number]] = number
        return told, places

    def _guarded(self, cells: "_Cells", new: Mapping[Key, Atoms]) -> Iterable[int]:
        """What was added to each figure between two versions, and what was withdrawn."""
        for one, other in combinations(range(len(self.states)), 2):
            for key in new:
                before, after = (
                    self.atoms.figures(self._joint(version, self.of[version].get(key, ())))
                    for version in (one, other)
                )
                for what, own in (("added", after - before), ("withdrawn", before - after)):
                    if own:
                        yield cells.add(f"{one}-{other}:{what}:{name_of(key)}", own)

    def _kept(self, tables: LinkedFigures) -> dict[int, int]:
        proof, found = self.proofs[-1], {}
        for key, cell in tables.cell_of.items():
            place = proof.places.get(name_of(key))
            if place is not None and proof.linked.values[place] == tables.linked.values[cell]:
                found[cell] = proof.shown[place]
        return {cell: number for cell, number in found.items() if cell in tables.linked.shown}


class _Cells:
    """Sums in order; figures of now and ties that are the same sum are one, what was told before is not."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.members: list[Atoms] = []
        self._place: dict[Atoms, int] = {}

    def add(self, name: str, atoms: Atoms) -> int:
        if atoms not in self._place:
            self._place[atoms] = self.append(name, atoms)
        return self._place[atoms]

    def append(self, name: str, atoms: Atoms) -> int:
        self.names.append(name)
        self.members.append(atoms)
        return len(self.names) - 1


class _Atoms:
    """The atoms of all versions as one set: one for what stayed, others for what some versions alone have."""

    def __init__(self, versions: Sequence[AtomRegistry]) -> None:
        self.names: list[str] = []
        self.counts: list[int] = []
        self.district: list[str] = []
        self.helpers: set[int] = set()
        self._of: list[dict[int, Atoms]] = [{} for _ in versions]
        places = [{name: atom for atom, name in enumerate(own.names)} for own in versions]
        found = {
            name: [(own, place.get(name)) for own, place in zip(versions, places, strict=True)]
            for name in dict.fromkeys(name for own in versions for name in own.names)
        }
        self._changed: set[str] = set()
        """Districts of which the versions do not count the same."""
        for helpers in (False, True):
            for name, places_of in found.items():
                if any(place in own.helpers for own, place in places_of) == helpers:
                    self._add(name, places_of, helpers)

    def of(self, version: int, atoms: Iterable[int]) -> Atoms:
        return frozenset(one for atom in atoms for one in self._of[version][atom])

    def figures(self, atoms: Atoms) -> Atoms:
        return atoms - self.helpers

    def _add(self, name: str, found: Sequence[tuple[AtomRegistry, int | None]], helper: bool) -> None:
        counts = [own.counts[place] if place is not None else 0 for own, place in found]
        district = next(own.district[place] for own, place in found if place is not None)
        if not helper and len(set(counts)) > 1:
            self._changed.add(district)
        if helper and (district in self._changed or len(set(counts)) > 1):
            # A rest, or a first choice, is another thing in each version.
            layers = [(number, number, count) for number, count in enumerate(counts)]
        else:
            layers = list(_layers(counts))
        of: list[set[int]] = [set() for _ in found]
        for first, last, count in layers:
            whole = (first, last) == (0, len(found) - 1)
            atom = self._new(name if whole else f"{first}-{last}:{name}", count, district, helper)
            for number in range(first, last + 1):
                of[number].add(atom)
        for number, (_, place) in enumerate(found):
            if place is not None:
                self._of[number][place] = frozenset(of[number])

    def _new(self, name: str, count: int, district: str, helper: bool) -> int:
        self.names.append(name)
        self.counts.append(count)
        self.district.append(district)
        if helper:
            self.helpers.add(len(self.names) - 1)
        return len(self.names) - 1


def _layers(counts: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """What all versions have first; then, of what is left, what those beside one another have."""
    least = min(counts)
    yield 0, len(counts) - 1, least
    left = [count - least for count in counts]
    first = 0
    while first < len(left):
        if not left[first]:
            first += 1
            continue
        last = first
        while last + 1 < len(left) and left[last + 1]:
            last += 1
        least = min(left[first : last + 1])
        yield first, last, least
        for number in range(first, last + 1):
            left[number] -= least
