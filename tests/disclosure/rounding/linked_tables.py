"""Small linked tables, as a release has large ones: districts with parts and totals, a second table with the
same total, and the city."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from app.disclosure.rounding.linked_tables import LinkedTables

ENOUGH = 1000
"""Greater than any total: what a total lacks of it is the same in both tables."""

Counts = Mapping[str, tuple[Sequence[int], Sequence[int]]]
"""By district, the counts of a first table's categories and of a second one's; both add up to the same."""


class Building:
    """A `LinkedTables` as it grows."""

    def __init__(self) -> None:
        self.atoms: dict[str, int] = {}
        self.districts: list[str] = []
        self.helpers: set[str] = set()
        self.cells: dict[str, tuple[str, ...]] = {}
        self.forced: set[str] = set()

    def atom(self, name: str, count: int, district: str = "", helper: bool = False) -> str:
        self.atoms[name] = count
        self.districts.append(district)
        if helper:
            self.helpers.add(name)
        return name

    def cell(self, name: str, *atoms: str) -> None:
        self.cells[name] = atoms

    def force(self, name: str, *atoms: str) -> None:
        self.cells[name] = atoms
        self.forced.add(name)

    def linked(self, threshold: int = 5, **more: Any) -> LinkedTables:
        """`more` are fields of `LinkedTables`; those that name cells name them by name."""
        atom = {name: place for place, name in enumerate(self.atoms)}
        cell = {name: place for place, name in enumerate(self.cells)}
        for field in ("floors", "weights", "told"):
            if field in more:
                more[field] = {cell[name]: value for name, value in more[field].items()}
        hidden = {cell[name] for name in (*self.forced, *more.pop("undeclared", ()))}
        return LinkedTables(
            threshold=threshold,
            atoms=tuple(atom),
            counts=tuple(self.atoms.values()),
            helpers=frozenset(atom[name] for name in self.helpers),
            cells=tuple(cell),
            members=tuple(tuple(sorted(atom[one] for one in own)) for own in self.cells.values()),
            shown=frozenset(cell.values()) - hidden - more.get("told", {}).keys(),
            forced=frozenset(cell[name] for name in self.forced),
            undeclared=frozenset(hidden) - {cell[name] for name in self.forced},
            districts=tuple(self.districts),
            **more,
        )


def two_tables(counts: Counts, threshold: int = 5, *, group: bool = False, **more: Any) -> LinkedTables:
    """Every district with both tables and their one total, with `group` the first two categories together,
    and the city. Each district's coordinator knows it exactly."""
    building = Building()
    city: dict[str, list[str]] = {}
    for district, (first, second) in counts.items():
        a = [building.atom(f"{district}.a{n}", count, district) for n, count in enumerate(first)]
        b = [building.atom(f"{district}.b{n}", count, district) for n, count in enumerate(second)]
        rest = building.atom(f"{district}:rest:", ENOUGH - sum(first), district, helper=True)
        own = {f"a{n}": [one] for n, one in enumerate(a)} | {f"b{n}": [one] for n, one in enumerate(b)}
        own["all"] = a
        if group:
            own["group"] = a[:2]
        for name, atoms in own.items():
            building.cell(f"{district}.{name}", *atoms)
            city.setdefault(name, []).extend(atoms)
        building.force(f"{district}:a", *a, rest)
        building.force(f"{district}:b", *b, rest)
    if len(counts) > 1:
        for name, atoms in city.items():
            building.cell(f"city.{name}", *atoms)
    return building.linked(threshold, insiders=tuple(frozenset({one}) for one in counts), **more)


def chance_counts(chance: Random, districts: int, parts: tuple[int, int] = (2, 2), most: int = 6) -> Counts:
    """Counts for `two_tables`, many of them small or 0."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for district in range(districts):
        first = [chance.choice((0, 1, 1, 2, 3, 4, chance.randint(0, most))) for _ in range(parts[0])]
        # The same people once more, by another question.
        second = [0] * parts[1]
        for _ in range(sum(first)):
            second[chance.randrange(parts[1])] += 1
        found[f"d{district}"] = (first, second)
    return found


def single_tables(counts: Mapping[str, Sequence[int]], threshold: int = 5) -> LinkedTables:
    """One table of each district with its total, and the city."""
    building = Building()
    cells: dict[str, list[str]] = {}
    for district, own in counts.items():
        for number, count in enumerate(own):
            name = f"{district}.a{number}"
            for figure in (name, f"{district}.all", f"city.a{number}", "city.all"):
                cells.setdefault(figure, []).append(name)
            building.atom(name, count, district)
    for figure, atoms in cells.items():
        building.cell(figure, *atoms)
    return building.linked(threshold, insiders=tuple(frozenset({one}) for one in counts))


def revised_tables(
    before: Mapping[str, Sequence[int]],
    after: Mapping[str, Sequence[int]],
    shown: Mapping[str, int],
    threshold: int = 5,
) -> LinkedTables:
    """One table of each district with its total and the city, published before as `shown` (by the cell's
    name) and now once more: what stayed, what was added and what was withdrawn are atoms of their own."""
    building = Building()
    then: dict[str, list[str]] = {}
    now: dict[str, list[str]] = {}
    guarded: list[str] = []
    for district in before:
        for number, (old, new) in enumerate(zip(before[district], after[district], strict=True)):
            name = f"{district}.a{number}"
            stayed = building.atom(f"{name}:stayed", min(old, new), district)
            layers = {"added": max(new - old, 0), "withdrawn": max(old - new, 0)}
            more = {
                what: [building.atom(f"{name}:{what}", count, district)] if count else []
                for what, count in layers.items()
            }
            for version, own in ((then, more["withdrawn"]), (now, more["added"])):
                for figure in (name, f"{district}.all", f"city.a{number}", "city.all"):
                    version.setdefault(figure, []).extend((stayed, *own))
            for what, own in more.items():
                for figure in (name, f"{district}.all", f"city.a{number}", "city.all") if own else ():
                    guarded.append(f"{figure}:{what}")
                    building.cells[guarded[-1]] = (*building.cells.get(guarded[-1], ()), *own)
    for name, atoms in now.items():
        building.cell(name, *atoms)
    for name, atoms in then.items():
        building.cell(f"before:{name}", *atoms)
    told = {f"before:{name}": shown[name] for name in then}
    linked = building.linked(threshold, told=told, insiders=tuple(frozenset({one}) for one in before))
    place = {name: cell for cell, name in enumerate(linked.cells)}
    protected = {place[name] for name in guarded}
    hidden = protected | {place[name] for name in told}
    return replace(linked, shown=linked.shown - hidden, guarded=frozenset(protected))
