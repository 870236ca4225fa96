"""The words of the tables, from `words.yaml`: a table is declared without them, and `told` adds them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.kit.language import Text
from app.kit.texts import read, text_of
from app.tables.declaration import Measure, Table
from app.tables.rates import Derived, PairedShare, Rate, ShareOfMeasure, ShareWithin

_PATH = Path(__file__).with_suffix(".yaml")
_FILE = read(_PATH)
NOTES: Mapping[str, Text] = {name: text_of(one, name) for name, one in _FILE["notes"].items()}
"""Notes that several tables have."""


def told(table: Table) -> Table:
    """A table with its words. Raises `ValueError` where the file lacks any, or has some too many."""
    where = f"{_PATH}: {table.id}"
    own = _FILE["tables"].get(table.id, {})
    if lacking := {"title", "counted", "source", "unit", "measures"} - own.keys():
        raise ValueError(f"{where} has no {', '.join(sorted(lacking))}")
    title, counted, source, unit = (
        text_of(own[part], f"{where}: {part}") for part in ("title", "counted", "source", "unit")
    )
    words = _Words(where, own["measures"], unit)
    measures = [words.of_measure(measure) for measure in table.measures]
    by_code = {measure.code: measure for measure in measures}
    made = replace(
        table,
        title=title,
        counted=counted,
        source=source,
        notes=tuple(
            NOTES[one] if isinstance(one, str) else text_of(one, where) for one in own.get("notes", ())
        ),
        measures=tuple(
            measure if measure.label.sv else _companion(measure, by_code, where) for measure in measures
        ),
        derived=tuple(map(words.of_derived, table.derived)),
    )
    if unused := own["measures"].keys() - {measure.code for measure in (*made.measures, *made.derived)}:
        raise ValueError(f"{where} has words of what the table has not: {', '.join(sorted(unused))}")
    return made


class _Words:
    """Those of one table's measures. `unit` is of those that have none of their own."""

    def __init__(self, where: str, own: Mapping[str, Any], unit: Text) -> None:
        self._where, self._own, self._unit = where, own, unit

    def of_measure(self, measure: Measure) -> Measure:
        """A measure with its words; as it is where it has none of its own."""
        if measure.code not in self._own:
            return measure
        label, unit, rate = self._text(measure.code, "label"), self._unit_of(measure.code), measure.rate
        return replace(measure, label=label, unit=unit, rate=rate and self._of_rate(measure.code, rate))

    def of_derived(self, derived: Derived) -> Derived:
        label, unit = self._text(derived.code, "label"), self._unit_of(derived.code)
        if "known" not in self._own[derived.code]:
            return replace(derived, label=label, unit=unit)
        return replace(derived, label=label, unit=unit, known=self._text(derived.code, "known"))

    def _of_rate(self, code: str, rate: Rate) -> Rate:
        known = self._text(code, "known")
        if isinstance(rate, (ShareWithin, ShareOfMeasure)) and "all" in self._own[code]:
            return replace(rate, known=known, all=self._text(code, "all"))
        return replace(rate, known=known)

    def _unit_of(self, code: str) -> Text:
        return self._text(code, "unit") if "unit" in self._own[code] else self._unit

    def _text(self, code: str, part: str) -> Text:
        if part not in self._own.get(code, {}):
            raise ValueError(f"{self._where} has no {code}.{part}")
        return text_of(self._own[code][part], f"{self._where}: {code}.{part}")


_COMPANIONS: Mapping[str, Callable[[Measure], Text]] = {
    "-not-known": lambda one: Text(
        f"{one.label.sv}: antal där uppgift saknas", f"{one.label.en}: number where it is not known"
    ),
    "-known": lambda one: Text(
        f"{one.label.sv}: antal med känd uppgift", f"{one.label.en}: number with a known value"
    ),
    "-paired": lambda one: one.label,
    "-whole": lambda one: one.rate.known if isinstance(one.rate, PairedShare) else one.label,
}
"""What the hidden companions of a number are called after it, by the ends of their codes."""


def _companion(measure: Measure, others: Mapping[str, Measure], where: str) -> Measure:
    for end, label in _COMPANIONS.items():
        if measure.code.endswith(end) and (own := others.get(measure.code.removesuffix(end))):
            return replace(measure, label=label(own), unit=own.unit)
    raise ValueError(f"{where} has no {measure.code}")
