"""Every output format, read by a reader that is not ours: the same figures and symbols in all of them."""

import csv
import io
import json
import re
from collections.abc import Mapping
from itertools import product
from typing import Any

import html5lib
import httpx
import openpyxl
import pyarrow.parquet as pq
import pytest
from pyaxis import pyaxis

from app.pxweb.words import MISSING_SYMBOL, NOTHING_SYMBOL, WITHHELD_SYMBOL
from app.release.storage.frozen_table import FrozenTable
from tests.pxweb.releases import RELEASES
from tests.pxweb.test_clients import asked

Cells = Mapping[tuple[str, ...], int | str]
SYMBOLS = {"withheld": WITHHELD_SYMBOL, "missing": MISSING_SYMBOL}
TABLES = ("routes-in", "next-steps", "next-steps-sessions-known", "theme-meetings", "context")


def released(name: str, axes: Mapping[str, list[str]]) -> Cells:
    """Every cell of the cube by its codes, straight from the frozen tables."""
    id_ = "next-steps" if name.startswith("next-steps") else name
    frozen: dict[str, FrozenTable] = {
        one.period: one for tables in RELEASES.values() for one in tables if one.id == id_
    }
    found: dict[tuple[str, ...], int | str] = {}
    for key in product(*axes.values()):
        cell = dict(zip(axes, key, strict=True))
        table = frozen[cell["year" if "year" in cell else "tertial"]]
        try:
            value = table.at(cell["ContentsCode"], cell)
        except KeyError:
            value = NOTHING_SYMBOL  # type: ignore[assignment]
        found[key] = SYMBOLS.get(value, value) if isinstance(value, str) else value
    return found


def axes_of(client: httpx.Client, table: str) -> dict[str, list[str]]:
    metadata = client.get(f"/tables/{table}/metadata").json()
    return {code: list(metadata["dimension"][code]["category"]["index"]) for code in metadata["id"]}


def figure(text: Any) -> int | str:
    return int(text) if str(text).isdigit() else str(text)


def json_stat(reply: httpx.Response, axes: Mapping[str, list[str]]) -> Cells:
    body = reply.json()
    assert [len(one) for one in axes.values()] == body["size"]
    cells = [
        body["status"][str(place)] if value is None else value for place, value in enumerate(body["value"])
    ]
    return dict(zip(product(*axes.values()), cells, strict=True))


def _grid(rows: list[list[Any]], axes: Mapping[str, list[str]], heads: int) -> Cells:
    """A table of stub columns and heading rows, where each heading cell stands in its own column."""
    stub = len(axes) - 2
    columns = [
        tuple(str(rows[level][place]) for level in range(heads)) for place in range(stub, len(rows[0]))
    ]
    return {
        (*(str(one) for one in row[:stub]), *key): figure(cell)
        for row in rows[heads:]
        for key, cell in zip(columns, row[stub:], strict=True)
    }


def from_csv(reply: httpx.Response, axes: Mapping[str, list[str]]) -> Cells:
    rows = list(csv.reader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))
    stub = len(axes) - 2
    assert rows[0][:stub] == list(axes)[:stub]
    split = [
        [name.split(" ")[level] if place >= stub else name for place, name in enumerate(rows[0])]
        for level in (0, -1)
    ]
    return _grid([*split, *rows[1:]], axes, 2)


def from_xlsx(reply: httpx.Response, axes: Mapping[str, list[str]]) -> Cells:
    book = openpyxl.load_workbook(io.BytesIO(reply.content))
    sheet = book.worksheets[0]
    assert not [cell for one in book for row in one.iter_rows() for cell in row if cell.data_type == "f"]
    return _grid([[cell.value for cell in row] for row in sheet.iter_rows()], axes, 2)


def from_html(reply: httpx.Response, axes: Mapping[str, list[str]]) -> Cells:
    tree = html5lib.parse(reply.text, namespaceHTMLElements=False)
    assert len(tree.findall(".//table")) == 1
    assert tree.find(".//caption") is not None
    stub = len(axes) - 2
    heads = [
        [th for th in row.findall("th") if "rowspan" not in th.attrib] for row in tree.findall(".//thead/tr")
    ]
    spread = [[th.text for th in row for _ in range(int(th.get("colspan", "1")))] for row in heads]
    rows = [
        [*(th.text for th in row.findall("th")), *(td.text for td in row.findall("td"))]
        for row in tree.findall(".//tbody/tr")
    ]
    assert all(th.get("scope") == "row" for row in tree.findall(".//tbody/tr") for th in row.findall("th"))
    return _grid([*([""] * stub + row for row in spread), *rows], axes, 2)


def from_parquet(reply: httpx.Response, axes: Mapping[str, list[str]]) -> Cells:
    table = pq.read_table(io.BytesIO(reply.content))
    measures = axes["ContentsCode"]
    found: dict[tuple[str, ...], int | str] = {}
    for row in table.to_pylist():
        for measure in measures:
            name = "value" if len(measures) == 1 else f"ContentsCode_{measure}"
            key = tuple(measure if code == "ContentsCode" else row[code] for code in axes)
            value, symbol = row[name], row[f"{name}_symbol"]
            assert (value is None) != (symbol is None)
            found[key] = symbol if value is None else value
    return found


def from_json_px(reply: httpx.Response, axes: Mapping[str, list[str]]) -> Cells:
    body = reply.json()
    keys = [one["code"] for one in body["columns"] if one["type"] in "dt"]
    measures = [one["code"] for one in body["columns"] if one["type"] == "c"]
    found = {}
    for row in body["data"]:
        cell = dict(zip(keys, row["key"], strict=True))
        for measure, value in zip(measures, row["values"], strict=True):
            found[tuple({**cell, "ContentsCode": measure}[code] for code in axes)] = figure(value)
    return found


def from_px(reply: httpx.Response, axes: Mapping[str, list[str]], folder: Any) -> Cells:
    file = folder / "table.px"
    file.write_bytes(reply.content)
    parsed = pyaxis.parse(str(file), encoding="utf-8", lang="sv", null_values="never", sd_values="never")
    cells = [figure(one.strip('"')) for one in parsed["DATA"]["DATA"]]
    return dict(zip(product(*axes.values()), cells, strict=True))


@pytest.mark.parametrize("table", TABLES)
def test_every_format_has_the_released_figures(
    client: httpx.Client, table: str, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    axes = axes_of(client, table)
    expected = released(table, axes)
    assert json_stat(asked(client, table, "json-stat2"), axes) == expected
    assert from_csv(asked(client, table, "csv"), axes) == expected
    assert from_xlsx(asked(client, table, "xlsx"), axes) == expected
    assert from_html(asked(client, table, "html"), axes) == expected
    assert from_parquet(asked(client, table, "parquet"), axes) == expected
    assert from_json_px(asked(client, table, "json-px"), axes) == expected
    assert from_px(asked(client, table, "px"), axes, tmp_path) == expected
    capsys.readouterr()


@pytest.mark.parametrize("format_", ["csv", "xlsx", "html"])
def test_codes_texts_or_both(client: httpx.Client, format_: str) -> None:
    def shown(reply: httpx.Response) -> str:
        if format_ == "xlsx":
            sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).worksheets[0]
            return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        return reply.content.decode("utf-8-sig")

    def all_of(params: str, lang: str = "sv") -> str:
        return shown(asked(client, "routes-in", format_, outputFormatParams=params, lang=lang))

    assert "farsta sv" in all_of("UseTexts")
    assert "farsta en" in all_of("usetexts", "en")
    assert "farsta - farsta sv" in all_of("UseCodesAndTexts")
    title = "routes-in sv efter stadsdelsförvaltning, route_in sv. 2023-T1 - 2023-T3"
    assert title in all_of("UseCodes,IncludeTitle")
    assert "farsta sv" not in all_of("UseCodes").replace(title, "")


def test_separators_of_csv(client: httpx.Client) -> None:
    for name, separator in (("Tab", "\t"), ("Space", " "), ("Semicolon", ";")):
        reply = asked(client, "routes-in", "csv", outputFormatParams=f"Separator{name}")
        (first, *_) = csv.reader(
            io.StringIO(reply.content.decode("utf-8-sig"), newline=""), delimiter=separator
        )
        assert first == ["district", "route_in", "sessions 2023-T1", "sessions 2023-T3"]


def test_placement(client: httpx.Client) -> None:
    reply = asked(client, "routes-in", "csv", stub="tertial,ContentsCode,route_in", heading="DISTRICT")
    header = reply.content.decode("utf-8-sig").splitlines()[0]
    assert header == "tertial,ContentsCode,route_in,farsta,rinkeby-kista,spanga-tensta,jarva,stockholm"
    stat = asked(client, "routes-in", "json-stat2", stub="tertial", heading="district,route_in").json()
    assert stat["id"] == ["tertial", "ContentsCode", "district", "route_in"]
    straight = asked(client, "routes-in", "json-stat2").json()
    expected = json_stat_by_id(straight)
    assert json_stat_by_id(stat) == expected


def json_stat_by_id(body: Mapping[str, Any]) -> dict[frozenset[tuple[str, str]], Any]:
    axes = [[(code, one) for one in body["dimension"][code]["category"]["index"]] for code in body["id"]]
    return {frozenset(key): value for key, value in zip(product(*axes), body["value"], strict=True)}


def test_symbols_are_explained_wherever_they_stand(client: httpx.Client) -> None:
    explained = re.compile(r"skydda enskilda|ingen ska kunna räkna fram")
    for format_ in ("json-stat2", "px", "html", "json-px"):
        assert explained.search(asked(client, "routes-in", format_).text), format_
    book = openpyxl.load_workbook(io.BytesIO(asked(client, "routes-in", "xlsx").content))
    assert explained.search(" ".join(str(cell.value) for row in book.worksheets[1] for cell in row))
    schema = pq.read_table(io.BytesIO(asked(client, "routes-in", "parquet").content)).schema
    assert explained.search(schema.metadata[b"note"].decode())


def test_px_says_what_a_px_file_must(client: httpx.Client) -> None:
    text = asked(client, "routes-in", "px").content.decode()
    keywords = set(re.findall(r"^([A-Z0-9-]+)", text, re.M))
    must = {
        "CHARSET", "AXIS-VERSION", "CODEPAGE", "LANGUAGE", "LANGUAGES", "CREATION-DATE", "DECIMALS", "MATRIX",
        "SUBJECT-CODE", "SUBJECT-AREA", "TITLE", "CONTENTS", "UNITS", "STUB", "HEADING", "VALUES", "CODES",
        "CONTVARIABLE", "DATASYMBOL1", "DATASYMBOL2", "DATASYMBOL3", "NOTEX", "DATA",
    }  # fmt: skip
    assert must <= keywords
    assert text.endswith(";\r\n")
    assert 'TLIST(A1),"2023";' in asked(client, "context", "px").content.decode()


def test_a_dataset_is_whole_json_stat(client: httpx.Client) -> None:
    body = json.loads(asked(client, "routes-in", "json-stat2").text)
    assert body["role"] == {"time": ["tertial"], "geo": ["district"], "metric": ["ContentsCode"]}
    for code, dimension in body["dimension"].items():
        labels = list(dimension["category"]["label"].values())
        assert len(set(labels)) == len(labels), code
        assert list(dimension["category"]["index"].values()) == list(range(len(labels)))
    clean = asked(client, "routes-in", "json-stat2", **{"valueCodes[route_in]": "total"}).json()
    assert ".." in clean["status"].values()
