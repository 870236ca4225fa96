"""Foreign clients, unchanged, against a live server: their data frames equal the release."""

import io
from collections.abc import Iterable, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import httpx
import pandas
import pytest
import requests
from pxweb import PxApi
from pyaxis import pyaxis
from pyjstat import pyjstat

from app.pxweb.code_lists import CURRENT, REPORTED
from app.release.storage.frozen_table import FrozenTable
from tests.pxweb.conftest import Served
from tests.pxweb.releases import RELEASES

LANGUAGE = "en"


@pytest.fixture(scope="module")
def api(served: Served) -> PxApi:
    """The client of Statistics Sweden's interface. It knows of no key: it comes with the address."""
    address = served.live.url.replace("://", f"://key:{served.key()}@")
    return PxApi(f"{address}/api/v2", language=LANGUAGE)


def frozen(table: str) -> dict[str, FrozenTable]:
    return {one.period: one for tables in RELEASES.values() for one in tables if one.id == table}


def released(table: str, measures: tuple[str, ...], period_code: str = "tertial") -> dict[Any, Any]:
    """What was released: by district, dimensions, measure and period, in codes."""
    found = {}
    for period, one in frozen(table).items():
        for measure in measures:
            for cell, value in one.cells(measure):
                found[(*cell, measure, period)] = value if isinstance(value, int) else None
    return found


def by_codes(rows: Iterable[Mapping[str, Any]]) -> dict[Any, Any]:
    """The same of a client's rows. What a period lacks is null there, and is not in the release."""
    return {tuple(value for name, value in one.items() if name != "value"): one["value"] for one in rows}


def equal(found: dict[Any, Any], expected: dict[Any, Any]) -> None:
    assert {key: found[key] for key in expected} == expected
    assert {value for key, value in found.items() if key not in expected} <= {None}
    assert any(value is None for value in expected.values())


def test_pxwebpy_lists_and_searches(api: PxApi) -> None:
    tables = {one["id"]: one for one in api.all_tables()}
    assert list(tables) == [
        "routes-in",
        "next-steps",
        "next-steps-sessions-known",
        "theme-meetings",
        "context",
    ]
    assert api.number_of_tables == len(tables)
    first = tables["routes-in"]
    assert (first["firstPeriod"], first["lastPeriod"], first["timeUnit"]) == ("2023-T1", "2023-T3", "Other")
    assert tables["context"]["timeUnit"] == "Annual"
    found = api.search(query="clinic", include_discontinued=True, past_days=3000, page_size=5)
    assert [one["id"] for one in found["tables"]] == ["routes-in"]
    assert [one["id"] for one in api.tables_on_path("next-steps")] == [
        "next-steps",
        "next-steps-sessions-known",
    ]
    assert {one["id"] for one in api.get_paths()} > {"stodlogg", "routes-in"}


def test_pxwebpy_reads_metadata(api: PxApi) -> None:
    variables = api.get_table_variables("routes-in")
    assert list(variables) == ["district", "route_in", "ContentsCode", "tertial"]
    district = variables["district"]
    assert district["elimination"] is True
    assert [one["id"] for one in district["codelists"]] == [REPORTED, CURRENT]
    assert list(district["category"]["label"]) == [
        "farsta",
        "rinkeby-kista",
        "spanga-tensta",
        "jarva",
        "stockholm",
    ]
    assert list(variables["route_in"]["category"]["label"]) == ["clinic", "school", "friend", "total"]
    assert variables["tertial"]["elimination"] is False
    assert api.get_table_variables("next-steps")["next_step"]["elimination"] is False


@pytest.mark.parametrize("table", ["routes-in", "next-steps", "theme-meetings"])
def test_pxwebpy_gives_the_release(api: PxApi, table: str) -> None:
    first = next(iter(frozen(table).values()))
    of = first.measures[0].dimensions
    measures = tuple(one.code for one in first.measures if one.dimensions == of)
    rows = api.get_table_data_all(table, show="code")
    equal(by_codes(rows), released(table, measures))


def test_pxwebpy_divides_what_is_too_large(api: PxApi) -> None:
    """The server's limit is 200 cells here; everything is asked for in parts."""
    assert api.get_config()["maxDataCells"] == 200
    everything: dict[str, list[str] | str] = dict.fromkeys(api.get_table_variables("theme-meetings"), "*")
    rows = api.get_table_data("theme-meetings", everything, show="code")
    expected = released(
        "theme-meetings", ("meetings", "participants", "participants-known", "participants-not-known")
    )
    equal(by_codes(rows), expected)


def test_pxwebpy_uses_both_divisions(api: PxApi) -> None:
    chosen: dict[str, list[str] | str] = {
        "ContentsCode": "*",
        "route_in": ["total"],
        "tertial": "2023-T3",
        "district": "*",
    }
    last = frozen("routes-in")["2023-T3"]
    for code_list, codes in (
        (REPORTED, ["farsta", "rinkeby-kista", "spanga-tensta", "stockholm"]),
        (CURRENT, ["farsta", "jarva", "stockholm"]),
    ):
        assert [one["code"] for one in api.get_code_list(code_list)["values"]] == codes
        rows = api.get_table_data("routes-in", dict(chosen), {"district": code_list}, show="code")
        found = {row["District"]: row["value"] for row in rows}
        expected = {code: last.at("sessions", {"district": code, "route_in": "total"}) for code in codes}
        assert found == {code: value if isinstance(value, int) else None for code, value in expected.items()}
    parts = {one["code"]: one["valueMap"] for one in api.get_code_list(CURRENT)["values"]}
    assert parts["stockholm"] == ["stockholm"]


def test_pxwebpy_gets_the_default_selection(api: PxApi) -> None:
    rows = api.get_table_data("routes-in", show="code")
    assert {key for row in rows for key in row} == {"route_in en", "Contents", "Tertial", "value"}
    last = frozen("routes-in")["2023-T3"]
    found = {row["route_in en"]: row["value"] for row in rows if row["Tertial"] == "2023-T3"}
    assert found["total"] == last.at("sessions", {"district": "stockholm", "route_in": "total"})


def asked(client: httpx.Client, table: str, format_: str, **more: str) -> httpx.Response:
    """Everything of a table, in a format."""
    size = client.get(f"/tables/{table}/metadata").json()["id"]
    chosen = {f"valueCodes[{code}]": "*" for code in size}
    reply = client.get(f"/tables/{table}/data", params={**chosen, "outputFormat": format_, **more})
    assert reply.status_code == 200, reply.text
    return reply


@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")  # it warns of itself
@pytest.mark.parametrize("table", ["routes-in", "next-steps", "context"])
def test_pyjstat_gives_the_release(client: httpx.Client, table: str) -> None:
    reply = asked(client, table, "json-stat2", lang=LANGUAGE)
    frame = pyjstat.Dataset.read(reply.text).write("dataframe", naming="id")
    found = {
        tuple(row[:-1]): None if pandas.isna(row[-1]) else int(row[-1])
        for row in frame.itertuples(index=False)
    }
    first = next(iter(frozen(table).values()))
    equal(found, released(table, (first.measures[0].code,)))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("table", ["routes-in", "context"])
def test_pyaxis_gives_the_release(
    client: httpx.Client, table: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = asked(client, table, "px", lang=language)
    file = tmp_path / "table.px"
    file.write_bytes(reply.content)
    parsed = pyaxis.parse(str(file), encoding="utf-8", lang=language)
    capsys.readouterr()  # it prints
    other = "en" if language == "sv" else "sv"
    assert parsed["METADATA"]["LANGUAGE"] == [language]
    assert set(parsed["METADATA"]["LANGUAGES"]) == {"sv", "en"}
    in_other = pyaxis.parse(str(file), encoding="utf-8", lang=other)
    frame = parsed["DATA"]
    assert list(frame["DATA"].astype(str)) == list(in_other["DATA"]["DATA"].astype(str))
    codes = [_codes(parsed["METADATA"], name) for name in frame.columns[:-1]]
    cells = frame["DATA"].tolist()
    found = {
        key: None if not str(cell).isdigit() else int(cell)
        for key, cell in zip(product(*codes), cells, strict=True)
    }
    first = next(iter(frozen(table).values()))
    equal(found, released(table, (first.measures[0].code,)))


def _codes(metadata: Mapping[str, Any], name: str) -> list[str]:
    return list(metadata[f"CODES({name})"])


def test_pandas_reads_csv_and_parquet_by_url(served: Served) -> None:
    """As most researchers do it: a session with the key, and an address."""
    session = requests.Session()
    session.trust_env = False
    session.headers["Authorization"] = f"Bearer {served.key()}"
    address = (
        f"{served.live.url}/api/v2/tables/routes-in/data?valueCodes[district]=*&valueCodes[route_in]=*"
        "&valueCodes[ContentsCode]=*&valueCodes[tertial]=top(1)"
    )
    stub = "&stub=district,route_in,ContentsCode,tertial"
    csv = pandas.read_csv(
        io.BytesIO(session.get(f"{address}{stub}&outputFormat=csv").content), na_values=[".", "..", "..."]
    )
    parquet = pandas.read_parquet(io.BytesIO(session.get(f"{address}&outputFormat=parquet").content))
    last = frozen("routes-in")["2023-T3"]
    expected = [value if isinstance(value, int) else None for _, value in last.cells("sessions")]
    assert [None if pandas.isna(one) else int(one) for one in csv["value"]] == expected
    assert [None if pandas.isna(one) else int(one) for one in parquet["value"]] == expected
    assert set(parquet["value_symbol"].dropna()) == {".."}
    session.close()
