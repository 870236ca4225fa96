"""The half-time report's figures, read from the service's own statistics.

    with open_client(base_url) as client:
        read = statistics_reader(Client.sign_in(client, code), database, catalogue)
        reproductions = [reproduce(figure, partial(value_of, read)) for figure in FIGURES]

Nothing here knows the generator: every figure comes from a table, as the city's coordinator gets it from its
endpoint. Only answers and next steps, which no coordinator is shown in such detail (the report prints them by
months and by parent), are counted from the records of the demo city, whose parents are invented.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

from app.catalogue.catalogue import Catalogue
from app.demo.city_filing import coordinator_code
from app.demo.client import DemoClient, open_client
from app.figures.rows import live_rows
from app.kit.db.database import Database
from app.live.step_rules import BY_TABLE
from app.statistics.sheets import fields_of
from app.tables.categories import in_use
from app.tables.count_selection import CountSelection, merged
from app.tables.engine import count
from app.tables.registry import BY_ID
from app.vocabulary.periods import Span
from reproduction.figures import FIGURES, Cell, Figure, Reproduction, Unreadable, reproduce
from reproduction.temporary_service import TemporaryService

Rows = Sequence[Mapping[str, Any]]
Read = Callable[[str], Rows]
"""From an address (path and query) to the rows of the reply."""


def reproduce_statistics(
    service: TemporaryService, figures: Iterable[Figure] = FIGURES
) -> list[Reproduction]:
    """Of each printed figure, in the report's order, from a service that holds the demo city."""
    with coordinator_code(service.database, service.here) as code, open_client(service.base_url) as client:
        read = statistics_reader(DemoClient.sign_in(client, code), service.database, service.here.catalogue)
        return [reproduce(figure, partial(value_of, read)) for figure in figures]


def statistics_reader(coordinator: DemoClient, database: Database, catalogue: Catalogue) -> Read:
    """Reads the statistics as the city's coordinator, each address once; parents' answers and next steps from
    the records."""

    @cache
    def read(address: str) -> Rows:
        if urlsplit(address).path.rpartition("/")[2] in BY_TABLE:
            return _rows_of_records(database, catalogue, address)
        rows: Rows = coordinator.get(address)["rows"]
        return rows

    return read


def _rows_of_records(database: Database, catalogue: Catalogue, address: str) -> Rows:
    """The rows that an address asks for, as its endpoint would give them of every record there is."""
    split = urlsplit(address)
    query = {name: values[0].split(",") for name, values in parse_qs(split.query).items()}
    spans = merged(Span.parse(period) for period in query["period"])
    districts = query.get("district") or [
        one.code for one in catalogue.municipality.districts if in_use(one, spans)
    ]
    selection = CountSelection(tuple(districts), spans, tuple(query.get("by", ())))
    with database.reading() as session:
        counted = count(session.connection(), BY_ID[split.path.rpartition("/")[2]], selection, catalogue)
    return [{**row.cell, **fields_of(row)} for row in live_rows(counted, catalogue)]


def value_of(read: Read, cell: Cell) -> Decimal:
    """One cell's number. Raises `Unreadable`, `Refused`."""
    where = {"measure": cell.measure, **cell.at}
    rows = [row for row in read(cell.address) if where.items() <= row.items()]
    if len(rows) != 1:
        raise Unreadable(f"{cell.address}: {len(rows)} rows of {cell.measure} at {dict(cell.at)}")
    value = rows[0]["share" if cell.value == "percent" else cell.value]
    if value is None:
        raise Unreadable(f"{cell.address}: no {cell.value} of {cell.measure} at {dict(cell.at)}")
    return Decimal(value) * 100 if cell.value == "percent" else Decimal(value)
