"""Every figure that a file has anywhere: in cells, attributes, sheets nobody looks at, statistics, notes.

Each reader gives all numbers of a format; `leaking` puts one into a file where a careless program would.
"""

import csv
import io
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.parquet as pq

Numbers = Counter[int]
SECRET = 77_777_777
"""A figure that no table of the test has."""


def _number(text: str) -> Iterator[int]:
    if re.fullmatch(r"-?\d+", text.strip()):
        yield int(text)


def in_csv(body: bytes) -> Numbers:
    return Counter(
        number
        for line in csv.reader(io.StringIO(body.decode("utf-8-sig")))
        for cell in line
        for number in _number(cell)
    )


class _Html(HTMLParser):
    LOOKS = ("rowspan", "colspan", "tabindex")

    def __init__(self) -> None:
        super().__init__()
        self.found: Numbers = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update(n for name, value in attrs if name not in self.LOOKS for n in _number(value or ""))

    def handle_data(self, data: str) -> None:
        self.found.update(_number(data))

    def handle_comment(self, data: str) -> None:
        self.found.update(_number(data))


def in_html(body: bytes) -> Numbers:
    parser = _Html()
    parser.feed(body.decode())
    return parser.found


def in_xlsx(body: bytes) -> Numbers:
    """Of every sheet and every part beside them: strings, comments, defined names, properties."""
    found: Numbers = Counter()
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        for name in book.namelist():
            part = ElementTree.fromstring(book.read(name))
            for one in part.iter():
                tag = one.tag.rpartition("}")[2]
                if tag == "c" and one.get("t") != "s":
                    found.update(n for v in one for n in _number(v.text or ""))
                elif tag in ("t", "f", "definedName") or "comments" in name or "docProps/custom" in name:
                    found.update(_number(one.text or ""))
    return found


def in_parquet(body: bytes) -> Numbers:
    """Of the columns; statistics and metadata have to say nothing that is not there."""
    file = pq.ParquetFile(io.BytesIO(body))
    table = file.read()
    found: Numbers = Counter()
    met: set[int] = set()
    for name, column in zip(table.column_names, table.columns, strict=True):
        values = column.to_pylist()
        texts = [n for v in values if isinstance(v, str) for n in _number(v)]
        found.update(v for v in values if isinstance(v, int))
        found.update(texts if name.endswith("_symbol") else ())  # others hold the categories' codes
        met |= {*found, *texts}
    for group in range(file.metadata.num_row_groups):
        for place in range(file.metadata.num_columns):
            told = file.metadata.row_group(group).column(place).statistics
            for edge in (told.min, told.max) if told is not None and told.has_min_max else ():
                found.update(n for n in _number(str(edge)) if n not in met)
    for key, value in (table.schema.metadata or {}).items():
        found.update(n for n in _number(value.decode()) if key not in (b"title", b"note"))
    return found


def in_px(body: bytes) -> Numbers:
    """Of the data and of every other keyword but those that say how the file is to be read."""
    head, data = body.decode().split("DATA=")
    found: Numbers = Counter(
        n for one in data.replace('"', " ").replace(";", " ").split() for n in _number(one)
    )
    for line in head.splitlines():
        keyword, _, value = line.partition("=")
        if not keyword.startswith(("AXIS-VERSION", "DECIMALS", "SHOWDECIMALS", "CODES", "VALUES", "TIMEVAL")):
            found.update(n for one in value.strip(";").split(",") for n in _number(one.strip('"')))
    return found


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, (*path, key))
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, path)
    else:
        yield path, value


def _in_json(body: bytes, *about: str) -> Numbers:
    return Counter(
        number
        for path, value in _leaves(json.loads(body))
        if not set(path) & set(about) and not isinstance(value, bool) and value is not None
        for number in _number(str(value))
    )


def in_json_stat(body: bytes) -> Numbers:
    return _in_json(body, "size", "index", "label", "decimals", "firstPeriod", "lastPeriod")


def in_json_px(body: bytes) -> Numbers:
    return _in_json(body, "key")


READERS: dict[str, Callable[[bytes], Numbers]] = {
    "csv": in_csv,
    "px": in_px,
    "xlsx": in_xlsx,
    "html": in_html,
    "parquet": in_parquet,
    "json-px": in_json_px,
    "json-stat2": in_json_stat,
}


def beyond(bodies: dict[str, bytes]) -> dict[str, Numbers]:
    """By format, the figures that it has and CSV does not show."""
    shown = in_csv(bodies["csv"])
    return {name: READERS[name](body) - shown for name, body in bodies.items() if name != "csv"}


def leaking(bodies: dict[str, bytes]) -> dict[str, bytes]:
    """The same files, each with the figure somewhere behind a mark."""
    secret = str(SECRET)
    stat, px = json.loads(bodies["json-stat2"]), json.loads(bodies["json-px"])
    stat["status"] = {**stat["status"], "note": secret}
    px["metadata"][0]["raw"] = SECRET
    return {
        "csv": bodies["csv"],
        "html": bodies["html"].replace(b"<td>..</td>", f'<td data-count="{secret}">..</td>'.encode(), 1),
        "px": bodies["px"].replace(b"DATA=", f'CELLNOTE("*")="{secret}";\r\nDATA='.encode()),
        "json-stat2": json.dumps(stat).encode(),
        "json-px": json.dumps(px).encode(),
        "xlsx": _leaking_xlsx(bodies["xlsx"]),
        "parquet": _leaking_parquet(bodies["parquet"]),
    }


def _leaking_xlsx(body: bytes) -> bytes:
    """A column far to the right, as hidden ones are."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as book, zipfile.ZipFile(out, "w") as other:
        for name in book.namelist():
            part = book.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"</row>", f'<c r="XFD1"><v>{SECRET}</v></c></row>'.encode(), 1)
            other.writestr(name, part)
    return out.getvalue()


def _leaking_parquet(body: bytes) -> bytes:
    """The figure stands in its column, and the symbol beside it says that it does not."""
    table = pq.read_table(io.BytesIO(body))
    for place, name in enumerate(table.column_names):
        values = table.column(place).to_pylist()
        if f"{name}_symbol" in table.column_names and None in values:
            values[values.index(None)] = SECRET
            table = table.set_column(place, name, pa.array(values, pa.int64()))
            break
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()
