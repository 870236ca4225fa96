"""(c) each table for one district and tertial over 1,000,000 records: beside the same SQL sent by hand, and
beside its own time over 100,000 records."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.dialects import sqlite

from app.catalogue.catalogue import Catalogue, load
from app.figures.rows import live_rows
from app.kit.db.database import Database
from app.kit.settings import Settings
from app.tables.count_selection import CountSelection
from app.tables.declaration import Table
from app.tables.engine import CountedTable, count
from app.tables.registry import TABLES
from app.tables.statements import parameters, statement
from app.vocabulary.periods import Span

ROUNDS = 15
DISTRICT, TERTIAL, YEAR = "rinkeby-kista", "2000-T1", "2000"


@dataclass(frozen=True)
class Counting:
    """One table's medians, in milliseconds."""

    table: str
    ours: float
    by_hand: float
    ours_small: float
    rows: float
    """Deriving a reply's rows from the counts: shares, means, bases."""

    @property
    def beside_sql(self) -> float:
        return self.ours / self.by_hand

    @property
    def beside_small(self) -> float:
        return self.ours / self.ours_small


def measure(large: Path, small: Path, tell: Callable[[str], None]) -> list[Counting]:
    """Every table on both databases, taking turns with the same SQL sent by hand."""
    catalogue = load("stockholm")
    big, little = (
        Database(Settings(database_url=f"sqlite:///{path}", catalogue="stockholm")) for path in (large, small)
    )
    found = []
    for table in TABLES:
        tell(f"table {table.id}")
        selection = CountSelection((DISTRICT,), (Span.parse(_period(table)),), table.usual)
        sql = _sql(table, selection, catalogue)
        times: dict[str, list[float]] = {"ours": [], "hand": [], "small": [], "rows": []}
        counted = _ours(big, table, selection, catalogue)
        for _ in range(ROUNDS):
            times["hand"].append(_timed(partial(_by_hand, big, sql)))
            times["ours"].append(_timed(partial(_ours, big, table, selection, catalogue)))
            times["small"].append(_timed(partial(_ours, little, table, selection, catalogue)))
            times["rows"].append(_timed(partial(_derive, counted, catalogue)))
        found.append(
            Counting(
                table.id, *(statistics.median(times[name]) for name in ("ours", "hand", "small", "rows"))
            )
        )
    big.dispose()
    little.dispose()
    return found


def _period(table: Table) -> str:
    return YEAR if table.grain == "year" else TERTIAL


def addresses() -> list[str]:
    """Every table's address for the district and period that are measured."""
    return [f"/api/v1/statistics/{table.id}?district={DISTRICT}&period={_period(table)}" for table in TABLES]


def _ours(database: Database, table: Table, selection: CountSelection, catalogue: Catalogue) -> CountedTable:
    """From the declaration to the counted arrays."""
    with database.reading() as session:
        return count(session.connection(), table, selection, catalogue)


def _by_hand(database: Database, sql: str) -> Any:
    """The same SQL, written out, through the same kind of session."""
    with database.reading() as session:
        return session.connection().exec_driver_sql(sql).fetchall()


def _derive(counted: CountedTable, catalogue: Catalogue) -> list[Any]:
    return list(live_rows(counted, catalogue))


def _sql(table: Table, selection: CountSelection, catalogue: Catalogue) -> str:
    compiled = statement(table, selection, catalogue).params(parameters(table, selection))
    return str(compiled.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - started)
