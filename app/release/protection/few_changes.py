"""What a revision leaves as it was published, since too few records have changed.

Equal counts keep their number, so the figures that differ between two versions are those that a late, a
withdrawn or a corrected record is in: of one record they would tell nearly all. So a district's figures of an
activity are restated only where as many records have changed as the threshold, and as many answers where any
has, since each version that was published. Else they stay those of the last one, and the change waits.

Who changed is stored nowhere. How many did at least is read from the counts: of cells that add up a record is
in one, so as many came or were corrected as the cells grew by, and as many went or were corrected as they
shrank by.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.release.protection.atoms import Key, name_of
from app.release.protection.open_figures import open_cells
from app.release.protection.public_constraints.application import FinestCells
from app.release.protection.public_constraints.declarations import NOT_OF_PEOPLE
from app.release.protection.public_constraints.relations import CS, HV
from app.release.protection.rounding_proof import RoundingProof
from app.release.protection.table_layout import TableLayout, is_summed
from app.tables.count_arrays import CountArray
from app.tables.dimensions import ACTIVITY

Unit = tuple[str, str]
"""A district (or the city, of its own figures) and an activity: what is restated or stays as a whole."""

_ANSWERS = {"answers", "respondents", "answered", "links-handed-out", "links-used"}
"""A family can answer several times: of sessions those count that have an answer."""


def held_back(
    layouts: Sequence[TableLayout], threshold: int, before: Sequence[RoundingProof]
) -> tuple[tuple[TableLayout, ...], tuple[str, ...]]:
    """The tables as they are to be restated, and the districts of which something waits.

    `before` has what proves the versions that were published, the oldest first.
    """
    figures = FinestCells(layouts)
    opened = open_cells(figures)
    units: dict[Unit, list[Key]] = defaultdict(list)
    for key in figures.values:
        units[_unit(figures.layouts[key[0]], key)].append(key)
    stays: dict[Key, int] = {}
    districts = set()
    for (district, activity), keys in units.items():
        then = [{key: one.finest.get(name_of(key), 0) for key in keys} for one in before]
        changes = [
            {key: figures.values[key] - counts[key] for key in keys if key not in opened} for counts in then
        ]
        if any(changes[-1].values()) and any(
            _is_few(figures, activity, change, threshold) for change in changes
        ):
            districts.add(district)
            stays |= then[-1]
    return tuple(_with(layout, stays) for layout in layouts), tuple(sorted(districts))


def _unit(layout: TableLayout, key: Key) -> Unit:
    _, measure, cell = key
    own = layout.own(measure)
    if ACTIVITY.code in own:
        return cell[0], cell[own.index(ACTIVITY.code)]
    return cell[0], layout.table.parts[0].record.name.replace("_", "-")


def _is_few(figures: FinestCells, activity: str, changes: Mapping[Key, int], threshold: int) -> bool:
    """Whether records have changed, or answers, and too few of them."""
    for of_answers in (False, True):
        own = {key: by for key, by in changes.items() if (key[1] in _ANSWERS) == of_answers and by}
        if own and _least(figures, activity, own) < threshold:
            return True
    return False


def _least(figures: FinestCells, activity: str, changes: Mapping[Key, int]) -> int:
    """How many have changed at least: no number of people of a family counts, each family does."""
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0, 0])
    for (table, code, cell), by in changes.items():
        layout = figures.layouts[table]
        measure = layout.table.measure(code)
        if (table, code) in NOT_OF_PEOPLE or (
            activity in (CS, HV) and (measure.number or code in _ANSWERS - {"answered"})
        ):
            continue
        held = [
            category
            for dimension, category in zip(layout.own(code)[1:], cell[1:], strict=True)
            if layout.dimension(dimension).multiple or not is_summed(layout.table, measure, dimension)
        ]
        sums[table, code, *held][by < 0] += abs(by)
    return max((max(one) for one in sums.values()), default=0)


def _with(layout: TableLayout, stays: Mapping[Key, int]) -> TableLayout:
    """The table with the counts of then where it stays as it was."""
    arrays = dict(layout.counted.arrays)
    for measure, array in arrays.items():
        own = layout.finest(measure)
        kept = {cell: stays.get((layout.table.id, measure, cell), value) for cell, value in own.items()}
        if kept != own:
            whole = array.without(set(array.dimensions) - set(layout.own(measure)))
            arrays[measure] = CountArray.dense(whole.axes, kept)
    return replace(layout, counted=replace(layout.counted, arrays=arrays))
