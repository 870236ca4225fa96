"""What the research interface holds in memory: the library of the shelf, and the answers that are ready."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from app.catalogue.catalogue import Catalogue
from app.kit.db.database import Database
from app.kit.language import Language
from app.published.snapshot import shelf_of, version_of
from app.statistics.px.kept import LONGEST_ADDRESS, Kept, Ready
from app.statistics.px.library import Library, View


@dataclass(frozen=True, eq=False)
class Stand:
    """A library and its answers: of one version of the shelf."""

    library: Library
    kept: Kept

    @property
    def version(self) -> int:
        return self.library.version


class Research:
    """One for each running service. Nothing is computed again for what was asked before."""

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self._database, self._catalogue = database, catalogue
        self._lock = threading.Lock()
        self._stand: Stand | None = None
        self._checked: tuple[Stand, int | None] | None = None

    def stand(self) -> Stand:
        """Of the shelf as it is now; a look-up where nothing was published since."""
        stand = self._stand
        if stand is not None and stand.version == version_of(self._database):
            return stand
        with self._lock:
            shelf = shelf_of(self._database)
            if self._stand is None or self._stand.version != shelf.version:
                self._stand = Stand(Library(shelf, self._catalogue), Kept())
            return self._stand

    def at(self, view: View, path: str, query: bytes, language: Language, stamp: int | None) -> Ready | None:
        """What an address had for such a reader, where it is still so. `stamp` is the database's."""
        stand = self._stand
        if stand is None:
            return None
        if stamp is None or self._checked != (stand, stamp):
            if stand.version != version_of(self._database):
                return None
            self._checked = (stand, stamp)
        return stand.kept.at((view, path, query, language))


def ready(stand: Stand, canonical: Hashable, make: Callable[[], Ready]) -> Ready:
    """The answer of that meaning, made where it is not kept."""
    found = stand.kept.get(canonical)
    if found is None:
        found = make()
        stand.kept.put(canonical, found)
    return found


def remember(
    stand: Stand, view: View, path: str, query: bytes, language: Language, canonical: Hashable
) -> None:
    if len(query) <= LONGEST_ADDRESS:
        stand.kept.remember((view, path, query, language), canonical)
