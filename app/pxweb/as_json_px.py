"""PxWeb's own JSON: a row for each combination, a column for each measure, figures and symbols as text."""

from itertools import product
from typing import Any

import orjson

from app.pxweb.cubes import SYMBOL
from app.pxweb.extract import Extract, ExtractAxis


def as_json_px(extract: Extract) -> bytes:
    language = extract.language
    keys = [axis for axis in extract.axes if axis.variable.role != "metric"]
    (contents,) = [axis for axis in extract.axes if axis.variable.role == "metric"]
    order = [extract.axes.index(one) for one in (*keys, contents)]
    shaped = extract.numbers.reshape(extract.shape).transpose(order)
    width = len(contents.values)
    cells = _texts(shaped.reshape(-1).tolist())
    data = [
        {"key": [one.code for one in key], "values": cells[place * width : (place + 1) * width]}
        for place, key in enumerate(product(*(one.values for one in keys)))
    ]
    columns = [_column(one, language) for one in keys] + [
        {"code": value.code, "text": value.text.of(language), "type": "c", "unit": value.unit.of(language)}
        for value in contents.values
    ]
    comments = [{"comment": one.of(language)} for one in extract.notes]
    comments += [
        {"variable": axis.code, "comment": note.of(language)}
        for axis in extract.axes
        for note in axis.variable.notes
    ]
    about = {
        "label": extract.of(extract.title),
        "source": extract.of(extract.cube.source),
        "updated": f"{extract.cube.updated}T00:00:00Z",
    }
    return orjson.dumps({"columns": columns, "comments": comments, "data": data, "metadata": [about]})


def _column(axis: ExtractAxis, language: Any) -> dict[str, str]:
    kind = "t" if axis.variable.role == "time" else "d"
    return {"code": axis.code, "text": axis.variable.text.of(language), "type": kind}


def _texts(numbers: list[int]) -> list[str]:
    return [SYMBOL[number] if number < 0 else str(number) for number in numbers]
