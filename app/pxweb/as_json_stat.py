"""JSON-stat 2.0 (json-stat.org/full), as PxWebApi 2 fills it in: of figures, and of a table's metadata."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson

from app.kit.json_values import JsonObject
from app.kit.language import Language, Text
from app.pxweb import code_lists, words
from app.pxweb.cubes import CONTENTS, PxCube, PxValue, PxVariable
from app.pxweb.extract import Extract

Address = Callable[[str], str]
"""Where a code list is served, by its id."""


def as_json_stat(extract: Extract) -> bytes:
    """The figures, null where there is none; `status` has the symbol of each of those."""
    language = extract.language
    dimensions = {
        axis.code: _dimension(axis.variable, axis.values, language, axis.code_list) for axis in extract.axes
    }
    label, notes = extract.title, extract.notes
    stub, heading = list(extract.chosen.stub), list(extract.chosen.heading)
    body = _dataset(extract.cube, label, notes, dimensions, extract.shape, language, stub, heading)
    body["value"] = extract.values
    if extract.symbols:
        body["status"] = {str(place): symbol for place, symbol in extract.symbols.items()}
    return orjson.dumps(body)


def metadata(cube: PxCube, language: Language, address: Address) -> bytes:
    """The whole table without values: all that is needed to ask for some of them."""
    dimensions = {
        variable.code: _dimension(variable, variable.values, language, None, address)
        for variable in cube.variables
    }
    heading = [cube.contents.code, cube.time.code]
    stub = [variable.code for variable in cube.variables[:-2]]
    shape = [len(variable.values) for variable in cube.variables]
    body = _dataset(cube, cube.label, cube.said, dimensions, shape, language, stub, heading)
    return orjson.dumps(body | {"value": []})


def _dataset(
    cube: PxCube,
    label: Text,
    notes: Sequence[Text],
    dimensions: dict[str, Any],
    shape: list[int],
    language: Language,
    stub: list[str],
    heading: list[str],
) -> JsonObject:
    first, last = cube.periods
    return {
        "version": "2.0",
        "class": "dataset",
        "label": label.of(language),
        "source": cube.source.of(language),
        "updated": f"{cube.updated}T00:00:00Z",
        "note": [note.of(language) for note in notes],
        "role": {
            role: [
                variable.code
                for variable in cube.variables
                if variable.role == role and variable.code in dimensions
            ]
            for role in ("time", "geo", "metric")
            if any(variable.role == role and variable.code in dimensions for variable in cube.variables)
        },
        "id": list(dimensions),
        "size": shape,
        "dimension": dimensions,
        "extension": {
            "noteMandatory": {str(place): True for place in range(len(cube.mandatory))},
            "px": {
                "tableid": cube.id,
                "matrix": cube.id,
                "language": language,
                "decimals": 0,
                "official-statistics": False,
                "aggregallowed": False,
                "copyright": False,
                "contents": cube.title.of(language),
                "description": cube.counted.of(language),
                "descriptiondefault": False,
                "subject-code": cube.table,
                "subject-area": words.SUBJECT.of(language),
                "heading": heading,
                "stub": stub,
            },
            "firstPeriod": first,
            "lastPeriod": last,
            "discontinued": False,
        },
    }


def _dimension(
    variable: PxVariable,
    values: Sequence[PxValue],
    language: Language,
    code_list: str | None,
    address: Address | None = None,
) -> JsonObject:
    category: JsonObject = {
        "index": {value.code: index for index, value in enumerate(values)},
        "label": {value.code: value.text.of(language) for value in values},
    }
    extension: JsonObject = {
        "show": "value",
        "elimination": variable.elimination is not None,
    }
    if variable.elimination is not None:
        extension["eliminationValueCode"] = variable.elimination
    if variable.code == CONTENTS:
        category["unit"] = {value.code: {"base": value.unit.of(language), "decimals": 0} for value in values}
        extension["measuringType"] = {value.code: "Stock" if value.stock else "Flow" for value in values}
    if address is not None:
        lists = [_code_list(name, language, address) for name in code_lists.lists_of(variable)]
        extension |= {"codelists": lists, "codeLists": lists}
    elif code_list is not None:
        extension["codelist"] = code_list
    notes = [note.of(language) for note in variable.notes]
    found: JsonObject = {"label": variable.text.of(language)}
    if notes:
        found["note"] = notes
    return found | {"category": category, "extension": extension}


def _code_list(name: str, language: Language, address: Address) -> JsonObject:
    return {
        "id": name,
        "label": code_lists.label_of(name).of(language),
        "type": "Valueset" if name == code_lists.REPORTED else "Aggregation",
        "links": [{"rel": "metadata", "hreflang": language, "href": address(name)}],
    }
