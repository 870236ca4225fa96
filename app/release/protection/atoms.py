"""The atoms that a release's figures are made of, and what everybody knows of them beside the figures.

An atom is a count that no released cell divides: mostly one finest cell of one measure. Figures of different
tables that are the same by what they count are made of the same atoms; those that only add up to the same
are tied by a sum that is known: with a helper s = N - value, where N is known, each side and s add up to N.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from app.release.protection.table_layout import Cell

Key = tuple[str, str, Cell]
"""Table, measure, and the finest cell in its dimensions, the district first."""

Atoms = frozenset[int]

_NO: Atoms = frozenset()


@dataclass(frozen=True)
class KnownSum:
    """A sum that everybody knows."""

    name: str
    atoms: Atoms
    side: Atoms
    """The same without the helper; of an inequality nothing."""
    sides: int
    """How many sides add up to the same."""
    kept: bool = True
    """Whether what is shown keeps it too."""


@dataclass
class AtomRegistry:
    """Atoms by place, with their counts and the district that knows them."""

    values: Callable[[Key], int]
    """The true value of a finest cell."""
    empty: frozenset[Key]
    """Finest cells that everybody knows to be 0: they have no atoms."""
    opened: frozenset[Key]
    """Finest cells whose figures are open to all."""
    threshold: int
    known: int
    """N: greater than any sum that is tied."""
    names: list[str] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    district: list[str] = field(default_factory=list)
    helpers: set[int] = field(default_factory=set)
    """Atoms that count nothing by themselves."""
    slack: dict[str, list[tuple[int, Atoms]]] = field(default_factory=dict)
    """What a part lacks of its whole in each district, with the whole, by the relation's name."""
    public: set[int] = field(default_factory=set)
    """Atoms whose count everybody knows."""
    ties: list[KnownSum] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    """Ties that the data do not hold to, and that nobody can rely on."""
    _of: dict[Key, Atoms] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        wrong = sorted(key for key in self.empty if self.values(key))
        self.broken += [f"{name_of(key)} is {self.values(key)}, and cannot be" for key in wrong]
        self.empty -= frozenset(wrong)

    def add(self, name: str, count: int, district: str, *, helper: bool = False) -> int:
        """A new atom; its place. `district` is empty for one that no district knows by itself."""
        if name in self._taken:
            raise ValueError(f"there is an atom {name} already")
        self._taken.add(name)
        self.names.append(name)
        self.counts.append(count)
        self.district.append(district)
        place = len(self.names) - 1
        if helper:
            self.helpers.add(place)
        return place

    def of(self, key: Key) -> Atoms:
        """The atoms of a finest cell; none for one that is empty."""
        found = self._of.get(key)
        if found is None:
            found = _NO
            if key not in self.empty:
                found = frozenset({self.add(name_of(key), self.values(key), key[2][0])})
                if key in self.opened:
                    self.public |= found
            self._of[key] = found
        return found

    def is_public(self, atoms: Atoms) -> bool:
        """Whether everybody knows each of these."""
        return atoms <= self.public

    def set(self, key: Key, atoms: Atoms) -> None:
        """Say what a cell is made of, before anything asks for it."""
        if key in self._of or self.sum(atoms) != self.values(key):
            raise ValueError(f"{name_of(key)} cannot be made of these")
        self._of[key] = atoms

    def made_of(self, key: Key, others: Iterable[Key]) -> None:
        """The cell is the sum of others, by what it counts. Before anything asks for its atoms."""
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
        values = {self.sum(side) for side in sides}
        if len(values) > 1:
            self.broken.append(f"{name} in {district}: {sorted(values)}")
        elif values:
            different = list(dict.fromkeys(sides))
            self.ties += self.same(name, district, different)

    def same(self, name: str, district: str, sides: Sequence[Atoms]) -> list[KnownSum]:
        """The sums that say that all these sides add up to the same; none where nothing is said by it."""
        if len(sides) < 2 or self.is_public(frozenset().union(*sides)):
            return []
        helper = self.add(f"{name}:rest:{district}", self.known - self.sum(sides[0]), district, helper=True)
        return [
            KnownSum(f"{name}:{number}:{district}", side | {helper}, side, len(sides))
            for number, side in enumerate(sides)
        ]

    def at_most(self, name: str, district: str, part: Atoms, whole: Atoms) -> None:
        """The part is not greater than the whole.

        Where the part is an open figure of a few, what is shown need not keep it: small counts of many
        districts could only become k then, and their sum be wrong by more than the rule allows. A shown 0
        stands for 0 to k - 1, which is no less than the part; it must leave room for two counts more.
        """
        more = self.sum(whole) - self.sum(part)
        if more < 0:
            self.broken.append(f"{name} in {district}: {self.sum(part)} > {self.sum(whole)}")
        elif part - whole and not self.is_public(part | whole):
            slack = self.add(f"{name}:more:{district}", more, district, helper=True)
            self.slack.setdefault(name, []).append((slack, whole))
            kept = not self.is_public(part) or self.sum(part) >= self.threshold - 2
            self.split(name, district, [whole - part, (part - whole) | {slack}], kept=kept)

    def split(self, name: str, district: str, sides: Sequence[Atoms], *, kept: bool = True) -> None:
        """The sides add up to the same; one of them has helpers, and is no figure."""
        ties = self.same(name, district, sides)
        self.ties += [KnownSum(tie.name, tie.atoms, _NO, 0, kept) for tie in ties]


def name_of(key: Key) -> str:
    return "/".join((key[0], key[1], *key[2]))
