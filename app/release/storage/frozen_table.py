"""Frozen tables: what a release holds and everybody is served, as plain data and as canonical bytes.

A frozen table carries its own words, categories and notes, so that it reads the same after the catalogue or
the software has changed. A value is a whole number, or a mark that says why there is none.

Format 1 (releases by suppression, to November 2026) has two marks: it tells what is not known, or cannot
occur, from what is none only where its companions are published. Format 2 says it of each cell, and has the
threshold where its numbers are rounded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from math import prod
from typing import Any, Literal

import orjson

from app.catalogue.catalogue import Catalogue
from app.figures.cell_states import stated
from app.figures.cell_values import Mark as Mark
from app.figures.cell_values import Value as Value
from app.figures.cube import Cube, CubeAxis, MeasureCounts
from app.kit.json_values import JsonObject
from app.kit.language import Text
from app.tables.declaration import Table

FORMAT = 2
"""Version of the bytes. A reader knows every version that was ever written."""

TOTAL = "total"
"""Code of the category that adds up a dimension (the district's is the city's own code)."""


@dataclass(frozen=True)
class Category:
    """One category of a dimension. `divisions` are those of a district: `reported`, `current` or both."""

    code: str
    text: Text
    total: bool = False
    parent: str | None = None
    divisions: tuple[str, ...] = ()


@dataclass(frozen=True)
class FrozenDimension:
    """A dimension and its categories in order. Of a `multiple` one the categories do not add up."""

    code: str
    text: Text
    categories: tuple[Category, ...]
    kind: Literal["codes", "district"] = "codes"
    multiple: bool = False

    @cached_property
    def place(self) -> dict[str, int]:
        return {category.code: index for index, category in enumerate(self.categories)}

    @property
    def axis(self) -> CubeAxis:
        """Of districts, those that were reported are the parts of the whole."""
        total = next((category.code for category in self.categories if category.total), None)
        parts = tuple(
            category.code
            for category in self.categories
            if not category.total and (not category.divisions or "reported" in category.divisions)
        )
        return CubeAxis(
            self.code, tuple(category.code for category in self.categories), parts, total, self.multiple
        )


@dataclass(frozen=True)
class FrozenMeasure:
    """Counts along some of the table's dimensions, row-major; the last one runs fastest."""

    code: str
    text: Text
    unit: Text
    dimensions: tuple[str, ...]
    values: tuple[Value, ...]
    hidden: bool = False
    """Only the base of other measures' shares: not shown as a column of its own."""


@dataclass(frozen=True)
class FrozenTable:
    """One table of one period, as released. `period` is a tertial (`2019-T1`) or a year (`2019`)."""

    id: str
    period: str
    title: Text
    counted: Text
    source: Text
    notes: tuple[Text, ...]
    dimensions: tuple[FrozenDimension, ...]
    """The district's first; none for the period."""
    measures: tuple[FrozenMeasure, ...]
    rounded: int | None = None
    """The threshold k of the rounding by which it is protected; None where its numbers are exact. The first
    note of a rounded table says what that means."""
    periods: int = 1
    """How many rounded tables' numbers each of its own is the sum of: of a longer span more than one."""
    stated: bool = True
    """Whether each cell says its state: those of format 1 do not yet."""

    @cached_property
    def dimension(self) -> dict[str, FrozenDimension]:
        return {one.code: one for one in self.dimensions}

    @cached_property
    def measure(self) -> dict[str, FrozenMeasure]:
        return {one.code: one for one in self.measures}

    @property
    def on_rounding(self) -> Text | None:
        """What the rounding means, in words; None where numbers are exact."""
        return None if self.rounded is None else self.notes[0]

    @property
    def own_notes(self) -> tuple[Text, ...]:
        """What else there is to know."""
        return self.notes if self.rounded is None else self.notes[1:]

    @cached_property
    def cube(self) -> Cube:
        """Its numbers, from which all figures are derived."""
        axes = {dimension.code: dimension.axis for dimension in self.dimensions}
        measures = {
            measure.code: MeasureCounts(measure.dimensions, measure.values, measure.hidden)
            for measure in self.measures
        }
        return Cube(self.id, axes, measures, self.rounded, self.periods, self.stated)

    def size(self, measure: str) -> int:
        return prod(len(self.dimension[code].categories) for code in self.measure[measure].dimensions)

    def at(self, measure: str, cell: Mapping[str, str]) -> Value:
        """The value of a cell; the mapping may name further dimensions. Raises `KeyError`."""
        own, place = self.measure[measure], 0
        for code in own.dimensions:
            dimension = self.dimension[code]
            place = place * len(dimension.categories) + dimension.place[cell[code]]
        return own.values[place]

    def cells(self, measure: str) -> Iterator[tuple[tuple[str, ...], Value]]:
        """Every cell's categories, in the measure's dimensions, and its value."""
        own = self.measure[measure]
        axes = ([category.code for category in self.dimension[code].categories] for code in own.dimensions)
        return zip(product(*axes), own.values, strict=True)


def with_states(table: FrozenTable, declared: Table, catalogue: Catalogue) -> FrozenTable:
    """The table with the state of each cell, told from its numbers as they stand in it."""
    if table.stated:
        return table
    cube = stated(table.cube, declared, catalogue)
    measures = tuple(
        replace(measure, values=cube.measures[measure.code].values) for measure in table.measures
    )
    return replace(table, measures=measures, stated=True)


def as_bytes(table: FrozenTable) -> bytes:
    """The canonical bytes of a table, which its content hash is of: names in order, no blanks, UTF-8.

    Raises `ValueError` for a table that does not say its states, since it was read from format 1.
    """
    if not table.stated:
        raise ValueError(f"{table.id} {table.period} does not say the state of its cells")
    return orjson.dumps({"format": FORMAT, **_table(table)}, option=orjson.OPT_SORT_KEYS)


def from_bytes(raw: bytes) -> FrozenTable:
    """Read what any version has written. Raises `ValueError` for anything else."""
    found = orjson.loads(raw)
    written = found.get("format")
    if written not in range(1, FORMAT + 1):
        raise ValueError(f"a table of format {written!r} is newer than this software")
    return FrozenTable(
        id=found["id"],
        period=found["period"],
        title=_read(found["title"]),
        counted=_read(found["counted"]),
        source=_read(found["source"]),
        notes=tuple(map(_read, found["notes"])),
        dimensions=tuple(_read_dimension(one) for one in found["dimensions"]),
        measures=tuple(_read_measure(one) for one in found["measures"]),
        rounded=found["rounded"] if written > 1 else None,
        stated=written > 1,
    )


def _words(text: Text) -> dict[str, str]:
    return {"sv": text.sv, "en": text.en}


def _read(words: Mapping[str, str]) -> Text:
    return Text(words["sv"], words["en"])


def _table(table: FrozenTable) -> JsonObject:
    return {
        "id": table.id,
        "period": table.period,
        "rounded": table.rounded,
        "title": _words(table.title),
        "counted": _words(table.counted),
        "source": _words(table.source),
        "notes": [_words(note) for note in table.notes],
        "dimensions": [
            {
                "code": dimension.code,
                "text": _words(dimension.text),
                "kind": dimension.kind,
                "multiple": dimension.multiple,
                "categories": [
                    {
                        "code": category.code,
                        "text": _words(category.text),
                        "total": category.total,
                        "parent": category.parent,
                        "divisions": list(category.divisions),
                    }
                    for category in dimension.categories
                ],
            }
            for dimension in table.dimensions
        ],
        "measures": [
            {
                "code": measure.code,
                "text": _words(measure.text),
                "unit": _words(measure.unit),
                "dimensions": list(measure.dimensions),
                "values": list(measure.values),
                "hidden": measure.hidden,
            }
            for measure in table.measures
        ],
    }


def _read_dimension(found: Mapping[str, Any]) -> FrozenDimension:
    categories = tuple(
        Category(one["code"], _read(one["text"]), one["total"], one["parent"], tuple(one["divisions"]))
        for one in found["categories"]
    )
    return FrozenDimension(found["code"], _read(found["text"]), categories, found["kind"], found["multiple"])


def _read_measure(found: Mapping[str, Any]) -> FrozenMeasure:
    return FrozenMeasure(
        found["code"],
        _read(found["text"]),
        _read(found["unit"]),
        tuple(found["dimensions"]),
        tuple(found["values"]),
        found["hidden"],
    )
