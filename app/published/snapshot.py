"""What is published now, for readers.

    snapshot = snapshot_of(database)          # once for each reply
    snapshot.frozen("routes-in", "2019-T1")

A snapshot is one consistent state: it does not change while it is read. `snapshot_of` gives the same as long
as nothing is published, superseded or withdrawn, and reads the database anew only then. Tables are verified
and taken in when they are first asked for, and stay in memory; they can never change.
"""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from weakref import WeakKeyDictionary

from sqlalchemy import case, func, select

from app.kit.db.database import Database
from app.release.problems import ReleaseDamaged, ReleaseNotFound
from app.release.storage.frozen_table import FrozenTable, from_bytes
from app.release.storage.store import Release, ReleaseContents, find_all, read_table
from app.release.storage.tables import RELEASE
from app.tables.registry import BY_ID

_COUNTS_AS = {"published": 1, "superseded": 2, "withdrawn": 2}
_STEPS = func.sum(case(_COUNTS_AS, value=RELEASE.c.state, else_=0))
_VERSION = select(func.coalesce(_STEPS, 0).label("version"))
"""Grows by one with a first publication or a withdrawal, by two where one release replaces another."""


@dataclass(frozen=True)
class PublishedRelease:
    """What a reader is told of the release that a table is from. `content_hash` is 64 hexadecimal digits."""

    id: str
    tertial: str
    revision: int
    published: date
    content_hash: str
    threshold: int
    software: str
    catalogue: int
    one_person: bool


Place = tuple[str, str]
"""A table's id and its period."""


class Snapshot:
    """What was published at one moment. Safe to read from several threads."""

    def __init__(
        self,
        database: Database,
        version: int,
        places: Mapping[Place, PublishedRelease],
        kept: Mapping[str, FrozenTable],
    ) -> None:
        self.version = version
        """Changes exactly when something is published, superseded or withdrawn."""
        self._database = database
        self._places = MappingProxyType(dict(places))
        names = set(self._names())
        self._kept = {name: table for name, table in kept.items() if name in names}

    def tables(self) -> tuple[str, ...]:
        """Ids of the tables, in the order in which the product lists them."""
        found = {table for table, _ in self._places}
        known = [table for table in BY_ID if table in found]
        return (*known, *sorted(found - set(known)))

    def periods(self, table: str) -> tuple[str, ...]:
        """Tertials or years of a table, oldest first; none for one that is not there."""
        return tuple(sorted(period for id_, period in self._places if id_ == table))

    def release(self, table: str, period: str) -> PublishedRelease:
        """The release that a table is from. Raises `ReleaseNotFound`."""
        try:
            return self._places[table, period]
        except KeyError:
            raise ReleaseNotFound() from None

    def frozen(self, table: str, period: str) -> FrozenTable:
        """A table as it was published. Raises `ReleaseNotFound`, `ReleaseDamaged`."""
        release = self.release(table, period)
        name = _name(release.id, table, period)
        found = self._kept.get(name)
        if found is None:
            with self._database.reading() as session:
                found = from_bytes(read_table(session, release.id, table, period))
            self._kept[name] = found
        return found

    def carried(self) -> dict[str, FrozenTable]:
        """The tables that are in memory, for the next snapshot."""
        return dict(self._kept)

    def _names(self) -> Iterator[str]:
        return (_name(release.id, *place) for place, release in self._places.items())


def _name(release: str, table: str, period: str) -> str:
    return f"{release}/{table}/{period}"


_lock = threading.Lock()
_snapshots: WeakKeyDictionary[Database, Snapshot] = WeakKeyDictionary()


def snapshot_of(database: Database) -> Snapshot:
    """What is published now: one look-up where nothing has changed. Raises `ReleaseDamaged`."""
    version = version_of(database)
    snapshot = _snapshots.get(database)
    if snapshot is not None and snapshot.version == version:
        return snapshot
    with _lock:
        snapshot = _snapshots.get(database)
        if snapshot is not None and snapshot.version == version:
            return snapshot
        kept = snapshot.carried() if snapshot else {}
        fresh = _read(database, kept)
        _snapshots[database] = fresh
        return fresh


def version_of(database: Database) -> int:
    """The version of what is published now: one look-up in an index, no transaction."""
    row = database.look_up(_VERSION, {})
    return int(row.version) if row else 0


def _read(database: Database, kept: Mapping[str, FrozenTable]) -> Snapshot:
    with database.reading() as session:
        # Read again beside the rest: what the snapshot holds must be of exactly its version.
        version = int(session.execute(_VERSION).scalar_one())
        published = [one for one in find_all(session) if one.state == "published"]
    places: dict[Place, PublishedRelease] = {}
    for release in published:
        told = _published_in(release)
        places |= {(piece.table, piece.period): told for piece in _content(release).pieces}
    return Snapshot(database, version, places, kept)


def _content(release: Release) -> ReleaseContents:
    """What is published has a content: without one its row was tampered with. Raises `ReleaseDamaged`."""
    if release.content is None:
        raise ReleaseDamaged()
    return release.content


def _published_in(release: Release) -> PublishedRelease:
    content = _content(release)
    assert release.published_day is not None  # the table's own check holds it
    return PublishedRelease(
        id=release.id,
        tertial=release.tertial,
        revision=release.revision,
        published=release.published_day,
        content_hash=content.content_hash.hex(),
        threshold=content.parameters.threshold,
        software=content.parameters.software,
        catalogue=content.parameters.catalogue,
        one_person=release.one_person,
    )
