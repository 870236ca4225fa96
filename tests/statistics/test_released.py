"""Released figures at the named addresses: what is published and no more, in every format, for whom."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from typing import Any

import openpyxl
import pytest
from pydantic import TypeAdapter
from pyjstat import pyjstat
from starlette.testclient import TestClient

from app.access.actor import COMMAND_LINE, Scopes
from app.access.research_keys import service as research_keys
from app.release.storage.frozen_table import FrozenTable
from app.statistics.response_models import StatisticsReply
from app.tables.registry import TABLES
from tests.pxweb.releases import publish, publish_all
from tests.support.every_record import every_record
from tests.support.service import TODAY, Service, Templates, start
from tests.support.unprotected import unprotected
from tests.tables import city
from tests.tables.filed import PATH, ask, cell_of, file

FIGURES = ("count", "base", "base_of", "share", "mean", "not_known", "status")


@pytest.fixture(scope="module")
def made(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """With the releases made by hand."""
    folder = tmp_path_factory.mktemp("released")
    for service in start(templates.sqlite(folder / "stodlogg.db", "stockholm"), "stockholm"):
        publish_all(service.database)
        yield service


def keyed(service: Service, tables: frozenset[str] | None, districts: frozenset[str] | None) -> TestClient:
    with service.database.writing() as session:
        until = TODAY + timedelta(days=30)
        scopes = Scopes(tables, districts)
        key = research_keys.create_key(session, COMMAND_LINE, scopes, until, None, service.here).key
    client = service.client()
    client.headers["Authorization"] = f"Bearer {key}"
    return client


def figures(reply: Mapping[str, Any]) -> dict[frozenset[tuple[str, str]], Any]:
    return {
        frozenset([("measure", row["measure"]), *cell_of(row).items()]): row["count"] for row in reply["rows"]
    }


def test_a_researcher_reads_the_latest_release(made: Service) -> None:
    reply = ask(made.researcher(), "routes-in", lang="en")
    TypeAdapter(StatisticsReply).validate_python(reply)
    assert (reply["edition"], reply["periods"]) == ("released", ["2023-T3"])
    assert reply["districts"] == ["stockholm"]
    (release,) = reply["releases"]
    assert (release["release"], release["published"]) == ("2023-T3-r1", "2026-10-01")
    assert len(release["content_hash"]) == 64
    rows = {row["route_in"]: row for row in reply["rows"] if row["measure"] == "sessions"}
    (in_use,) = [row for row in reply["rows"] if row["measure"] == "routes-in-use"]
    assert (in_use["count"], in_use["status"]) == (None, "suppressed")  # one of them is withheld
    assert {code: row["count"] for code, row in rows.items()} == {
        "clinic": None, "school": 2017, "friend": 2018,
    }  # fmt: skip
    assert rows["clinic"]["status"] == "suppressed"
    assert "'..'" in reply["notes"][0]
    # Known are all of them together; one is withheld, so that the base is what the total says.
    assert {row["base"] for row in rows.values() if row["count"]} == {2019}
    assert rows["clinic"]["share"] is None


def test_periods_and_districts_come_as_rows_of_their_own(made: Service) -> None:
    reply = ask(made.researcher(), "routes-in", period="2023-T1,2023-T3", by="district")
    assert reply["periods"] == ["2023-T1", "2023-T3"]
    assert {row["period"] for row in reply["rows"]} == {"2023-T1", "2023-T3"}
    assert {row["district"] for row in reply["rows"]} == {
        "farsta", "rinkeby-kista", "spanga-tensta", "stockholm",
    }  # fmt: skip
    current = ask(made.researcher(), "routes-in", period="2023-T3", by="district", division="current")
    assert list(dict.fromkeys(row["district"] for row in current["rows"])) == ["farsta", "jarva", "stockholm"]
    by_time = ask(made.researcher(), "theme-meetings", period="2023-T1..2023-T3", by="tertial")
    assert {(row["tertial"], row["count"]) for row in by_time["rows"] if row["measure"] == "meetings"} == {
        ("2023-T1", 1208),
        ("2023-T3", 2208),
    }
    (of_the_city,) = ask(made.researcher(), "context", by="")["rows"]
    assert (of_the_city["count"], cell_of(of_the_city)) == (5002, {})
    missing = ask(made.researcher(), "context", district="rinkeby-kista")["rows"]
    assert [(row["count"], row["status"]) for row in missing] == [(None, "not-applicable")]


@pytest.mark.parametrize(
    ("asked", "status", "kind"),
    [
        ({"period": "2019-T1"}, 404, "release-not-found"),
        ({"period": "soon"}, 422, "invalid-selection"),
        ({"by": "month"}, 422, "invalid-selection"),
        ({"by": "arena"}, 422, "invalid-selection"),
        ({"area": "husby"}, 422, "invalid-selection"),
        ({"district": "moon"}, 422, "invalid-selection"),
        ({"district": "farsta,stockholm", "by": ""}, 422, "invalid-selection"),
        ({"compare": "year-before"}, 422, "invalid-selection"),
        ({"edition": "draft"}, 422, "invalid-selection"),
        ({"edition": "live"}, 403, "not-allowed"),
    ],
)
def test_what_cannot_be_asked_for(made: Service, asked: dict[str, str], status: int, kind: str) -> None:
    reply = made.researcher().get(f"{PATH}/routes-in", params=asked)
    assert (reply.status_code, reply.json()["type"]) == (status, f"/problems/{kind}")


def test_who_sees_what(made: Service) -> None:
    farsta = made.coordinator("farsta")
    assert ask(farsta, "routes-in", period="2023-T3")["edition"] == "live"
    refused = farsta.get(f"{PATH}/routes-in", params={"district": "skarpnack", "period": "2023-T3"})
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/other-district")
    released = ask(farsta, "routes-in", edition="released", by="district", period="2023-T3")
    assert released == ask(made.researcher(), "routes-in", by="district", period="2023-T3")

    own = keyed(made, frozenset({"routes-in"}), frozenset({"farsta"}))
    assert {row["district"] for row in ask(own, "routes-in", by="district")["rows"]} == {
        "farsta",
        "stockholm",
    }
    for asked in ("routes-in?district=rinkeby-kista&by=district", "context"):
        reply = own.get(f"{PATH}/{asked}")
        assert (reply.status_code, reply.json()["type"]) == (403, "/problems/out-of-scope")
    assert [one["id"] for one in own.get(PATH).json()["tables"]] == ["routes-in"]


def test_answers_have_tags_and_limits(made: Service) -> None:
    client = made.researcher()
    first = client.get(f"{PATH}/routes-in")
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(f"{PATH}/routes-in", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    for reply in (first, again, client.get(PATH), client.get(f"{PATH}/routes-in?by=moon")):
        assert "ratelimit" in reply.headers


# ------------------------------------------------------------------------ the formats, in both editions


def rows_of_csv(client: TestClient, table: str, **asked: str) -> list[dict[str, str]]:
    reply = client.get(f"{PATH}/{table}", params={**asked, "format": "csv"})
    return list(csv.DictReader(io.StringIO(reply.content.decode("utf-8-sig"), newline="")))


def rows_of_xlsx(client: TestClient, table: str, **asked: str) -> list[dict[str, Any]]:
    reply = client.get(f"{PATH}/{table}", params={**asked, "format": "xlsx"})
    sheet = openpyxl.load_workbook(io.BytesIO(reply.content)).worksheets[0]
    names, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def values_of_json_stat(client: TestClient, table: str, **asked: str) -> dict[frozenset[Any], Any]:
    reply = client.get(f"{PATH}/{table}", params={**asked, "format": "json-stat2"})
    frame = pyjstat.Dataset.read(reply.text).write("dataframe", naming="id")
    records = frame[frame["value"].notna()].to_dict("records")
    return {
        frozenset((k, v) for k, v in one.items() if k != "value" and v != "total"): one["value"]
        for one in records
    }


def expected(rows: list[dict[str, Any]]) -> dict[frozenset[Any], Any]:
    named = ("count", "base", "share", "mean", "not_known")
    return {
        frozenset([*cell_of(row).items(), ("measure", row["measure"]), ("figure", name)]): row[name]
        for row in rows
        for name in named
        if row[name] is not None
    }


@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")
@pytest.mark.parametrize("table", ["routes-in", "theme-meetings", "next-steps"])
@pytest.mark.parametrize("asked", [{"period": "2023-T1,2023-T3"}, {"period": "2023-T3", "by": "district"}])
def test_released_figures_are_the_same_in_every_format(
    made: Service, table: str, asked: dict[str, str]
) -> None:
    same_in_every_format(made.researcher(), table, **asked)


def same_in_every_format(client: TestClient, table: str, **asked: str) -> None:
    rows = ask(client, table, **asked)["rows"]
    assert rows
    as_csv, as_xlsx = rows_of_csv(client, table, **asked), rows_of_xlsx(client, table, **asked)
    assert len(as_csv) == len(as_xlsx) == len(rows)
    for row, line, cells in zip(rows, as_csv, as_xlsx, strict=True):
        assert {name: value for name, value in cells.items() if value is not None} == {
            name: value for name, value in row.items() if value is not None
        }
        assert {name: "" if cells[name] is None else cells[name] for name in line if name not in FIGURES} == {
            name: value for name, value in line.items() if name not in FIGURES
        }
        assert [line[name] and float(line[name]) for name in ("count", "share")] == [
            "" if row[name] is None else row[name] for name in ("count", "share")
        ]
    assert values_of_json_stat(client, table, **asked) == expected(rows)


# ------------------------------------------------------------------------- derived as live figures are


@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")
def test_where_nothing_is_withheld_a_release_says_what_live_figures_say(
    everything: tuple[Service, list[FrozenTable]],
) -> None:
    """Every table: counts, bases, shares and means, of every district."""
    client = everything[0].coordinator()
    compared = 0
    for table in TABLES:
        period = "2023" if table.grain == "year" else "2024-T1"
        usual = [one for one in table.usual if one not in ("district", "tertial", "year")]
        asked = {"period": period, "by": ",".join(("district", *usual))}
        with every_record():
            live = {key(row): row for row in ask(client, table.id, **asked)["rows"]}
        there = ask(client, table.id, edition="released", **asked)["rows"]
        for row in there:
            if row["district"] == "stockholm" and not table.city:
                continue
            own = live.get(key(row))
            if own is None:
                assert row["count"] in (0, None), (table.id, row)
                continue
            compared += 1
            assert figures_of(row) == figures_of(own), (table.id, row, own)
    assert compared > 500


@pytest.fixture(scope="module")
def everything(
    templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Service, list[FrozenTable]]]:
    """Every table of the product as a release of the real catalogue has it."""
    folder = tmp_path_factory.mktemp("everything")
    url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    for service in start(url, "stockholm", key_requests_per_minute=10_000):
        file(service, *city.everything("stockholm"))
        tables = []
        for tertial in ("2023-T3", "2024-T1"):
            own = unprotected(service.database, service.here.catalogue, tertial)
            publish(service.database, tertial, own, day=date(2026, 11, 1))
            tables += own
        yield service, tables


def test_every_table_is_served_whole_by_both_interfaces(
    everything: tuple[Service, list[FrozenTable]],
) -> None:
    """Each figure of each frozen table is found in PxWeb's answer to `*`, at its own place."""
    service, tables = everything
    client = service.researcher()
    found: dict[tuple[str, str], dict[Any, Any]] = {}
    for one in client.get("/api/v2/tables", params={"pageSize": 100}).json()["tables"]:
        address = f"/api/v2/tables/{one['id']}"
        metadata = client.get(f"{address}/metadata").json()
        chosen = {f"valueCodes[{code}]": "*" for code in metadata["id"]}
        reply = client.get(f"{address}/data", params=chosen)
        assert reply.status_code == 200, (one["id"], reply.text)
        body = reply.json()
        axes = [list(body["dimension"][code]["category"]["index"]) for code in body["id"]]
        for code in body["id"]:
            labels = list(body["dimension"][code]["category"]["label"].values())
            assert len({label.casefold() for label in labels}) == len(labels), (one["id"], code)
        for place, cell in enumerate(product(*axes)):
            *codes, measure, period = cell
            symbol = (body.get("status") or {}).get(str(place))
            found.setdefault((one["subjectCode"], period), {})[*codes, measure] = body["value"][place], symbol
        for format_ in ("csv", "px", "xlsx", "html", "parquet", "json-px"):
            assert client.get(f"{address}/data", params={"outputFormat": format_}).status_code == 200
        assert client.get(f"/research/tables/{one['id']}").status_code == 200
    symbols = {"withheld": "..", "missing": "...", "not-known": "....", "not-applicable": "."}
    for table in tables:
        cells = found[table.id, table.period]
        for measure in table.measures:
            for where, value in table.cells(measure.code):
                expected_cell = (None, symbols[value]) if isinstance(value, str) else (value, None)
                assert cells[(*where, measure.code)] == expected_cell, (table.id, measure.code, where)


def key(row: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    cell = {name: value for name, value in cell_of(row).items() if name not in ("tertial", "year", "period")}
    return frozenset([*cell.items(), ("measure", row["measure"])])


def figures_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in FIGURES}
