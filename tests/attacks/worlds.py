"""A small city, released for real, and its twin: the same counts with nothing rounded but the small ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import httpx
import orjson

from app.access.actor import COMMAND_LINE, Scopes
from app.access.research_keys import service as research_keys
from app.access.roles import Role
from app.catalogue.catalogue import Catalogue, load
from app.kit import clock
from app.kit.db.database import Database
from app.release.protection.candidate_cells import CandidateCells
from app.release.protection.frozen_release import FrozenRelease, freeze
from app.release.protection.public_constraints.application import FinestCells
from app.release.protection.release_counts import counted_layouts
from app.release.protection.rounding_proof import proof_bytes, proof_of
from app.release.storage import store
from app.release.storage.frozen_table import FrozenMeasure, FrozenTable, Value
from app.tables.registry import TABLES
from tests.attacks.bounding import OPEN
from tests.attacks.seeing import Cell
from tests.release import invented
from tests.support.live import Live
from tests.support.releases import ROUNDED, put_on_shelf
from tests.support.service import Templates, settings_for

K = 5
SECRET = b"w" * 32
FIRST, SECOND = "2019-T1", "2019-T2"
DAY = date(2020, 7, 1)
PLACE = "http://attacks.example"
"""What every server here calls itself, so that two of them can say the same."""
PATIENCE = 300.0
"""Seconds for an answer, such as a report as PDF, on a machine that does much else."""

Records = list[invented.Record]


@dataclass
class World:
    """A server with releases, and the counts behind them."""

    live: Live
    database: Database
    truth: dict[Cell, int] = field(default_factory=dict)
    frozen: dict[str, FrozenRelease] = field(default_factory=dict)

    def researcher(
        self, tables: frozenset[str] | None = None, districts: frozenset[str] | None = None
    ) -> httpx.Client:
        until = clock.today() + timedelta(days=300)
        with self.database.writing() as session:
            scopes = Scopes(tables, districts)
            made = research_keys.create_key(session, COMMAND_LINE, scopes, until, None, self.live.here())
        client = self.live.client(timeout=PATIENCE)
        client.headers["Authorization"] = f"Bearer {made.key}"
        return client

    def coordinator(self, district: str | None = None) -> httpx.Client:
        client = self.live.account(Role.COORDINATOR, district)
        client.timeout = httpx.Timeout(PATIENCE)
        return client


@contextmanager
def world(templates: Templates, folder: Path) -> Iterator[World]:
    """An empty one, that is served."""
    folder.mkdir()
    url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    database = Database(settings_for(url, "stockholm"))
    with Live(url, "stockholm", folder, key_requests_per_minute=100_000, public_url=PLACE) as live:
        yield World(live, database)
    database.dispose()


def city(tertial: str, seed: int, number: int) -> Records:
    """Records by lot, of five districts; two of them have since become one."""
    month = f"{tertial[:4]}-{4 * int(tertial[-1]) - 2:02}"
    found = [*invented.records(seed, number, month)]
    found += invented.records(seed, 24, tertial, ("spindle-response",))
    merged = ("rinkeby-kista", "spanga-tensta")
    return [
        (kind, {**one, "district": merged[place % 2]} if one["district"] == "skarpnack" else one)
        for place, (kind, one) in enumerate(found)
    ]


def alike(number: int) -> Records:
    """Sessions of two districts in which hardly anything differs."""
    plain = {
        **invented.Inventor(1).one("counselling-session", "farsta", "2019-06"),
        **{"mothers": 1, "fathers": 0, "other_adults": 0, "children": 1, "residential_area": "not-known"},
        **{"session_order": "2-5", "other_language_needed": "no", "language": "does-not-apply"},
        **{"route_in": "library", "answers": []},
    }
    return [
        ("counselling-session", {**plain, "district": district, "next_steps": [step]})
        for district in ("farsta", "skarpnack")
        for step in ("library", "another-session")
        for _ in range(number)
    ]


def file(database: Database, records: Records, seed: int, *, phones: bool = True) -> None:
    with database.filing() as connection:
        invented.file(connection, load("stockholm"), records, seed, phones=phones)


def released(
    database: Database, tertial: str, before: Sequence[FrozenRelease] = ()
) -> tuple[FrozenRelease, dict[Cell, int], list[FrozenTable]]:
    """A tertial frozen as it is for a release; its figures; and its tables with the small counts hidden."""
    proofs = [proof_of(proof_bytes(one.proof)) for one in before]
    with database.reading() as session:
        found = freeze(session.connection(), load("stockholm"), tertial, K, SECRET, proofs)
    truth = counted(database, tertial)
    return found, truth, [bare(one, truth) for one in found.tables]


def counted(database: Database, tertial: str) -> dict[Cell, int]:
    """Every count that a release shows or withholds."""
    catalogue: Catalogue = load("stockholm")
    with database.reading() as session:
        layouts = counted_layouts(session.connection(), catalogue, tertial, TABLES)
    counts = CandidateCells(layouts, FinestCells(layouts), catalogue).counts
    return {(table, measure, tertial, codes): count for (table, measure, codes), count in counts.items()}


def bare(table: FrozenTable, truth: Mapping[Cell, int]) -> FrozenTable:
    """The same table of these counts, with nothing rounded but the small ones, each by itself."""

    def value(measure: FrozenMeasure, codes: tuple[str, ...], served: Value) -> Value:
        count = truth[table.id, measure.code, table.period, codes]
        if not isinstance(served, int) or (table.id, measure.code) in OPEN:
            return served
        return count if count >= K else K * (count >= 3)

    measures = tuple(
        replace(one, values=tuple(value(one, codes, served) for codes, served in table.cells(one.code)))
        for one in table.measures
    )
    return replace(table, measures=measures)


def publish(database: Database, tertial: str, frozen: FrozenRelease, day: date = DAY) -> str:
    """Put a frozen tertial on the shelf with its proof, instead of what was there."""
    proof = store.StoredProof(proof_bytes(frozen.proof), orjson.dumps(frozen.certificate))
    return put(database, tertial, frozen.tables, proof, day)


def put(
    database: Database, tertial: str, tables: Iterable[FrozenTable], proof: store.StoredProof, day: date = DAY
) -> str:
    with database.writing() as session:
        earlier = store.of_tertial(session, tertial)
        id_ = store.begin(session, tertial, len(earlier) + 1)
        store.move(session, id_, "locked", locked_day=day)
        store.store(session, id_, ROUNDED, tables, proof, day)
        store.move(session, id_, "checked")
        for one in earlier:
            if one.state == "published":
                store.move(session, one.id, "superseded")
        store.move(session, id_, "published", published_day=day, people=2)
    return id_


def put_bare(database: Database, tertial: str, tables: Iterable[FrozenTable]) -> None:
    put_on_shelf(database, tables, tertial, day=DAY)


def town(number: int) -> Records:
    """Much that is alike, and three sessions by another route."""
    odd = [(kind, {**one, "route_in": "other"}) for kind, one in alike(1)[:1] * 3]
    return [*alike(number), *odd]


def build(real: World, twin: World) -> None:
    """A tertial of the city, and one in which little differs, on both shelves."""
    for seed, (tertial, records) in enumerate(((FIRST, city(FIRST, 1, 1000)), (SECOND, town(10)))):
        file(real.database, records, seed, phones=tertial == FIRST)
        found, truth, bare = released(real.database, tertial)
        publish(real.database, tertial, found)
        put_bare(twin.database, tertial, bare)
        real.frozen[tertial] = twin.frozen[tertial] = found
        real.truth |= truth
        twin.truth |= truth
