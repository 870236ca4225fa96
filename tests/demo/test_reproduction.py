"""The half-time report comes out of the tables, and a spoiled city is found out."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from rich.console import Console

from app.activities.registry import BY_NAME
from app.demo.cities import LAST_OWN_MONTH
from app.demo.city import Content, DemoCity, RecordedEvent
from app.demo.city_filing import coordinator_code, file_demo
from app.demo.client import DemoClient, open_client
from app.demo.stockholm import SESSIONS
from reproduction.comparison import interval
from reproduction.figures import FIGURES, Cell, Figure, Reproduction, Unreadable, deviating, reproduce
from reproduction.pages import deviation, reproduced, show, statistics_page
from reproduction.statistics import reproduce_statistics, statistics_reader, value_of
from reproduction.temporary_service import TemporaryService, serve_temporarily
from tests.demo.conftest import Copies
from tests.support.postgres import Postgres
from tests.support.service import Templates, settings_for

PAGE = Path(__file__).parents[2] / "docs" / "reproduction.md"


def test_every_published_figure_comes_out(reproductions: list[Reproduction]) -> None:
    assert [(one.figure.id, one.number, one.trouble) for one in deviating(reproductions)] == []
    assert len(reproductions) == len(FIGURES) > 150


@pytest.mark.postgres
@pytest.mark.slow
def test_they_come_out_of_postgresql_too(
    postgres_server: Postgres, templates: Templates, reproductions: list[Reproduction]
) -> None:
    with serve_temporarily(
        settings_for(templates.postgres(postgres_server, "stockholm"), "stockholm")
    ) as trial:
        file_demo(trial.base_url, trial.database, trial.here, LAST_OWN_MONTH)
        assert reproduce_statistics(trial) == reproductions


def test_the_page_in_the_docs_is_what_is_generated(reproductions: list[Reproduction]) -> None:
    assert PAGE.read_text("utf-8") == statistics_page(reproductions)


def test_the_tertials_around_have_something_to_compare(filed: TemporaryService) -> None:
    with _coordinator(filed) as client:

        def rows(table: str, **query: str) -> list[dict[str, Any]]:
            reply = client.get(f"/api/v1/statistics/{table}", params=query)
            assert reply.status_code == 200, reply.text
            found: list[dict[str, Any]] = reply.json()["rows"]
            return found

        old = rows("session-order", period="2023-T2", by="district")
        new = rows("session-order", period="2023-T2", by="district", division="current")
        answered = rows("response-rates", period="2018-T3..2024-T1", by="activity,answered,tertial")
        compared = rows("routes-in", period="2019-T3", compare="year-before")
    families = {row["district"]: row["count"] for row in old if row["measure"] == "families"}
    merged = {row["district"]: row["count"] for row in new if row["measure"] == "families"}
    parts = [families[code] for code in ("rinkeby-kista", "spanga-tensta", "jarva")]
    assert min(parts) > 0
    assert merged["jarva"] == sum(parts)
    rates = {
        row["tertial"]: row["share"]
        for row in answered
        if row["activity"] == "counselling-session" and row["answered"] == "answered"
    }
    assert rates["2018-T3"] < rates["2019-T2"] < rates["2019-T3"] < rates["2023-T1"] < rates["2024-T1"]
    periods = {row["period"] for row in compared if row["measure"] == "sessions" and row["count"]}
    assert periods == {"2019-T3", "2018-T3"}


# --------------------------------------------------------------------------------------- a spoiled city


@dataclass(frozen=True)
class Spoil:
    """One record changed (or withdrawn, without `change`), and the figures that must then deviate."""

    which: Callable[[RecordedEvent], bool]
    change: Content | None
    ids: tuple[str, ...]


def _is(activity: str, **facts: Any) -> Callable[[RecordedEvent], bool]:
    def fits(event: RecordedEvent) -> bool:
        return event.activity == activity and all(
            event.content.get(name) == value for name, value in facts.items()
        )

    return fits


def _answered(event: RecordedEvent) -> bool:
    return event.activity == "counselling-session" and bool(event.content["answers"])


SPOILS = {
    "an answer removed": Spoil(_answered, {"answers": []}, ("answered",)),
    "a session withdrawn": Spoil(_is("counselling-session", district="skarpnack"), None, ("sessions",)),
    "a sixth route where there were five": Spoil(
        _is("counselling-session", district="rinkeby-kista", route_in="open-preschool"),
        {"route_in": "library"},
        ("routes-fewest",),
    ),
    "a family whose area was known": Spoil(
        _is("counselling-session", residential_area="bandhagen", age_groups=["0-6"]),
        {"residential_area": "not-known"},
        ("areas",),
    ),
    "one more visit in another language": Spoil(
        _is("home-visit", other_language_needed="no"),
        {"other_language_needed": "yes", "language": "somali"},
        ("visit-language",),
    ),
    "a seventh report of concern": Spoil(
        _is("home-visit", further_contacts=["none"], programme="rinkeby"),
        {"further_contacts": ["report-of-concern"]},
        ("visit-reports",),
    ),
    "civil society elsewhere": Spoil(
        _is("theme-meeting", district="farsta"),
        {"partners": ["civil-society"]},
        ("partner-civil-society-only",),
    ),
    "a meeting withdrawn": Spoil(_is("theme-meeting", district="skarholmen"), None, ("meetings",)),
    "a group withdrawn": Spoil(_is("programme-group"), None, ("groups",)),
    "a larger gathering": Spoil(
        _is("collaboration-activity", kind="joint-training-day", district="rinkeby-kista"),
        {"participants": 130},
        ("training-day",),
    ),
}
RETURNS: dict[str, tuple[str, Content, tuple[str, ...]]] = {
    "a report of concern less": ("context/farsta/2018", {"reports_of_concern": 2930}, ("reports-farsta",)),
    "other opening hours": (
        "open-preschool-returns/skarholmen/2019-T2",
        {"opening_hours": 103},
        ("opening-hours-skarholmen",),
    ),
    "a child more": ("enrolment-figures/rinkeby/2019-T2", {"enrolled": 46}, ("enrolled",)),
}


@contextmanager
def _coordinator(trial: TemporaryService) -> Iterator[httpx.Client]:
    with coordinator_code(trial.database, trial.here) as code, open_client(trial.base_url) as client:
        assert client.post("/api/v1/sign-ins", json={"code": code}).status_code == 201
        yield client


def _spoil(client: httpx.Client, city: DemoCity, spoil: Spoil) -> None:
    event = next(one for one in city.events if "2019-02" <= one.period <= "2019-08" and spoil.which(one))
    address = f"/api/v1/{BY_NAME[event.activity].path}/{event.id}"
    if spoil.change is None:
        assert client.delete(address).status_code == 204
    else:
        _correct(client, address, {**event.content, **spoil.change})


def _correct(client: httpx.Client, address: str, content: Content) -> None:
    etag = client.get(address).headers["etag"]
    reply = client.put(address, json=content, headers={"If-Match": etag})
    assert reply.json()["verdict"] == "corrected", reply.text


def test_a_spoiled_city_makes_the_reproduction_fail(copies: Copies, stockholm_city: DemoCity) -> None:
    by_id = {figure.id: figure for figure in FIGURES}
    expected: set[str] = set()
    with copies() as trial, _coordinator(trial) as client:

        def deviate(ids: tuple[str, ...]) -> list[bool]:
            cookie = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
            read = statistics_reader(DemoClient(client, cookie), trial.database, trial.here.catalogue)
            return [not reproduce(by_id[one], partial(value_of, read)).fits for one in ids]

        for name, spoil in SPOILS.items():
            assert not any(deviate(spoil.ids)), name
            _spoil(client, stockholm_city, spoil)
            assert all(deviate(spoil.ids)), name
            expected |= set(spoil.ids)
        for name, (address, change, ids) in RETURNS.items():
            filed = client.get(f"/api/v1/{address}").json()["content"]
            assert not any(deviate(ids)), name
            _correct(client, f"/api/v1/{address}", {**filed, **change})
            assert all(deviate(ids)), name
            expected |= set(ids)
        whole = reproduce_statistics(trial)
    wrong = {one.figure.id for one in deviating(whole)}
    assert expected <= wrong
    assert "children-farsta" not in wrong  # what nobody touched still fits
    assert "survey-sent" not in wrong


def test_an_empty_database_reproduces_nothing(tmp_path: Path, templates: Templates) -> None:
    url = templates.sqlite(tmp_path / "empty.db", "stockholm")
    with serve_temporarily(settings_for(url, "stockholm")) as trial:
        found = reproduce_statistics(trial)
    fit = {one.figure.id for one in found if one.fits}
    # Only the length of a list, and "at most so many of nothing": no figure that was counted.
    assert fit == {"routes"}


# ------------------------------------------------------------------------------------- reading, printing


def _read(address: str) -> list[dict[str, Any]]:
    assert address == "/api/v1/statistics/routes-in?period=2019-02..2019-08&by=route_in"
    usual = {"measure": "sessions", "base": 8, "mean": None}
    return [
        {**usual, "route_in": "library", "count": 1, "share": Decimal("0.125")},
        {**usual, "route_in": "sfi", "count": None, "share": None},
        {**usual, "measure": "routes-in-use", "count": 5},
        {**usual, "route_in": "sfi", "measure": "twice", "count": 5},
        {**usual, "route_in": "sfi", "measure": "twice", "count": 5},
    ]


def test_a_cell_is_one_row_of_a_table() -> None:
    at = {"route_in": "library"}
    assert value_of(_read, Cell("routes-in", "sessions", at=at)) == 1
    assert value_of(_read, Cell("routes-in", "sessions", "base", at)) == 8
    assert value_of(_read, Cell("routes-in", "sessions", "percent", at)) == Decimal("12.5")
    assert value_of(_read, Cell("routes-in", "sessions", "share", at)) == Decimal("0.125")


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (Cell("routes-in", "sessions", at={"route_in": "sfi"}), "no count"),
        (Cell("routes-in", "sessions", "mean", {"route_in": "library"}), "no mean"),
        (Cell("routes-in", "sessions", at={"route_in": "moon"}), "0 rows"),
        (Cell("routes-in", "twice", at={"route_in": "sfi"}), "2 rows"),
    ],
)
def test_a_cell_that_is_not_there_is_a_line_that_does_not_fit(cell: Cell, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        value_of(_read, cell)
    figure = Figure("kapitlet", "x", "där", "något", "1", interval(exact="1"), (cell,))
    reproduction = reproduce(figure, partial(value_of, _read))
    assert (reproduction.fits, reproduction.number, reproduction.deviation) == (False, None, None)
    assert words in reproduction.trouble
    assert (reproduced(reproduction), deviation(reproduction)) == ("–", "")


def test_the_terminal_shows_what_fits_and_what_does_not(reproductions: list[Reproduction]) -> None:
    said = Console(file=StringIO(), width=200, record=True)
    cell = Cell("routes-in", "sessions")
    figure = Figure("kapitlet", "wrong", "där", "något", "1", interval(exact="1"), (cell,))
    show([*reproductions[:2], Reproduction(figure, Decimal(2))], said)
    text = said.export_text()
    assert "2 av 3 uppgifter stämmer." in text
    assert "NEJ" in text
    assert "wrong: avviker" in text


def test_numbers_are_written_as_in_swedish(reproductions: list[Reproduction]) -> None:
    by_id = {one.figure.id: one for one in reproductions}
    assert reproduced(by_id["children-farsta"]) == "14\N{NARROW NO-BREAK SPACE}593"
    assert (reproduced(by_id["non-response"]), deviation(by_id["non-response"])) == ("42,29 %", "+0,29")
    assert (reproduced(by_id["meeting-mean"]), deviation(by_id["meeting-mean"])) == ("7,47", "−0,03")
    assert reproduced(by_id["ratio-farsta"]) == "0,2008"
    assert deviation(by_id["areas-majority"]) == ""


def test_the_list_of_figures_is_sound() -> None:
    assert len({figure.id for figure in FIGURES}) == len(FIGURES)
    for figure in FIGURES:
        assert figure.cells
        for text in (
            figure.where,
            figure.what,
            figure.printed,
            figure.ours,
            figure.interval.words,
            figure.combination.words,
        ):
            assert "|" not in text  # it would end a cell of the page's tables
    districts = {cell.at.get("district", "") for figure in FIGURES for cell in figure.cells}
    assert districts == {"", *SESSIONS}
