"""Exactly once: of two uses at the same moment one counts, and so it is in whatever order things come."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.answers.conftest import Place
from tests.support import parents
from tests.support.service import new_id


def _at_once(*calls: Callable[[], Any]) -> list[int]:
    """Run calls at the same moment; their status codes, sorted."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> int:
        barrier.wait()
        return int(call().status_code)

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def _senders(place: Place, path: str, number: int, answers: dict[str, str] | None = None) -> list[Any]:
    """Phones that have the page open and are about to send."""
    page = place.phone.get(path)
    sent = {**(parents.YES if answers is None else answers), "questionnaire": parents.questionnaire_of(page)}
    phones = [place.service.client() for _ in range(number)]
    return [lambda phone=phone: phone.post(path, data=sent, follow_redirects=False) for phone in phones]


def test_of_many_uses_at_once_exactly_one_counts(place: Place) -> None:
    record = place.session(mothers=9)
    for _ in range(3):
        link = place.link()
        assert place.file(link, record).status_code == 201
        assert _at_once(*_senders(place, link.path, 6)) == [303] + [404] * 5
    assert len(place.answers()) == 9
    for _ in range(3):
        early = place.link()
        assert _at_once(*_senders(place, early.path, 6)) == [303] + [404] * 5
    assert place.count("early_answer") == 9


def test_an_answer_and_its_link_at_once_find_each_other(place: Place) -> None:
    """Whichever is first, the answer ends with the record and nothing waits."""
    record = place.session(mothers=20)
    for number in range(1, 7):
        link = place.link()
        calls = [*_senders(place, link.path, 2), lambda link=link: place.file(link, record)]
        assert _at_once(*calls) == [201, 303, 404]
        assert len(place.answers()) == 3 * number
        assert place.count("early_answer") == 0
        assert place.count("counselling_session_link") == 0
    assert place.rows("counselling_session_handed_out")[0]["number"] == 6


def test_an_answer_and_a_withdrawal_at_once_leave_nothing(place: Place) -> None:
    for _ in range(4):
        record, link = place.session(), place.link()
        assert place.file(link, record).status_code == 201
        [send] = _senders(place, link.path, 1)
        withdraw = partial(place.tablet.delete, f"/api/v1/counselling-sessions/{record}")
        statuses = _at_once(send, withdraw)
        # Sent before the withdrawal it went with the record; sent into it or after it, it is refused.
        assert statuses in ([204, 303], [204, 404])
        assert place.count("early_answer") == 0
        assert place.answers() == []
        assert place.count("counselling_session_link") == 0


def test_of_the_last_use_of_a_poster_exactly_one_counts(place: Place) -> None:
    meeting = new_id()
    path = parents.poster(place.tablet, activity="theme-meeting", record=meeting, month="2026-11", uses=3)
    assert _at_once(*_senders(place, path, 6, parents.MET)) == [303] * 3 + [404] * 3
    assert place.count("theme_meeting_early_answer") == 6
    content = place.meeting_content()
    assert place.tablet.put(f"/api/v1/theme-meetings/{meeting}", json=content).status_code == 201
    assert place.count("theme_meeting_early_answer") == 0
    assert len(place.answers("theme_meeting")) == 6


def test_answers_by_poster_and_their_meeting_at_once_find_each_other(place: Place) -> None:
    for number in range(1, 4):
        meeting = new_id()
        path = parents.poster(place.tablet, activity="theme-meeting", record=meeting, month="2026-11", uses=9)
        url = f"/api/v1/theme-meetings/{meeting}"
        content = place.meeting_content()
        calls = [*_senders(place, path, 3, parents.MET), lambda: place.tablet.put(url, json=content)]  # noqa: B023
        assert _at_once(*calls) == [201, 303, 303, 303]
        assert len(place.answers("theme_meeting")) == 6 * number
        assert place.count("theme_meeting_early_answer") == 0


def test_counts_of_an_open_preschool_are_not_lost_at_once(place: Place) -> None:
    of = {"activity": "open-preschool-return", "district": "farsta", "tertial": "2026-T3"}
    path = parents.poster(place.tablet, **of, month="2026-12", uses=100)
    assert _at_once(*_senders(place, path, 8, parents.VISITED)) == [303] * 8
    assert [row["number"] for row in place.rows("open_preschool_answer")] == [8]


# ------------------------------------------------------------------------------ every order of events

EVENTS = ("record", "link", "answer", "correction", "withdrawal", "taken-back")


class Model:
    """What must be true of one link and its record, in the plainest words."""

    def __init__(self) -> None:
        self.record = "not there"
        self.filed = self.used = self.stored = self.waiting = self.refused = False

    @property
    def open(self) -> bool:
        return not self.used and not self.refused

    def after(self, event: str) -> int:
        """The status that an event must be answered with."""
        if event == "record":
            if self.record == "withdrawn":
                return 410
            first, self.record = self.record == "not there", "there"
            return 201 if first else 200
        if event == "correction":
            return {"not there": 412, "there": 200, "withdrawn": 410}[self.record]
        if event == "withdrawal":
            was, self.record = self.record, "withdrawn" if self.record != "not there" else "not there"
            self.stored = False
            self.refused = self.refused or (self.filed and not self.used)
            self.filed = self.filed and was == "not there"
            return 404 if was == "not there" else 204
        if event == "link":
            return self._link()
        if event == "taken-back":
            self.refused, self.filed = True, self.filed and self.used
            return 204
        if not self.open:
            return 404
        self.used = True
        self.stored, self.waiting = self.filed, not self.filed
        return 303

    def _link(self) -> int:
        if self.record != "there":
            self.refused = True
            return 410 if self.record == "withdrawn" else 404
        self.refused = False
        if self.filed:
            return 200
        self.filed = True
        self.stored, self.waiting = self.used, False
        return 201


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(st.sampled_from(EVENTS), min_size=1, max_size=10))
def test_in_any_order_an_answer_counts_at_most_once(quick_place: Place, events: list[str]) -> None:
    _follow(quick_place, events)


@pytest.mark.parametrize(
    "events",
    [
        ["record", "link", "answer", "answer", "withdrawal"],
        ["answer", "record", "link", "answer", "link", "withdrawal", "link"],
        ["record", "answer", "link", "correction", "answer"],
        ["record", "link", "withdrawal", "answer", "record"],
        ["answer", "record", "withdrawal", "link"],
        ["link", "record", "link", "link", "correction", "answer", "link"],
        ["link", "answer", "record", "link", "answer"],
        ["record", "link", "taken-back", "answer", "link", "answer"],
        ["answer", "taken-back", "record", "link"],
    ],
)
def test_some_orders_on_both_databases(place: Place, events: list[str]) -> None:
    _follow(place, events)


def _follow(place: Place, events: list[str]) -> None:
    record, link, model = new_id(), place.link(), Model()
    path = f"/api/v1/counselling-sessions/{record}"
    before = len(place.answers())
    children = 1
    for event in events:
        if event == "record":
            reply = place.tablet.put(path, json=place.session_content(children=children))
        elif event == "correction":
            etag = place.tablet.get(path).headers.get("etag", f'"{"0" * 64}"')
            if model.record == "there":
                children += 1
            reply = place.tablet.put(
                path, json=place.session_content(children=children), headers={"If-Match": etag}
            )
        elif event == "withdrawal":
            reply = place.tablet.delete(path)
        elif event == "link":
            reply = place.file(link, record)
        elif event == "taken-back":
            reply = place.tablet.delete(f"/api/v1/answer-links/{link.hash}")
        else:
            reply = place.answer(link.path)
        assert reply.status_code == model.after(event), (event, events, reply.text)
        stored = place.rows("counselling_session_answer")
        assert len(stored) - before == (3 if model.stored else 0), (event, events)
        waiting = [row for row in place.rows("early_answer") if row["token_hash"].hex() == link.hash]
        assert len(waiting) == (3 if model.waiting else 0), (event, events)
        assert (place.phone.get(link.path).status_code == 200) is model.open, (event, events)
