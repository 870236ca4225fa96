"""Parquet for data frames: codes, one row for each combination, two columns for each measure.

A measure's own column has the figure or null, the one that ends in `_symbol` the symbol of a null. They are
named as PxWeb names them. `timestamp` is the first day of the period.
"""

import io
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from app.pxweb.cubes import SYMBOL
from app.pxweb.extract import Extract, ExtractAxis
from app.vocabulary.periods import months_of


def as_parquet(extract: Extract) -> bytes:
    axes = extract.axes
    keys = [one for one in axes if one.variable.role != "metric"]
    (contents,) = [one for one in axes if one.variable.role == "metric"]
    order = [axes.index(one) for one in (contents, *keys)]
    shaped = extract.numbers.reshape(extract.shape).transpose(order).reshape(len(contents.values), -1)
    columns: dict[str, pa.Array] = {}
    places = np.indices([len(one.values) for one in keys]).reshape(len(keys), -1)
    for axis, place in zip(keys, places, strict=True):
        columns[axis.code] = _codes(axis, place)
        if axis.variable.role == "time":
            days = pa.array([_first_day(one.code) for one in axis.values], pa.date32())
            columns["timestamp"] = days.take(pa.array(place))
    for value, numbers in zip(contents.values, shaped, strict=True):
        name = "value" if len(contents.values) == 1 else f"{contents.code}_{value.code}"
        columns[name] = pa.array(np.where(numbers < 0, 0, numbers), mask=numbers < 0)
        symbols = [SYMBOL[one] if one < 0 else None for one in numbers.tolist()]
        columns[f"{name}_symbol"] = pa.array(symbols, pa.string())
    table = pa.table(columns).replace_schema_metadata(
        {"title": extract.of(extract.title), "note": " ".join(extract.of(note) for note in extract.notes)}
    )
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def _codes(axis: ExtractAxis, place: npt.NDArray[np.int64]) -> pa.Array:
    codes = pa.array([value.code for value in axis.values], pa.string())
    return codes.take(pa.array(place))


def _first_day(period: str) -> date:
    return date.fromisoformat(f"{months_of(period)[0]}-01")
