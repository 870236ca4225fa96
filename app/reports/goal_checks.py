"""Goals and indicators of a catalogue against the tables that they name: what is wrong, and where."""

from collections.abc import Iterator

from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Indicator
from app.figures.derivation import NoSuchFigure
from app.reports.district_figures import DistrictFigures, derived_of
from app.reports.live_source import empty
from app.reports.report_figures import FigureRequest
from app.tables.categories import TIME, usable
from app.tables.count_selection import CountSelection
from app.tables.declaration import Table
from app.tables.layout import dimensions_of, has, split
from app.tables.rates import MeanOfMeasure, MeanRating, PairedShare, ShareWithin
from app.tables.registry import BY_ID
from app.vocabulary.periods import Span


def spec_of(indicator: Indicator) -> FigureRequest:
    return FigureRequest(indicator.table, indicator.measure, indicator.value, indicator.at)


def wrong_indicators(catalogue: Catalogue) -> Iterator[str]:
    """A sentence for each indicator that no table can give; none for a catalogue that holds."""
    for goal in catalogue.municipality.goals:
        for indicator in goal.indicators:
            for what in _wrong(indicator, BY_ID[indicator.table], catalogue):
                yield f"goals: {goal.code}.{indicator.code}: {what}"


def _wrong(one: Indicator, table: Table, catalogue: Catalogue) -> Iterator[str]:
    derived = next((each for each in derived_of(table) if each.code == one.measure), None)
    needs = next((each.needs for each in table.shown if each.code == one.measure), None)
    if needs and not needs.codes(catalogue):
        yield f"{one.measure} of {table.id}: no entry of {needs.list} is marked (means: {needs.meaning})"
        return
    shown = {measure.code for measure in table.shown}
    if derived is None and one.measure not in shown:
        yield f"{table.id} has no measure {one.measure}"
        return
    measure = table.measure(derived.of if derived else one.measure)
    dimensions = {each.code: each for each in dimensions_of(table, catalogue)}
    every = CountSelection(
        catalogue.municipality.codes("districts"), (Span(catalogue.municipality.starts, "2100-12"),)
    )
    wrong = [what for code, category in one.at.items() if (what := _misplaced(code, category))]
    for code, category in one.at.items():
        if code not in dimensions or code not in has(table, measure):
            wrong.append(f"{one.measure} of {table.id} is not split by {code}")
        elif derived is not None and code == derived.over:
            wrong.append(f"{one.measure} adds up {code} by itself: name no {code}")
        elif category not in usable(dimensions[code], catalogue, every):
            wrong.append(f"{category} is no {code}")
    yield from wrong
    if not wrong:
        yield from _figureless(one, table, catalogue)


def _misplaced(code: str, category: str) -> str:
    """What an indicator cannot name, since it is the report that is of it."""
    if code in TIME or code == "district":
        return f"{category}: a report is of a district and a period, and an indicator can name neither"
    return ""


def _figureless(one: Indicator, table: Table, catalogue: Catalogue) -> Iterator[str]:
    """Why a report would show nothing: found by making the figure of an empty table, as a report makes it."""
    city = catalogue.municipality.city.code
    by = frozenset(("district", *one.at))
    frozen_table = empty(table, by, catalogue)
    try:
        found = DistrictFigures(frozen_table, table, catalogue).figure(spec_of(one), city)
    except NoSuchFigure:
        own = split(table, table.measure(_counted(one, table)), by)
        needed = [code for code in own if code not in one.at]
        multiple = [each.code for each in table.own if each.code in needed and each.multiple]
        yield f"{one.measure} does not add up over {', '.join(multiple or needed)}: name a category of it"
        return
    rate = table.measure(_counted(one, table)).rate
    is_mean = isinstance(rate, MeanOfMeasure) or one.measure in {
        each.code for each in derived_of(table) if isinstance(each, MeanRating)
    }
    if one.value == "mean" and not is_mean:
        yield f"{one.measure} has no mean"
    elif one.value == "percent" and (is_mean or (found.base is None and not isinstance(rate, PairedShare))):
        of = rate.dimension if isinstance(rate, ShareWithin) and one.measure == _counted(one, table) else ""
        yield f"{one.measure} has no share{f': name a category of {of}' if of else ''}"
    elif one.value == "base" and found.value == "missing":
        yield f"{one.measure} has no base"


def _counted(one: Indicator, table: Table) -> str:
    return next((each.of for each in derived_of(table) if each.code == one.measure), one.measure)
