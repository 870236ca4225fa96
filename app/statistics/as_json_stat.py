"""Figures as a JSON-stat 2.0 dataset: the rows' dimensions, the measures, and the figures of each row.

Rows are few among all the combinations, so that values are written by their place. A measure that is not
split by a dimension stands under its category `total`.
"""

from collections.abc import Mapping, Sequence
from math import prod

import orjson

from app.kit.json_values import JsonObject
from app.kit.language import Language, Text
from app.release.storage.frozen_table import TOTAL
from app.statistics.sheets import NUMBERS, ReplySheet, fields_of, plain

MEASURE, FIGURE, PERIOD = "measure", "figure", "period"
_TIMES = ("period", "month", "tertial", "year")
_LABELS: dict[str, Text] = {
    MEASURE: Text("Mått", "Measure"),
    FIGURE: Text("Uppgift", "Figure"),
    PERIOD: Text("Period", "Period"),
    TOTAL: Text("Alla", "All"),
    "count": Text("Antal", "Count"),
    "base": Text("Bas", "Base"),
    "share": Text("Andel", "Share"),
    "mean": Text("Medelvärde", "Mean"),
    "not_known": Text("Uppgift saknas", "Not known"),
}


def as_json_stat(sheet: ReplySheet) -> bytes:
    """`status` says of a count that is null why it is."""
    axes = _axes(sheet)
    sizes = [len(categories) for _, categories in axes.values()]
    places = [{code: index for index, code in enumerate(categories)} for _, categories in axes.values()]
    names = list(axes)
    value: JsonObject = {}
    status: dict[str, str] = {}
    for period, row in sheet.rows:
        fields = fields_of(row)
        cell = {PERIOD: period, MEASURE: row.measure, **row.cell}
        for figure in NUMBERS:
            at = 0
            for name, size, place in zip(names, sizes, places, strict=True):
                at = at * size + place[figure if name == FIGURE else cell.get(name, TOTAL)]
            if fields[figure] is not None:
                value[str(at)] = plain(fields[figure])
            elif figure == "count":
                status[str(at)] = row.status
    assert all(int(place) < prod(sizes) for place in value)
    head = sheet.head
    body: JsonObject = {
        "version": "2.0",
        "class": "dataset",
        "label": head["title"],
        "source": head["source"],
        "note": [head["counted"], *head["notes"]],
        "id": names,
        "size": sizes,
        "role": {
            "metric": [MEASURE],
            "geo": [name for name in names if name == "district"],
            "time": [name for name in names if name in _TIMES],
        },
        "dimension": {
            name: {
                "label": label,
                "category": {
                    "index": {code: index for index, code in enumerate(categories)},
                    "label": dict(categories),
                },
            }
            for name, (label, categories) in axes.items()
        },
        "extension": {"table": sheet.table, "edition": head["edition"], "bases": head["bases"]},
        "value": value,
    }
    return orjson.dumps(body | ({"status": status} if status else {}))


def _axes(sheet: ReplySheet) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Each dimension's label and its categories' labels, in order."""
    language, head = sheet.language, sheet.head
    axes: dict[str, tuple[str, Mapping[str, str]]] = {}
    if sheet.compared:
        periods = dict.fromkeys(period for period, _ in sheet.rows) or dict.fromkeys(head["periods"])
        axes[PERIOD] = (_LABELS[PERIOD].of(language), {one: one for one in periods})
    for one in head["dimensions"]:
        categories = {category["code"]: category["label"] for category in one["categories"]}
        if any(one["code"] not in row.cell for _, row in sheet.rows):
            categories.setdefault(TOTAL, _LABELS[TOTAL].of(language))
        axes[one["code"]] = (one["label"], categories)
    axes[MEASURE] = (
        _LABELS[MEASURE].of(language),
        {one["code"]: one["label"] for one in head["measures"]},
    )
    axes[FIGURE] = (_LABELS[FIGURE].of(language), _labels(NUMBERS, language))
    return axes


def _labels(codes: Sequence[str], language: Language) -> dict[str, str]:
    return {code: _LABELS[code].of(language) for code in codes}
