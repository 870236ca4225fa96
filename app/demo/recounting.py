"""Reading a table's figures from the records themselves, for what no coordinator is shown in such detail.

Only of a demo city, whose parents are invented: the half-time report prints answers by months and by parent.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from app.catalogue.catalogue import Catalogue
from app.figures.rows import live_rows
from app.kit.database import Database
from app.statistics.sheets import fields_of
from app.tables.categories import in_use
from app.tables.engine import count
from app.tables.registry import BY_ID
from app.tables.selection import Selection, merged
from app.vocabulary.periods import Span


def from_records(database: Database, catalogue: Catalogue, address: str) -> Sequence[Mapping[str, Any]]:
    """The rows that an address asks for, as its endpoint would give them of every record there is."""
    split = urlsplit(address)
    asked = {name: values[0].split(",") for name, values in parse_qs(split.query).items()}
    table = BY_ID[split.path.rpartition("/")[2]]
    spans = merged(Span.parse(period) for period in asked["period"])
    there = tuple(one.code for one in catalogue.municipality.districts if in_use(one, spans))
    selection = Selection(tuple(asked.get("district", there)), spans, tuple(asked.get("by", ())))
    with database.reading() as session:
        counted = count(session.connection(), table, selection, catalogue)
    return [{**row.cell, **fields_of(row)} for row in live_rows(counted, catalogue)]
