"""Goals and indicators of a catalogue against the tables that they name: what is wrong, and where."""

from collections.abc import Iterator

from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Indicator
from app.reports.figures import Spec
from app.tables.categories import usable
from app.tables.declaration import Table
from app.tables.layout import dimensions_of, has
from app.tables.rates import Rating
from app.tables.registry import BY_ID
from app.tables.selection import Selection
from app.vocabulary.periods import Span


def spec_of(indicator: Indicator) -> Spec:
    return Spec(indicator.table, indicator.measure, indicator.value, indicator.at)


def wrong_indicators(catalogue: Catalogue) -> Iterator[str]:
    """A sentence for each indicator that no table can give; none for a catalogue that holds."""
    for goal in catalogue.municipality.goals:
        for one in goal.indicators:
            for what in _wrong(one, BY_ID[one.table], catalogue):
                yield f"goals: {goal.code}.{one.code}: {what}"


def _wrong(one: Indicator, table: Table, catalogue: Catalogue) -> Iterator[str]:
    derived = next((each for each in table.derived if each.code == one.measure), None)
    needs = next((each.needs for each in table.shown if each.code == one.measure), None)
    if needs and not needs.codes(catalogue):
        yield f"{one.measure} of {table.id}: no entry of {needs.list} is marked (means: {needs.meaning})"
        return
    shown = {measure.code for measure in table.shown}
    if derived is None and one.measure not in shown:
        yield f"{table.id} has no measure {one.measure}"
        return
    measure = table.measure(derived.of if derived else one.measure)
    if one.value == "mean" and derived is not None and not isinstance(derived, Rating):
        yield f"{one.measure} has no mean"
    dimensions = {each.code: each for each in dimensions_of(table, catalogue)}
    for code, category in one.at.items():
        if code not in dimensions or code not in has(table, measure):
            yield f"{one.measure} of {table.id} is not split by {code}"
            continue
        every = Selection(
            catalogue.municipality.codes("districts"), (Span(catalogue.municipality.starts, "2100-12"),)
        )
        if category not in usable(dimensions[code], catalogue, every):
            yield f"{category} is no {code}"
