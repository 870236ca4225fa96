"""A table of the report as files have it: beside each share and mean what it is of, and what is uncertain."""

from collections.abc import Iterator

from app.kit.language import Language, Text
from app.reports.document import Grid, GridCell, GridColumn, GridRow
from app.reports.number_format import whole
from app.reports.report_cells import UNCERTAIN

_NOTHING = GridCell("")
_MARKED = Text("{title}, osäker", "{title}, uncertain")


def filed(grid: Grid, language: Language) -> Grid:
    """With a column of bases (n) after each that has any, and one of marks where any is uncertain."""
    places = range(len(grid.columns))
    based = {one for one in places if any(row.cells[one].base is not None for row in grid.rows)}
    marked = {one for one in places if any(row.cells[one].uncertain for row in grid.rows)}

    def columns() -> Iterator[GridColumn]:
        for index, column in enumerate(grid.columns):
            yield column
            if index in based:
                yield GridColumn(f"{column.key}-n", f"{column.title}, n")
            if index in marked:
                title = _MARKED.of(language).format(title=column.title)
                yield GridColumn(f"{column.key}-uncertain", title, "text")

    def cells(row: GridRow) -> Iterator[GridCell]:
        for index, cell in enumerate(row.cells):
            yield cell
            if index in based:
                yield _base(cell.base, language)
            if index in marked:
                yield GridCell(UNCERTAIN.of(language)) if cell.uncertain else _NOTHING

    rows = tuple(GridRow(row.label, tuple(cells(row)), row.whole, row.unknown) for row in grid.rows)
    return Grid(grid.rows_are, tuple(columns()), rows)


def _base(base: int | None, language: Language) -> GridCell:
    return _NOTHING if base is None else GridCell(whole(base, language), base, kind="count")
