"""The cubes of what is published, as each reader may see them; built when first asked for, and kept.

A key that is limited to districts sees those and the city's totals; one that is limited to tables sees
those. What lies outside is not there at all.
"""

import threading

from app.published.snapshot_cache import CachedSnapshot
from app.published.spans import parts_of
from app.published.view import ReaderView
from app.pxweb.cubes import PublishedTable, PxCube, cubes_of
from app.tables.registry import BY_ID
from app.vocabulary.periods import Span


class CubeLibrary:
    """The cubes of one snapshot. Safe to read from several threads."""

    def __init__(self, cached: CachedSnapshot) -> None:
        data = cached.catalogue.municipality
        self.successors = {code: data.successor_of(code) for code in data.codes("districts")}
        self._snapshot = cached.snapshot
        self._spans = cached.spans
        self._lock = threading.Lock()
        self._built: dict[str, tuple[PxCube, ...]] = {}
        self._narrowed: dict[tuple[str, frozenset[str]], PxCube] = {}

    def cubes(self, view: ReaderView) -> list[PxCube]:
        """All that the view has, in the order of the product's tables."""
        return [
            self._seen(cube, view)
            for table in self._snapshot.tables()
            if view.tables is None or table in view.tables
            for cube in self._of(table)
        ]

    def cube(self, name: str, view: ReaderView) -> PxCube | None:
        """One by its id, without regard to case."""
        wanted = name.casefold()
        for table in self._snapshot.tables():
            if wanted == table or wanted.startswith(f"{table}-"):
                for cube in self._of(table):
                    if cube.id == wanted and (view.tables is None or table in view.tables):
                        return self._seen(cube, view)
        return None

    def _of(self, table: str) -> tuple[PxCube, ...]:
        found = self._built.get(table)
        if found is None:
            with self._lock:
                found = self._built.get(table)
                if found is None:
                    found = self._built[table] = cubes_of(
                        self._sources(table), self.successors, self._years(table)
                    )
        return found

    def _sources(self, table: str) -> list[PublishedTable]:
        declared = BY_ID.get(table)
        return [
            PublishedTable(
                self._spans.frozen(declared, period) if declared else self._snapshot.frozen(table, period),
                self._published(table, period),
            )
            for period in self._snapshot.periods(table)
        ]

    def _years(self, table: str) -> list[PublishedTable]:
        """The sums of whole years; none of a table that the product has no more."""
        declared = BY_ID.get(table)
        return [
            PublishedTable(
                self._spans.frozen(declared, year),
                max(self._published(table, part) for part in parts_of(Span.parse(year), declared)),
            )
            for year in (self._spans.years(declared) if declared else ())
            if declared
        ]

    def _published(self, table: str, period: str) -> str:
        return self._snapshot.release(table, period).published.isoformat()

    def _seen(self, cube: PxCube, view: ReaderView) -> PxCube:
        if view.districts is None:
            return cube
        place = (cube.id, view.districts)
        if place not in self._narrowed:
            self._narrowed[place] = cube.within(view.districts)
        return self._narrowed[place]


def library_of(cached: CachedSnapshot) -> CubeLibrary:
    """The one library of a snapshot."""
    return cached.once(CubeLibrary, CubeLibrary)
