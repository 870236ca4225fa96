"""The published edition's figures: what has been released, and nothing else.

No connection and no record can be reached from here: a shelf of frozen tables is all that it is given.
Tertials are released one by one; a longer span is their sum, where every part of it is published.
"""

from collections.abc import Callable
from typing import Protocol

from app.catalogue.catalogue import Catalogue
from app.kit.language import Text
from app.release.frozen import FrozenTable
from app.release.spans import added
from app.reports.periods import Period
from app.reports.source import Edition
from app.tables.registry import BY_ID


class Shelf(Protocol):
    """What is published now (`app.release.shelf`)."""

    def periods(self, table_id: str) -> tuple[str, ...]: ...

    def frozen(self, table_id: str, period: str) -> FrozenTable: ...


class Released:
    """Tables from the shelf. `told` gives the words for the release that a table is from."""

    edition: Edition = "published"
    said: tuple[Text, ...] = ()

    def __init__(self, shelf: Shelf, catalogue: Catalogue, told: Callable[[str, str], Text]) -> None:
        self._shelf, self._catalogue, self._told = shelf, catalogue, told
        self._combined: dict[tuple[str, str], FrozenTable | None] = {}

    def table(self, id_: str, period: str) -> FrozenTable | None:
        if (id_, period) not in self._combined:
            self._combined[id_, period] = self._table(id_, period)
        return self._combined[id_, period]

    def _table(self, id_: str, period: str) -> FrozenTable | None:
        there = set(self._shelf.periods(id_))
        if period in there:
            return self._shelf.frozen(id_, period)
        parts = parts_of(period)
        if not parts or not set(parts) <= there:
            return None
        tables = [self._shelf.frozen(id_, part) for part in parts]
        return added(tables, period, BY_ID[id_], self._catalogue)

    def split(self, id_: str, period: str, by: tuple[str, ...]) -> FrozenTable | None:
        """Nothing finer than what was released is ever published."""

    def origin(self, id_: str, period: str) -> Text:
        there = set(self._shelf.periods(id_))
        parts = [period] if period in there else [one for one in parts_of(period) if one in there]
        told = [self._told(id_, one) for one in parts]
        return Text("; ".join(one.sv for one in told), "; ".join(one.en for one in told))


def parts_of(period: str) -> list[str]:
    """The tertials that a span is made of; none where it is not made of whole ones."""
    found = Period.parse(period)
    return found.tertials if found.whole else []
