"""Table sets made up for measuring disclosure control: a country's municipalities, and a release of the
service. Skewed as real ones are: few large places and categories, many small ones, so many small counts."""

from collections.abc import Iterable, Sequence
from itertools import product
from math import prod
from random import Random

from app.disclosure.cell_system import CellSystem

ENOUGH = 100_000
"""Beyond any total: what is linked is told to add up to this with a helper atom that nobody publishes."""


class Building:
    """Atoms and cells by name; a cell that is the same atoms as an earlier one is not added twice."""

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        self._place: dict[str, int] = {}
        self.cells: dict[str, tuple[int, ...]] = {}
        self._known: set[tuple[int, ...]] = set()
        self.forced: set[int] = set()

    def atom(self, name: str, count: int) -> str:
        self._place[name] = len(self.counts)
        self.counts[name] = count
        return name

    def cell(self, name: str, atoms: Iterable[str], forced: bool = False) -> None:
        members = tuple(sorted(self._place[atom] for atom in atoms))
        if forced:
            self.forced.add(len(self.cells))
        elif members in self._known:
            return
        self._known.add(members)
        self.cells[name] = members

    def value(self, atoms: Iterable[str]) -> int:
        return sum(self.counts[atom] for atom in atoms)

    def base(self, name: str, atoms: Sequence[str]) -> str:
        """A sum that others are known to equal: the helper atom that it is short of `ENOUGH` by."""
        helper = self.atom(f"{name}|short", ENOUGH - self.value(atoms))
        self.link(name, atoms, helper)
        return helper

    def link(self, name: str, atoms: Sequence[str], helper: str) -> None:
        """Everybody knows that this sum equals the base's: it is short of `ENOUGH` by the same."""
        self.cell(f"{name}|linked", [*atoms, helper], forced=True)

    def system(self, threshold: int = 5, coalitions: Sequence[Iterable[str]] = ()) -> CellSystem:
        return CellSystem(
            threshold,
            tuple(self.counts),
            tuple(self.counts.values()),
            tuple(self.cells),
            tuple(self.cells.values()),
            forced=frozenset(self.forced),
            coalitions=tuple(frozenset(self._place[atom] for atom in known) for known in coalitions),
        )


# ----------------------------------------------------------------------------------------- national

COUNTIES = 21
CATEGORIES = (20, 25)


def national(municipalities: int, seed: int = 1, linked: bool = True) -> CellSystem:
    """Two tables of 20 and 25 categories by municipality, county and country; their totals are equal.

    About 47 cells a municipality, a third of them 1 to 4. The 290 of Sweden in 21 counties; fewer or more in
    as many counties for their number. A larger country of the same seed holds the smaller one.
    """
    county = [place * COUNTIES // 290 for place in range(municipalities)]
    counties = county[-1] + 1
    chances = [Random(f"{seed}.{place}") for place in range(municipalities)]
    made = Building()
    likely = [[1 / (1 + 0.5 * place) for place in range(categories)] for categories in CATEGORIES]
    totals = [min(4000, max(4, round(chance.lognormvariate(5.0, 1.2)))) for chance in chances]
    for table, weights in enumerate(likely):
        for place, total in enumerate(totals):
            chance = chances[place]
            own = [weight * chance.uniform(0.4, 1.6) for weight in weights]
            for category, count in enumerate(_spread(chance, total, own)):
                made.atom(f"{table}.{category}.m{place}", count)
    everywhere = range(municipalities)
    for table, categories in enumerate(CATEGORIES):
        inside = [[place for place in everywhere if county[place] == one] for one in range(counties)]
        areas = {f"m{place}": [place] for place in everywhere}
        areas |= {f"c{one}": places for one, places in enumerate(inside)} | {"country": list(everywhere)}
        for area, places in areas.items():
            names = [[f"{table}.{category}.m{place}" for place in places] for category in range(categories)]
            for category, atoms in enumerate(names):
                made.cell(f"{table}.{category}.{area}", atoms)
            made.cell(f"{table}.total.{area}", [atom for atoms in names for atom in atoms])
    if linked:
        for place in everywhere:
            one, other = (
                [f"{table}.{category}.m{place}" for category in range(categories)]
                for table, categories in enumerate(CATEGORIES)
            )
            made.link(f"other.m{place}", other, made.base(f"m{place}", one))
    return made.system()


def _spread(chance: Random, total: int, weights: Sequence[float]) -> list[int]:
    counts = [0] * len(weights)
    for place in chance.choices(range(len(weights)), weights, k=total):
        counts[place] += 1
    return counts


# ------------------------------------------------------------------------------------------ a release

DISTRICTS = 7
TABLES = 20


def release(seed: int = 1, districts: int = DISTRICTS, tables: int = TABLES) -> CellSystem:
    """The likeness of one release of the service: twenty tables of 5 to 25 categories by district, half of
    them crossed with a second dimension, every fourth multiple choice; their totals by district are equal.
    Each district's coordinator is an insider.
    """
    chance = Random(seed)
    made = Building()
    base = [chance.randrange(20, 400) for _ in range(districts)]
    own: list[list[str]] = [[] for _ in range(districts)]
    helpers: list[str] = []
    for table in range(tables):
        categories = chance.randrange(5, 26)
        if table % 4 == 3:
            _multiple(made, chance, f"t{table}", categories, base, own, helpers)
            continue
        second = chance.choice([1, 2, 3, 4]) if table % 2 else 1
        weights = [1 / (1 + place) ** 1.2 for place in range(categories)]
        by_district = [
            [
                [
                    made.atom(f"t{table}.{category}.{other}.d{district}", count)
                    for other, count in enumerate(_spread(chance, whole, [3, 2, 1, 1][:second]))
                ]
                for category, whole in enumerate(_spread(chance, base[district], weights))
            ]
            for district in range(districts)
        ]
        _margins(made, f"t{table}", by_district)
        wholes = [[atom for row in rows for atom in row] for rows in by_district]
        for district, atoms in enumerate(wholes):
            own[district] += atoms
            if table:
                made.link(f"t{table}.d{district}", atoms, helpers[district])
            else:
                helpers.append(made.base(f"t{table}.d{district}", atoms))
                own[district].append(helpers[district])
    return made.system(coalitions=own)


def _margins(made: Building, name: str, by_district: list[list[list[str]]]) -> None:
    """All cells of district × category × second dimension, with totals along each."""
    districts, categories, second = len(by_district), len(by_district[0]), len(by_district[0][0])
    for district in [*range(districts), None]:
        for category in [*range(categories), None]:
            for other in [*range(second), None]:
                atoms = [
                    by_district[d][c][o]
                    for d in (range(districts) if district is None else [district])
                    for c in (range(categories) if category is None else [category])
                    for o in (range(second) if other is None else [other])
                ]
                made.cell(f"{name}[{category},{other},{district}]", atoms)


def _multiple(
    made: Building,
    chance: Random,
    name: str,
    categories: int,
    base: list[int],
    own: list[list[str]],
    helpers: list[str],
) -> None:
    """Categories of which each of the base has one or more: pairs of chosen and not, each pair the base."""
    chosen: list[list[str]] = []
    for district, whole in enumerate(base):
        counts = [0] * categories
        for _ in range(whole):
            for place in {int(chance.triangular(0, categories, 0)) for _ in range(chance.randrange(1, 4))}:
                counts[place] += 1
        chosen.append([made.atom(f"{name}.{c}.d{district}", count) for c, count in enumerate(counts)])
        others = [made.atom(f"{name}.not{c}.d{district}", whole - count) for c, count in enumerate(counts)]
        own[district] += chosen[-1] + others
        for category, (yes, no) in enumerate(zip(chosen[-1], others, strict=True)):
            made.link(f"{name}.{category}.d{district}", [yes, no], helpers[district])
    for category in range(categories):
        for district in range(len(base)):
            made.cell(f"{name}[{category},{district}]", [chosen[district][category]])
            made.cell(f"{name}[not {category},{district}]", [f"{name}.not{category}.d{district}"])
        made.cell(f"{name}[{category}]", [row[category] for row in chosen])


# ---------------------------------------------------------------------------------------- three ways


def three_ways(sizes: tuple[int, int, int], published: int, total: int, seed: int = 1) -> CellSystem:
    """Counts by three dimensions at once, of which all tables of up to `published` dimensions are published:
    with 2 the three two-way tables, which share their margins; with 3 the whole table.
    """
    chance = Random(seed)
    made = Building()
    places = list(product(*map(range, sizes)))
    weights = [chance.uniform(0.3, 1.7) / prod(1 + 0.5 * at for at in place) for place in places]
    for place, count in zip(places, _spread(chance, total, weights), strict=True):
        made.atom(_named(place), count)
    for kept in product((True, False), repeat=3):
        if sum(kept) > published:
            continue
        cells: dict[str, list[str]] = {}
        for place in places:
            name = _named([at if keep else "all" for at, keep in zip(place, kept, strict=True)])
            cells.setdefault(f"[{name}]", []).append(_named(place))
        for name, atoms in cells.items():
            made.cell(name, atoms)
    return made.system()


def _named(place: Iterable[object]) -> str:
    return ".".join(map(str, place))
