"""Examples for the API's description, made from the declarations; a test holds them to the reply's shape."""

from app.kit.json_values import JsonObject
from app.statistics.sheets import FIELDS, PATH
from app.tables.declaration import Dimension, Measure, Table
from app.tables.layout import all_dimensions, always, has
from app.tables.reading_notes import bases
from app.tables.registry import TABLES
from app.vocabulary.lists import CLOSED_LISTS

_CODES = {
    "district": "farsta",
    "month": "2019-03",
    "tertial": "2019-T1",
    "year": "2018",
    "arenas": "open-preschool",
    "levels": "universal",
    "areas": "hokarangen",
    "routes-in": "child-health-centre",
    "next-steps": "another-session",
    "languages": "arabic",
    "partners": "open-preschool",
    "themes": "new-parent",
    "theme-meeting-kinds": "cafe",
    "collaboration-kinds": "consultation",
    "organisations": "child-health-centre",
    "leader-arenas": "preschool",
    "home-visiting-programmes": "rinkeby",
    "parenting-programmes": "cos-p",
    "questionnaires": "counselling-session-1",
    "questions": "helpful",
    "answers": "yes",
}
_COUNT, _BASE = 12, 48


def _code(one: Dimension) -> str:
    codes = one.among or tuple(one.words) or CLOSED_LISTS.get(one.list, ())
    return codes[0] if codes else _CODES[one.list if one.list in _CODES else one.kind]


def _split(table: Table, measure: Measure) -> list[Dimension]:
    wanted = ({*table.usual} | always(table, measure)) & has(table, measure)
    return [dimension for dimension in all_dimensions(table) if dimension.code in wanted]


def _row(table: Table) -> JsonObject:
    measure = table.shown[0]
    base = f"{measure.code}-known" if measure.rate else None
    share = base is not None and "mean" not in measure.rate.known.en if measure.rate else False
    return {
        **{one.code: _code(one) for one in _split(table, measure)},
        "measure": measure.code,
        "count": _COUNT,
        "base": _BASE if base else None,
        "base_of": base,
        "share": _COUNT / _BASE if share else None,
        "mean": _COUNT / _BASE if base and not share else None,
        "not_known": None,
        "status": "ok",
    }


def reply(table: Table) -> JsonObject:
    """A reply with one row."""
    measure = table.shown[0]
    return {
        "table": table.id,
        "edition": "live",
        "title": table.title.en,
        "counted": table.counted.en,
        "source": table.source.en,
        "periods": ["2018" if table.grain == "year" else "2019-T1"],
        "districts": ["farsta"],
        "division": "reported",
        "area": [],
        "by": list(table.usual),
        "dimensions": [
            {
                "code": one.code,
                "label": one.label.en,
                "multiple": one.multiple,
                "sensitive": one.sensitive,
                "categories": [{"code": _code(one), "label": _code(one), "known": True}],
            }
            for one in _split(table, measure)
        ],
        "measures": [{"code": measure.code, "label": measure.label.en, "unit": measure.unit.en}],
        "bases": {code: text.en for code, text in bases(table).items()},
        "notes": [note.en for note in table.notes],
        "rows": [_row(table)],
    }


def csv_reply(table: Table) -> str:
    """The same as CSV."""
    row = _row(table)
    names = [name for name in row if name not in FIELDS] + list(FIELDS)
    return (
        ",".join(names)
        + "\r\n"
        + ",".join("" if row[name] is None else str(row[name]) for name in names)
        + "\r\n"
    )


def listing() -> JsonObject:
    """The list of tables, with its first one."""
    table = TABLES[0]
    return {
        "tables": [
            {
                "id": table.id,
                "path": f"{PATH}/{table.id}",
                "title": table.title.en,
                "counted": table.counted.en,
                "source": table.source.en,
                "period": table.finest,
                "areas": table.by_area,
                "dimensions": [
                    {
                        "code": dimension.code,
                        "label": dimension.label.en,
                        "multiple": dimension.multiple,
                        "sensitive": dimension.sensitive,
                    }
                    for dimension in all_dimensions(table)
                ],
                "usual": list(table.usual),
                "measures": [
                    {"code": one.code, "label": one.label.en, "unit": one.unit.en}
                    for one in (*table.shown, *table.derived)
                ],
                "notes": [note.en for note in table.notes],
                "released": ["2019-T1"],
            }
        ]
    }
