"""docs/walk.md: each function that it names is called where it says so, and as many as it says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.release.protection.frozen_release import freeze
from tests.support.calls import Calls, looking_at_calls
from tests.support.releases import put_on_shelf
from tests.support.service import Service, Templates, example, new_id, start

PAGE = Path(__file__).parents[1] / "docs" / "walk.md"
STAGES = re.findall(r"^## (.+?)\n(.+?)(?=^## |\Z)", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
NEARLY = 0.1
"""A helper more or less does not make the page untrue."""

PATH = "/api/v1/counselling-sessions"
LIVE = "/api/v1/statistics/routes-in?period=2019-T1&district=farsta"
REPORT = "/reports/2019-T1?district=farsta&edition=published"
PXWEB = "/api/v2/tables/routes-in/data?lang=sv&valueCodes[ContentsCode]=*&valueCodes[tertial]=*"


@pytest.fixture(scope="module")
def called(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[list[str]]]:
    """What each stage calls, of a service that has been asked the same before."""
    url = Templates(tmp_path_factory.mktemp("template")).sqlite(
        tmp_path_factory.mktemp("walk") / "stodlogg.db", "stockholm"
    )
    with looking_at_calls() as calls:
        for service in start(url, "stockholm"):
            yield _walked(service, calls)


def _walked(service: Service, calls: Calls) -> list[list[str]]:
    tablet, coordinator, researcher = service.tablet(), service.coordinator(), service.researcher()

    def file() -> int:
        return tablet.put(f"{PATH}/{new_id()}", json=_session()).status_code

    assert {file() for _ in range(30)} == {201}
    filed, to_rows = calls.of(file)
    coordinator.get(LIVE)
    counted, to_cell = calls.of(lambda: coordinator.get(LIVE).status_code)
    with service.database.reading() as session:
        connection, catalogue = session.connection(), service.here.catalogue
        made, to_release = calls.of(lambda: freeze(connection, catalogue, "2019-T1", 5, b"secret"))
    put_on_shelf(service.database, made.tables, "2019-T1")
    answered, to_answer = calls.of(lambda: researcher.get(PXWEB).status_code)
    again, to_answer_again = calls.of(lambda: researcher.get(PXWEB).status_code)
    coordinator.get(REPORT)
    written, to_sentence = calls.of(lambda: coordinator.get(REPORT).status_code)
    assert [filed, counted, answered, again, written] == [201, 200, 200, 200, 200]
    return [to_rows, to_cell, to_release, to_answer, to_answer_again, to_sentence]


def _session() -> dict[str, object]:
    return example("counselling-session", "stockholm", month="2019-02", answers=[])


@pytest.mark.parametrize("number", range(len(STAGES)), ids=[title for title, _ in STAGES])
def test_the_walk_is_as_the_page_says(called: list[list[str]], number: int) -> None:
    assert len(STAGES) == len(called)
    text, own = STAGES[number][1], called[number]
    named = re.findall(r"^\d+\. `([\w.]+)`", text, re.MULTILINE)
    assert named
    assert [name for name in named if f"app.{name}" not in own] == []
    in_order = sorted(named, key=lambda name: own.index(f"app.{name}"))
    assert named == in_order, "not in the order in which they are called first"
    said = re.search(r"\((\d+) functions", text)
    assert said, "the page does not say how many functions"
    assert abs(len(own) - int(said[1])) <= NEARLY * len(own), f"there are {len(own)} functions"
