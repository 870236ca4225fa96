"""Releases with protection off: every count that is a figure at all, as true as it was counted."""

from app.catalogue.catalogue import Catalogue
from app.kit.db.database import Database
from app.release.protection.candidate_cells import CandidateCells
from app.release.protection.frozen_release import table_of
from app.release.protection.public_constraints.application import FinestCells
from app.release.protection.release_counts import counted_layouts
from app.release.storage.frozen_table import FrozenTable
from app.tables.registry import TABLES


def unprotected(
    database: Database, catalogue: Catalogue, tertial: str, rounded: int | None = None
) -> list[FrozenTable]:
    """The tables of a tertial's release; `rounded` has them say that they were, which they were not."""
    with database.reading() as session:
        layouts = counted_layouts(session.connection(), catalogue, tertial, TABLES)
    shown = CandidateCells(layouts, FinestCells(layouts), catalogue).values
    return [table_of(shape, shown, catalogue, rounded) for shape in layouts]
