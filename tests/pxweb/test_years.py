"""Years by the code list of the time variable: the sums of complete years, in every format and by foreign
clients."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pxweb import PxApi

from app.kit.db.database import Database
from app.pxweb.cubes import YEARS
from tests.pxweb.conftest import KEY_LIMIT, Served
from tests.pxweb.releases import context, next_steps, publish, routes_in, theme_meetings
from tests.pxweb.test_formats import (
    Cells,
    from_csv,
    from_html,
    from_json_px,
    from_parquet,
    from_px,
    from_xlsx,
    json_stat,
)
from tests.support.live import Live
from tests.support.service import Templates, settings_for

TABLE = "/tables/routes-in/data"
BY_YEAR = {
    "valueCodes[district]": "*",
    "valueCodes[route_in]": "*",
    "valueCodes[ContentsCode]": "*",
    "codelist[tertial]": YEARS,
}
STARTS = {"2023-T1": 1000, "2023-T2": 2000, "2023-T3": 3000, "2024-T1": 4000}
"""Järva was made of Rinkeby-Kista and Spånga-Tensta after the first of them; 2024 is not complete."""


@pytest.fixture(scope="module")
def served(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("years")
    url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    database = Database(settings_for(url, "stockholm"))
    for tertial, start in STARTS.items():
        tables = [routes_in(tertial, start), next_steps(tertial, start)]
        if tertial == "2024-T1":
            tables.append(theme_meetings(tertial, start))
        publish(database, tertial, [*tables, *([context("2023", 5)] if tertial == "2023-T3" else [])])
    with Live(url, "stockholm", folder, key_requests_per_minute=KEY_LIMIT) as live:
        yield Served(live, database)
    database.dispose()


@pytest.fixture(scope="module")
def client(served: Served) -> httpx.Client:
    return served.client()


def axes_of(reply: httpx.Response) -> dict[str, list[str]]:
    body = reply.json()
    return {code: list(body["dimension"][code]["category"]["index"]) for code in body["id"]}


def year(client: httpx.Client, format_: str = "json-stat2", **more: str) -> httpx.Response:
    reply = client.get(TABLE, params={**BY_YEAR, "outputFormat": format_, **more})
    assert reply.status_code == 200, reply.text
    return reply


def test_a_year_is_the_sum_of_its_tertials(client: httpx.Client) -> None:
    reply = year(client)
    cells = json_stat(reply, axes_of(reply))
    at = {key[:2]: value for key, value in cells.items()}
    assert {key[2:] for key in cells} == {("sessions", "2023")}
    # Farsta is the first row of nine and of twelve-by-four cells, whose second and seventh are withheld.
    assert at["farsta", "clinic"] == 1000 + 2000 + 3000
    assert at["farsta", "friend"] == ".."  # the second of the first tertial
    assert at["farsta", "total"] == (1000 + 2) + (2000 + 3) + (3000 + 3)
    assert at["farsta", "school"] == ".."  # the second of the later ones
    # No route was called school at first: of what the tertials had.
    assert at["stockholm", "school"] == (2000 + 17) + (3000 + 17)
    # A merged district takes in what its parts were before anybody knew of it.
    assert at["jarva", "clinic"] == (1000 + 3) + (2000 + 12) + (3000 + 12)
    assert at["rinkeby-kista", "clinic"] == (1000 + 3) + (2000 + 4) + (3000 + 4)
    assert at["spanga-tensta", "clinic"] == (2000 + 8) + (3000 + 8)


READERS: dict[str, Callable[[httpx.Response, Any], Cells]] = {
    "csv": from_csv,
    "xlsx": from_xlsx,
    "html": from_html,
    "parquet": from_parquet,
    "json-px": from_json_px,
}


@pytest.mark.parametrize("format_", [*READERS, "px"])
def test_every_format_has_the_years(
    client: httpx.Client, format_: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = year(client)
    axes = axes_of(whole)
    reply = year(client, format_)
    if format_ == "px":
        assert 'TIMEVAL("År")=TLIST(A1),"2023";' in reply.text
        found = from_px(reply, axes, tmp_path)
        capsys.readouterr()
    else:
        found = READERS[format_](reply, axes)
    assert found == json_stat(whole, axes)


def test_the_list_has_complete_years_alone(client: httpx.Client) -> None:
    (listed,) = client.get("/tables/routes-in/metadata").json()["dimension"]["tertial"]["extension"][
        "codelists"
    ]
    assert (listed["id"], listed["type"]) == (YEARS, "Aggregation")
    (own,) = client.get(f"/codelists/{YEARS}").json()["values"]
    assert own == {"code": "2023", "label": "2023", "valueMap": ["2023-T1", "2023-T2", "2023-T3"]}
    by_year = client.get("/tables/routes-in/metadata", params={"codelist[tertial]": YEARS})
    assert axes_of(by_year)["tertial"] == ["2023"]
    plain = client.get("/tables/routes-in/metadata").json()
    assert list(plain["dimension"]["tertial"]["category"]["index"]) == list(STARTS)
    for refused in ("2024", "2023-T1"):
        reply = client.get(TABLE, params={**BY_YEAR, "valueCodes[tertial]": refused})
        assert (reply.status_code, reply.json()["type"]) == (400, "/problems/no-such-value")
    # A table of one tertial has no year, and one of years has no list of them.
    for table, variable in (("theme-meetings", "tertial"), ("context", "year")):
        reply = client.get(f"/tables/{table}/data", params={f"codelist[{variable}]": YEARS})
        assert (reply.status_code, reply.json()["type"]) == (400, "/problems/no-such-code-list")


def test_single_values_are_the_tertials_of_the_years(client: httpx.Client) -> None:
    single = year(client, **{"outputValues[Tertial]": "single", "valueCodes[TERTIAL]": "2023"})
    assert axes_of(single)["tertial"] == ["2023-T1", "2023-T2", "2023-T3"]
    chosen = {**BY_YEAR, "valueCodes[tertial]": "2023-T*"}
    del chosen["codelist[tertial]"]
    assert client.get(TABLE, params=chosen).json() == single.json()
    assert year(client, **{"outputValues[tertial]": "aggregated"}).json() == year(client).json()
    other = client.get(TABLE, params={**BY_YEAR, "outputValues[tertial]": "both"})
    assert (other.status_code, other.json()["type"]) == (400, "/problems/bad-parameter")
    selection = [
        {"variableCode": name, "valueCodes": ["*"]} for name in ("district", "route_in", "ContentsCode")
    ]
    of_time = {"variableCode": "tertial", "valueCodes": ["*"], "codelist": YEARS}
    for output, expected in (("single", single), ("aggregated", year(client))):
        body = {"selection": [*selection, {**of_time, "outputValues": output}]}
        assert client.post(TABLE, json=body).json() == expected.json()


def test_a_reader_of_one_district_has_its_years(served: Served) -> None:
    own = year(served.client(served.key(districts=frozenset({"farsta"}))))
    assert axes_of(own)["district"] == ["farsta", "stockholm"]
    assert own.json()["value"][0] == 6000


def test_pxwebpy_reads_years(served: Served) -> None:
    """Without regard to what it knows of: the list is in the metadata, and is asked for by its name."""
    address = served.live.url.replace("://", f"://key:{served.key()}@")
    api = PxApi(f"{address}/api/v2", language="en")
    assert [one["id"] for one in api.get_table_variables("routes-in")["tertial"]["codelists"]] == [YEARS]
    assert [one["code"] for one in api.get_code_list(YEARS)["values"]] == ["2023"]
    chosen: dict[str, list[str] | str] = {
        "district": ["farsta"], "route_in": ["clinic"], "ContentsCode": "*", "tertial": "*",
    }  # fmt: skip
    (row,) = api.get_table_data("routes-in", chosen, {"tertial": YEARS}, show="code")
    assert row["value"] == 6000
    assert "2023" in row.values()
