"""The half-time report's figures, read from the service's own statistics and set beside the printed ones.

    with open_client(base_url) as client:
        lines = reproduce(reader(Visitor.signed_in(client, code), database, catalogue))

Nothing here knows the generator: every figure comes from a table, as the city's coordinator gets it from its
endpoint. Only answers and next steps, of which a coordinator gets less, are counted from the records.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from app.catalogue.catalogue import Catalogue
from app.demo.published.figure import Cell, Figure
from app.demo.published.registry import FIGURES
from app.demo.recounting import from_records
from app.demo.visitor import Refused, Visitor
from app.kit.database import Database
from app.live.rules import BY_TABLE

Rows = Sequence[Mapping[str, Any]]
Read = Callable[[str], Rows]
"""From an address (path and query) to the rows of the reply."""


class Unreadable(LookupError):
    """A table has no such cell, or no number in it; `args[0]` says which."""


@dataclass(frozen=True)
class Line:
    """One printed figure and what the tables gave; `reproduced` is None where they gave nothing."""

    figure: Figure
    reproduced: Decimal | None
    trouble: str = ""

    @property
    def fits(self) -> bool:
        return self.reproduced is not None and self.figure.way.fits(self.reproduced)

    @property
    def deviation(self) -> Decimal | None:
        """Reproduced minus printed, in the printed unit; None where words were printed, not a number."""
        printed = self.figure.way.printed
        return None if printed is None or self.reproduced is None else self.reproduced - printed

    @property
    def reconstructed(self) -> bool:
        return bool(self.figure.ours)


def reader(coordinator: Visitor, database: Database, catalogue: Catalogue) -> Read:
    """Reads the statistics as the city's coordinator, each address once; parents' answers and next steps,
    which no coordinator gets in such detail, from the records."""

    @cache
    def read(address: str) -> Rows:
        if address.partition("?")[0].rpartition("/")[2] in BY_TABLE:
            return from_records(database, catalogue, address)
        rows: Rows = coordinator.get(address)["rows"]
        return rows

    return read


def reproduce(read: Read, figures: Iterable[Figure] = FIGURES) -> list[Line]:
    """A line for each printed figure, in the report's order. A figure that cannot be read is a line too."""
    return [_line(figure, read) for figure in figures]


def deviating(lines: Iterable[Line]) -> list[Line]:
    """The lines outside what was printed: where there are any, the reproduction has failed."""
    return [line for line in lines if not line.fits]


def _line(figure: Figure, read: Read) -> Line:
    try:
        return Line(figure, figure.combined.of([value_of(cell, read) for cell in figure.cells]))
    except (Unreadable, Refused, ArithmeticError) as error:
        return Line(figure, None, str(error))


def value_of(cell: Cell, read: Read) -> Decimal:
    """One cell's number. Raises `Unreadable`, `Refused`."""
    found = [row for row in read(cell.address) if _is(row, cell)]
    if len(found) != 1:
        raise Unreadable(f"{cell.address}: {len(found)} rows of {cell.measure} at {dict(cell.at)}")
    value = found[0]["share" if cell.value == "percent" else cell.value]
    if value is None:
        raise Unreadable(f"{cell.address}: no {cell.value} of {cell.measure} at {dict(cell.at)}")
    return Decimal(value) * 100 if cell.value == "percent" else Decimal(value)


def _is(row: Mapping[str, Any], cell: Cell) -> bool:
    return row["measure"] == cell.measure and all(row.get(name) == code for name, code in cell.at.items())
