"""The figures of one table and period: counts, and the shares and means that the table declares of them."""

from collections.abc import Mapping
from dataclasses import replace

from app.catalogue.catalogue import Catalogue
from app.catalogue.divisions import Division
from app.kit.language import Text
from app.release.frozen import Category, FrozenTable
from app.release.shape import BEGUN
from app.reports.figures import Figure, NotThere, Spec, Value, less, summed
from app.reports.nouns import RECORDS
from app.tables.categories import is_state
from app.tables.declaration import Measure, Table
from app.tables.questions import value_of
from app.tables.rates import Derived, InUse, Mean, Of, Paired, Picked, Rating, Remainder, Within, applies
from app.vocabulary.periods import Span, months_of
from app.vocabulary.states import NOT_KNOWN

_MEAN = Rating(
    "rating",
    Text("Medelvärde av svaren", "Mean of the answers"),
    Text("poäng", "points"),
    of="answers",
    over="answer",
    weight=value_of,
    known=Text("svar på frågan", "answers to the question"),
)
"""What a question on a scale has instead of positive answers, in the tables that lack it of their own."""


def derived_of(table: Table) -> tuple[Derived, ...]:
    """A table's derived measures, and the mean of what parents answer on a scale."""
    codes = {one.code for one in (*table.derived, *table.measures)}
    has_answers = any(isinstance(one, Picked) and one.of == "answers" for one in table.derived)
    return (*table.derived, _MEAN) if has_answers and _MEAN.code not in codes else table.derived


class Numbers:
    """The figures of one table and period. `city` is the code under which all districts are one.

    `division` is that of the report, which districts are shown in; of its own period if none is given.
    """

    def __init__(
        self, frozen: FrozenTable, declared: Table, catalogue: Catalogue, division: Division | None = None
    ) -> None:
        self.frozen, self.declared, self.catalogue = frozen, declared, catalogue
        self.city = catalogue.municipality.city.code
        self.span = Span.parse(frozen.period)
        self._division = division or Division(catalogue.municipality, self.span.last)
        self._places: dict[str, list[int]] = {}
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], Value] = {}

    def categories(self, dimension: str) -> tuple[Category, ...]:
        """The categories without totals, and the districts as they were. Raises `NotThere`."""
        if dimension not in self.frozen.dimension:
            raise NotThere(f"{self.frozen.id} has no {dimension}")
        return tuple(
            one
            for one in self.frozen.dimension[dimension].categories
            if not one.total
            and not (dimension == "district" and one.code == self.city)
            and (not one.divisions or "reported" in one.divisions)
        )

    def _own_places(self, dimension: str) -> list[int]:
        if dimension not in self._places:
            place = self.frozen.dimension[dimension].place
            self._places[dimension] = [place[one.code] for one in self.categories(dimension)]
        return self._places[dimension]

    def has(self, measure: str, *dimensions: str) -> bool:
        """Whether a measure (a derived one by what it is of) is there and split by these."""
        code = next((one.of for one in derived_of(self.declared) if one.code == measure), measure)
        own = self.frozen.measure.get(code)
        return own is not None and set(dimensions) <= set(own.dimensions)

    def value(self, measure: str, at: Mapping[str, str]) -> Value:
        """A count at some categories, summed over everything else. Raises `NotThere`."""
        key = (measure, tuple(sorted(at.items())))
        if key not in self._known:
            self._known[key] = self._value(measure, at)
        return self._known[key]

    def _value(self, measure: str, at: Mapping[str, str]) -> Value:
        district = at.get("district")
        if district is None or "district" not in self.frozen.dimension:
            return self._cell_value(measure, at)
        stock = self.declared.measure(measure).stock
        if district == self.city:
            there = self._at_end() if stock else None
            if there is None or self._is_own(measure, at):
                return self._cell_value(measure, at)
            return summed(self._cell_value(measure, {**at, "district": code}) for code in there)
        values = {
            code: self._cell_value(measure, {**at, "district": code})
            for code in self._made_of(district, stock)
        }
        if len(values) > 1 and self.declared.of_returns:
            # Of the districts that were to hand something in, one that did not leaves the sum unknown.
            owed = self._owing(values)
            if "missing" in owed and "withheld" not in values.values():
                return "missing"
        return summed(values.values())

    def _made_of(self, district: str, stock: bool) -> tuple[str, ...]:
        """The table's categories that a district's figure is the sum of. Raises `NotThere`."""
        parts = (
            self._division.at_end(district, self.span.last)
            if stock
            else self._division.parts(district, self.span)
        )
        data = self.catalogue.municipality
        own = self.frozen.dimension["district"]
        released = {one.code: one.divisions for one in own.categories if one.divisions}
        if not released:
            return parts or (district,)
        now = tuple(
            code.removesuffix(BEGUN)
            for code, divisions in released.items()
            if "reported" in divisions and data.successor_of(code.removesuffix(BEGUN)) == district
        )
        if "current" in released.get(district, ()) and (not parts or set(now) == set(parts)):
            return (district,)
        return tuple(f"{code}{BEGUN}" if f"{code}{BEGUN}" in released else code for code in parts) or (
            district,
        )

    def _owing(self, values: Mapping[str, Value]) -> list[Value]:
        """Those that were there at the end of a tertial or year, which answer for its returns."""
        ends = {
            months_of(one)[1]
            for one in (self.span.years() if self.declared.grain == "year" else self.span.tertials())
        }
        entries = {
            code: self.catalogue.municipality.find("districts", code.removesuffix(BEGUN)) for code in values
        }
        return [values[code] for code, entry in entries.items() if entry and any(map(entry.valid, ends))]

    def _at_end(self) -> list[str] | None:
        """The districts that were there at the period's end, where some of the table's had ended by then.

        A count leaves those out by itself; an older release, which never changes, may have them in its sum.
        """
        data = self.catalogue.municipality
        own = [one.code for one in self.categories("district")]
        there = [
            code
            for code in own
            if (entry := data.find("districts", code.removesuffix(BEGUN))) is None
            or entry.valid(self.span.last)
        ]
        return None if there == own else there

    def _is_own(self, measure: str, at: Mapping[str, str]) -> bool:
        """Whether the city has handed in a figure of its own, beside those of its districts."""
        places = self.frozen.dimension["district"].place
        return self.declared.city and self.city in places and self._cell_value(measure, at) != "missing"

    def _cell_value(self, measure: str, at: Mapping[str, str]) -> Value:
        own = self.frozen.measure.get(measure)
        if own is None or not set(at) <= set(own.dimensions):
            raise NotThere(f"{self.frozen.id}: no {measure} by {', '.join(at)}")
        places = [0]
        whole_city = False
        for code in own.dimensions:
            dimension = self.frozen.dimension[code]
            given = at.get(code)
            if given is not None and given in dimension.place:
                axis = [dimension.place[given]]
                whole_city = whole_city or (code == "district" and given == self.city)
            elif given is not None and not (code == "district" and given == self.city):
                raise NotThere(f"{self.frozen.id}: {given} is no {code}")
            else:
                total = next((one.code for one in dimension.categories if one.total), None)
                if given is None and total is not None:
                    axis = [dimension.place[total]]
                elif dimension.multiple:
                    raise NotThere(f"{self.frozen.id}: the categories of {code} do not add up")
                else:
                    axis = self._own_places(code)
            size = len(dimension.categories)
            places = [place * size + step for place in places for step in axis]
        found = summed([own.values[place] for place in places])
        if whole_city and found == "missing":
            # Of the whole city nothing of its own was handed in: its districts together.
            there = self._at_end() if self.declared.measure(measure).stock else None
            districts = [one.code for one in self.categories("district")] if there is None else there
            return summed(self._cell_value(measure, {**at, "district": code}) for code in districts)
        return found

    def figure(self, spec: Spec, district: str) -> Figure:
        """One figure, of one district or of the city. Raises `NotThere`."""
        at = {"district": district, **spec.at}
        derived = next((one for one in derived_of(self.declared) if one.code == spec.measure), None)
        if derived and not applies(derived, self.catalogue, at):
            raise NotThere(f"{self.frozen.id}: {spec.measure} means nothing here")
        found = self._derived(derived, at) if derived else self._measured(spec.measure, at)
        of_records = self.declared.measure(derived.of if derived else spec.measure).unknown
        found = replace(
            found,
            kind=spec.value,
            lacking=RECORDS.get(self.frozen.id) if of_records else None,
            table=self.frozen.id,
            period=self.frozen.period,
        )
        if spec.value == "base":
            return replace(found, value="missing" if found.base is None else found.base, base=None)
        return found

    def _measured(self, code: str, at: Mapping[str, str]) -> Figure:
        if code not in self.frozen.measure:
            raise NotThere(f"{self.frozen.id} has no {code}")
        measure = self.declared.measure(code)
        value, unit = self.value(code, at), measure.unit
        unknown = self._unknown(measure, at)
        rate = measure.rate
        if isinstance(rate, Within) and rate.dimension in at:
            known = self._within(code, rate.dimension, at)
            if is_state(at[rate.dimension]):
                states = self._states(code, rate.dimension, at)
                return Figure(value, base=summed([known, states]), base_words=rate.all, unit=unit)
            return Figure(value, base=known, base_words=rate.known, not_known=unknown, unit=unit)
        if isinstance(rate, Of):
            rest = {name: one for name, one in at.items() if name != rate.over}
            known = self.value(rate.base, rest)
            if rate.over in at and rate.over and is_state(at[rate.over]):
                states = self._states(code, rate.over, at)
                return Figure(value, base=summed([known, states]), base_words=rate.all, unit=unit)
            return Figure(value, base=known, base_words=rate.known, not_known=unknown, unit=unit)
        if isinstance(rate, Mean):
            base = self.value(rate.base, at)
            return Figure(
                value, base=base, base_words=rate.known, scale=rate.scale, not_known=unknown, unit=unit
            )
        if isinstance(rate, Paired) and rate.whole in self.frozen.measure:
            part, whole = self.value(rate.part, at), self.value(rate.whole, at)
            if part == value:
                return Figure(value, base=whole, base_words=rate.known, not_known=unknown, unit=unit)
        return Figure(value, not_known=unknown, unit=unit)

    def _unknown(self, measure: Measure, at: Mapping[str, str]) -> Value | None:
        if measure.unknown and measure.unknown in self.frozen.measure:
            return self.value(measure.unknown, at)
        rate = measure.rate
        over = rate.dimension if isinstance(rate, Within) else rate.over if isinstance(rate, Of) else None
        if over and over in at and NOT_KNOWN in self.frozen.dimension[over].place:
            return self.value(measure.code, {**at, over: NOT_KNOWN})
        return None

    def _lacking(self, measure: Measure, over: str, at: Mapping[str, str]) -> Value | None:
        if measure.unknown and measure.unknown in self.frozen.measure:
            return self.value(measure.unknown, at)
        known = NOT_KNOWN in self.frozen.dimension[over].place
        return self.value(measure.code, {**at, over: NOT_KNOWN}) if known else None

    def _within(self, measure: str, dimension: str, at: Mapping[str, str]) -> Value:
        """The known categories together: added up, or the total without the states."""
        rest = {name: one for name, one in at.items() if name != dimension}
        added = summed(
            self.value(measure, {**rest, dimension: one.code})
            for one in self.categories(dimension)
            if not is_state(one.code)
        )
        has_total = any(one.total for one in self.frozen.dimension[dimension].categories)
        if added != "withheld" or not has_total:
            return added
        return less(self.value(measure, rest), self._states(measure, dimension, at))

    def _states(self, measure: str, dimension: str, at: Mapping[str, str]) -> Value:
        rest = {name: one for name, one in at.items() if name != dimension}
        states = [one.code for one in self.categories(dimension) if is_state(one.code)]
        return summed(self.value(measure, {**rest, dimension: code}) for code in states) if states else 0

    def _derived(self, one: Picked | Remainder | InUse | Rating, at: Mapping[str, str]) -> Figure:
        known = [each.code for each in self.categories(one.over) if not is_state(each.code)]
        values = {code: self.value(one.of, {**at, one.over: code}) for code in known}
        if isinstance(one, InUse):
            numbers = list(values.values())
            # A withheld count is none of nothing, but which is not told: how many are in use is not known.
            used: Value = "withheld" if "withheld" in numbers else sum(bool(number) for number in numbers)
            return Figure(used, base=len(known), base_words=one.known, unit=one.unit)
        cells = {code: self._cell(at, one.over, code) for code in known}
        unknown = self._lacking(self.declared.measure(one.of), one.over, at)
        if isinstance(one, Rating):
            weights = {code: one.weight(self.catalogue, cell) for code, cell in cells.items()}
            rated = [code for code in known if weights[code] is not None]
            total = summed(_times(values[code], weights[code] or 0) for code in rated)
            base = summed(values[code] for code in rated)
            return Figure(total, base=base, base_words=one.known, unit=one.unit)
        picked = summed(values[code] for code in known if one.pick(self.catalogue, cells[code]))
        if isinstance(one, Remainder):
            base = self.value(one.whole, at)
            return Figure(
                less(base, picked), base=base, base_words=one.known, not_known=unknown, unit=one.unit
            )
        if one.known is None:
            return Figure(picked, not_known=unknown, unit=one.unit)
        base = self._within(one.of, one.over, {**at, one.over: known[0]}) if known else 0
        return Figure(picked, base=base, base_words=one.known, not_known=unknown, unit=one.unit)

    def _cell(self, at: Mapping[str, str], over: str, code: str) -> dict[str, str]:
        """What a declaration's `pick` and `weight` look at: they ask for the questionnaire too."""
        cell = {**at, over: code}
        dimension = next((one for one in self.declared.own if one.code == "questionnaire"), None)
        if dimension is None or "questionnaire" in cell:
            return cell
        for one in self.catalogue.municipality.questionnaires:
            asks = any(
                question.code == at.get("question") and code in one.allowed[question.code]
                for question in one.questions
            )
            if asks and one.activity in dimension.activities and at.get("activity") in (None, one.activity):
                return {**cell, "questionnaire": one.code}
        return {**cell, "questionnaire": ""}


def _times(value: Value, weight: int) -> Value:
    return value * weight if isinstance(value, int) else value
