"""A year of released figures: the sum of its tertials, the same by every way in; what it lacks is told."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.figures.cell_values import Value
from app.intake.filing import FiledItem
from app.kit.language import Text
from app.published.snapshot import snapshot_of
from app.release.storage.frozen_table import FrozenTable
from app.reports.district_figures import DistrictFigures
from app.reports.released_source import ReleasedSource
from app.tables.registry import BY_ID, TABLES
from tests.pxweb.releases import publish
from tests.statistics.test_released import figures_of, key, same_in_every_format
from tests.support.every_record import every_record
from tests.support.service import Service, Templates, start
from tests.support.unprotected import unprotected
from tests.tables import city
from tests.tables.filed import PATH, ask, file

TERTIALS = ("2024-T1", "2024-T2", "2024-T3")
Made = tuple[Service, dict[tuple[str, str], FrozenTable]]


def in_another(one: FiledItem, months: int) -> Iterator[FiledItem]:
    """A record of the first tertial as one of a later tertial."""
    content = one.content
    assert content is not None
    month, tertial = getattr(content, "month", None), one.key.get("tertial")
    if isinstance(month, str) and month.startswith("2024"):
        later = f"2024-{int(month[5:]) + months:02d}"
        yield one._replace(content=content.model_copy(update={"month": later}))
    elif tertial == "2024-T1":
        yield one._replace(key={**one.key, "tertial": f"2024-T{1 + months // 4}"})


def records(catalogue: str) -> Iterator[FiledItem]:
    """Of the first tertial all, of the second some, of the third all but the meetings; returns of each."""
    yield from city.everything(catalogue)
    for one in (*city.sessions(catalogue), *city.meetings(catalogue), *city.returns(catalogue)):
        yield from in_another(one, 4)
    for one in city.everything(catalogue):
        if one.activity.name != "theme-meeting":
            yield from in_another(one, 8)


@pytest.fixture(scope="module", params=["stockholm", "lindesberg"])
def made(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Made]:
    """A large and a small municipality, each with a year that is published with its protection off."""
    catalogue = request.param
    url = templates.sqlite(tmp_path_factory.mktemp("years") / "stodlogg.db", catalogue)
    for service in start(url, catalogue, key_requests_per_minute=10_000):
        file(service, *records(catalogue))
        tables: dict[tuple[str, str], FrozenTable] = {}
        for tertial in TERTIALS:
            own = unprotected(service.database, service.here.catalogue, tertial, rounded=5)
            publish(service.database, tertial, own, day=date(2026, 11, 1), municipality=catalogue)
            tables |= {(one.id, one.period): one for one in own}
        yield service, tables


def summed(tables: Mapping[tuple[str, str], FrozenTable], id_: str) -> Iterator[tuple[Any, Value]]:
    """Each cell of a year by hand: where all three tertials have a number."""
    parts = [tables[id_, tertial] for tertial in TERTIALS]
    for measure in parts[-1].measures:
        cells = [dict(one.cells(measure.code)) for one in parts if measure.code in one.measure]
        for where in cells[-1]:
            values = [one.get(where) for one in cells]
            numbers = [one for one in values if isinstance(one, int)]
            if len(numbers) == 3:
                stock = BY_ID[id_].measure(measure.code).stock
                yield (measure.code, *where), numbers[-1] if stock else sum(numbers)


def test_a_year_is_the_same_sum_in_every_reader(made: Made) -> None:
    """At the named address, by PxWeb's code list of years, and in a report."""
    service, tables = made
    client, shelf = service.researcher(), snapshot_of(service.database)
    report = ReleasedSource(shelf, service.here.catalogue, lambda *_: Text("", ""))
    by_px = dict(px_years(client))
    compared = 0
    for table in TABLES:
        if table.grain == "year" or (table.id, "2024-T1") not in tables:
            continue
        of_report = report.table(table.id, "2024")
        assert of_report is not None
        rows = rows_of(client, table.id, by=",".join(one.code for one in of_report.dimensions))
        for (measure, *where), value in summed(tables, table.id):
            compared += 1
            cell = dict(zip(of_report.measure[measure].dimensions, where, strict=True))
            assert of_report.at(measure, cell) == value, (table.id, measure, where)
            assert by_px[table.id][*where, measure] == value, (table.id, measure, where)
            row = rows.get(frozenset([("measure", measure), *cell.items()]))
            if row is not None:
                compared += 1
                assert row["count"] == value, (table.id, measure, where)
    assert compared > 2000


def rows_of(client: TestClient, table: str, **asked: str) -> dict[Any, dict[str, Any]]:
    reply = ask(client, table, period="2024", **asked)
    assert reply["periods"] == ["2024"]
    assert [one["period"] for one in reply["releases"]] == list(TERTIALS)
    return {key(row): row for row in reply["rows"]}


def px_years(client: TestClient) -> Iterator[tuple[str, dict[Any, Any]]]:
    found: dict[str, dict[Any, Any]] = {}
    for one in client.get("/api/v2/tables", params={"pageSize": 100}).json()["tables"]:
        if one["timeUnit"] == "Annual":
            continue
        address = f"/api/v2/tables/{one['id']}"
        variables = client.get(f"{address}/metadata").json()["id"]
        chosen = {f"valueCodes[{code}]": "*" for code in variables} | {
            "codelist[tertial]": "agg_tertial_year"
        }
        reply = client.get(f"{address}/data", params=chosen)
        assert reply.status_code == 200, reply.text
        body = reply.json()
        axes = [list(body["dimension"][code]["category"]["index"]) for code in body["id"]]
        for cell, value in zip(product(*axes), body["value"], strict=True):
            *codes, measure, period = cell
            assert period == "2024"
            found.setdefault(one["subjectCode"], {})[*codes, measure] = value
    yield from found.items()


def test_where_nothing_is_protected_a_year_is_what_live_figures_say(made: Made) -> None:
    """Counts, bases, shares and means of every table: derived of the sums, a state the last tertial's."""
    service, _ = made
    client = service.coordinator()
    city_code = service.here.catalogue.municipality.city.code
    compared = shares = 0
    for table in TABLES:
        if table.grain == "year" or not snapshot_of(service.database).periods(table.id):
            continue
        usual = [one for one in table.usual if one not in ("district", "tertial", "year")]
        asked = {"period": "2024", "by": ",".join(("district", *usual))}
        with every_record():
            rows = ask(client, table.id, **asked)["rows"]
        live = {key(row): row for row in rows if row.get("tertial", "2024-T3") == "2024-T3"}
        there = {key(row): row for row in ask(client, table.id, edition="released", **asked)["rows"]}
        for where, own in live.items():
            if ("district", city_code) in where and not table.city:
                continue
            if ("measure", "routes-in-use") in where:
                assert where not in there, "how many are above 0 is no figure that was rounded"
                continue
            told = figures_of(own)
            if own["mean"] is not None and own["base"] < 10:
                told["mean"] = None  # where numbers are rounded, a mean of so few is not shown
            compared += 1
            shares += own["share"] is not None
            assert figures_of(there[where]) == told, (table.id, there[where], own)
    assert compared > 300
    assert shares > 50


@pytest.mark.filterwarnings("ignore:Shouldn't use this function:DeprecationWarning")
def test_a_year_is_the_same_in_every_format(made: Made) -> None:
    same_in_every_format(made[0].researcher(), "next-steps", period="2024")


def test_spans_of_several_tertials_and_what_they_are_split_by(made: Made) -> None:
    client = made[0].researcher()

    def sessions(**asked: str) -> dict[Any, int]:
        rows = ask(client, "routes-in", by=asked.pop("by", ""), **asked)["rows"]
        return {
            (row.get("period"), row.get("tertial")): row["count"]
            for row in rows
            if row["measure"] == "sessions"
        }

    each = sessions(period="2024-T1,2024-T2,2024-T3")
    assert list(each) == [(one, None) for one in TERTIALS]
    first, second, third = each.values()
    assert min(first, second, third) > 0
    assert sessions(period="2024") == {(None, None): first + second + third}
    assert sessions(period="2024-T1..2024-T3") == sessions(period="2024")
    assert sessions(period="2024-T2..2024-T3") == {(None, None): second + third}
    assert sessions(period="2024", by="tertial") == {
        (one, one): count for one, count in zip(TERTIALS, (first, second, third), strict=True)
    }
    both = sessions(period="2024-T3,2024")
    assert both == {("2024", None): first + second + third, ("2024-T3", None): third}
    before = sessions(period="2024-T3", compare="tertial-before")
    assert before == {("2024-T3", None): third, ("2024-T2", None): second}


@pytest.mark.parametrize(
    ("asked", "status", "word"),
    [
        ({"period": "2023-T3..2024-T2"}, 404, "2023-T3 is not published"),
        ({"period": "2023..2025"}, 404, "2023, 2025 is not published"),
        ({"period": "2023"}, 404, "None of it is published"),
        ({"period": "2024-02"}, 422, "2019-T1..2019-T3"),
        ({"period": "2024-02..2024-12"}, 422, "2019-T1..2019-T3"),
        ({"period": "2024", "compare": "tertial-before"}, 422, "one tertial"),
        ({"period": "2024", "compare": "year-before"}, 422, "At the earliest 2024-T1"),
    ],
)
def test_what_a_span_lacks_is_told_in_words(
    made: Made, asked: dict[str, str], status: int, word: str
) -> None:
    reply = made[0].researcher().get(f"{PATH}/routes-in", params={"lang": "en", **asked})
    assert reply.status_code == status
    assert word in reply.text


def test_a_small_municipality_reads_of_how_much_a_year_may_differ(made: Made) -> None:
    client = made[0].researcher()
    (first, second, *_) = ask(client, "routes-in", period="2024", lang="en")["notes"]
    assert "3 rounded parts" in first
    assert "up to 12 too high or too low: a zero means 0–12" in first
    assert "standard deviation of such a sum is at most 4.3" in first
    assert "A year is the sum of its tertials" in second
    (of_tertial, *_) = ask(client, "routes-in", period="2024-T1", lang="en")["notes"]
    assert "a zero means 0–4" in of_tertial


def test_a_year_that_was_protected_in_two_ways_says_so(quick: Service) -> None:
    """The first tertial withholds one figure, the others are rounded."""
    file(quick, *records("stockholm"))
    for number, tertial in enumerate(TERTIALS):
        tables = unprotected(quick.database, quick.here.catalogue, tertial, rounded=5 if number else None)
        publish(quick.database, tertial, [one if number else hidden(one) for one in tables])
    asked = {"by": "district,route_in", "lang": "en", "district": "skarholmen,farsta"}
    reply = ask(quick.researcher(), "routes-in", period="2024", **asked)
    rows = {
        (row["district"], row.get("route_in")): row for row in reply["rows"] if row["measure"] == "sessions"
    }
    assert {row["status"] for (district, _), row in rows.items() if district == "skarholmen"} == {
        "suppressed"
    }
    assert {row["status"] for (district, _), row in rows.items() if district == "farsta"} == {"ok"}
    note = reply["notes"][0]
    assert "2024-T1 is exact and 2024-T2..2024-T3 is rounded" in note
    assert "2 rounded parts and can be up to 8 too high" in note

    source = ReleasedSource(snapshot_of(quick.database), quick.here.catalogue, lambda *_: Text("", ""))
    table = source.table("routes-in", "2024")
    assert table is not None
    numbers = DistrictFigures(table, BY_ID["routes-in"], quick.here.catalogue)
    assert numbers.value("sessions", {"district": "skarholmen", "route_in": "library"}) == "withheld"
    assert (numbers.cube.rounded, numbers.cube.periods) == (5, 2)


def hidden(table: FrozenTable) -> FrozenTable:
    """The same without the routes into Skärholmen's sessions."""
    if table.id != "routes-in":
        return table
    measures = [
        replace(
            one,
            values=tuple(
                "withheld" if where[0] == "skarholmen" and where[1:] != ("total",) else value
                for where, value in table.cells(one.code)
            ),
        )
        for one in table.measures
    ]
    return replace(table, measures=tuple(measures))
