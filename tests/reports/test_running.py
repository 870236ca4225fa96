"""A report of a period that is not over says so and is set beside no whole one; sums say what is in them."""

import re

import pytest

from app.reports.bounded_numbers import BoundedRatio
from app.reports.document import Report
from app.reports.phrases.answers import sessions_answered
from reproduction.temporary_service import TemporaryService
from tests.reports.conftest import live_report
from tests.support.service import Service, example, new_id


def _made(service: Service, period: str, running: str, district: str = "stockholm") -> Report:
    trial = TemporaryService("", service.database, service.here)
    return live_report(trial, period, district, running=running)


def _sessions(service: Service, district: str, *months: str) -> None:
    tablet = service.tablet(district)
    for month in months:
        content = example("counselling-session", "stockholm", month=month, district=district)
        content["residential_area"] = "not-known"
        reply = tablet.put(f"/api/v1/counselling-sessions/{new_id()}", json=content)
        assert reply.status_code == 201, reply.text


def test_a_running_tertial_says_so_and_is_compared_with_nothing(quick: Service) -> None:
    _sessions(quick, "farsta", "2023-09", "2023-10", "2023-12", "2024-01")
    over = _made(quick, "2024-T1", "2024-05")
    assert "pågår" not in over.period_words
    assert any(line.startswith("Samtalen är 2 färre än tertialet före") for line in over.summary)

    running = _made(quick, "2024-T1", "2024-02")
    assert running.period_words == "januari–april 2024 (pågår)"
    assert any("siffrorna är till och med februari 2024" in line for line in running.about)
    assert any("2024-01 jämförs" in line for line in running.about)
    assert not any("fler än" in line or "färre än" in line for line in running.summary)
    keys = next(one for one in running.panels if one.id == "sessions-key-figures")
    assert [one.title for one in keys.grid.columns] == ["tertial 1 2024 (pågår)"]
    sessions = next(one for one in running.chapters if one.id == "sessions")
    assert sessions.introduction[0] == "Det hölls ett samtal under januari–februari 2024 (hittills)."
    answers = next(one for one in running.panels if one.id == "answers-key-figures")
    assert "inräknat till och med januari 2024" in answers.source

    year = _made(quick, "2024", "2024-02")
    by_tertial = next(one for one in year.panels if one.id == "sessions-by-tertial")
    titles = [one.title for one in by_tertial.grid.columns]
    assert titles == ["2024-T1 (pågår)", "2024-T2 (har inte börjat)", "2024-T3 (har inte börjat)"]


def test_a_period_that_has_not_begun_is_refused(quick: Service) -> None:
    reply = quick.coordinator().get("/reports/2099-T1", headers={"Accept": "application/json"})
    assert reply.status_code == 422, reply.text
    assert reply.json()["errors"][0]["rule"] == "in-the-future"


def test_a_sum_says_how_many_districts_are_in_it(quick: Service) -> None:
    coordinator = quick.coordinator()
    for district in ("farsta", "skarpnack", "skarholmen"):
        content = {**example("context", "stockholm"), "children_0_6": 100}
        assert coordinator.put(f"/api/v1/context/{district}/2023", json=content).is_success
    panels = {one.id: one for one in _made(quick, "2023", "2024-01").panels}
    for id_ in ("advisers", "children", "reports-of-concern"):
        (said,) = [one for one in panels[id_].sentences if one.startswith("Siffran gäller")]
        assert re.fullmatch(
            r"Siffran gäller 3 av 6 \S+: uppgift saknas från Enskede-Årsta-Vantör, .* och Järva\.", said
        )
    # Of one district there is no sum.
    alone = _made(quick, "2023", "2024-01", "farsta")
    assert not any("Siffran gäller" in one for panel in alone.panels for one in panel.sentences)


@pytest.mark.parametrize(
    ("without", "shown"),
    [((3, 24), ("87,5", "12,5")), ((29, 165), ("82", "18")), ((1, 2000), ("99,95", "0,05"))],
)
def test_two_shares_of_one_whole_are_a_hundred_per_cent(
    without: tuple[int, int], shown: tuple[str, str]
) -> None:
    said = sessions_answered(BoundedRatio.exactly(*without), "sv")
    assert re.findall(r"(\S+) procent", said) == list(shown)
