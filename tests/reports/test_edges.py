"""A district with no activity, and one with a single session: still good reports, in every form."""

import re

import pytest
from starlette.testclient import TestClient

from app.reports.document import Report
from app.reports.report_formats import FORMS
from reproduction.temporary_service import TemporaryService
from tests.reports import reading
from tests.reports.conftest import live_report
from tests.support.service import Service, example, new_id

PERIOD = "2024-T1"
Made = tuple[Report, dict[str, bytes]]


@pytest.fixture
def empty(stockholm: Service) -> Service:
    return stockholm


def _of(service: Service, district: str, period: str = PERIOD) -> Made:
    trial = TemporaryService("", service.database, service.here)
    report = live_report(trial, period, district)
    return report, {name: form.make(report) for name, form in FORMS.items()}


def _good(made: Made) -> str:
    """Valid, tagged, readable; nothing that only a program would say."""
    report, files = made
    page = reading.page_of(files["html"])
    text = reading.words(page)
    assert reading.root_of(files["pdf"])["/MarkInfo"]["/Marked"]
    assert reading.sheets_of(files["xlsx"])
    assert reading.tables_of_zip(files["zip"])
    assert report.summary
    assert not re.search(r"\b(None|nan|Decimal|NotThere)\b|\{\}|\(\)", text)
    return text


def _body(text: str) -> str:
    """From the summary to the method: both are headings that the contents list names first."""
    body = text.split("I korthet")[-1].rpartition("Så är siffrorna gjorda")[0]
    assert len(body) > 500
    return body


def test_a_district_with_no_activity(empty: Service) -> None:
    text = _good(made := _of(empty, "farsta"))
    assert "Föräldrarådgivarna höll inget samtal." in made[0].summary
    assert "Det hölls inget samtal" in text
    assert not any(panel.chart for panel in made[0].panels)
    assert not re.search(r"\d+ (%|procent)", _body(text))


def test_the_city_with_no_activity(empty: Service) -> None:
    text = _good(made := _of(empty, "stockholm"))
    assert "Föräldrarådgivarna höll inget samtal." in made[0].summary
    assert "Flest har" not in text


def test_a_district_shows_its_own_areas_and_those_where_somebody_lives(single: Service) -> None:
    (panel,) = [one for one in _of(single, "farsta")[0].panels if one.id == "residential-areas"]
    areas = single.here.catalogue.municipality.areas
    shown = {row.label for row in panel.grid.rows}
    lived = {row.label for row in panel.grid.rows if row.cells[0].shown != "0"}
    elsewhere = {one.text.sv for one in areas if one.district != "farsta"}
    own = {one.text.sv for one in areas if one.district == "farsta"}
    assert own <= shown | lived
    assert not (shown - lived) & (elsewhere - {"Annat område i kommunen", "Annan kommun"})
    assert len(lived) == 1
    assert len(shown) < len(areas) / 2


@pytest.fixture
def single(stockholm: Service) -> Service:
    client: TestClient = stockholm.tablet("farsta")
    content = example("counselling-session", "stockholm", month="2024-02")
    reply = client.put(f"/api/v1/counselling-sessions/{new_id()}", json=content)
    assert reply.status_code == 201, reply.text
    return stockholm


def test_a_district_with_a_single_session(single: Service) -> None:
    text = _good(made := _of(single, "farsta"))
    assert "Det hölls ett samtal under januari–april 2024." in text
    assert "ett samtal" in made[0].summary[0]
    body = _body(text)
    assert "100 %" not in body
    assert "100 procent av" not in body
    assert "1 av 1" in body
    # One is no comparison and no majority.
    assert "större än slumpen ◆" not in body
