"""From the database to a tertial's protected tables, with the proof that they are safe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue
from app.disclosure.certificate import Json
from app.disclosure.problem import CannotProtect, Problem
from app.disclosure.protecting import Progress, Protection, protect, quiet
from app.figures.rounding_words import on_rounding
from app.release.counting import counted_shapes
from app.release.frozen import FrozenMeasure, FrozenTable, Value, with_states
from app.release.openness import has_open, is_open_to_all
from app.release.proof import Proved
from app.release.revising import Before, require_all_restated, restated_system
from app.release.shape import Shape
from app.release.withholding.pieces import Key, name_of
from app.release.withholding.system import system_of
from app.tables.registry import TABLES

__all__ = ["Frozen", "Progress", "freeze", "frozen"]


@dataclass(frozen=True)
class Frozen:
    """What a release is made of. Problem and certificate hold true counts: they stay inside the service."""

    tables: tuple[FrozenTable, ...]
    problem: Problem
    protection: Protection
    certificate: Json
    places: Mapping[str, int]
    """`table/measure/category/...` of a released cell to its cell in the problem. Published zeros, and
    figures that are open to all, are in no cell of it."""


def freeze(
    connection: Connection,
    catalogue: Catalogue,
    tertial: str,
    threshold: int,
    already: Sequence[FrozenTable] = (),
    progress: Progress = quiet,
    proofs: Sequence[Proved] = (),
) -> Frozen:
    """Count and protect everything that a tertial's release holds; nothing is written.

    The caller owns the transaction, which must see one state of the database. `already` is every table that
    was published for the tertial before, the oldest release's first, and `proofs` what each of these releases
    was before protection. Raises `NotAPeriod`, `CannotProtect` (also where the figures cannot be restated),
    `NotSolved`.
    """
    shapes = counted_shapes(connection, catalogue, tertial, TABLES)
    return frozen(shapes, catalogue, threshold, _releases(already, proofs), progress)


def frozen(
    shapes: Sequence[Shape],
    catalogue: Catalogue,
    threshold: int,
    before: Sequence[Before] = (),
    progress: Progress = quiet,
) -> Frozen:
    """Protect counted tables, beside what was published before. Raises `CannotProtect`, `NotSolved`."""
    if before:
        system = restated_system(shapes, catalogue, threshold, before)
    else:
        system = system_of(shapes, catalogue, threshold)
    protection = protect(system.problem, progress)
    marked = system.marked(protection.primary | protection.secondary)
    if before:
        require_all_restated(system, before, marked)
    shown: dict[Key, Value] = {
        key: "withheld" if key in marked else value for key, value in system.released.values.items()
    }
    return Frozen(
        tables=tuple(table_of(shape, shown, catalogue) for shape in shapes),
        problem=system.problem,
        protection=protection,
        certificate=protection.certificate,
        places={name_of(key): cell for key, cell in system.cell_of.items()},
    )


def _releases(already: Sequence[FrozenTable], proofs: Sequence[Proved]) -> list[Before]:
    """Tables by release. Raises `CannotProtect` where it is not known any more what they were made of."""
    releases: list[dict[str, FrozenTable]] = []
    for table in already:
        if not releases or table.id in releases[-1]:
            releases.append({})
        releases[-1][table.id] = table
    if len(releases) != len(proofs):
        raise CannotProtect("what was published before cannot be restated without its proofs")
    return [Before(tuple(one.values()), proof) for one, proof in zip(releases, proofs, strict=True)]


def table_of(
    shape: Shape, shown: Mapping[Key, Value], catalogue: Catalogue, rounded: int | None = None
) -> FrozenTable:
    """A table as it is released. `shown` has what is shown of each cell that is a figure at all; `rounded` is
    the threshold where that was rounded, and of no meaning where all of it is open to everybody. States are
    told from what is shown, and from nothing else."""
    table = shape.table
    seen = [one for one in shape.measures if not one.hidden]
    if all(is_open_to_all(table, one) for one in seen):
        rounded = None
    some_exact = has_open(table, [one.code for one in seen])
    bare = FrozenTable(
        id=table.id,
        period=shape.period,
        title=table.title,
        counted=table.counted,
        source=table.source,
        notes=(*((on_rounding(rounded, some_exact=some_exact),) if rounded else ()), *shape.notes),
        dimensions=shape.dimensions,
        measures=tuple(
            FrozenMeasure(
                one.code,
                one.label,
                one.unit,
                shape.own(one.code),
                tuple(
                    shown.get((table.id, one.code, cell), "not-applicable") for cell in shape.cells(one.code)
                ),
                one.hidden,
            )
            for one in shape.measures
        ),
        rounded=rounded,
        stated=False,
    )
    return with_states(bare, table, catalogue)
