"""Goals and indicators: what the catalogue's check accepts is in the report, with a figure or a reason."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from app.catalogue.catalogue import SHIPPED, Catalogue, load
from app.catalogue.model import Goal, Indicator
from app.reports.chapters.goals import chapter
from app.reports.district_figures import derived_of
from app.reports.document import Chapter
from app.reports.figure_book import FigureBook, ReportScope, districts_of
from app.reports.figure_source import FigureSource
from app.reports.goal_checks import wrong_indicators
from app.reports.live_source import LiveSource
from app.reports.report_periods import ReportPeriod
from app.tables.categories import TIME, usable
from app.tables.count_selection import CountSelection
from app.tables.layout import dimensions_of, has
from app.tables.registry import TABLES
from app.vocabulary.periods import Span
from tests.support.every_record import counting
from tests.support.service import Service, Templates, example, new_id, start


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_indicator_can_be_counted(name: str) -> None:
    catalogue = load(name)
    assert catalogue.municipality.goals
    assert list(wrong_indicators(catalogue)) == []


WRONG: list[tuple[dict[str, object], str]] = [
    ({"table": "routes-in", "measure": "happiness"}, "routes-in has no measure happiness"),
    (
        {"table": "routes-in", "measure": "sessions", "at": {"role": "mother"}},
        "sessions of routes-in is not split by role",
    ),
    ({"table": "routes-in", "measure": "sessions", "at": {"route_in": "nowhere"}}, "nowhere is no route_in"),
    ({"table": "session-order", "measure": "families", "value": "mean"}, "families has no mean"),
    ({"table": "session-order", "measure": "families", "value": "percent"}, "families has no share"),
    (
        {"table": "routes-in", "measure": "sessions", "value": "percent"},
        "sessions has no share: name a category of route_in",
    ),
    ({"table": "theme-meetings", "measure": "participants", "value": "percent"}, "participants has no share"),
    (
        {"table": "next-steps", "measure": "sessions"},
        "sessions does not add up over next_step: name a category of it",
    ),
    (
        {"table": "routes-in", "measure": "sessions", "at": {"district": "farsta"}},
        "farsta: a report is of a district and a period, and an indicator can name neither",
    ),
    (
        {"table": "helpfulness", "measure": "positive", "at": {"answer": "yes"}},
        "positive adds up answer by itself: name no answer",
    ),
]


@pytest.mark.parametrize(("fields", "what"), WRONG)
def test_what_no_table_gives(fields: dict[str, object], what: str) -> None:
    found = list(wrong_indicators(_with(load("stockholm"), [fields])))
    assert found == [f"goals: goal.i0: {what}"]


def _with(catalogue: Catalogue, wanted: list[dict[str, object]]) -> Catalogue:
    indicators = [
        Indicator.model_validate(
            {"code": f"i{place}", "sv": f"Tal {place}", "en": f"Figure {place}", **fields}
        )
        for place, fields in enumerate(wanted)
    ]
    goal = Goal(code="goal", sv="Mål", en="Goal", indicators=indicators)
    return replace(catalogue, municipality=catalogue.municipality.model_copy(update={"goals": [goal]}))


def _every(catalogue: Catalogue) -> Iterator[dict[str, object]]:
    """Each measure of each table, in each way to read it, by each of its dimensions and by none."""
    data = catalogue.municipality
    for table in TABLES:
        dimensions = {one.code: one for one in dimensions_of(table, catalogue)}
        everywhere = CountSelection(data.codes("districts"), (Span(data.starts, "2026-12"),))
        of = {one.code: one for one in table.shown} | {
            one.code: table.measure(one.of) for one in derived_of(table)
        }
        for code, measure in of.items():
            splits = {
                one: usable(dimensions[one], catalogue, everywhere)[0]
                for one in sorted(has(table, measure))
                if one in dimensions and one not in (*TIME, "district")
            }
            always = {one: splits[one] for one in measure.always if one in splits}
            ats = [{}, always, *({**always, one: first} for one, first in splits.items())]
            for at, value in product(ats, ("count", "percent", "mean", "base")):
                yield {"table": table.id, "measure": code, "value": value, "at": at}


def _shown(source: FigureSource, catalogue: Catalogue, asked: ReportScope) -> Chapter:
    return chapter(FigureBook(source, catalogue, asked))


def test_an_indicator_that_is_accepted_appears(quick: Service) -> None:
    """With its figure or the reason why it has none; in a city of one session and in an empty district."""
    content = example("counselling-session", "stockholm", month="2024-02")
    tablet = quick.tablet("farsta")
    assert tablet.put(f"/api/v1/counselling-sessions/{new_id()}", json=content).status_code == 201
    plain = quick.here.catalogue
    every = list(_every(plain))
    refused = {int(one.split(".i")[1].split(":")[0]) for one in wrong_indicators(_with(plain, every))}
    accepted = [one for place, one in enumerate(every) if place not in refused]
    assert len(accepted) > 250
    catalogue = _with(plain, accepted)
    for district in ("stockholm", "skarpnack"):
        asked = ReportScope(ReportPeriod.parse("2024"), district, "sv")
        with quick.database.reading() as session:
            live = LiveSource(
                session.connection(),
                catalogue,
                districts_of(catalogue, asked),
                count=counting(catalogue),
                city=district == "stockholm",
            )
            made = _shown(live, catalogue, asked)
        panel = next(one for one in made.panels if one.id == "goal-goal")
        rows = {row.label: row.cells[0].shown for row in panel.grid.rows}
        notes = " ".join(panel.notes)
        for place, one in enumerate(accepted):
            name = f"Tal {place}"
            there = rows.get(name, "–") != "–"
            reason = f"{name}," in notes or f"{name}." in notes
            assert there != reason, (district, one, rows.get(name))


@pytest.fixture
def lindesberg(templates: Templates, tmp_path: Path) -> Iterator[Service]:
    yield from start(templates.sqlite(tmp_path / "own.db", "lindesberg"), "lindesberg")


def test_a_level_is_counted(lindesberg: Service) -> None:
    """Sessions of a level, by which no released table is split."""
    tablet = lindesberg.tablet()
    for level in ("universal", "universal", "selective"):
        content = example("counselling-session", "lindesberg", month="2024-02", level=level)
        assert tablet.put(f"/api/v1/counselling-sessions/{new_id()}", json=content).status_code == 201
    at = {"level": "universal"}
    wanted: list[dict[str, object]] = [
        {"table": "session-order", "measure": "sessions", "at": at},
        {"table": "residential-areas", "measure": "sessions", "at": at},
    ]
    catalogue = _with(lindesberg.here.catalogue, wanted)
    assert list(wrong_indicators(catalogue)) == []
    asked = ReportScope(ReportPeriod.parse("2024-T1"), catalogue.municipality.city.code, "sv")
    with lindesberg.database.reading() as session:
        made = _shown(
            LiveSource(
                session.connection(),
                catalogue,
                districts_of(catalogue, asked),
                count=counting(catalogue),
                city=True,
            ),
            catalogue,
            asked,
        )
    rows = next(one for one in made.panels if one.id == "goal-goal").grid.rows
    assert [row.cells[0].shown for row in rows] == ["2", "2"]
