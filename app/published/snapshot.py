"""The shelf: what is published now, for readers.

    shelf = shelf_of(database)          # once for each reply
    shelf.frozen("routes-in", "2019-T1")

A shelf is one consistent state: it does not change while it is read. `shelf_of` gives the same one as long
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
from app.release.storage.store import Content, Release, find_all, read_table
from app.release.storage.tables import RELEASE
from app.tables.registry import BY_ID

_COUNTS_AS = {"published": 1, "superseded": 2, "withdrawn": 2}
_STEPS = func.sum(case(_COUNTS_AS, value=RELEASE.c.state, else_=0))
_VERSION = select(func.coalesce(_STEPS, 0).label("version"))
"""Grows by one with a first publication or a withdrawal, by two where one release replaces another."""


@dataclass(frozen=True)
class Shelved:
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


class Shelf:
    """What was published at one moment. Safe to read from several threads."""

    def __init__(
        self,
        database: Database,
        version: int,
        places: Mapping[Place, Shelved],
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

    def release(self, table: str, period: str) -> Shelved:
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
        """The tables that are in memory, for the next shelf."""
        return dict(self._kept)

    def _names(self) -> Iterator[str]:
        return (_name(release.id, *place) for place, release in self._places.items())


def _name(release: str, table: str, period: str) -> str:
    return f"{release}/{table}/{period}"


_lock = threading.Lock()
_shelves: WeakKeyDictionary[Database, Shelf] = WeakKeyDictionary()


def shelf_of(database: Database) -> Shelf:
    """What is published now: one look-up where nothing has changed. Raises `ReleaseDamaged`."""
    version = version_of(database)
    shelf = _shelves.get(database)
    if shelf is not None and shelf.version == version:
        return shelf
    with _lock:
        shelf = _shelves.get(database)
        if shelf is not None and shelf.version == version:
            return shelf
        kept = shelf.carried() if shelf else {}
        fresh = _read(database, kept)
        _shelves[database] = fresh
        return fresh


def version_of(database: Database) -> int:
    """The version of the shelf as it is now: one look-up in an index, no transaction."""
    row = database.look_up(_VERSION, {})
    return int(row.version) if row else 0


def _read(database: Database, kept: Mapping[str, FrozenTable]) -> Shelf:
    with database.reading() as session:
        # Read again beside the rest: what is on the shelf must be of exactly its version.
        version = int(session.execute(_VERSION).scalar_one())
        published = [one for one in find_all(session) if one.state == "published"]
    places: dict[Place, Shelved] = {}
    for release in published:
        told = _shelved(release)
        places |= {(one.table, one.period): told for one in _content(release).pieces}
    return Shelf(database, version, places, kept)


def _content(release: Release) -> Content:
    """What is published has a content: without one its row was tampered with. Raises `ReleaseDamaged`."""
    if release.content is None:
        raise ReleaseDamaged()
    return release.content


def _shelved(release: Release) -> Shelved:
    content = _content(release)
    assert release.published_day is not None  # the table's own check holds it
    return Shelved(
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
