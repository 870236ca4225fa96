"""Laying the declared relations over the atoms of a release, district by district."""

from collections.abc import Iterable, Iterator, Mapping

from app.catalogue.catalogue import Catalogue
from app.release.protection.atoms import AtomRegistry, Atoms, Key, name_of
from app.release.protection.public_constraints.relations import (
    Among,
    AnyOtherCategory,
    CellView,
    ChoicesMade,
    Composition,
    Equality,
    EqualityByCategory,
    Relation,
    Side,
    UpperLimit,
)
from app.release.protection.table_layout import TableLayout
from app.tables.categories import is_state

Fixed = dict[str, str]
"""Dimension to the category that it is held at."""


class FinestCells:
    """The finest cells of all tables: their values, and which of them a view names."""

    def __init__(self, layouts: Iterable[TableLayout]) -> None:
        self.layouts = {one.table.id: one for one in layouts}
        self.dimensions: dict[tuple[str, str], tuple[str, ...]] = {}
        self.values: dict[Key, int] = {}
        self._of: dict[tuple[str, str, str], list[Key]] = {}
        self._at: dict[tuple[str, str, str, int, str], list[Key]] = {}
        for layout in self.layouts.values():
            for measure in layout.measures:
                self.dimensions[layout.table.id, measure.code] = layout.own(measure.code)
                for cell, value in layout.finest(measure.code).items():
                    self.put((layout.table.id, measure.code, cell), value)

    def put(self, key: Key, value: int) -> None:
        self.values[key] = value
        table, measure, cell = key
        self._of.setdefault((table, measure, cell[0]), []).append(key)
        for index, code in enumerate(cell):
            self._at.setdefault((table, measure, cell[0], index, code), []).append(key)

    def value(self, key: Key) -> int:
        return self.values[key]

    @property
    def districts(self) -> list[str]:
        return list(dict.fromkeys(district for _, _, district in self._of))

    def has(self, side: Side) -> bool:
        return all(view.table in self.layouts for view in side)

    def keys(self, view: CellView, district: str, fixed: Mapping[str, str]) -> list[Key]:
        dimensions = self.dimensions[view.table, view.measure]
        wanted: dict[str, Among] = {**view.where, **fixed}
        if unknown := wanted.keys() - set(dimensions):
            raise ValueError(f"{view.table}/{view.measure} is not split by {', '.join(sorted(unknown))}")
        places = [(dimensions.index(code), among) for code, among in wanted.items()]
        own = self._of.get((view.table, view.measure, district), [])
        # One exact category leaves a few to look through.
        for place, among in places:
            if isinstance(among, str):
                own = self._at.get((view.table, view.measure, district, place, among), [])
                break
        return [key for key in own if all(is_among(key[2][place], among) for place, among in places)]

    def names(self, view: CellView, cell: Key) -> bool:
        """Whether a released cell, with totals or without, is one that the view names."""
        if cell[:2] != (view.table, view.measure):
            return False
        dimensions = self.dimensions[view.table, view.measure]
        return all(is_among(cell[2][dimensions.index(code)], among) for code, among in view.where.items())

    def side(self, side: Side, district: str, fixed: Mapping[str, str]) -> list[Key]:
        return [key for view in side for key in self.keys(view, district, fixed)]

    def sum(self, side: Side, district: str, fixed: Mapping[str, str]) -> int:
        return sum(self.values[key] for key in self.side(side, district, fixed))

    def combinations(self, view: CellView, district: str, per: tuple[str, ...]) -> list[Fixed]:
        """What the dimensions can be held at together."""
        dimensions = self.dimensions[view.table, view.measure]
        places = [dimensions.index(code) for code in per]
        keys = self.keys(view, district, {})
        found = dict.fromkeys(tuple(key[2][place] for place in places) for key in keys)
        return [dict(zip(per, codes, strict=True)) for codes in found]


def is_among(code: str, among: Among) -> bool:
    """Whether a category is one that is named."""
    if isinstance(among, AnyOtherCategory):
        return code != among.code
    return code == among if isinstance(among, str) else code in among


def made_of(figures: FinestCells, relations: Iterable[Relation]) -> Iterator[tuple[Key, list[Key]]]:
    """Each finest cell that is made of others, with these."""
    for relation in relations:
        if isinstance(relation, Composition) and figures.has((relation.cell, *relation.of)):
            for district in figures.districts:
                for fixed in figures.combinations(relation.cell, district, relation.per):
                    (key,) = figures.keys(relation.cell, district, fixed)
                    yield key, figures.side(relation.of, district, fixed)


def relate(
    registry: AtomRegistry, figures: FinestCells, relations: Iterable[Relation], catalogue: Catalogue
) -> None:
    """Lay all relations over the atoms: first what cells are made of, then which sums are the same."""
    relations = list(relations)
    for key, parts in made_of(figures, relations):
        registry.made_of(key, parts)
    for relation in relations:
        for district in figures.districts:
            _RelationWriter(registry, figures, district, catalogue).tie(relation)


class _RelationWriter:
    def __init__(
        self, registry: AtomRegistry, figures: FinestCells, district: str, catalogue: Catalogue
    ) -> None:
        self.registry, self.figures, self.district = registry, figures, district
        self.catalogue = catalogue

    def tie(self, relation: Relation) -> None:
        if isinstance(relation, Equality):
            self._equal(relation)
        elif isinstance(relation, EqualityByCategory):
            self._equal_along(relation)
        elif isinstance(relation, UpperLimit):
            self._at_most(relation)
        elif isinstance(relation, ChoicesMade):
            self.choices(relation)

    def _atoms(self, side: Side, fixed: Fixed) -> Atoms:
        return self.registry.union(self.figures.side(side, self.district, fixed))

    def _open_sum(self, side: Side, fixed: Fixed) -> int:
        """What a side counts that a relation depends on: everybody must know it."""
        if not self.registry.is_public(self._atoms(side, fixed)):
            raise ValueError(f"{side[0].table}/{side[0].measure} is not open to all")
        return self.figures.sum(side, self.district, fixed)

    def _equal(self, relation: Equality) -> None:
        sides = [side for side in relation.sides if self.figures.has(side)]
        for fixed in self._combinations(sides, relation.per):
            name = "/".join((relation.name, *fixed.values()))
            self.registry.tie(name, self.district, [self._atoms(side, fixed) for side in sides])

    def _combinations(self, sides: list[Side], per: tuple[str, ...]) -> list[Fixed]:
        return self.figures.combinations(sides[0][0], self.district, per) if sides else []

    def _along(self, side: Side, along: str, fixed: Fixed) -> Iterator[Fixed]:
        if not along:
            yield fixed
            return
        view = CellView(side[0].table, side[0].measure, {**side[0].where, **fixed})
        for combination in self.figures.combinations(view, self.district, (along,)):
            yield {**fixed, **combination}

    def _equal_along(self, relation: EqualityByCategory) -> None:
        if not self.figures.has(relation.side):
            return
        also = [side for side in relation.also if self.figures.has(side)]
        for fixed in self._combinations([relation.side], relation.per):
            whole = [self._atoms(side, fixed) for side in also]
            along = self._along(relation.side, relation.along, fixed)
            each = [self._atoms(relation.side, one) for one in along]
            name = "/".join((relation.name, *fixed.values()))
            self.registry.tie(name, self.district, [*whole, *(atoms for atoms in each if atoms)])

    def _at_most(self, relation: UpperLimit) -> None:
        if not self.figures.has((*relation.part, *relation.whole)):
            return
        along = relation.part if self._has(relation.part, relation.along) else relation.whole
        for fixed in self._combinations([relation.part], relation.per):
            if relation.unless and self._open_sum(relation.unless, fixed):
                continue
            equal = relation.equal_without is not None and not self._open_sum(relation.equal_without, fixed)
            for one in self._along(along, relation.along, fixed):
                name = "/".join((relation.name, *one.values()))
                part, whole = (
                    self._atoms(side, one if self._has(side, relation.along) else fixed)
                    for side in (relation.part, relation.whole)
                )
                if equal:
                    self.registry.tie(name, self.district, [part, whole])
                elif (whole or not relation.along) and self._everywhere(relation, one):
                    self.registry.at_most(name, self.district, part, whole)

    def _everywhere(self, relation: UpperLimit, fixed: Fixed) -> bool:
        """Whether the whole can have every category that it depends on."""
        if not relation.everywhere:
            return True
        own = {key[2] for key in self.figures.side(relation.whole, self.district, fixed)}
        (view,) = relation.whole
        place = self.figures.dimensions[view.table, view.measure].index(relation.everywhere)
        possible = [
            key for key in self.figures.keys(view, self.district, {}) if key not in self.registry.empty
        ]
        return {key[2][place] for key in possible} == {key[2][place] for key in possible if key[2] in own}

    def _has(self, side: Side, dimension: str) -> bool:
        return dimension in self.figures.dimensions[side[0].table, side[0].measure]

    def choices(self, relation: ChoicesMade) -> None:
        """Each unit has one or more choices: of those that have any but the exclusive ones, one is the first.

        Then the first choices and the exclusive ones add up to these units, a choice is its first ones and
        some more, and it is nowhere chosen by more than all.
        """
        known, chosen = CellView(relation.table, relation.known), CellView(relation.table, relation.chosen)
        if not self.figures.has((known,)):
            return
        for fixed in self.figures.combinations(known, self.district, relation.per):
            (base,) = self.figures.keys(known, self.district, fixed)
            if base not in self.registry.opened and base not in self.registry.empty:
                self._chosen(relation, base, self.figures.keys(chosen, self.district, fixed))

    def _chosen(self, relation: ChoicesMade, base: Key, keys: list[Key]) -> None:
        registry, value = self.registry, self.figures.value
        place = self.figures.dimensions[relation.table, relation.chosen].index(relation.over)
        keys = [key for key in keys if key not in registry.empty and not is_state(key[2][place])]
        alone = [key for key in keys if self._stands_alone(relation, key[2][place])]
        several = [key for key in keys if key not in alone]
        left = more = value(base) - sum(map(value, alone))
        if any(value(key) > more for key in several) or not 0 <= more <= sum(map(value, several)):
            registry.broken.append(f"{name_of(base)} does not agree with what was chosen")
            return
        firsts, all_of = set[int](), registry.union(alone)
        for key in several:
            count = min(value(key), left)
            left -= count
            first = self._helper(key, "first", count)
            self._tie(
                key,
                "first",
                [registry.of(key), frozenset({first, self._helper(key, "more", value(key) - count)})],
            )
            self._tie(
                key,
                "not",
                [
                    registry.of(base),
                    registry.of(key) | all_of | {self._helper(key, "not", more - value(key))},
                ],
            )
            firsts.add(first)
        self._tie(base, "chosen", [registry.of(base), all_of | firsts])

    def _helper(self, key: Key, what: str, count: int) -> int:
        return self.registry.add(f"{name_of(key)}:{what}", count, self.district, helper=True)

    def _tie(self, key: Key, what: str, sides: list[Atoms]) -> None:
        self.registry.split(f"{name_of(key)}:{what}", self.district, sides)

    def _stands_alone(self, relation: ChoicesMade, code: str) -> bool:
        table = self.figures.layouts[relation.table].table
        of = next(one.list for one in table.own if one.code == relation.over)
        entry = self.catalogue.municipality.find(of, code)
        return entry is not None and entry.alone
