"""The cubes of what is published, as each reader may see them; built when first asked for, and kept.

A key that is limited to districts sees those and the city's totals; one that is limited to tables sees
those. What lies outside is not there at all.
"""

import threading
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, Protocol

from app.access.actor import Actor
from app.catalogue.catalogue import Catalogue
from app.published.spans import Spans, parts_of
from app.release.storage.frozen_table import FrozenTable
from app.statistics.px.cubes import Cube, Source, cubes_of
from app.tables.registry import BY_ID
from app.vocabulary.periods import Span


class View(NamedTuple):
    """What of the published a reader sees; None stands for all."""

    tables: frozenset[str] | None
    districts: frozenset[str] | None


EVERYTHING = View(None, None)


def view_of(who: Actor) -> View:
    """A key's scopes; coordinators see all that is published."""
    return EVERYTHING if who.scopes is None else View(who.scopes.tables, who.scopes.districts)


class Published(Protocol):
    """The release that something was published in."""

    @property
    def id(self) -> str: ...

    @property
    def published(self) -> date: ...

    @property
    def content_hash(self) -> str: ...


class OnShelf(Protocol):
    """What a library needs of the shelf."""

    @property
    def version(self) -> int: ...

    def tables(self) -> Sequence[str]: ...

    def periods(self, table: str, /) -> Sequence[str]: ...

    def frozen(self, table: str, period: str, /) -> FrozenTable: ...

    def release(self, table: str, period: str, /) -> Published: ...


class Library:
    """The cubes of one shelf. Safe to read from several threads."""

    def __init__(self, shelf: OnShelf, catalogue: Catalogue) -> None:
        data = catalogue.municipality
        self.version = shelf.version
        self.successors = {code: data.successor_of(code) for code in data.codes("districts")}
        self.shelf = shelf
        self.spans = Spans(shelf, catalogue)
        self._lock = threading.Lock()
        self._built: dict[str, tuple[Cube, ...]] = {}
        self._narrowed: dict[tuple[str, frozenset[str]], Cube] = {}

    def cubes(self, view: View) -> list[Cube]:
        """All that the view has, in the order of the product's tables."""
        return [
            self._seen(cube, view)
            for table in self.shelf.tables()
            if view.tables is None or table in view.tables
            for cube in self._of(table)
        ]

    def cube(self, name: str, view: View) -> Cube | None:
        """One by its id, without regard to case."""
        wanted = name.casefold()
        for table in self.shelf.tables():
            if wanted == table or wanted.startswith(f"{table}-"):
                for cube in self._of(table):
                    if cube.id == wanted and (view.tables is None or table in view.tables):
                        return self._seen(cube, view)
        return None

    def _of(self, table: str) -> tuple[Cube, ...]:
        found = self._built.get(table)
        if found is None:
            with self._lock:
                found = self._built.get(table)
                if found is None:
                    found = self._built[table] = cubes_of(
                        self._sources(table), self.successors, self._years(table)
                    )
        return found

    def _sources(self, table: str) -> list[Source]:
        declared = BY_ID.get(table)
        return [
            Source(
                self.spans.frozen(declared, period) if declared else self.shelf.frozen(table, period),
                self._published(table, period),
            )
            for period in self.shelf.periods(table)
        ]

    def _years(self, table: str) -> list[Source]:
        """The sums of whole years; none of a table that the product has no more."""
        declared = BY_ID.get(table)
        return [
            Source(
                self.spans.frozen(declared, year),
                max(self._published(table, one) for one in parts_of(Span.parse(year), declared)),
            )
            for year in (self.spans.years(declared) if declared else ())
            if declared
        ]

    def _published(self, table: str, period: str) -> str:
        return self.shelf.release(table, period).published.isoformat()

    def _seen(self, cube: Cube, view: View) -> Cube:
        if view.districts is None:
            return cube
        place = (cube.id, view.districts)
        if place not in self._narrowed:
            self._narrowed[place] = cube.within(view.districts)
        return self._narrowed[place]
