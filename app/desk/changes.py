"""What a revision changed: two releases' frozen tables, cell by cell. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.figures.cell_values import Value as Figure
from app.kit.language import Text
from app.release.storage.frozen_table import FrozenTable

Value = Figure | None
"""None where one of the two does not have the cell."""


@dataclass(frozen=True)
class FigureChange:
    """One figure that is another now: its categories in words, what is counted, before and after."""

    where: tuple[Text, ...]
    measure: Text
    before: Value
    after: Value

    @property
    def kind(self) -> str:
        """What happened to it: `number`, `shown`, `hidden` or `other`."""
        if isinstance(self.before, int) and isinstance(self.after, int):
            return "number"
        if self.before == "withheld" and isinstance(self.after, int):
            return "shown"
        if self.after == "withheld" and isinstance(self.before, int):
            return "hidden"
        return "other"


@dataclass(frozen=True)
class TableChanges:
    """A table's changes; `cells` is how many figures it has."""

    table: str
    period: str
    title: Text
    cells: int
    changes: tuple[FigureChange, ...]


def changed(before: Iterable[FrozenTable], after: Iterable[FrozenTable]) -> list[TableChanges]:
    """Every table of `after` (and those that only `before` had), in its order, with what changed."""
    old = {(one.id, one.period): one for one in before}
    new = {(one.id, one.period): one for one in after}
    found = []
    for key in dict.fromkeys((*new, *old)):
        shown = new.get(key) or old[key]
        changes = tuple(_changes(old.get(key), new.get(key)))
        cells = sum(shown.size(measure.code) for measure in shown.measures if not measure.hidden)
        found.append(TableChanges(*key, shown.title, cells, changes))
    return found


def _changes(old: FrozenTable | None, new: FrozenTable | None) -> Iterator[FigureChange]:
    shown = new or old
    assert shown is not None
    for measure in shown.measures:
        if measure.hidden:
            continue
        was, now = _values(old, measure.code), _values(new, measure.code)
        for key in dict.fromkeys((*now, *was)):
            if not _same(was.get(key), now.get(key)):
                table = new if new is not None and key in now else old
                assert table is not None
                yield FigureChange(_words(key, table), measure.text, was.get(key), now.get(key))


def _same(before: Value, after: Value) -> bool:
    """Whether nothing is to be told: what cannot occur stands as 0 in releases of the first format."""
    return before == after or {before, after} == {0, "not-applicable"}


Key = tuple[tuple[str, str], ...]
"""A cell by its dimensions' codes and its categories', so that tables of another shape can be compared."""


def _values(table: FrozenTable | None, measure: str) -> Mapping[Key, Value]:
    if table is None or measure not in table.measure:
        return {}
    names = table.measure[measure].dimensions
    return {tuple(zip(names, cell, strict=True)): value for cell, value in table.cells(measure)}


def _words(key: Key, table: FrozenTable) -> tuple[Text, ...]:
    words = []
    for code, category in key:
        dimension = table.dimension[code]
        words.append(dimension.categories[dimension.place[category]].text)
    return tuple(words)
