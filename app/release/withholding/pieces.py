"""The pieces that a release's figures are made of, and what everybody knows of them beside the figures.

A piece is a count that no published cell divides: mostly one finest cell of one measure. Figures of different
tables that are the same by what they count are made of the same pieces; those that only add up to the same
are tied by a published sum: with a helper s = N - value, where N is known, each side and s add up to N.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from app.release.shape import Cell

Key = tuple[str, str, Cell]
"""Table, measure, and the finest cell in its dimensions, the district first."""

Atoms = frozenset[int]

_NO: Atoms = frozenset()


@dataclass(frozen=True)
class Tie:
    """A sum that everybody knows."""

    name: str
    atoms: Atoms
    side: Atoms
    """The same without the helper."""
    sides: int
    """How many sides add up to the same."""


@dataclass
class Pieces:
    """Atoms by place, with their counts and the district that knows them."""

    values: Callable[[Key], int]
    """The true value of a finest cell."""
    hidden: frozenset[Key]
    """Finest cells that are zero and not published as such."""
    known: int
    """N: greater than any sum that is tied."""
    prefix: str = ""
    """Begins the name of every piece."""
    names: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    district: list[str] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Ties that the data do not hold to, and that nobody can rely on."""
    _of: dict[Key, Atoms] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def add(self, name: str, count: int, district: str) -> int:
        """A new piece; its place. `district` is empty for one that no district knows by itself."""
        name = self.prefix + name
        if name in self._taken:
            raise ValueError(f"there is a piece {name} already")
        self._taken.add(name)
        self.names.append(name)
        self.counts.append(count)
        self.district.append(district)
        return len(self.names) - 1

    def of(self, key: Key) -> Atoms:
        """The pieces of a finest cell; none for a zero that is published."""
        found = self._of.get(key)
        if found is None:
            found = _NO
            if self.is_open(key):
                found = frozenset({self.add(name_of(key), self.values(key), key[2][0])})
            self._of[key] = found
        return found

    def is_open(self, key: Key) -> bool:
        """Whether the cell can be anything else than a published zero."""
        return bool(self.values(key)) or key in self.hidden

    def is_set(self, key: Key) -> bool:
        return key in self._of

    def set(self, key: Key, atoms: Atoms) -> None:
        """Say what a cell is made of, before anything asks for it."""
        if key in self._of or self.sum(atoms) != self.values(key):
            raise ValueError(f"{name_of(key)} cannot be made of these")
        self._of[key] = atoms

    def made_of(self, key: Key, others: Iterable[Key]) -> None:
        """The cell is the sum of others, by what it counts. Before anything asks for its pieces."""
        atoms = self.union(others)
        if self.sum(atoms) != self.values(key):
            self.broken.append(f"{name_of(key)} is {self.values(key)}, not {self.sum(atoms)}")
        else:
            self.set(key, atoms)

    def union(self, keys: Iterable[Key]) -> Atoms:
        return frozenset(atom for key in keys for atom in self.of(key))

    def sum(self, atoms: Iterable[int]) -> int:
        return sum(self.counts[atom] for atom in atoms)

    def tie(self, name: str, district: str, sides: Sequence[Atoms]) -> None:
        """The sides add up to the same, as everybody knows."""
        different = list(dict.fromkeys(sides))
        if len(different) < 2:
            return
        values = {self.sum(side) for side in different}
        if len(values) > 1:
            self.broken.append(f"{name} in {district}: {sorted(values)}")
            return
        (value,) = values
        if not value and frozenset() in different and not any(map(self._hidden, different)):
            return
        helper = self.add(f"{name}:rest:{district}", self.known - value, district)
        for number, side in enumerate(different):
            told = f"{self.prefix}{name}:{number}:{district}"
            self.ties.append(Tie(told, side | {helper}, side, len(different)))

    def at_most(self, name: str, district: str, part: Atoms, whole: Atoms) -> None:
        """The part is not greater than the whole."""
        more = self.sum(whole) - self.sum(part)
        if more < 0:
            self.broken.append(f"{name} in {district}: {self.sum(part)} > {self.sum(whole)}")
        elif part - whole and whole:
            slack = self.add(f"{name}:more:{district}", more, district)
            self.tie(name, district, [whole - part, (part - whole) | {slack}])

    def tell(self, key: Key) -> None:
        """Everybody knows the cell. (A small count that is a cell of its own would be a disclosure.)"""
        district, value = key[2][0], self.values(key)
        helper = self.add(f"{name_of(key)}:rest:{district}", self.known - value, district)
        for number, side in enumerate((_NO, self.of(key))):
            self.ties.append(Tie(f"{self.prefix}{name_of(key)}:{number}", side | {helper}, side, 0))

    def at_least(self, name: str, atoms: Atoms, least: int) -> None:
        """The sum is at least so much."""
        districts = {self.district[atom] for atom in atoms}
        district = districts.pop() if len(districts) == 1 else ""
        value = self.sum(atoms)
        helper = self.add(f"{name}:rest", self.known - value, district)
        more = self.add(f"{name}:more", value - least, district)
        for number, side in enumerate((atoms, frozenset({more}))):
            self.ties.append(Tie(f"{self.prefix}{name}:{number}", side | {helper}, side, 0))

    def copies(self, name: str, district: str, atoms: Atoms, times: int) -> Atoms:
        """Pieces that together are `times` the sum of these."""
        value = self.sum(atoms)
        found = frozenset(self.add(f"{name}:copy{n}:{district}", value, district) for n in range(times))
        self.tie(f"{name}:copies", district, [atoms, *(frozenset({one}) for one in sorted(found))])
        return found

    def _hidden(self, atoms: Atoms) -> bool:
        return any(not self.counts[atom] for atom in atoms)


def name_of(key: Key) -> str:
    return "/".join((key[0], key[1], *key[2]))
