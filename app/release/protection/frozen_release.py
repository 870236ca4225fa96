"""From the database to a tertial's protected tables, with the proof that they are safe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.disclosure.cell_system import CannotProtect
from app.disclosure.rounding.rounded_tables import round_tables
from app.disclosure.rounding.rounding_certificate import Json, certificate
from app.figures.rounding_words import on_rounding
from app.progress import Progress, quiet
from app.release.protection.atoms import Key, name_of
from app.release.protection.few_changes import held_back
from app.release.protection.linked_figures import LinkedFigures, tables_of
from app.release.protection.open_figures import has_open, is_open_to_all
from app.release.protection.release_counts import counted_layouts
from app.release.protection.restatement import restated, with_earlier_categories
from app.release.protection.rounding_proof import RoundingProof
from app.release.protection.score_sums import shown_sums
from app.release.protection.table_layout import TableLayout
from app.release.storage.frozen_table import (
    Category,
    FrozenDimension,
    FrozenMeasure,
    FrozenTable,
    Value,
    with_states,
)
from app.tables import categories
from app.tables.layout import dimensions_of
from app.tables.reading_notes import notes_on
from app.tables.registry import TABLES

__all__ = ["DrawSettings", "FrozenRelease", "Progress", "freeze", "frozen"]


COARSEST = 3
"""How many times the threshold a sparse tertial's may be."""


@dataclass(frozen=True)
class DrawSettings:
    """By what the numbers are drawn."""

    threshold: int
    """The least that a release is rounded with."""
    secret: bytes
    lineage: str
    """Names the release in all its revisions."""


@dataclass(frozen=True)
class FrozenRelease:
    """What a release is made of. Proof and certificate hold true counts: they stay inside the service."""

    tables: tuple[FrozenTable, ...]
    proof: RoundingProof
    certificate: Json


def lineage_of(catalogue: Catalogue, tertial: str) -> str:
    """The same for all revisions of a tertial's release."""
    return f"{catalogue.municipality.municipality}/{tertial}"


def freeze(
    connection: Connection,
    catalogue: Catalogue,
    tertial: str,
    threshold: int,
    secret: bytes,
    before: Sequence[RoundingProof] = (),
    progress: Progress = quiet,
) -> FrozenRelease:
    """Count and protect everything that a tertial's release holds; nothing is written.

    The caller owns the transaction, which must see one state of the database. `before` is what proves each
    release of the tertial that was published before, the oldest first. Raises `NotAPeriod`, and
    `CannotProtect` also where the figures cannot be restated.
    """
    layouts = counted_layouts(connection, catalogue, tertial, TABLES)
    return frozen(
        layouts, catalogue, DrawSettings(threshold, secret, lineage_of(catalogue, tertial)), before, progress
    )


def frozen(
    layouts: Sequence[TableLayout],
    catalogue: Catalogue,
    drawing: DrawSettings,
    before: Sequence[RoundingProof] = (),
    progress: Progress = quiet,
) -> FrozenRelease:
    """Protect counted tables, beside what was published before.

    Where there is little and nearly all of it is of one or two districts, the threshold can leave no numbers
    that keep the rest from who knows these: three routes in that two districts have three times each
    between them would each be 5 at least for the city, and 15 is too far from 9 for their sum. A first
    release takes the least greater threshold then that leaves some, at most `COARSEST` times as great:
    everybody is protected as ever, by coarser numbers. Its tables, its notes and the release say which one it
    is. That it is greater tells that the usual one failed, and of no cell. A revision keeps what it revises.

    Raises `CannotProtect`.
    """
    if before:
        layouts = with_earlier_categories(layouts, catalogue, before)
        layouts, waiting = held_back(layouts, drawing.threshold, before)
        joint = restated(layouts, catalogue, drawing.threshold, before)
        made = _rounded(joint.tables, layouts, catalogue, drawing, joint.kept, progress)
        return replace(made, proof=replace(made.proof, waiting=waiting))
    coarsest = COARSEST * drawing.threshold
    for threshold in range(drawing.threshold, coarsest):
        tables = tables_of(layouts, catalogue, threshold)
        try:
            return _rounded(tables, layouts, catalogue, replace(drawing, threshold=threshold), {}, progress)
        except CannotProtect:
            continue
    tables = tables_of(layouts, catalogue, coarsest)
    return _rounded(tables, layouts, catalogue, replace(drawing, threshold=coarsest), {}, progress)


def _rounded(
    tables: LinkedFigures,
    layouts: Sequence[TableLayout],
    catalogue: Catalogue,
    drawing: DrawSettings,
    kept: Mapping[int, int],
    progress: Progress,
) -> FrozenRelease:
    rounded = round_tables(
        tables.linked, drawing.secret, drawing.lineage, before=kept, progress=in_tenths(progress)
    )
    figures = tables.figures(rounded.shown)
    shown: dict[Key, Value] = {**figures}
    shown |= shown_sums(tables.candidates, figures, drawing.secret, drawing.lineage)
    return FrozenRelease(
        tables=tuple(
            table_of(_as_shown(layout, shown, catalogue), shown, catalogue, drawing.threshold)
            for layout in layouts
        ),
        proof=_proof(tables, rounded.shown),
        certificate=certificate(tables.linked, rounded.atoms, rounded.attacked),
    )


def in_tenths(progress: Progress) -> Progress:
    """How many steps a stage has depends on what was counted: its tenths do not."""

    def tell(stage: str, done: int, steps: int) -> None:
        progress(stage, 10 * done // steps if steps else 0, 10)

    return tell


def _proof(tables: LinkedFigures, shown: tuple[int, ...]) -> RoundingProof:
    return RoundingProof(
        linked=tables.linked,
        shown=shown,
        places={name_of(key): cell for key, cell in tables.cell_of.items()},
        exact={name_of(key): part for key, part in tables.exact.items() if part and key in tables.cell_of},
        finest={name_of(key): value for key, value in tables.candidates.figures.values.items() if value},
    )


def _as_shown(layout: TableLayout, shown: Mapping[Key, Value], catalogue: Catalogue) -> TableLayout:
    """With the notes that the shown numbers call for, and without the categories that have a row only because
    something was counted in them, where only zeros are shown: neither says more than the numbers do."""
    used: dict[str, set[str]] = {dimension.code: set() for dimension in layout.dimensions}
    for measure in layout.measures:
        for cell in layout.cells(measure.code):
            if shown.get((layout.table.id, measure.code, cell), 0) != 0:
                for code, category in zip(layout.own(measure.code), cell, strict=True):
                    used[code].add(category)
    for dimension in dimensions_of(layout.table, catalogue):
        if dimension.code in used:
            used[dimension.code].update(categories.usable(dimension, catalogue, layout.counted.selection))
    counts = (
        (
            layout.own(one.code),
            [(cell, shown.get((layout.table.id, one.code, cell), 0)) for cell in layout.finest(one.code)],
        )
        for one in layout.measures
    )
    return replace(
        layout,
        notes=tuple(notes_on(layout.counted, counts)),
        dimensions=tuple(
            dimension
            if dimension.kind == "district"
            else replace(dimension, categories=tuple(_used(dimension, used[dimension.code])))
            for dimension in layout.dimensions
        ),
    )


def _used(dimension: FrozenDimension, codes: set[str]) -> Iterator[Category]:
    return (category for category in dimension.categories if category.total or category.code in codes)


def table_of(
    layout: TableLayout, shown: Mapping[Key, Value], catalogue: Catalogue, rounded: int | None = None
) -> FrozenTable:
    """A table as it is released. `shown` has what is shown of each cell that is a figure at all; `rounded` is
    the threshold where that was rounded, and of no meaning where all of it is open to everybody. States are
    told from what is shown, and from nothing else."""
    table = layout.table
    seen = [measure for measure in layout.measures if not measure.hidden]
    if all(is_open_to_all(table, one) for one in seen):
        rounded = None
    some_exact = has_open(table, [one.code for one in seen])
    bare = FrozenTable(
        id=table.id,
        period=layout.period,
        title=table.title,
        counted=table.counted,
        source=table.source,
        notes=(*((on_rounding(rounded, some_exact=some_exact),) if rounded else ()), *layout.notes),
        dimensions=layout.dimensions,
        measures=tuple(
            FrozenMeasure(
                measure.code,
                measure.label,
                measure.unit,
                layout.own(measure.code),
                tuple(
                    shown.get((table.id, measure.code, cell), "not-applicable")
                    for cell in layout.cells(measure.code)
                ),
                measure.hidden,
            )
            for measure in layout.measures
        ),
        rounded=rounded,
        stated=False,
    )
    return with_states(bare, table, catalogue)
