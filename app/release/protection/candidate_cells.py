"""The cells of a release before protection: what each adds up and counts, and what must not be told of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from app.catalogue.catalogue import Catalogue
from app.release.protection.atoms import Key
from app.release.protection.open_figures import empty_cells, open_cells
from app.release.protection.public_constraints.application import FinestCells
from app.release.protection.public_constraints.declarations import NOT_OF_PEOPLE, OF_FAMILIES
from app.release.protection.table_layout import Cell, TableLayout, is_summed
from app.release.storage.frozen_table import TOTAL
from app.tables.categories import is_state
from app.tables.rates import CategoryShare, MeanRating, ShareWithin


@dataclass(frozen=True)
class CandidateCells:
    """All cells of all tables. `figures` may hold other counts than the layouts do, such as those of then."""

    layouts: Sequence[TableLayout]
    figures: FinestCells
    catalogue: Catalogue

    @cached_property
    def parts(self) -> Mapping[Key, list[Key]]:
        """The finest cells of every cell, also of those that are no figures of their own."""
        found = {
            (layout.table.id, measure.code, cell): [(layout.table.id, measure.code, part) for part in parts]
            for layout in self.layouts
            for measure in layout.measures
            for cell, parts in layout.parts(measure.code)
        }
        return found | {key: [own for one in cells for own in found[one]] for key, cells in self.sums.items()}

    @cached_property
    def sums(self) -> Mapping[Key, list[Key]]:
        """Sums of figures that readers are shown beside them: what shares are of where not all of it is
        known, and categories that are picked out together, such as positive answers."""
        return {key: cells for layout in self.layouts for key, cells in _sums(layout, self.catalogue).items()}

    @cached_property
    def counts(self) -> Mapping[Key, int]:
        """What every cell counts."""
        finest = self.figures.values
        return {key: sum(finest[part] for part in parts) for key, parts in self.parts.items()}

    @cached_property
    def values(self) -> Mapping[Key, int]:
        """What the cells count that are figures, and sums of them."""
        figures = {
            (layout.table.id, measure.code, cell): self.counts[layout.table.id, measure.code, cell]
            for layout in self.layouts
            for measure in layout.measures
            for cell in layout.published(measure.code)
        }
        return figures | {key: self.counts[key] for key in self.sums}

    @cached_property
    def opened(self) -> frozenset[Key]:
        """The finest cells that are open to all."""
        return open_cells(self.figures)

    @cached_property
    def empty(self) -> frozenset[Key]:
        """The finest cells that everybody knows to be 0."""
        return empty_cells(self.figures, self.catalogue, self.opened)

    @cached_property
    def families(self) -> Mapping[Key, Key]:
        """Sums over families, and the figure that counts the families."""
        return {
            (layout.table.id, measure.code, cell): self._families(layout, f"{measure.code}-known", cell)
            for layout in self.layouts
            for measure in layout.measures
            for cell in layout.published(measure.code)
            if any(self.figures.names(view, (layout.table.id, measure.code, cell)) for view in OF_FAMILIES)
        }

    def _families(self, layout: TableLayout, records: str, cell: Cell) -> Key:
        """Along a dimension that counts each family again, such as roles: those of its first category."""
        own = layout.table.measure(records)
        at = [
            next(iter(layout.below(dimension, code)))
            if code == TOTAL and not is_summed(layout.table, own, dimension)
            else code
            for dimension, code in zip(layout.own(records), cell, strict=True)
        ]
        return layout.table.id, records, tuple(at)

    @cached_property
    def uniform(self) -> frozenset[Key]:
        """Categories of a sensitive dimension: that nobody of a group is in one of them says something of
        everybody in it."""
        return frozenset(
            (layout.table.id, measure.code, cell)
            for layout in self.layouts
            for over in (one.code for one in layout.table.own if one.sensitive)
            for measure in layout.measures
            if over in layout.own(measure.code)
            for cell in layout.published(measure.code)
            if _is_known(layout, cell[layout.own(measure.code).index(over)])
        )


def _sums(layout: TableLayout, catalogue: Catalogue) -> dict[Key, list[Key]]:
    """By the measure's categories without those that it is summed over."""
    sums: dict[Key, list[Key]] = {}
    table, watched = layout.table, layout.table.watch.dimension if layout.table.watch else ""

    def add(code: str, measure: str, over: str, picked: Callable[[Mapping[str, str]], bool]) -> None:
        own = layout.own(measure)
        if over not in own or (table.id, measure) in NOT_OF_PEOPLE:
            return
        for cell in layout.published(measure):
            at = dict(zip(own, cell, strict=True))
            if TOTAL not in (at[over], at.get(watched)) and not is_state(at[over]) and picked(at):
                place = tuple(one for name, one in at.items() if name not in (over, watched))
                sums.setdefault((table.id, code, place), []).append((table.id, measure, cell))

    there = {measure.code: measure for measure in layout.measures}
    for measure in layout.measures:
        if isinstance(measure.rate, ShareWithin) and not measure.hidden:
            add(f"{measure.code}:known", measure.code, measure.rate.dimension, lambda _: True)
    for one in table.derived:
        if isinstance(one, CategoryShare) and one.of in there:
            add(one.code, one.of, one.over, partial(one.pick, catalogue))
            if unknown := there[one.of].unknown:
                add(f"{one.code}:not-known", unknown, one.over, lambda _: True)
        elif isinstance(one, MeanRating) and one.of in there:
            add(f"{one.code}:rated", one.of, one.over, partial(_is_rated, one, catalogue))
    return sums


def _is_rated(one: MeanRating, catalogue: Catalogue, at: Mapping[str, str]) -> bool:
    return one.weight(catalogue, at) is not None


def _is_known(layout: TableLayout, code: str) -> bool:
    return code != TOTAL and not is_state(code)
