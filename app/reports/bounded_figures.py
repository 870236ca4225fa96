"""What the figures of rounded tables may stand for: from the least that every number can be to the most.

A number alone may stand for what the rule of the rounding says; a sum for what its parts can add up to. What
is open to all, and what counts nobody, is exact.
"""

from collections.abc import Mapping
from dataclasses import replace

from app.disclosure.rounding.rule import possible
from app.figures.cell_values import Value
from app.figures.derivation import NoSuchFigure
from app.release.protection.open_figures import is_open_at
from app.release.protection.public_constraints.declarations import NOT_OF_PEOPLE
from app.release.storage.frozen_table import FrozenTable
from app.reports.district_figures import DistrictFigures, derived_of
from app.reports.report_figures import Ends, FigureBounds, FigureRequest, ReportFigure
from app.tables.categories import is_state
from app.tables.rates import CategoryShare, Derived, Remainder, ShareWithin
from app.tables.registry import BY_ID


def ends_of(table: FrozenTable) -> tuple[FrozenTable, FrozenTable]:
    """The table with the least and with the greatest count that each of its numbers may stand for."""
    least, most = [], []
    for measure in table.measures:
        ends: list[tuple[Value, Value]] = []
        for codes, value in table.cells(measure.code):
            cell = dict(zip(measure.dimensions, codes, strict=True))
            if table.rounded is None or not isinstance(value, int) or is_exact(table.id, measure.code, cell):
                ends.append((value, value))
            else:
                ends.append(possible(value, table.rounded))
        least.append(replace(measure, values=tuple(low for low, _ in ends)))
        most.append(replace(measure, values=tuple(high for _, high in ends)))
    return replace(table, measures=tuple(least)), replace(table, measures=tuple(most))


def is_exact(table: str, measure: str, cell: Mapping[str, str]) -> bool:
    """Whether a figure is exact in a rounded table: open to all, or one that counts nobody."""
    return (table, measure) in NOT_OF_PEOPLE or is_open_at(BY_ID[table], measure, cell)


class BoundedFigures:
    """The figures of one rounded table, with what they may stand for."""

    def __init__(self, shown: DistrictFigures, least: DistrictFigures, most: DistrictFigures) -> None:
        self.shown, self.least, self.most = shown, least, most

    def figure(self, spec: FigureRequest, district: str) -> ReportFigure:
        """Raises `NoSuchFigure`."""
        found = self.shown.figure(spec, district)
        low, high = (each.figure(spec, district) for each in (self.least, self.most))
        value, base = _ends(found.value, low.value, high.value), _ends(found.base, low.base, high.base)
        if value and base:
            derived = next((one for one in derived_of(self.shown.table) if one.code == spec.measure), None)
            if isinstance(derived, Remainder):
                value = _left(value, base)
            base = self._known(spec, {"district": district, **spec.at}, derived, base)
        lacking = _ends(found.not_known, low.not_known, high.not_known)
        return replace(found, bounds=FigureBounds(value, base, lacking))

    def _known(self, spec: FigureRequest, at: dict[str, str], derived: Derived | None, base: Ends) -> Ends:
        """What the known categories together may be: their sum, or all without those that lack the fact."""
        if isinstance(derived, CategoryShare):
            measure, over = derived.of, derived.over
        elif derived is None and isinstance(rate := self.shown.table.measure(spec.measure).rate, ShareWithin):
            measure, over = spec.measure, rate.dimension
        else:
            return base
        rest = {code: one for code, one in at.items() if code != over}
        states = [category.code for category in self.shown.categories(over) if is_state(category.code)]
        if is_state(at.get(over, "")):
            states = []  # a state is set against all
        try:
            whole = [each.value(measure, rest) for each in (self.least, self.most)]
        except NoSuchFigure:
            return base
        least, most = (
            [each.value(measure, {**rest, over: code}) for code in states] for each in (self.least, self.most)
        )
        if not all(isinstance(one, int) for one in (*whole, *least, *most)):
            return base
        low, high = (sum(one for one in ends if isinstance(one, int)) for ends in (least, most))
        assert isinstance(whole[0], int)
        assert isinstance(whole[1], int)
        return max(base[0], whole[0] - high), min(base[1], whole[1] - low)


def _ends(shown: Value | None, least: Value | None, most: Value | None) -> Ends | None:
    """What a number may stand for; nothing of what is none."""
    if not isinstance(shown, int):
        return None
    return least if isinstance(least, int) else 0, most if isinstance(most, int) else shown


def _left(value: Ends, base: Ends) -> Ends:
    """What may be left of a whole: each end was made with its own end of what is taken away."""
    taken = base[0] - value[0], base[1] - value[1]
    return max(0, base[0] - taken[1]), base[1] - taken[0]
