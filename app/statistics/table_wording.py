"""What there is to say of a table beside its rows: of live figures, and in the list of tables."""

from collections.abc import Mapping, Sequence

from app.catalogue.catalogue import Catalogue
from app.kit.json_values import JsonObject
from app.kit.language import Language
from app.statistics.as_json import encoded
from app.statistics.reply_figures import ReplyFigures, columns
from app.statistics.sheets import PATH, ReplySheet
from app.tables import categories
from app.tables.declaration import Dimension, Table
from app.tables.layout import dimensions_of, shown_of
from app.tables.reading_notes import bases, notes
from app.tables.registry import TABLES
from app.vocabulary.periods import tertial_of


def live_sheet(figures: ReplyFigures, catalogue: Catalogue, language: Language) -> ReplySheet:
    """What there is to say of live figures."""
    table, first = figures.table, figures.first.selection
    split = columns(figures, catalogue)
    return ReplySheet(
        table.id,
        {
            "table": table.id,
            "edition": "live",
            "title": table.title.of(language),
            "counted": table.counted.of(language),
            "source": table.source.of(language),
            "periods": [name for name, _, _ in figures.periods],
            "districts": list(first.districts),
            "division": first.division,
            "area": list(first.areas),
            "by": list(first.by),
            "dimensions": [_split(one, figures, catalogue, language) for one in split],
            "measures": measures_of(table, catalogue, language),
            "bases": {code: text.of(language) for code, text in bases(table).items()},
            "notes": [
                note.of(language)
                for note in dict.fromkeys(
                    note for _, counted, _ in figures.periods for note in notes(counted)
                )
            ],
        },
        tuple(one.code for one in split),
        [(name, row) for name, _, rows in figures.periods for row in rows],
        figures.compared,
        language,
    )


def listing(catalogue: Catalogue, language: Language, released: Mapping[str, Sequence[str]]) -> bytes:
    """The tables of `released`, which has the published periods of each."""
    tables = [
        _table(table, catalogue, language, released[table.id]) for table in TABLES if table.id in released
    ]
    return encoded({"tables": tables})


def _table(table: Table, catalogue: Catalogue, language: Language, released: Sequence[str]) -> JsonObject:
    dimensions = dimensions_of(table, catalogue)
    return {
        "id": table.id,
        "path": f"{PATH}/{table.id}",
        "title": table.title.of(language),
        "counted": table.counted.of(language),
        "source": table.source.of(language),
        "period": table.finest,
        "areas": table.by_area,
        "dimensions": [_dimension(dimension, catalogue, language) for dimension in dimensions],
        "usual": [dimension.code for dimension in dimensions if dimension.code in table.usual],
        "measures": measures_of(table, catalogue, language),
        "notes": [note.of(language) for note in table.notes],
        "released": list(released),
    }


def _dimension(one: Dimension, catalogue: Catalogue, language: Language) -> JsonObject:
    return {
        "code": one.code,
        "label": categories.label_of(one, catalogue).of(language),
        "multiple": one.multiple,
        "sensitive": one.sensitive,
    }


def _split(one: Dimension, figures: ReplyFigures, catalogue: Catalogue, language: Language) -> JsonObject:
    met = [code for _, counted, _ in figures.periods for code in counted.axis(one.code)]
    codes = sorted(set(met)) if one.kind in categories.TIME else categories.in_order(one, met, catalogue)
    parents = categories.parents(one, catalogue)
    return _dimension(one, catalogue, language) | {
        "categories": [_category(one, code, parents, catalogue, language) for code in codes]
    }


def _category(
    one: Dimension, code: str, parents: Mapping[str, str], catalogue: Catalogue, language: Language
) -> JsonObject:
    found: JsonObject = {
        "code": code,
        "label": categories.text_of(one, code, catalogue).of(language),
        "known": not categories.is_state(code),
    }
    parent = parents.get(code)
    if one.kind in ("month", "tertial"):
        parent = tertial_of(code) if one.kind == "month" else code[:4]
    return found | ({"within": parent} if parent else {})


def measures_of(table: Table, catalogue: Catalogue, language: Language) -> list[dict[str, str]]:
    return [
        {"code": one.code, "label": one.label.of(language), "unit": one.unit.of(language)}
        for one in (*shown_of(table, catalogue), *table.derived)
    ]
