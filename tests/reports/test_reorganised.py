"""A report over a merger of districts: in the division at its end, nothing lost and nothing counted twice."""

import re

from app.reports.document import Panel, Report
from app.reports.figure_book import FigureBook, ReportScope, districts_of
from app.reports.live_source import LiveSource
from app.reports.report_periods import ReportPeriod
from reproduction.temporary_service import TemporaryService
from tests.reports.conftest import live_report
from tests.support.every_record import counting
from tests.support.service import Service, example, new_id

SESSIONS = {
    ("rinkeby-kista", "2023-02"): 3,
    ("spanga-tensta", "2023-03"): 1,
    ("rinkeby-kista", "2023-05"): 4,
    ("spanga-tensta", "2023-06"): 2,
    ("jarva", "2023-08"): 1,
    ("farsta", "2023-05"): 5,
    ("jarva", "2024-06"): 8,
}
"""By district and month: Järva was made of the two others in July 2023."""
CHILDREN = {
    "2021": {"rinkeby-kista": 90, "farsta": 60},
    "2022": {"rinkeby-kista": 100, "spanga-tensta": 50, "farsta": 70},
    "2023": {"rinkeby-kista": 100, "spanga-tensta": 50, "jarva": 160, "farsta": 70},
}


def _panel(report: Report, id_: str) -> Panel:
    return next(one for one in report.panels if one.id == id_)


def _row(panel: Panel, label: str) -> list[str]:
    return next([cell.shown for cell in row.cells] for row in panel.grid.rows if row.label == label)


def _firsts(report: Report, id_: str) -> dict[str, str]:
    """The first figure of each row."""
    return {row.label: row.cells[0].shown for row in _panel(report, id_).grid.rows}


def test_what_happened_is_told_with_the_predecessors(quick: Service) -> None:
    tablets = {code: quick.tablet(code) for code, _ in SESSIONS}
    for (district, month), times in SESSIONS.items():
        where = {"month": month, "district": district, "residential_area": "not-known"}
        for _ in range(times):
            content = example("counselling-session", "stockholm", **where)
            reply = tablets[district].put(f"/api/v1/counselling-sessions/{new_id()}", json=content)
            assert reply.status_code == 201, reply.text
    merged = TemporaryService("", quick.database, quick.here)
    year_after = live_report(merged, "2024-T2", "jarva")
    assert "Samtalen är 1 fler än samma tertial året före." in year_after.summary
    assert any("ingår Rinkeby-Kista och Spånga-Tensta" in line for line in year_after.about)
    assert _row(_panel(year_after, "sessions-key-figures"), "Genomförda samtal") == ["8", "7", "+1"]

    whole_year = live_report(merged, "2023", "jarva")
    assert whole_year.summary[0].startswith("Föräldrarådgivarna höll 11 samtal")
    by_tertial = _panel(whole_year, "sessions-by-tertial")
    assert _row(by_tertial, "Genomförda samtal") == ["4", "7", "0"]

    # The city's rows are the division at the end of the year, and add up to the whole.
    numbers = _firsts(live_report(merged, "2023"), "sessions-by-district")
    assert (numbers["Järva"], numbers["Farsta"], numbers["Stockholms stad"]) == ("11", "5", "16")
    assert not numbers.keys() & {"Rinkeby-Kista", "Spånga-Tensta"}
    numbers = _firsts(live_report(merged, "2023-T1"), "sessions-by-district")
    assert (numbers["Rinkeby-Kista"], numbers["Spånga-Tensta"]) == ("3", "1")
    assert "Järva" not in numbers

    ended = live_report(merged, "2023", "rinkeby-kista")
    sessions = next(one for one in ended.chapters if one.id == "sessions")
    assert sessions.introduction[0] == "Det hölls 7 samtal under januari–juni 2023."
    assert not any(re.search(r"\b(fler|färre|lika många)\b", line) for line in ended.summary)
    assert any(line.startswith("Rinkeby-Kista fanns inte i samma form hela tiden") for line in ended.about)


def test_a_state_is_of_those_that_were_there_at_the_end(quick: Service) -> None:
    coordinator = quick.coordinator()
    for year, districts in CHILDREN.items():
        for district, children in districts.items():
            content = {**example("context", "stockholm"), "children_0_6": children}
            reply = coordinator.put(f"/api/v1/context/{district}/{year}", json=content)
            assert reply.is_success, reply.text
    merged = TemporaryService("", quick.database, quick.here)
    # All of them handed in for 2023, but at its end there was one.
    at_the_end = _firsts(live_report(merged, "2023"), "children")
    assert (at_the_end["Järva"], at_the_end["Stockholms stad"]) == ("160", "230")
    assert _firsts(live_report(merged, "2022"), "children")["Stockholms stad"] == "220"

    # Of the predecessors it is known only if both are.
    catalogue = merged.here.catalogue
    asked = ReportScope(ReportPeriod.parse("2024"), "jarva", "sv")
    with merged.database.reading() as session:
        there, count = districts_of(catalogue, asked), counting(catalogue)
        book = FigureBook(LiveSource(session.connection(), catalogue, there, count=count), catalogue, asked)
        found = {year: book.get("context", "children-0-6", period=year) for year in CHILDREN}
    assert {year: one.value for year, one in found.items() if one} == {
        "2021": "missing",
        "2022": 150,
        "2023": 160,
    }
