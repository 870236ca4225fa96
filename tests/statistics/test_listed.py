"""What is listed answers: every table of both municipalities at every address, with no release or several."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.tables.rates import MeanOfMeasure
from app.tables.registry import BY_ID
from tests.pxweb.releases import publish
from tests.statistics.test_years import TERTIALS, records
from tests.support.service import Templates, start
from tests.support.unprotected import unprotected
from tests.tables.filed import PATH, file

PX = "/api/v2/tables"


def tables(client: TestClient) -> Iterator[dict[str, Any]]:
    """PxWeb's tables, each with its metadata; every address of each has answered."""
    listed = client.get(PX, params={"pageSize": 100}).json()["tables"]
    for one in listed:
        address = f"{PX}/{one['id']}"
        for path in ("", "/metadata", "/data", "/defaultselection"):
            reply = client.get(address + path)
            assert reply.status_code == 200, (one["id"], path, reply.text)
        yield one | {"metadata": client.get(f"{address}/metadata").json()}
    for one in client.get(PATH).json()["tables"]:
        reply = client.get(f"{PATH}/{one['id']}")
        assert reply.status_code == (200 if one["released"] else 404), (one, reply.text)


@pytest.mark.parametrize("catalogue", ["stockholm", "lindesberg"])
def test_every_listed_table_answers(catalogue: str, templates: Templates, tmp_path: Path) -> None:
    url = templates.sqlite(tmp_path / "stodlogg.db", catalogue)
    for service in start(url, catalogue, key_requests_per_minute=10_000):
        file(service, *records(catalogue))
        found = list(tables(service.researcher()))
        assert found == []
        for tertial in TERTIALS:
            own = unprotected(service.database, service.here.catalogue, tertial, rounded=5)
            publish(service.database, tertial, own, day=date(2026, 11, 1), municipality=catalogue)
            found = list(tables(service.researcher()))
            assert len(found) > 15
        types = {}
        for one in found:
            contents = one["metadata"]["dimension"]["ContentsCode"]
            declared = {measure.code: measure for measure in BY_ID[one["subjectCode"]].measures}
            for code, kind in contents["extension"]["measuringType"].items():
                assert kind == ("Stock" if declared[code].stock else "Flow"), (one["id"], code)
                types[one["subjectCode"], code] = kind
                if isinstance(declared[code].rate, MeanOfMeasure):
                    assert contents["category"]["label"][code].endswith(": summa")
            stocks = [measure for measure in declared.values() if measure.stock and not measure.hidden]
            if stocks and one["timeUnit"] != "Annual":
                assert any("läget vid årets slut" in note for note in one["metadata"]["note"]), one["id"]
        assert types["open-preschools", "own-run"] == "Stock"
        assert types["routes-in", "sessions"] == "Flow"
