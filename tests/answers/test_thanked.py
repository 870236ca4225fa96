"""Whatever a parent was thanked for is counted: a link that never could be takes no answer.

Each test is one order in which a session is answered for, saved, corrected, withdrawn, locked or never filed.
"""

from datetime import date
from typing import Any

import pytest

from app.kit.clock import Clock
from app.kit.http.parts import part
from tests.answers.conftest import MONTH, Place
from tests.support import parents
from tests.support.service import new_id

PATH = "/api/v1/counselling-sessions"
OWN = {
    "questionnaire": "counselling-session-1",
    "respondent": "mother",
    "answers": {"helpful": "yes", "strengthened": "yes", "accessible": "yes"},
}


def _roles(place: Place) -> list[tuple[str, str]]:
    """Way and role of each answer to the first question."""
    return [(way, role) for way, role, question, _ in place.answers() if question == "helpful"]


def _correct(place: Place, record: str, **changes: Any) -> int:
    stored = place.tablet.get(f"{PATH}/{record}")
    content = {**stored.json()["content"], **changes}
    headers = {"If-Match": stored.headers["etag"]}
    return int(place.tablet.put(f"{PATH}/{record}", json=content, headers=headers).status_code)


def _is_shut(place: Place, path: str) -> bool:
    """Whether the page cannot be used, before anything is answered and where it was open already."""
    shown = place.phone.get(path).status_code
    sent = place.phone.post(path, data={**parents.YES, "questionnaire": "counselling-session-1"})
    assert (shown == 200) is (sent.status_code != 404)
    return shown == 404


# ------------------------------------------------------------------------- what is refused takes no answers


def test_a_link_beyond_those_who_took_part_takes_no_answer(place: Place) -> None:
    """The mother answered on the tablet, and a link for her was shown all the same."""
    record = place.session(mothers=1, fathers=0, answers=[OWN])
    links = {role: place.link() for role in ("mother", "other-adult", "not-known")}
    for role, link in links.items():
        assert place.file(link, record, role).status_code == 422
        assert _is_shut(place, link.path)
    assert _roles(place) == [("with-record", "mother")]
    assert place.count("early_answer") == 0
    # More took part than was said: once that is put right the link is filed, and is open again.
    assert _correct(place, record, mothers=2) == 200
    assert place.file(links["not-known"], record, "not-known").status_code == 201
    assert place.count("refused_link") == 2
    assert place.answer(links["not-known"].path).status_code == 303
    assert _roles(place) == [("link", "not-known"), ("with-record", "mother")]


def test_a_link_whose_record_is_not_there_or_no_longer_takes_no_answer(place: Place) -> None:
    record, link = place.session(), place.link()
    assert place.tablet.delete(f"{PATH}/{record}").status_code == 204
    for of, status in ((record, 410), (new_id(), 404)):
        link = place.link()
        assert place.file(link, of).status_code == status
        assert _is_shut(place, link.path)
    assert place.count("early_answer") == 0


def test_a_link_that_another_districts_tablet_files_takes_no_answer_until_its_own_does(place: Place) -> None:
    record, link = place.session(), place.link()
    stranger = place.service.tablet("skarpnack")
    assert parents.file_link(stranger, link, record).status_code == 403
    assert _is_shut(place, link.path)
    assert place.file(link, record).status_code == 201
    assert parents.file_link(stranger, link, record).status_code == 403  # filed: it stays open
    assert place.answer(link.path).status_code == 303
    assert _roles(place) == [("link", "mother")]


def test_a_withdrawn_records_links_take_no_answers(place: Place) -> None:
    record, filed = place.session(), place.link()
    assert place.file(filed, record).status_code == 201
    assert place.tablet.delete(f"{PATH}/{record}").status_code == 204
    assert _is_shut(place, filed.path)
    assert place.count("early_answer") == 0


def test_a_link_that_is_taken_back_takes_no_answer(place: Place) -> None:
    record, filed, loose, answered = place.session(), place.link(), place.link(), place.link()
    assert place.file(filed, record).status_code == 201
    assert place.file(answered, record).status_code == 201
    assert place.answer(answered.path).status_code == 303
    for link in (filed, loose, answered):
        for _ in range(2):
            assert place.tablet.delete(f"/api/v1/answer-links/{link.hash}").status_code == 204
        assert _is_shut(place, link.path)
    assert _roles(place) == [("link", "mother")]  # what was answered stays
    assert place.rows("counselling_session_handed_out")[0]["number"] == 1
    # Its place is free for another, and a link of another district's record is not theirs to take.
    other = place.link()
    assert place.file(other, record).status_code == 201
    stranger = place.service.tablet("skarpnack")
    assert stranger.delete(f"/api/v1/answer-links/{other.hash}").status_code == 403
    assert place.answer(other.path).status_code == 303


def test_a_poster_that_is_taken_down_takes_no_answer(place: Place) -> None:
    meeting = new_id()
    path = parents.poster(place.tablet, activity="theme-meeting", record=meeting, month=MONTH, uses=9)
    assert place.answer(path, parents.MET).status_code == 303
    assert place.tablet.delete(f"/api/v1/posters/{meeting}").status_code == 204
    assert place.phone.get(path).status_code == 404
    assert (
        place.count("theme_meeting_early_answer") == 2
    )  # what came waits, should it be registered after all
    place.tablet.put(f"/api/v1/theme-meetings/{meeting}", json=place.meeting_content())
    assert len(place.answers("theme_meeting")) == 2
    again = parents.poster(place.tablet, activity="theme-meeting", record=meeting, month=MONTH, uses=2)
    stranger = place.service.tablet("skarpnack")
    assert stranger.delete(f"/api/v1/posters/{meeting}").status_code == 403
    assert place.phone.get(again).status_code == 200


# ------------------------------------------------------------------------------ corrected after it was shown


def test_a_link_of_a_record_that_was_corrected(place: Place) -> None:
    """Nobody is left: it is shut. Somebody is, in another role: the answer counts, its role is not known."""
    record, link = place.session(mothers=2, fathers=0), place.link()
    assert place.file(link, record).status_code == 201
    assert _correct(place, record, mothers=1, answers=[OWN]) == 200
    assert _is_shut(place, link.path)
    assert _correct(place, record, mothers=1, fathers=1, answers=[OWN]) == 200
    assert place.answer(link.path).status_code == 303
    assert _roles(place) == [("link", "not-known"), ("with-record", "mother")]


def test_a_role_that_was_put_right(place: Place) -> None:
    """A father was there, and the link said mother."""
    record, filed, early = place.session(mothers=1, fathers=0), place.link(), place.link()
    assert place.file(filed, record).status_code == 201
    assert place.answer(early.path).status_code == 303
    assert _correct(place, record, mothers=0, fathers=2) == 200
    assert place.answer(filed.path).status_code == 303
    assert place.file(early, record).status_code == 201
    assert _roles(place) == [("link", "not-known")] * 2


def test_one_that_was_opened_before_the_correction(place: Place) -> None:
    record, link = place.session(mothers=1, fathers=0), place.link()
    assert place.file(link, record).status_code == 201
    page = place.phone.get(link.path)
    assert _correct(place, record, mothers=1, answers=[OWN]) == 200
    sent = {**parents.YES, "questionnaire": parents.questionnaire_of(page)}
    assert place.phone.post(link.path, data=sent, follow_redirects=False).status_code == 404
    assert _roles(place) == [("with-record", "mother")]


@pytest.mark.parametrize("mothers", [0, 1, 2, "not-known"])
def test_everybody_who_was_thanked_is_counted(place: Place, mothers: int | str) -> None:
    """Three links to mothers, answered at once or later: whoever sees the thanks is in the figures."""
    record, links = new_id(), [place.link() for _ in range(3)]
    thanked = [place.answer(links[0].path).status_code == 303]
    place.session(record, mothers=mothers, fathers=1 if mothers == 0 else 0)
    for link in links:
        place.file(link, record)
    thanked += [place.answer(link.path).status_code == 303 for link in links[1:]]
    assert len(_roles(place)) == sum(thanked) == (3 if mothers == "not-known" else max(int(mothers), 1))
    assert place.count("early_answer") == 0


# ------------------------------------------------------------------------------------------ locked, let in


def test_what_is_let_into_a_locked_tertial_is_let_in_with_its_answers(place: Place) -> None:
    record, link, early = place.session(month="2026-08"), place.link(), place.link()
    meeting, of = new_id(), {"activity": "open-preschool-return", "district": "farsta", "tertial": "2026-T2"}
    place.tablet.put(f"/api/v1/theme-meetings/{meeting}", json=place.meeting_content(month="2026-08"))
    assert place.file(link, record).status_code == 201
    assert place.answer(early.path).status_code == 303
    posters = [
        (
            parents.poster(place.tablet, activity="theme-meeting", record=meeting, month=MONTH, uses=2),
            parents.MET,
        ),
        (parents.poster(place.tablet, **of, month=MONTH, uses=2), parents.VISITED),
    ]
    assert place.city.put("/api/v1/locks/2026-T2").status_code == 200
    assert place.file(early, record).status_code == 409
    for path, _ in ((link.path, None), *posters):
        assert place.phone.get(path).status_code == 404
    assert place.count("early_answer") == 3

    exception = {"last_day": "2026-12-01"}
    assert place.city.put("/api/v1/locks/2026-T2/exceptions/farsta", json=exception).status_code in (200, 201)
    assert place.file(early, record).status_code == 201
    assert place.answer(link.path).status_code == 303
    for path, answers in posters:
        assert place.answer(path, answers).status_code == 303
    assert len(_roles(place)) == 2
    assert len(place.answers("theme_meeting")) == 2
    assert [row["number"] for row in place.rows("open_preschool_answer")] == [1]


# ---------------------------------------------------------------------------- what waits is seen by somebody


def _waiting(place: Place, client: Any, day: date) -> str:
    part(place.service.app, Clock).today = lambda: day
    page = str(client.get("/desk").text)
    return page.partition('id="waiting"')[2].partition("</section>")[0]


def test_an_answer_that_nothing_claims_is_seen_at_the_desk_until_it_is_cleared(place: Place) -> None:
    link, refused, meeting = place.link(), place.link(), new_id()
    for one in (link, refused):
        assert place.answer(one.path).status_code == 303
    path = parents.poster(place.tablet, activity="theme-meeting", record=meeting, month=MONTH, uses=9)
    assert place.answer(path, parents.MET).status_code == 303
    this, later, last = date(2026, 11, 24), date(2026, 12, 1), date(2027, 2, 28)
    assert _waiting(place, place.coordinator, this) == ""  # their sessions are just being registered
    assert place.file(refused, new_id()).status_code == 404
    seen = _waiting(place, place.coordinator, this)
    assert "1 förälder" in seen
    assert "november 2026" in seen
    for day in (later, last):
        seen = _waiting(place, place.coordinator, day)
        assert "2 föräldrar" in seen
        assert "februari 2027" in seen  # until when
        assert "tematräff" in seen
    # Nothing removes them unseen, however long it takes; and what was not on the page is not removed with it.
    for day in (date(2027, 3, 1), date(2028, 1, 1)):
        assert place.answer(place.link().path).status_code == 404
        seen = _waiting(place, place.coordinator, day)
        assert "2 föräldrar" in seen
        assert 'name="through" value="2026-11"' in seen
    assert place.coordinator.post("/desk/waiting", data={"through": "2026-10"}).is_success
    other = place.service.coordinator("skarpnack")
    assert other.post("/desk/waiting", data={"through": "2026-11"}).is_success
    part(place.service.app, Clock).today = lambda: last
    assert place.city.post("/desk/waiting", data={"through": "2026-11"}).is_success  # they still wait
    assert place.coordinator.post("/desk/waiting", data={"through": "när som helst"}).status_code == 422
    assert (place.count("early_answer"), place.count("theme_meeting_early_answer")) == (6, 2)
    assert "2 föräldrar" not in _waiting(place, other, later)
    assert "Farsta" in _waiting(place, place.city, later)
    record = place.session()
    for one in (link, refused):
        assert place.file(one, record).status_code == 201
    assert "2 föräldrar" not in _waiting(place, place.coordinator, later)
    assert len(_roles(place)) == 2
    part(place.service.app, Clock).today = lambda: date(2027, 3, 1)
    for who, left in ((place.coordinator, 2), (place.city, 0)):  # a meeting's are the whole municipality's
        assert who.post("/desk/waiting", data={"through": "2026-11"}).is_success
        assert place.count("theme_meeting_early_answer") == left
