"""Where the parents of counselling sessions live, and how they found them."""

from dataclasses import replace

from app.reports.document import Grid, GridColumn, Panel
from app.reports.figure_book import FigureBook
from app.reports.panels import DistributionParts, distribution, multiples, parts_of
from app.reports.phrases.support import routes_used
from app.reports.report_cells import cell, number_cell
from app.reports.report_figures import TitledFigure, measured
from app.reports.words import ChapterWords
from app.vocabulary.meanings import CLINIC

_WORDS = ChapterWords(__file__)
_AREAS = "residential-areas"
_AREAS_WORDS = _WORDS.panel(_AREAS)
_CHARTS, _YOUNG = _WORDS["charts"], _WORDS["young"]


def areas(book: FigureBook) -> Panel | None:
    """All areas in one table; for the city one small chart for each district's own."""
    parts = parts_of(book, _AREAS, "sessions", "area")
    said = (book.t(_CHARTS),) if book.districts else ()
    made = distribution(book, _AREAS_WORDS, parts, said, say_most=not book.districts)
    if made is None:
        return None
    if book.has(_AREAS, "sessions", "target_group"):
        made = replace(made, grid=_with_young(book, made.grid, parts))
    if not book.districts:
        return made
    own = [(name, parts_of(book, _AREAS, "sessions", "area", district=code)) for code, name in book.districts]
    return replace(made, grid=_with_districts(book, made.grid, parts, own), chart=multiples(book, own))


def _with_districts(
    book: FigureBook, grid: Grid, parts: DistributionParts, own: list[tuple[str, DistributionParts]]
) -> Grid:
    """The table with a column of each district's sessions: what its small chart shows."""
    numbers = [{category.code: figure.value for category, figure in each.rows} for _, each in own]
    rows = []
    for row, (category, _) in zip(grid.rows, parts.rows, strict=True):
        more = (number_cell(each.get(category.code, 0), book.language) for each in numbers)
        rows.append(replace(row, cells=(*row.cells, *more)))
    return replace(
        grid, columns=(*grid.columns, *(GridColumn(name, name) for name, _ in own)), rows=tuple(rows)
    )


def _with_young(book: FigureBook, grid: Grid, parts: DistributionParts) -> Grid:
    """The table with a column of the target group that the half-time report is about."""
    rows = []
    for row, (category, _) in zip(grid.rows, parts.rows, strict=True):
        young = book.get(_AREAS, "sessions", area=category.code, target_group="0-6")
        rows.append(replace(row, cells=(*row.cells, cell(young, book.language))))
    return replace(grid, columns=(*grid.columns, GridColumn("young", book.t(_YOUNG))), rows=tuple(rows))


def used(book: FigureBook) -> list[str]:
    """How many of the routes in are in use."""
    found = book.get("routes-in", "routes-in-use")
    if found is None or found.counted is None or not isinstance(found.base, int):
        return []
    return [routes_used(found.counted, found.base, book.language)]


def by_district(book: FigureBook) -> list[TitledFigure]:
    """How many routes are in use, and the share by way of each clinic."""
    clinics = book.meant("routes-in", CLINIC)
    return [
        _WORDS.figure("in-use", "routes-in", "routes-in-use"),
        *(measured(name, "routes-in", "sessions", "percent", route_in=code) for code, name in clinics),
    ]
