"""What the city may hand in for itself, and did not: the sum of its districts, by every way in."""

from pathlib import Path

from app.kit.language import Text
from app.published.snapshot import snapshot_of
from app.reports.district_figures import DistrictFigures
from app.reports.released_source import ReleasedSource
from app.reports.report_figures import FigureRequest
from app.tables.registry import BY_ID
from tests.pxweb.releases import publish
from tests.support.service import Service, Templates, start
from tests.support.unprotected import unprotected
from tests.tables.filed import ask, cell_of, file, item

FILED = {
    "stockholm": {"programme": "abc", "survey_sent": 100, "survey_answered": 40},
    "farsta": {"programme": "abc", "participants": 52, "women": 38, "men": "not-known", "interest": 61},
    "skarpnack": {"programme": "abc", "participants": 46, "women": 30, "men": "not-known", "survey_sent": 7},
}
ABC = {"programme": "abc"}
LEADERS = {"programme": "abc", "arena": "preschool"}
EXPECTED = {
    ("programme-figures", "participants"): (ABC, 98, "counted"),
    ("programme-figures", "women"): (ABC, 68, "counted"),
    ("programme-figures", "men"): (ABC, None, "not-known"),
    ("programme-figures", "interest"): (ABC, 61, "counted"),
    ("programme-figures", "survey-sent"): (ABC, 100, "counted"),  # its own, with nothing added
    ("programme-leaders", "leaders"): (LEADERS, 8, "counted"),
}


def test_the_city_is_the_sum_of_its_districts_where_it_handed_in_nothing(
    templates: Templates, tmp_path: Path
) -> None:
    for service in start(templates.sqlite(tmp_path / "stodlogg.db", "stockholm"), "stockholm"):
        for district, programme in FILED.items():
            leaders = [] if district == "stockholm" else [{**LEADERS, "leaders": 4}]
            content = {"programmes": [programme], "leaders": leaders}
            file(service, item("programme-figures", content, {"district": district, "year": 2018}))
        catalogue = service.here.catalogue
        own = unprotected(service.database, catalogue, "2018-T3", rounded=5)
        publish(service.database, "2018-T3", own)
        report = ReleasedSource(snapshot_of(service.database), catalogue, lambda *_: Text("", ""))
        rows = {
            edition: {
                (table, row["measure"], *sorted(cell_of(row).items())): row
                for table in ("programme-figures", "programme-leaders")
                for row in ask(service.coordinator(), table, period="2018", edition=edition)["rows"]
            }
            for edition in ("live", "released")
        }
        for table in ("programme-figures", "programme-leaders"):
            _says_the_same_alone(service, table)
        for edition, listed in (("live", True), ("released", False)):
            routes = ask(service.coordinator(), "routes-in", period="2018-T3", edition=edition)
            # Of rounded figures nobody is told how many routes are in use.
            assert ("routes-in-use" in {one["code"] for one in routes["measures"]}) is listed
        for (table, measure), (at, count, state) in EXPECTED.items():
            for edition, found in rows.items():
                named = [
                    row
                    for key, row in found.items()
                    if key[:2] == (table, measure)
                    and {("district", "stockholm"), *at.items()} <= set(key[2:])
                ]
                assert [row["count"] for row in named] == [count], (edition, table, measure)
            frozen = report.table(table, "2018")
            assert frozen is not None
            figure = DistrictFigures(frozen, BY_ID[table], catalogue).figure(
                FigureRequest(table, measure, "count", at), "stockholm"
            )
            assert (figure.state, figure.value if count is not None else None) == (state, count)
            asked = {"ContentsCode": measure, "year": "2018", "district": "stockholm", **at}
            reply = service.researcher().get(
                f"/api/v2/tables/{table}/data",
                params={f"valueCodes[{code}]": one for code, one in asked.items()},
            )
            assert reply.json()["value"] == [count], (table, measure)


def _says_the_same_alone(service: Service, table: str) -> None:
    """The city's rows are the same where some or none of its districts are asked for beside it."""
    for edition in ("live", "released"):
        asked = {"period": "2018", "edition": edition}
        client = service.coordinator()
        whole = [one for one in ask(client, table, **asked)["rows"] if one["district"] == "stockholm"]
        assert whole
        for districts in ("stockholm", "farsta,stockholm"):
            some = ask(client, table, district=districts, **asked)
            assert [one for one in some["rows"] if one["district"] == "stockholm"] == whole
            assert {one["district"] for one in some["rows"]} <= set(districts.split(","))
            assert set(some["districts"]) == set(districts.split(","))
