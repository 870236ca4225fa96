"""The printed figures of `figures.yaml`: where each stands, how it was printed, and what it is read from."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, Literal

import yaml

from app.demo.client import RequestRefused
from reproduction.comparison import COMBINATIONS, Combination, Interval, interval

HALF_TIME = "2019-02..2019-08"
"""The months that the half-time report is about."""

Value = Literal["count", "base", "percent", "share", "mean"]
"""What is read from a row; `percent` is its share times 100."""


@dataclass(frozen=True)
class Cell:
    """One cell of a statistical table, as the service's own address gives it."""

    table: str
    measure: str
    value: Value = "count"
    at: Mapping[str, str] = field(default_factory=dict)
    """Its category by dimension; the table is split by these."""
    period: str = HALF_TIME
    district: str = ""
    """One district, or the whole city where it is empty."""

    @property
    def address(self) -> str:
        """Path and query, as a coordinator would open it."""
        district = f"&district={self.district}" if self.district else ""
        return f"/api/v1/statistics/{self.table}?period={self.period}{district}&by={','.join(self.at)}"


@dataclass(frozen=True)
class Figure:
    """One figure that was printed. `ours` says what of its composition is reconstructed, if anything."""

    chapter: str
    """Its title, with its pages as far as the table of contents tells them."""
    id: str
    where: str
    what: str
    printed: str
    interval: Interval
    cells: tuple[Cell, ...]
    combination: Combination = COMBINATIONS["alone"]
    ours: str = ""


def _figure(
    chapter: str,
    *,
    fits: Mapping[str, str],
    read: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    combined: str = "alone",
    **texts: str,
) -> Figure:
    cells = (read,) if isinstance(read, Mapping) else read
    return Figure(
        chapter=chapter,
        interval=interval(**fits),
        cells=tuple(cell for one in cells for cell in _cells(**one)),
        combination=COMBINATIONS[combined],
        **texts,
    )


def _cells(
    *,
    measure: str | list[str],
    at: Mapping[str, str | list[str]] | None = None,
    period: str = "",
    **facts: Any,
) -> Iterator[Cell]:
    """A cell for each combination of the codes (and measures) that are lists; a year is its own period."""
    codes = [[one] if isinstance(one, str) else one for one in (*(at or {}).values(), measure)]
    for *place, own in product(*codes):
        where = dict(zip(at or {}, place, strict=True))
        yield Cell(measure=own, at=where, period=period or where.get("year", HALF_TIME), **facts)


def _data(name: str) -> Any:
    """A file beside this module, every value a text: a number is as it was printed."""
    return yaml.load(Path(__file__).with_name(name).read_text("utf-8"), yaml.BaseLoader)


FIGURES: tuple[Figure, ...] = tuple(
    _figure(f"{chapter['title']} ({chapter['pages']})", **figure)
    for chapter in _data("figures.yaml")
    for figure in chapter["figures"]
)
"""In the report's order."""

REMARKS: Mapping[str, Any] = _data("remarks.yaml")
"""Where the report contradicts itself, is silent, or prints what the service does not record."""


class Unreadable(LookupError):
    """There is no such cell, or no number in it; `args[0]` says which."""


@dataclass(frozen=True)
class Reproduction:
    """One printed figure and what was read in its place; `number` is None where nothing could be read."""

    figure: Figure
    number: Decimal | None
    trouble: str = ""
    chapter: str = ""
    """Of the tertial report, where it was read from that."""

    @property
    def fits(self) -> bool:
        return self.number is not None and self.figure.interval.fits(self.number)

    @property
    def deviation(self) -> Decimal | None:
        """Reproduced minus printed, in the printed unit; None where words were printed, not a number."""
        printed = self.figure.interval.number
        return None if printed is None or self.number is None else self.number - printed


def reproduce(figure: Figure, value: Callable[[Cell], Decimal], chapter: str = "") -> Reproduction:
    """Read a figure's cells and put them together. What cannot be read does not fit."""
    try:
        number = figure.combination.of([value(cell) for cell in figure.cells])
    except (Unreadable, RequestRefused, ArithmeticError) as error:
        return Reproduction(figure, None, str(error))
    return Reproduction(figure, number, chapter=chapter)


def deviating(reproductions: Iterable[Reproduction]) -> list[Reproduction]:
    """Those outside what was printed: where there are any, the reproduction has failed."""
    return [one for one in reproductions if not one.fits]
