"""One derivation: live figures, released ones, PxWeb's and a report's are the same for the same records."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest

from app.figures.rows import FigureRow
from app.reports.district_figures import DistrictFigures
from app.reports.live_source import LiveSource
from app.reports.report_figures import FigureRequest, ReportFigure
from app.tables.declaration import Table
from app.tables.registry import BY_ID, TABLES
from tests.figures.conftest import FULL, NONE, ONE, Known
from tests.support.every_record import counting, every_record
from tests.tables.filed import ask, cell_of

YEARS = {FULL: "2023", NONE: "2022"}
MERGED = ("jarva", "jarva-begun", "rinkeby-kista", "spanga-tensta")
"""In 2023 two of them became the first, whose figures a release gives in both divisions at once."""
FIGURES = ("count", "base", "base_of", "share", "mean", "not_known", "status")
CITY = "stockholm"
STATES = {"ok": "counted", "suppressed": "withheld", "not-known": "not-known", "not-applicable": "missing"}


def _tables(tertial: str) -> list[Table]:
    """Those of a year come with the tertials that one is named for."""
    return [one for one in TABLES if one.grain != "year" or tertial in YEARS]


def _period(table: Table, tertial: str) -> str:
    return YEARS[tertial] if table.grain == "year" else tertial


def _rows(reply: Mapping[str, Any]) -> dict[frozenset[tuple[str, str]], dict[str, Any]]:
    """The rows by measure and cell, without time, which both editions name in their own way."""
    found = {}
    for row in reply["rows"]:
        cell = {code: one for code, one in cell_of(row).items() if code not in ("tertial", "year", "period")}
        if reply["periods"] == ["2023"] and cell.get("district") in MERGED:
            continue
        found[frozenset([*cell.items(), ("measure", row["measure"])])] = {one: row[one] for one in FIGURES}
    return found


def _by(table: Table, *more: str) -> str:
    return ",".join((*more, *(one for one in table.usual if one not in ("district", "tertial", "year"))))


def _live(known: Known, table: Table, tertial: str, *more: str) -> dict[Any, dict[str, Any]]:
    with every_record():
        asked = {"period": _period(table, tertial), "by": _by(table, *more)}
        return _rows(ask(known.service.coordinator(), table.id, **asked))


def _released(known: Known, table: Table, tertial: str, *more: str) -> dict[Any, dict[str, Any]]:
    asked = {"period": _period(table, tertial), "by": _by(table, *more)}
    return _rows(ask(known.service.coordinator(), table.id, edition="released", **asked))


@pytest.mark.parametrize("tertial", [FULL, ONE, NONE])
def test_live_and_released_rows_are_the_same(known: Known, tertial: str) -> None:
    """Every row of every table: those of the city, and those of each district; none is only in one."""
    compared = 0
    for table in _tables(tertial):
        live = _live(known, table, tertial, "district")
        released = _released(known, table, tertial, "district")
        if not table.city:
            released = {key: row for key, row in released.items() if ("district", CITY) not in key}
            whole = _live(known, table, tertial)
            assert _released(known, table, tertial) == whole, table.id
            compared += len(whole)
        assert released == live, table.id
        compared += len(live)
    assert compared > 1500


@pytest.mark.parametrize("tertial", [FULL, ONE, NONE])
def test_a_report_says_what_the_rows_say(known: Known, tertial: str) -> None:
    """Each row's count, base and state in the working copy and in the published edition."""
    service = known.service
    catalogue = service.here.catalogue
    districts = catalogue.municipality.codes("districts")
    compared = 0
    with service.database.reading() as session:
        source = LiveSource(session.connection(), catalogue, districts, count=counting(catalogue), city=True)
        for table in _tables(tertial):
            period = _period(table, tertial)
            editions = [
                DistrictFigures(frozen, table, catalogue)
                for frozen in (source.table(table.id, period), known.released[table.id, period])
                if frozen is not None
            ]
            assert len(editions) == 2
            for key, row in _released(known, table, tertial, "district").items():
                at = dict(key)
                district, measure = at.pop("district"), at.pop("measure")
                for numbers in editions:
                    figure = numbers.figure(FigureRequest(table.id, measure, "count", at), district)
                    _same(figure, row, (table.id, measure, district, at, numbers is editions[0]))
                    compared += 1
    assert compared > 3000


def _same(figure: ReportFigure, row: Mapping[str, Any], where: object) -> None:
    assert figure.state == STATES[row["status"]], where
    if row["status"] == "ok":
        assert (figure.value, figure.base) == (row["count"], row["base"]), where
    if row["not_known"] is not None:
        assert figure.not_known == row["not_known"], where


# ------------------------------------------------------------------------------------ what is to be seen


@pytest.fixture(scope="module")
def cubes(known: Known) -> dict[tuple[str, str], str]:
    """PxWeb's table of each measure, by table and measure."""
    client = known.service.researcher()
    found = {}
    for one in client.get("/api/v2/tables", params={"pageSize": 100}).json()["tables"]:
        metadata = client.get(f"/api/v2/tables/{one['id']}/metadata").json()
        for measure in metadata["dimension"]["ContentsCode"]["category"]["index"]:
            found[one["subjectCode"], measure] = one["id"]
    return found


def _px(
    known: Known, cubes: Mapping[tuple[str, str], str], table: str, measure: str, **at: str
) -> tuple[int | None, str | None]:
    """PxWeb's value and symbol of one cell of the full tertial."""
    chosen = {"ContentsCode": measure, "tertial": FULL, **at}
    reply = known.service.researcher().get(
        f"/api/v2/tables/{cubes[table, measure]}/data",
        params={f"valueCodes[{code}]": one for code, one in chosen.items()},
    )
    assert reply.status_code == 200, reply.text
    body = reply.json()
    assert len(body["value"]) == 1
    return body["value"][0], (body.get("status") or {}).get("0")


SYMBOLS = {"suppressed": "..", "not-known": "....", "not-applicable": "..."}


@pytest.mark.parametrize("tertial", [FULL, ONE, NONE])
def test_pxweb_says_what_the_rows_say(known: Known, cubes: dict[tuple[str, str], str], tertial: str) -> None:
    """Each row that is counted, its count or the symbol for its state."""
    compared = 0
    for table in _tables(tertial):
        cells = {name: _cells(known, name, tertial) for (id_, _), name in cubes.items() if id_ == table.id}
        for key, row in _released(known, table, tertial, "district").items():
            at = dict(key)
            name = cubes.get((table.id, at["measure"]))
            if name is not None:  # what is derived, PxWeb leaves to the reader
                variables, values = cells[name]
                place = tuple(at.get(code, total) for code, total in variables)
                assert values[place] == (row["count"] if row["status"] == "ok" else SYMBOLS[row["status"]]), (
                    key
                )
                compared += 1
    assert compared > 1000


def _cells(
    known: Known, name: str, tertial: str
) -> tuple[list[tuple[str, str]], dict[tuple[str, ...], int | str]]:
    """The variables of a PxWeb table but for time, each with its total, and its cells of one period."""
    client = known.service.researcher()
    about = client.get(f"/api/v2/tables/{name}/metadata").json()
    time = about["id"][-1]
    chosen = dict.fromkeys(about["id"], "*") | {time: YEARS[tertial] if time == "year" else tertial}
    body = client.get(
        f"/api/v2/tables/{name}/data", params={f"valueCodes[{code}]": one for code, one in chosen.items()}
    ).json()
    codes = [list(body["dimension"][code]["category"]["index"]) for code in body["id"]]
    values = zip(product(*codes), enumerate(body["value"]), strict=True)
    variables = [
        ("measure" if code == "ContentsCode" else code,
         about["dimension"][code]["extension"].get("eliminationValueCode") or "")
        for code in body["id"] if code != time
    ]  # fmt: skip
    last = body["id"].index(time)
    return variables, {
        key[:last] + key[last + 1 :]: body["status"][str(place)] if value is None else value
        for key, (place, value) in values
    }


UNKNOWN = [
    ("gender-split", "participants", "skarholmen", {"activity": "home-visit", "gender": "other"}, 0, 2),
    (
        "gender-split",
        "participants",
        "farsta",
        {"activity": "counselling-session", "gender": "man"},
        None,
        80,
    ),
    ("gender-split", "participants", "jarva", {"activity": "theme-meeting", "gender": "man"}, None, 1),
    ("gender-split", "participants", "jarva", {"activity": "programme-group", "gender": "other"}, None, 1),
    ("theme-meetings", "participants", "farsta", {"kind": "cafe"}, None, 1),
    ("programme-groups", "completed", "jarva", {"programme": "cos-p"}, None, 1),
    ("programme-groups", "completed", "skarpnack", {"programme": "cos-p"}, 0, 0),
    ("programme-groups", "sessions-held", "skarpnack", {"programme": "cos-p"}, None, 1),
]


@pytest.mark.parametrize(("table", "measure", "district", "at", "count", "lacking"), UNKNOWN)
def test_what_no_record_knows_is_nowhere_a_zero(
    known: Known,
    cubes: dict[tuple[str, str], str],
    table: str,
    measure: str,
    district: str,
    at: dict[str, str],
    count: int | None,
    lacking: int,
) -> None:
    key = frozenset([("district", district), ("measure", measure), *at.items()])
    for rows in (
        _live(known, BY_ID[table], FULL, "district"),
        _released(known, BY_ID[table], FULL, "district"),
    ):
        assert rows[key]["count"] == count
        assert rows[key]["status"] == ("not-known" if count is None else "ok")
        assert rows[key]["not_known"] == lacking
    assert _px(known, cubes, table, measure, district=district, **at) == (
        (None, "....") if count is None else (count, None)
    )


def test_two_versions_of_a_question_are_each_counted_by_its_own(
    known: Known, cubes: dict[tuple[str, str], str]
) -> None:
    """50 of 80 answers are positive: 30 by the first version's words, 20 by the second's."""
    at = {"activity": "counselling-session", "question": "helpful"}
    table = BY_ID["helpfulness"]
    key = frozenset([("district", "farsta"), ("measure", "positive"), *at.items()])
    for rows in (_live(known, table, FULL, "district"), _released(known, table, FULL, "district")):
        assert (rows[key]["count"], rows[key]["base"], rows[key]["share"]) == (50, 80, 0.625)
    service = known.service
    catalogue = service.here.catalogue
    with service.database.reading() as session:
        source = LiveSource(session.connection(), catalogue, ("farsta",), count=counting(catalogue))
        for frozen in (source.table("helpfulness", FULL), known.released["helpfulness", FULL]):
            assert frozen is not None
            figure = DistrictFigures(frozen, table, catalogue).figure(
                FigureRequest("helpfulness", "positive", "percent", at), "farsta"
            )
            assert figure.pair == (50, 80)
    yes = {
        one.code: [each.code for each in question.answers if each.top]
        for one in catalogue.municipality.questionnaires
        for question in one.questions
        if one.activity == "counselling-session" and question.code == "helpful"
    }
    counted = [
        _px(known, cubes, "helpfulness", "answers", district="farsta", **at, **one)
        for version, codes in yes.items()
        for one in ({"answer": answer, "questionnaire": version} for answer in codes)
    ]
    assert sum(value or 0 for value, _ in counted) == 50


def test_rows_are_not_made_of_what_a_release_does_not_say(known: Known) -> None:
    """Nothing handed in is missing, and a programme elsewhere is no figure at all."""
    enrolment = known.released["enrolment", NONE]
    assert enrolment.at("listed", {"district": "skarholmen", "programme": "skarholmen"}) == "missing"
    assert enrolment.at("listed", {"district": "farsta", "programme": "skarholmen"}) == "not-applicable"
    rows = _released(known, BY_ID["enrolment"], NONE, "district")
    assert {row["status"] for row in rows.values()} == {"not-applicable"}
    assert not any({("district", "farsta"), ("programme", "skarholmen")} <= key for key in rows)
    assert FigureRow({}, "listed", None).count is None
