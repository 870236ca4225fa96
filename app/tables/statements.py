"""One SQL statement for each table and shape of selection.

It is the UNION ALL of the table's parts. Each part narrows its own record table by `district` and period
alone, so that the index on them finds the records however many others there are; child tables are joined by
the record's id, with which their keys begin.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    text,
    union_all,
)
from sqlalchemy.sql.selectable import CompoundSelect

from app.catalogue.catalogue import Catalogue
from app.kit.json_values import JsonObject
from app.tables.count_selection import CountSelection, months_of
from app.tables.declaration import MeaningCount, RecordPart, Table
from app.tables.layout import all_dimensions, split, stocks_of
from app.vocabulary.periods import Span

Statement = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True)
class StatementPlan:
    """A statement and how its rows are read: after the part's number come `width` categories, then counts.

    `parts` has for each part the dimensions of its first categories, and its measures in order.
    """

    statement: Statement
    width: int
    parts: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


def statement(table: Table, selection: CountSelection, catalogue: Catalogue) -> Statement:
    """The one statement that counts a table; its values are in `parameters`."""
    return plan_for(table, selection, catalogue).statement


def parameters(table: Table, selection: CountSelection) -> JsonObject:
    """The statement's bound values: districts, the period in the table's grain, and areas."""
    (*districts,) = selection.districts
    found: JsonObject = {"district": districts[0]} if len(districts) == 1 else {"districts": districts}
    periods = _periods(table, selection.spans)
    if len(selection.spans) == 1:
        found |= {"first": periods[0], "last": periods[-1]}
    else:
        found["periods"] = periods
    if selection.areas:
        found["areas"] = list(selection.areas)
    return found


def _periods(table: Table, spans: tuple[Span, ...]) -> list[object]:
    if table.grain == "month":
        return [*months_of(spans)]
    if table.grain == "tertial":
        return [tertial for span in spans for tertial in span.tertials()]
    return [int(year) for span in spans for year in span.years()]


Meanings = tuple[tuple[str, tuple[str, ...]], ...]
"""The codes that each count of a table by meaning is of, by measure."""


def plan_for(table: Table, selection: CountSelection, catalogue: Catalogue) -> StatementPlan:
    """The statement for a selection; only the values that are bound to it differ from its likes."""
    one_district, one_span = len(selection.districts) == 1, len(selection.spans) == 1
    by = frozenset(selection.by)
    meanings = _meanings(table, catalogue)
    return _plan(table, by, one_district, one_span, bool(selection.areas), meanings)


def _meanings(table: Table, catalogue: Catalogue) -> Meanings:
    return tuple(
        (measure, count.meant.codes(catalogue))
        for part in table.parts
        for measure, count in part.counts.items()
        if isinstance(count, MeaningCount)
    )


def _counts(part: RecordPart, meanings: Meanings) -> dict[str, ColumnElement[int]]:
    """A part's aggregates, without those by a meaning that no code carries."""
    codes = dict(meanings)
    return {
        measure: count.of(codes[measure]) if isinstance(count, MeaningCount) else count
        for measure, count in part.counts.items()
        if not isinstance(count, MeaningCount) or codes[measure]
    }


@lru_cache(maxsize=1024)
def _plan(
    table: Table, by: frozenset[str], one_district: bool, one_span: bool, areas: bool, meanings: Meanings
) -> StatementPlan:
    """Made once for each shape of selection: to make it takes longer than to count a tertial."""
    splits = {one.code: split(table, one, by) for one in table.measures}
    counts = [_counts(part, meanings) for part in table.parts]
    shapes = []
    for part, own_counts in zip(table.parts, counts, strict=True):
        found = {code for measure in own_counts for code in splits[measure]}
        if not stocks_of(table).isdisjoint(own_counts):
            # Whose state it is at the end of which period decides whether it is counted.
            found.add("district")
        own = {*part.by, *_sources(part)}
        shapes.append(
            tuple(
                dimension.code
                for dimension in all_dimensions(table)
                if dimension.code in found and dimension.code in own
            )
        )
    width = max(len(shape) for shape in shapes)
    depth = max(len(own_counts) for own_counts in counts)
    selects = [
        _select(number, part, shape, own_counts, (width, depth), _where(part, one_district, one_span, areas))
        for number, (part, shape, own_counts) in enumerate(zip(table.parts, shapes, counts, strict=True))
    ]
    whole: Statement = selects[0] if len(selects) == 1 else union_all(*selects)
    return StatementPlan(
        whole,
        width,
        tuple((shape, tuple(own_counts)) for shape, own_counts in zip(shapes, counts, strict=True)),
    )


def _sources(part: RecordPart) -> dict[str, ColumnElement[str]]:
    """The columns of the district and of time; all times come from the one that is stored."""
    stored = part.record.c[part.grain]
    period = cast(stored, String) if part.grain == "year" else stored
    return {"district": part.record.c.district, "month": period, "tertial": period, "year": period}


def _where(part: RecordPart, one_district: bool, one_span: bool, areas: bool) -> list[ColumnElement[bool]]:
    """One district and one span are asked for most, and a list of values is written out anew each time."""
    district = part.record.c.district
    period = part.record.c[part.grain]
    within = (
        period.between(bindparam("first"), bindparam("last"))
        if one_span
        else period.in_(bindparam("periods", expanding=True))
    )
    there = (
        district == bindparam("district")
        if one_district
        else district.in_(bindparam("districts", expanding=True))
    )
    where = [there, within, *part.where]
    if areas:
        where.append(part.by["area"].in_(bindparam("areas", expanding=True)))
    return where


def _select(
    number: int,
    part: RecordPart,
    shape: tuple[str, ...],
    measured: dict[str, ColumnElement[int]],
    size: tuple[int, int],
    where: list[ColumnElement[bool]],
) -> Select[Any]:
    """`size` is how many categories, and then how many counts, each row of the whole statement has."""
    width, depth = size
    found = {**_sources(part), **part.by}
    labelled = [found[code].label(f"d{index}") for index, code in enumerate(shape)]
    source: Any = part.record
    if part.join is not None:
        source = source.join(part.join, part.join.c.record_id == part.record.c.id)
    counts = list(measured.values())
    if part.each:
        keys = [column.label(f"k{index}") for index, column in enumerate(part.each)]
        inner = select(*labelled, *keys).select_from(source).where(*where).distinct().subquery()
        labelled = [inner.c[f"d{place}"].label(f"d{place}") for place in range(len(shape))]
        counts, source, where = [func.count()], inner, []
    padding: list[ColumnElement[str]] = [
        literal_column("''").label(f"d{place}") for place in range(len(shape), width)
    ]
    empty: list[ColumnElement[int]] = [
        literal_column("0").label(f"n{place}") for place in range(len(counts), depth)
    ]
    columns: list[Any] = [
        literal_column(str(number)).label("part"),
        *labelled,
        *padding,
        *(aggregate.label(f"n{index}") for index, aggregate in enumerate(counts)),
        *empty,
    ]
    # By the labels: PostgreSQL takes an expression with bound values for another one each time it is written.
    grouped = [text(f"d{place}") for place in range(len(shape))]
    return select(*columns).select_from(source).where(*where).group_by(*grouped)
