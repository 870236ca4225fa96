"""Guessing is counted without an address; links that can be used always work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.answers.conftest import Place
from tests.support.service import Templates, start
from tests.support.turning import Clock, turned


@pytest.fixture
def place(templates: Templates, tmp_path: Path) -> Iterator[Place]:
    url = templates.sqlite(tmp_path / "stodlogg.db", "stockholm")
    for service in start(url, "stockholm", links_per_hour=20):
        yield Place(service)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return turned(monkeypatch)


def test_guesses_are_told_to_wait_with_the_same_page(place: Place, clock: Clock) -> None:
    guesses = [place.phone.get(f"/s/0000-0000-0000-{number:04d}") for number in range(30)]
    assert [one.status_code for one in guesses] == [404] * 20 + [429] * 10
    assert len({one.content for one in guesses}) == 1
    assert guesses[20].headers["retry-after"] == "3600"
    posted = place.phone.post("/s/0000-0000-0000-0000", data={}, follow_redirects=False)
    assert (posted.status_code, posted.content) == (429, guesses[0].content)
    clock.now += 3601
    assert place.phone.get("/s/0000-0000-0000-0000").status_code == 404


def test_a_link_that_can_be_used_works_while_others_guess(place: Place, clock: Clock) -> None:
    record, link, early = place.session(), place.link(), place.link()
    assert place.file(link, record).status_code == 201
    for number in range(30):
        place.phone.get(f"/s/0000-0000-0000-{number:04d}")
    assert place.answer(link.path).status_code == 303
    assert place.answer(early.path).status_code == 303
    assert place.phone.get(link.path).status_code == 429


def test_links_that_work_are_not_counted(place: Place, clock: Clock) -> None:
    for _ in range(30):
        assert place.answer(place.link().path).status_code == 303
    assert place.phone.get("/s/0000-0000-0000-0000").status_code == 404


def test_guesses_at_links_close_no_other_door(place: Place, clock: Clock) -> None:
    for number in range(40):
        place.phone.get(f"/s/0000-0000-0000-{number:04d}")
    assert place.service.tablet().get("/api/v1/me").status_code == 200
    wrong = place.phone.post("/api/v1/devices", json={"code": "0000-0000-0000-0000"})
    assert wrong.json()["type"] == "/problems/code-not-valid"
