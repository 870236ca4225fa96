"""Released figures at a table's named address: the reply, with what is published and where it is from.

A longer period than a release's own is the sum of its parts as they are published (`published.spans`). Rows
of several periods name each row's period.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.catalogue.catalogue import Catalogue
from app.figures.category_order import merged
from app.figures.derivation import CubeFigures
from app.figures.rows import FigureRow, has_rows, rows
from app.kit.json_values import JsonObject
from app.kit.language import Language, Text
from app.published.notes import protection_notes, year_notes
from app.published.snapshot import Snapshot
from app.published.spans import PublishedSpans, own_notes, parts_of
from app.release.storage.frozen_table import FrozenDimension, FrozenTable
from app.statistics.released_query import ReleasedQuery
from app.statistics.sheets import ReplySheet
from app.statistics.table_wording import measures_of
from app.tables.categories import is_state
from app.tables.declaration import Table
from app.tables.reading_notes import bases
from app.vocabulary.periods import Span


def sheet(
    table: Table,
    asked: ReleasedQuery,
    snapshot: Snapshot,
    spans: PublishedSpans,
    catalogue: Catalogue,
    language: Language,
) -> ReplySheet:
    """The reply: rows by period, the asked ones in time's order and then what they are compared with."""
    frozen = [spans.frozen(table, one) for one in asked.periods]
    parts = dict.fromkeys(part for one in asked.periods for part in parts_of(Span.parse(one), table))
    time = "year" if table.grain == "year" else "tertial"
    several = len(frozen) > 1
    found: list[tuple[str, FigureRow]] = []
    for one in frozen:
        named = {time: one.period} if time in asked.by else {}
        figures = CubeFigures(one.cube, table, catalogue)
        own = rows(figures, frozenset(asked.by), asked.districts)
        found += [(one.period, replace(row, cell={**row.cell, **named})) for row in own]
    split = {code for _, row in found for code in row.cell}
    latest = frozen[-1]
    columns = [code for code in (*latest.dimension, time) if code in split]
    return ReplySheet(
        table.id,
        {
            "table": table.id,
            "edition": "released",
            "releases": [_release(snapshot, table.id, one) for one in parts],
            "title": latest.title.of(language),
            "counted": latest.counted.of(language),
            "source": latest.source.of(language),
            "periods": list(asked.periods),
            "districts": list(asked.districts),
            "division": asked.division,
            "area": [],
            "by": list(asked.by),
            "dimensions": [_split(code, frozen, table, language) for code in columns],
            "measures": _measures(frozen, table, catalogue, language),
            "bases": {code: text.of(language) for code, text in bases(table).items()},
            "notes": [note.of(language) for note in _notes(table, frozen)],
        },
        tuple(columns),
        found,
        several,
        language,
    )


def _notes(table: Table, frozen: Sequence[FrozenTable]) -> list[Text]:
    in_time = sorted(frozen, key=lambda one: Span.parse(one.period))
    return [*protection_notes(in_time), *year_notes(table), *own_notes(in_time)]


def _release(snapshot: Snapshot, table: str, period: str) -> JsonObject:
    release = snapshot.release(table, period)
    return {
        "period": period,
        "release": release.id,
        "published": release.published.isoformat(),
        "content_hash": release.content_hash,
    }


def _split(code: str, frozen: Sequence[FrozenTable], table: Table, language: Language) -> JsonObject:
    if code not in frozen[-1].dimension:
        label = Text("År", "Year") if code == "year" else Text("Tertial", "Tertial")
        return {
            "code": code,
            "label": label.of(language),
            "multiple": False,
            "sensitive": False,
            "categories": [{"code": one.period, "label": one.period, "known": True} for one in frozen],
        }
    dimensions: list[FrozenDimension] = [one.dimension[code] for one in frozen]
    known = {category.code: category for dimension in dimensions for category in dimension.categories}
    order = merged(
        [[category.code for category in dimension.categories] for dimension in reversed(dimensions)]
    )
    declared = next((one for one in table.own if one.code == code), None)
    return {
        "code": code,
        "label": dimensions[-1].text.of(language),
        "multiple": dimensions[-1].multiple,
        "sensitive": declared.sensitive if declared else False,
        "categories": [
            {"code": one, "label": known[one].text.of(language), "known": not is_state(one)} for one in order
        ],
    }


def _measures(
    frozen: Sequence[FrozenTable], table: Table, catalogue: Catalogue, language: Language
) -> list[dict[str, str]]:
    """Those of the latest period, and what any of them has derived figures of."""
    own = [
        {"code": measure.code, "label": measure.text.of(language), "unit": measure.unit.of(language)}
        for measure in frozen[-1].measures
        if not measure.hidden
    ]
    left_out = {one["code"] for one in own} | {
        one.code for one in table.derived if not any(has_rows(one, each.cube) for each in frozen)
    }
    return [
        *own,
        *(measure for measure in measures_of(table, catalogue, language) if measure["code"] not in left_out),
    ]
