"""A second tap over a slow network: the same page with the same answers is thanked for and counted once."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.answers.sent_pages import RecentSubmissions
from app.kit import clock
from app.kit.http.parts import part
from tests.answers.conftest import MONTH, Place
from tests.browser.proxy import Proxy, SlowReply
from tests.support import parents
from tests.support.live import Live
from tests.support.service import new_id

TWELVE = ("sv", "sv-easy", "en", "ar", "so", "ti", "fa", "es", "tr", "pl", "ru", "fi")


def _filled(place: Place, path: str, answers: dict[str, str] | None = None) -> dict[str, str]:
    """A page as it is sent, from one that was shown."""
    page = place.phone.get(path)
    sent = dict(answers or parents.YES)
    return sent | {"questionnaire": parents.questionnaire_of(page), "page": parents.number_of(page)}


def _post(place: Place, path: str, sent: dict[str, str]) -> tuple[int, str]:
    reply = place.phone.post(path, data=sent, follow_redirects=False)
    return reply.status_code, reply.headers.get("location", "")


@pytest.mark.parametrize("language", TWELVE)
def test_the_same_page_sent_again_ends_at_the_thanks(quick_place: Place, language: str) -> None:
    record, link, early = quick_place.session(), quick_place.link(), quick_place.link()
    assert quick_place.file(link, record).status_code == 201
    for path in (link.path, early.path):
        sent = _filled(quick_place, path)
        for _ in range(3):
            assert _post(quick_place, f"{path}?lang={language}", sent) == (303, f"/s/thanks?lang={language}")
        # Opened again, or sent from another page or with other answers, it cannot be used.
        assert quick_place.phone.get(path).status_code == 404
        for other in (
            {**sent, "page": "0" * 32},
            {**sent, "q-helpful": "no"},
            {name: value for name, value in sent.items() if name != "page"},
            {**sent, "page": sent["page"].upper()},
        ):
            assert _post(quick_place, path, other)[0] == 404
    assert len(quick_place.answers()) == 3
    assert quick_place.count("early_answer") == 3
    assert quick_place.count("sent_page") == 2


def test_a_poster_counts_the_same_page_once_and_others_each(place: Place) -> None:
    meeting = new_id()
    of = {"activity": "open-preschool-return", "district": "farsta", "tertial": "2026-T3"}
    for path, answers in (
        (
            parents.poster(place.tablet, activity="theme-meeting", record=meeting, month=MONTH, uses=2),
            parents.MET,
        ),
        (parents.poster(place.tablet, **of, month=MONTH, uses=2), parents.VISITED),
    ):
        first, second = _filled(place, path, answers), _filled(place, path, answers)
        for sent in (first, first, second, second, first):
            assert _post(place, path, sent)[0] == 303
        assert place.phone.get(path).status_code == 404  # both uses, and no more
    assert place.count("theme_meeting_early_answer") == 4
    assert [row["number"] for row in place.rows("open_preschool_answer")] == [2]


def test_people_with_one_phone_count_each_though_its_browser_shows_them_one_page(place: Place) -> None:
    """It goes back to the page in its memory, with what was chosen. A double tap comes sooner."""
    meeting = new_id()
    path = parents.poster(place.tablet, activity="theme-meeting", record=meeting, month=MONTH, uses=2)
    sent = _filled(place, path, parents.MET)
    lately = part(place.service.app, RecentSubmissions)
    for seconds in (0.0, 15.0, 60.0, 61.0, 75.0):
        lately.now = partial(float, seconds)
        assert _post(place, path, sent)[0] == 303
    assert place.count("theme_meeting_early_answer") == 4  # two people, two questions
    lately.now = lambda: 120.0
    assert _post(place, path, sent)[0] == 404  # a third is not thanked: the poster is used up


def test_what_lacks_an_answer_is_no_first_sending(quick_place: Place) -> None:
    link = quick_place.link()
    sent = _filled(quick_place, link.path)
    lacking = {name: value for name, value in sent.items() if name != "q-helpful"}
    assert _post(quick_place, link.path, lacking)[0] == 422
    assert quick_place.count("sent_page") == 0
    assert _post(quick_place, link.path, sent)[0] == 303


def test_nothing_that_is_stored_tells_what_was_answered(quick_place: Place) -> None:
    """The same answers leave another hash each time, and the number that it was made with is not stored."""
    numbers = []
    for _ in range(3):
        link = quick_place.link()
        sent = _filled(quick_place, link.path)
        numbers.append(sent["page"])
        assert _post(quick_place, link.path, sent)[0] == 303
    rows = quick_place.rows("sent_page")
    assert [row.keys() for row in rows] == [{"page_hash", "month"}] * 3
    assert len({row["page_hash"] for row in rows}) == 3
    stored = Path(quick_place.service.database_url.removeprefix("sqlite:///")).read_bytes()
    assert not [number for number in numbers if number.encode() in stored or bytes.fromhex(number) in stored]


# --------------------------------------------------------------------------------- over real connections


@pytest.fixture
def served(place: Place, tmp_path: Path) -> Iterator[Live]:
    with Live(place.service.database_url, "stockholm", tmp_path) as live:
        yield live


def _tap(url: str, sent: dict[str, str], found: list[Any]) -> threading.Thread:
    def post() -> None:
        with httpx.Client(timeout=30, trust_env=False) as phone:
            found.append(phone.post(url, data=sent, follow_redirects=True))

    thread = threading.Thread(target=post)
    thread.start()
    return thread


def test_a_tap_while_the_first_reply_is_on_its_slow_way(served: Live) -> None:
    """The first reply takes 2.5 seconds, the second tap comes after 0.9."""
    link = parents.make_link(parents.link_keys(served.tablet("farsta")), clock.today())
    with Proxy(served.url) as slow, httpx.Client(base_url=slow.url, trust_env=False, timeout=30) as phone:
        page = phone.get(link.path)
        assert page.status_code == 200, page.text
        sent = parents.YES | {
            "questionnaire": parents.questionnaire_of(page),
            "page": parents.number_of(page),
        }
        slow.do = [SlowReply(2.5)]
        found: list[Any] = []
        first = _tap(f"{slow.url}{link.path}?lang=ar", sent, found)
        time.sleep(0.9)
        second = _tap(f"{slow.url}{link.path}?lang=ar", sent, found)
        for thread in (first, second):
            thread.join()
        assert [reply.status_code for reply in found] == [200, 200]
        assert {reply.url.path for reply in found} == {"/s/thanks"}
        served.kill()
        served.start()  # it is known again by a process that was not there
        late: list[Any] = []
        _tap(f"{slow.url}{link.path}?lang=ar", sent, late).join()
        assert late[0].url.path == "/s/thanks"
        assert phone.get(link.path).status_code == 404
