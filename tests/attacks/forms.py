"""Where a careless program would put what was counted: in each form, somewhere that nobody looks.

`LEAKS` has one for each form of statistics and reports by the ending of its files; what they make is read as
before, and looks as before.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow.parquet as pq


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _leaves(one)
    else:
        yield value


def whole_numbers(body: bytes) -> set[int]:
    """Every whole number that a JSON body has anywhere."""
    return {one for one in _leaves(json.loads(body)) if isinstance(one, int) and not isinstance(one, bool)}


def _in_json(body: bytes, count: int) -> bytes:
    return json.dumps({**json.loads(body), "counted": count}).encode()


def _in_csv(body: bytes, count: int) -> bytes:
    return body + b" " * (count % 50)


def _in_html(body: bytes, count: int) -> bytes:
    return body.replace(b"<td", f'<td data-count="{count}"'.encode(), 1)


def _in_px(body: bytes, count: int) -> bytes:
    return body.replace(b"DATA=", f'CELLNOTE("*")="{count}";\r\nDATA='.encode())


def _in_pdf(body: bytes, count: int) -> bytes:
    return body + f"% {count}\n".encode()


def _in_xlsx(body: bytes, count: int) -> bytes:
    """A column far to the right, as hidden ones are."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as book, zipfile.ZipFile(out, "w") as other:
        for name in book.namelist():
            part = book.read(name)
            if name.endswith("sheet1.xml"):
                part = part.replace(b"</row>", f'<c r="XFD1"><v>{count}</v></c></row>'.encode(), 1)
            other.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def _in_zip(body: bytes, count: int) -> bytes:
    """The order of what is packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as book, zipfile.ZipFile(out, "w") as other:
        names = book.namelist()
        for name in names[count % len(names) :] + names[: count % len(names)]:
            other.writestr(zipfile.ZipInfo(name), book.read(name))
    return out.getvalue()


def _in_parquet(body: bytes, count: int) -> bytes:
    table = pq.read_table(io.BytesIO(body))
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"counted": str(count)}), out)
    return out.getvalue()


LEAKS: dict[str, Callable[[bytes, int], bytes]] = {
    "json": _in_json,
    "csv": _in_csv,
    "html": _in_html,
    "px": _in_px,
    "pdf": _in_pdf,
    "xlsx": _in_xlsx,
    "zip": _in_zip,
    "parquet": _in_parquet,
}
