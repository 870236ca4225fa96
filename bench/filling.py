"""A large database for the tables: the demo city's records, filed once for real and then copied many times.

Each copy is another district's or another tertial's, so that a district and tertial always holds as many
records however large the whole is: what is measured is whether the rest of the data costs anything.
"""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from uuid import uuid4

from app.activities.activity import Activity
from app.activities.registry import BY_NAME, EVENTS, RETURNS
from app.catalogue.catalogue import load
from app.demo.cities import LAST_OWN_MONTH, city_of
from app.intake.filing import FiledItem, FiledRecord, Filing, file_all
from app.intake.filing import prepare as prepare_item
from app.kit.db.database import Database
from app.kit.settings import Settings
from app.running import prepare
from app.vocabulary.periods import months_of, tertials_between

FIRST = "2000-T1"
BLOCK_MONTHS = ("2019-02", "2019-08")
"""The half-time report's months."""

FEWEST = 300
"""Records of an activity in one district and tertial, at the least: the rare ones are copied until then, so
that no table is measured over next to nothing."""

DISTRICTS = (
    "enskede-arsta-vantor", "farsta", "hasselby-vallingby", "rinkeby-kista", "skarpnack", "skarholmen",
    "spanga-tensta",
)  # fmt: skip


def fill(path: Path, records: int, tell: Callable[[str], None]) -> int:
    """Make a database of about `records` records at `path`; returns how many it became."""
    block = path.with_suffix(".block")
    if not block.exists():
        _file_block(block)
    database = Database(Settings(database_url=f"sqlite:///{path}", catalogue="stockholm"))
    prepare(database, load("stockholm"))
    database.dispose()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("ATTACH ? AS block", (str(block),))
    connection.create_function("random_id", 0, lambda: uuid4().bytes)
    # Copies of records that were filed for real: the checks have held for the originals.
    for pragma in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF", "cache_size = -400000"):
        connection.execute(f"PRAGMA {pragma}")
    sizes = {one: _size(connection, one) for one in EVENTS}
    copies = {one: max(1, round(FEWEST / size)) for one, size in sizes.items()}
    size = sum(sizes[one] * copies[one] for one in EVENTS)
    places = list(_places(max(1, round(records / size))))
    connection.execute("BEGIN")
    for number, (district, tertial) in enumerate(places):
        for one in EVENTS:
            for _ in range(copies[one]):
                _copy(connection, one, district, tertial)
        _copy_returns(connection, district, tertial)
        if number % 50 == 49:
            tell(f"filling {path.name}: {(number + 1) * size:,} of {len(places) * size:,} records")
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    return int(len(places) * size)


_RETURNS: dict[str, tuple[str, str | int]] = {
    "open-preschool-return": ("rinkeby-kista", "2019-T1"),
    "programme-figures": ("rinkeby-kista", 2017),
    "enrolment-figures": ("rinkeby", "2019-T1"),
    "context": ("rinkeby-kista", 2018),
}
"""One return of each kind, by what it is about; each is copied to every district and period."""


def _period(activity: Activity, period: str | int) -> str | int:
    return int(period) if activity.period == "year" else period


def _file_block(path: Path) -> None:
    database = Database(Settings(database_url=f"sqlite:///{path}", catalogue="stockholm"))
    catalogue = load("stockholm")
    prepare(database, catalogue)
    filing = Filing(catalogue, date(2026, 1, 1))
    first, last = BLOCK_MONTHS
    whole = city_of(catalogue.municipality, LAST_OWN_MONTH)
    assert whole is not None
    events = [
        one
        for one in whole.events
        if first
        <= str(one.content.get("month", months_of(str(one.content.get("tertial", "2019-T1")))[0]))
        <= last
    ]
    items = [
        FiledItem(
            BY_NAME[one.activity], {"id": one.id}, BY_NAME[one.activity].schema.model_validate(one.content)
        )
        for one in events
    ]
    for one in whole.returns:
        activity = BY_NAME[one.activity]
        key = (one.about, _period(activity, one.period))
        if key == _RETURNS[one.activity]:
            content = activity.schema.model_validate(one.content)
            items.append(FiledItem(activity, dict(zip(activity.key, key, strict=True)), content))
    prepared = [prepare_item(item, filing) for item in items]
    with database.filing() as connection:
        for start in range(0, len(prepared), 500):
            refused = [
                one
                for one in file_all(connection, prepared[start : start + 500], filing)
                if not isinstance(one, FiledRecord)
            ]
            if refused:
                raise RuntimeError(str(refused[0]))
    database.dispose()


def _places(count: int) -> Iterator[tuple[str, str]]:
    tertials = tertials_between(FIRST, "2099-T3")
    for number in range(count):
        yield DISTRICTS[number % len(DISTRICTS)], tertials[number // len(DISTRICTS)]


def _copy_returns(connection: sqlite3.Connection, district: str, tertial: str) -> None:
    """The returns of the place: a year's with its first tertial, a programme's with one district."""
    for one in RETURNS:
        if (one.period == "year" and not tertial.endswith("T1")) or (
            "programme" in one.key and district != "rinkeby-kista"
        ):
            continue
        changed = {
            "district": ":district",
            "tertial": ":tertial",
            "year": "CAST(substr(:tertial, 1, 4) AS INTEGER)",
        }
        for table in (one.table, *(child.table for child in one.children.values())):
            values = ", ".join(changed.get(column.name, column.name) for column in table.columns)
            connection.execute(
                f"INSERT INTO main.{table.name} SELECT {values} FROM block.{table.name}",
                {"district": district, "tertial": tertial},
            )


def _size(connection: sqlite3.Connection, activity: Activity) -> int:
    return int(connection.execute(f"SELECT count(*) FROM block.{activity.table.name}").fetchone()[0])


def _copy(connection: sqlite3.Connection, one: Activity, district: str, tertial: str) -> None:
    """One more copy of the block, under new random ids, as another district's tertial."""
    first = int(months_of(tertial)[0][5:])
    month = f"'{tertial[:4]}-' || printf('%02d', {first} + (rowid % 4))"
    name = one.table.name
    connection.execute("DROP TABLE IF EXISTS temp.ids")
    connection.execute(f"CREATE TEMP TABLE ids AS SELECT id AS old, random_id() AS new FROM block.{name}")
    connection.execute("CREATE UNIQUE INDEX temp.ids_old ON ids (old)")
    changed = {
        "id": "ids.new",
        "district": ":district",
        one.period: month if one.period == "month" else ":tertial",
    }
    values = ", ".join(changed.get(column.name, f"old.{column.name}") for column in one.table.columns)
    values = values.replace("rowid", "ids.rowid")
    connection.execute(
        f"INSERT INTO main.{name} SELECT {values} FROM block.{name} AS old JOIN temp.ids ON ids.old = old.id",
        {"district": district, "tertial": tertial},
    )
    for child in one.children.values():
        columns = ", ".join(
            "ids.new" if column.name == "record_id" else f"old.{column.name}"
            for column in child.table.columns
        )
        connection.execute(
            f"INSERT INTO main.{child.table.name} SELECT {columns} FROM block.{child.table.name} AS old "
            "JOIN temp.ids ON ids.old = old.record_id"
        )
