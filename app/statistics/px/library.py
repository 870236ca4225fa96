"""The cubes of what is published, as each reader may see them; built when first asked for, and kept.

A key that is limited to districts sees those and the city's totals; one that is limited to tables sees
those. What lies outside is not there at all.
"""

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from app.access.actor import Actor
from app.release.frozen import FrozenTable
from app.statistics.px.cubes import Cube, Source, cubes_of


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

    def __init__(self, shelf: OnShelf, successors: Mapping[str, str]) -> None:
        self.version = shelf.version
        self.successors = successors
        self.shelf = shelf
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
                    found = self._built[table] = cubes_of(self._sources(table), self.successors)
        return found

    def _sources(self, table: str) -> list[Source]:
        shelf = self.shelf
        return [
            Source(shelf.frozen(table, period), shelf.release(table, period).published.isoformat())
            for period in shelf.periods(table)
        ]

    def _seen(self, cube: Cube, view: View) -> Cube:
        if view.districts is None:
            return cube
        place = (cube.id, view.districts)
        if place not in self._narrowed:
            self._narrowed[place] = cube.within(view.districts)
        return self._narrowed[place]
