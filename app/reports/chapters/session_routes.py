"""Where the parents of counselling sessions live, how they found them, and where they were held."""

from dataclasses import replace

from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import cell, number_cell
from app.reports.document import Column, Grid, Panel
from app.reports.nouns import ROUTE
from app.reports.panels import Parts, distribution, multiples, parts_of
from app.reports.phrases.support import routes_used
from app.reports.side_by_side import Measured, by_district, most_and_fewest
from app.vocabulary.meanings import CLINIC


def areas(book: Book) -> Panel | None:
    """All areas in one table; for the city one small chart for each district's own."""
    parts = parts_of(book, "residential-areas", "sessions", "area")
    by_district = (
        book.say(
            "Diagrammen visar var föräldrarna bor, för varje förvaltning för sig. De största områdena "
            "står först.",
            "The charts show where the parents live, for each district. The largest areas come first.",
        ),
    )
    made = distribution(
        book,
        "residential-areas",
        Text("Var föräldrarna bor", "Where the parents live"),
        parts,
        rows_are=Text("Bostadsområde", "Residential area"),
        table="residential-areas",
        say_most=not book.districts,
        sentences=by_district if book.districts else (),
    )
    if made is None:
        return None
    if book.has("residential-areas", "sessions", "target_group"):
        made = replace(made, grid=_with_young(book, made.grid, parts))
    if not book.districts:
        return made
    own = [
        (name, parts_of(book, "residential-areas", "sessions", "area", district=code))
        for code, name in book.districts
    ]
    return replace(made, grid=_with_districts(book, made.grid, parts, own), chart=multiples(book, own))


def _with_districts(book: Book, grid: Grid, parts: Parts, own: list[tuple[str, Parts]]) -> Grid:
    """The table with a column of each district's sessions: what its small chart shows."""
    numbers = [{category.code: figure.value for category, figure in each.rows} for _, each in own]
    rows = tuple(
        replace(
            row,
            cells=(
                *row.cells,
                *(number_cell(each.get(category.code, 0), book.language) for each in numbers),
            ),
        )
        for row, (category, _) in zip(grid.rows, parts.rows, strict=True)
    )
    return replace(grid, columns=(*grid.columns, *(Column(name, name) for name, _ in own)), rows=rows)


def _with_young(book: Book, grid: Grid, parts: Parts) -> Grid:
    """The table with a column of the target group that the half-time report is about."""
    title = book.say("Målgruppen 0–6 år", "Target group 0–6")
    rows = []
    for row, (category, _) in zip(grid.rows, parts.rows, strict=True):
        young = book.get("residential-areas", "sessions", area=category.code, target_group="0-6")
        rows.append(replace(row, cells=(*row.cells, cell(young, book.language))))
    return replace(grid, columns=(*grid.columns, Column("young", title)), rows=tuple(rows))


def routes(book: Book) -> Panel | None:
    used = book.get("routes-in", "routes-in-use")
    said = []
    if used and used.counted and isinstance(used.base, int):
        said.append(routes_used(used.counted, used.base, book.language))
    return distribution(
        book,
        "routes-in",
        Text("Vägar in till samtalen", "Routes in to the sessions"),
        parts_of(book, "routes-in", "sessions", "route_in"),
        rows_are=Text("Väg in", "Route in"),
        table="routes-in",
        sentences=said,
    )


def routes_by_district(book: Book) -> Panel | None:
    used = Measured(Text("Vägar in som används", "Routes in that are in use"), "routes-in", "routes-in-use")
    return by_district(
        book,
        "routes-in-by-district",
        Text("Vägar in per {}", "Routes in by {}"),
        (
            used,
            *(
                Measured(name, "routes-in", "sessions", "percent", {"route_in": code})
                for code, name in book.meant("routes-in", CLINIC)
            ),
        ),
        sentences=(most_and_fewest(book, used, ROUTE),),
    )


def arenas(book: Book) -> Panel | None:
    if not book.has("session-order", "sessions", "arena"):
        return None
    return distribution(
        book,
        "session-arenas",
        Text("Var samtalen hölls", "Where the sessions were held"),
        parts_of(book, "session-order", "sessions", "arena"),
        rows_are=Text("Plats", "Place"),
        table="session-order",
        say_most=False,
    )
