"""What the service holds in memory of what is published: one snapshot, and all that was made of it."""

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from app.catalogue.catalogue import Catalogue
from app.kit.db.database import Database
from app.kit.language import Language
from app.published.response_cache import LONGEST_ADDRESS, CachedResponse, ResponseCache
from app.published.snapshot import Snapshot, snapshot_of, version_of
from app.published.spans import PublishedSpans
from app.published.view import ReaderView

Made = TypeVar("Made")


class CachedSnapshot:
    """A snapshot, the sums of its tertials, and the responses made of them. Dropped as one when something is
    published. Safe to read from several threads."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue) -> None:
        self.snapshot = snapshot
        self.catalogue = catalogue
        self.spans = PublishedSpans(snapshot, catalogue)
        self.responses = ResponseCache()
        self._lock = threading.Lock()
        self._made: dict[type, object] = {}

    @property
    def version(self) -> int:
        return self.snapshot.version

    def once(self, kind: type[Made], make: Callable[["CachedSnapshot"], Made]) -> Made:
        """What else a reader makes of the snapshot, such as cubes: made when first asked for, and kept."""
        found = self._made.get(kind)
        if found is None:
            with self._lock:
                found = self._made.get(kind)
                if found is None:
                    found = self._made[kind] = make(self)
        return cast(Made, found)

    def response(self, canonical: Hashable, make: Callable[[], CachedResponse]) -> CachedResponse:
        """The response of that meaning, made where it is not kept."""
        found = self.responses.get(canonical)
        if found is None:
            found = make()
            self.responses.put(canonical, found)
        return found

    def remember(
        self, view: ReaderView, path: str, query: bytes, language: Language, canonical: Hashable
    ) -> None:
        """That an address means this response, for such a reader."""
        if len(query) <= LONGEST_ADDRESS:
            self.responses.remember((view, path, query, language), canonical)


class SnapshotCache:
    """One for each running service. Nothing is computed again for what was asked before."""

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self._database, self._catalogue = database, catalogue
        self._lock = threading.Lock()
        self._cached: CachedSnapshot | None = None
        self._checked: tuple[CachedSnapshot, int | None] | None = None

    def now(self) -> CachedSnapshot:
        """What is published now; a look-up where nothing was published since."""
        cached = self._cached
        if cached is not None and cached.version == version_of(self._database):
            return cached
        with self._lock:
            snapshot = snapshot_of(self._database)
            if self._cached is None or self._cached.version != snapshot.version:
                self._cached = CachedSnapshot(snapshot, self._catalogue)
            return self._cached

    def at(
        self, view: ReaderView, path: str, query: bytes, language: Language, stamp: int | None
    ) -> CachedResponse | None:
        """What an address had for such a reader, where it is still so. `stamp` is the database's."""
        cached = self._cached
        if cached is None:
            return None
        if stamp is None or self._checked != (cached, stamp):
            if cached.version != version_of(self._database):
                return None
            self._checked = (cached, stamp)
        return cached.responses.at((view, path, query, language))
