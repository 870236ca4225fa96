"""The life of a one-time link: made, filed, answered, spent; before its record or after it."""

from datetime import date, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.access.actor import COMMAND_LINE
from app.catalogue.catalogue import Catalogue
from app.intake.locks.service import lock_tertial
from app.kit.clock import Clock
from app.kit.http.parts import part
from tests.answers.conftest import MONTH, Place
from tests.support import parents
from tests.support.service import TODAY, Service, example, new_id

GIVEN = [
    ("link", "mother", "accessible", "no-answer"),
    ("link", "mother", "helpful", "yes-really"),
    ("link", "mother", "strengthened", "yes"),
]
KIND_PAGE = "Länken går inte att använda"


def _problem(reply: Any) -> tuple[int, str]:
    return reply.status_code, str(reply.json()["type"]).removeprefix("/problems/")


def test_a_tablet_gets_the_keys_of_its_district_and_they_stay(place: Place) -> None:
    reply = place.tablet.get("/api/v1/link-keys")
    assert reply.headers["cache-control"] == "no-store"
    assert reply.json()["district"] == "farsta"
    assert [one["month"] for one in reply.json()["keys"]] == ["2026-11", "2026-12", "2027-01"]
    assert len({one["key"] for one in reply.json()["keys"]}) == 3
    assert place.service.tablet().get("/api/v1/link-keys").json() == reply.json()
    other = place.service.tablet("skarpnack").get("/api/v1/link-keys").json()["keys"]
    assert not {one["key"] for one in other} & {one["key"] for one in reply.json()["keys"]}


def test_an_answer_by_link_is_stored_once_with_the_record(place: Place) -> None:
    record, link = place.session(), place.link()
    filed = place.file(link, record)
    assert (filed.status_code, filed.json()) == (201, {"verdict": "created"})
    assert place.phone.get(link.path).status_code == 200
    assert place.phone.get(link.path).status_code == 200  # opening uses nothing up
    sent = place.answer(link.path)
    assert (sent.status_code, sent.headers["location"]) == (303, "/s/thanks?lang=sv")
    assert place.phone.get(sent.headers["location"]).status_code == 200
    assert place.answers() == GIVEN
    assert place.rows("counselling_session_link") == []
    assert [row["token_hash"].hex() for row in place.rows("spent_link")] == [link.hash]
    for again in (place.phone.get(link.path), place.answer(link.path)):
        assert again.status_code == 404
        assert KIND_PAGE in again.text
    assert place.answers() == GIVEN
    # Filing it once more, as a tablet does whose reply was lost, brings nothing back.
    late = place.file(link, record)
    assert (late.status_code, late.json()) == (200, {"verdict": "same"})
    assert place.phone.get(link.path).status_code == 404
    assert place.rows("counselling_session_handed_out")[0]["number"] == 1


def test_an_answer_that_comes_first_waits_for_its_record(place: Place) -> None:
    link, record = place.link(), new_id()
    assert place.answer(link.path).status_code == 303
    assert place.answers() == []
    assert {row["token_hash"].hex() for row in place.rows("early_answer")} == {link.hash}
    assert place.answer(link.path).status_code == 404  # it is spent, wherever the answer lies
    assert place.count("early_answer") == 3
    assert _problem(place.file(link, record)) == (404, "record-not-found")
    place.session(record)
    assert place.answers() == []  # until the link says whose it is
    assert place.file(link, record).json() == {"verdict": "created"}
    assert place.answers() == GIVEN
    assert place.count("early_answer") == 0
    assert place.file(link, record).json() == {"verdict": "same"}
    assert place.answers() == GIVEN
    assert place.answer(link.path).status_code == 404


def test_a_link_filed_between_the_page_and_the_answer(place: Place) -> None:
    """The page was opened while the tablet was offline; the answer is sent when it is not."""
    link, record = place.link(), place.session()
    page = place.phone.get(link.path)
    assert page.status_code == 200
    assert place.file(link, record).status_code == 201
    sent = {**parents.YES, "questionnaire": parents.questionnaire_of(page)}
    assert place.phone.post(link.path, data=sent, follow_redirects=False).status_code == 303
    assert place.answers() == GIVEN
    assert place.count("early_answer") == 0


def test_correcting_keeps_answers_and_links_and_withdrawing_removes_them(place: Place) -> None:
    record, used, resolve, early = place.session(mothers=4), place.link(), place.link(), place.link()
    path = f"/api/v1/counselling-sessions/{record}"
    for link in (used, resolve):
        assert place.file(link, record).status_code == 201
    assert place.answer(used.path).status_code == 303
    assert place.answer(early.path).status_code == 303
    stored = place.tablet.get(path)
    assert stored.json()["content"]["answers"] == []  # nobody reads what came by a link
    own = {
        "questionnaire": "counselling-session-1",
        "respondent": "father",
        "answers": {"helpful": "no", "strengthened": "no", "accessible": "no"},
    }
    changed = place.session_content(mothers=4, children=3) | {"answers": [own]}
    corrected = place.tablet.put(path, json=changed, headers={"If-Match": stored.headers["etag"]})
    assert corrected.status_code == 200, corrected.text
    assert [row for row in place.answers() if row[0] == "link"] == GIVEN
    assert len(place.answers()) == 6
    assert place.phone.get(resolve.path).status_code == 200
    assert place.file(early, record).status_code == 201
    assert len(place.answers()) == 9
    assert place.rows("counselling_session_handed_out")[0]["number"] == 3

    assert place.tablet.delete(path).status_code == 204
    for table in ("counselling_session_answer", "counselling_session_link", "counselling_session_handed_out"):
        assert place.rows(table) == []
    assert place.answer(early.path).status_code == 404
    assert place.answer(used.path).status_code == 404
    # An open link goes with its record: nobody is thanked for what could never be counted.
    assert place.answer(resolve.path).status_code == 404
    assert place.count("early_answer") == 0
    assert _problem(place.file(resolve, record)) == (410, "record-withdrawn")
    assert place.answers() == []


def test_links_and_answers_are_no_more_than_people(place: Place) -> None:
    own = {
        "questionnaire": "counselling-session-1",
        "respondent": "mother",
        "answers": {"helpful": "yes", "strengthened": "yes", "accessible": "yes"},
    }
    record = place.session(mothers=2, fathers=0)
    path = f"/api/v1/counselling-sessions/{record}"
    changed = place.session_content(mothers=2, fathers=0) | {"answers": [own]}
    etag = place.tablet.get(path).headers["etag"]
    assert place.tablet.put(path, json=changed, headers={"If-Match": etag}).status_code == 200
    assert place.file(place.link(), record).status_code == 201
    for role in ("mother", "not-known", "father", "other-adult"):
        refused = place.file(place.link(), record, role)
        assert _problem(refused) == (422, "invalid-input")
        [fault] = refused.json()["errors"]
        assert (fault["field"], fault["rule"]) == ("respondent", "more-answers-than-people")
        assert "Högst" in fault["message"]
    assert place.rows("counselling_session_handed_out")[0]["number"] == 1
    unknown = place.session(mothers="not-known", fathers=1)
    for _ in range(4):
        assert place.file(place.link(), unknown).status_code == 201
    assert place.file(place.link(), unknown, "father").status_code == 201
    assert place.file(place.link(), unknown, "father").status_code == 422


def test_an_early_answer_that_there_is_no_room_for_is_counted_without_a_role(place: Place) -> None:
    """The parent was thanked. That the record says otherwise is no reason to throw the answer away."""
    record, first, second = place.session(mothers=1, fathers=0), place.link(), place.link()
    assert place.answer(first.path).status_code == 303
    assert place.answer(second.path).status_code == 303
    assert place.file(first, record).status_code == 201
    assert place.file(second, record).status_code == 201
    assert place.count("early_answer") == 0
    assert place.answers() == [*GIVEN, *(("link", "not-known", *row[2:]) for row in GIVEN)]


def test_a_link_belongs_to_one_record_and_role(place: Place) -> None:
    one, other, link = place.session(), place.session(), place.link()
    assert place.file(link, one).status_code == 201
    assert place.file(link, one).json() == {"verdict": "same"}
    assert _problem(place.file(link, other)) == (409, "link-differs")
    assert _problem(place.file(link, one, "father")) == (409, "link-differs")
    assert len(place.rows("counselling_session_link")) == 1


def test_another_districts_record_takes_no_link(place: Place) -> None:
    record, link = place.session(), place.link()
    stranger = place.service.tablet("skarpnack")
    assert _problem(parents.file_link(stranger, link, record)) == (403, "other-district")
    assert parents.file_link(place.coordinator, link, record).status_code == 201


def test_a_locked_tertial_takes_no_answers(place: Place) -> None:
    record, resolve, used = place.session(month="2026-08"), place.link(), place.link()
    for link in (resolve, used):
        assert place.file(link, record).status_code == 201
    assert place.answer(used.path).status_code == 303
    assert place.phone.get(resolve.path).status_code == 200
    assert place.city.put("/api/v1/locks/2026-T2").status_code == 200
    for reply in (place.phone.get(resolve.path), place.answer(resolve.path)):
        assert reply.status_code == 404
    assert _problem(place.file(place.link(), record)) == (409, "tertial-locked")
    assert place.file(resolve, record).json() == {"verdict": "same"}
    assert place.file(used, record).json() == {"verdict": "same"}
    assert place.answers() == GIVEN


def _later(service: Service, day: date) -> None:
    part(service.app, Clock).today = lambda: day


def test_a_link_ends_after_two_weeks_filed_or_not(place: Place) -> None:
    record, filed, loose = place.session(), place.link(), place.link()
    assert place.file(filed, record).status_code == 201
    for days, status in ((14, 200), (15, 404), (60, 404)):
        _later(place.service, TODAY + timedelta(days=days))
        for link in (filed, loose):
            assert place.phone.get(link.path).status_code == status, days
    assert place.answer(filed.path).status_code == 404
    assert place.answer(loose.path).status_code == 404
    assert place.answers() == []


def test_what_has_had_its_time_is_cleared_away(place: Place) -> None:
    record, resolve, used, early = place.session(mothers=5), place.link(), place.link(), place.link()
    for link in (resolve, used):
        assert place.file(link, record).status_code == 201
    for link in (used, early):
        assert place.answer(link.path).status_code == 303
    kept = {
        "counselling_session_link": [1, 1, 0, 0, 0],
        "spent_link": [2, 2, 0, 0, 0],
        "early_answer": [3, 3, 3, 3, 3],  # nothing removes them but somebody who has seen them
        "sent_page": [2, 2, 0, 0, 0],
        "refused_link": [1, 2, 2, 2, 2],
    }
    found: dict[str, list[int]] = {name: [] for name in kept}
    for day in (TODAY, date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 1)):
        _later(place.service, day)
        assert place.file(place.link(), new_id()).status_code == 404  # refused, and yet it is cleared
        for name in kept:
            found[name].append(place.count(name))
    assert found == kept
    assert place.rows("link_key") == []
    assert list(parents.link_keys(place.tablet)) == ["2027-03", "2027-04", "2027-05"]
    assert place.answers() == GIVEN  # what became a record's is its


def test_answers_by_link_lie_in_no_order(quick_place: Place) -> None:
    """Their places are drawn by lot: whose came first cannot be read from them."""
    record = quick_place.session(mothers=20, fathers=0)
    places: list[int] = []
    for _ in range(6):
        link = quick_place.link()
        assert quick_place.file(link, record).status_code == 201
        assert quick_place.answer(link.path).status_code == 303
        slots = {row["slot"] for row in quick_place.rows("counselling_session_answer")}
        places.append(next(iter(slots - set(places))))
    assert len(set(places)) == 6
    assert max(places) > 20  # 1 in 10^10 that six of a thousand lots all are so small


def test_nothing_stored_is_finer_than_a_month_or_leads_to_a_tablet(place: Place) -> None:
    record, link, early = place.session(), place.link(), place.link()
    assert place.file(link, record).status_code == 201
    assert place.answer(early.path).status_code == 303
    [own] = place.rows("counselling_session_link")
    assert own.keys() == {"token_hash", "record_id", "respondent", "month"}
    assert own["month"] == MONTH
    for row in place.rows("early_answer"):
        assert row.keys() == {"token_hash", "question", "questionnaire", "answer", "month", "district"}
        assert row["district"] == "farsta"


def test_another_municipality_has_its_own_questions_and_name(service: Service) -> None:
    place = Place(service)
    record, link = new_id(), place.link()
    content = example("counselling-session", service.catalogue, answers=[])
    assert place.tablet.put(f"/api/v1/counselling-sessions/{record}", json=content).status_code == 201
    assert place.file(link, record).status_code == 201
    page = place.phone.get(link.path)
    assert part(service.app, Catalogue).municipality.city.sv in page.text
    assert place.answer(link.path).status_code == 303
    assert place.answers() == GIVEN


BAD_BODIES: list[dict[str, Any]] = [
    {},
    {"activity": "home-visit"},
    {"record": "6f1c2a7e-4c1d-1b0a-9f53-0b7c8d1e2f3a"},
    {"respondent": "aunt"},
    {"name": "Anna"},
]


@pytest.mark.parametrize("change", BAD_BODIES)
def test_a_link_is_filed_with_nothing_else(quick_place: Place, change: dict[str, Any]) -> None:
    body = {"activity": "counselling-session", "record": quick_place.session(), "respondent": "mother"}
    sent = {**body, **change} if change else {}
    path = f"/api/v1/answer-links/{quick_place.link().hash}"
    assert quick_place.tablet.put(path, json=sent).status_code == 422
    assert (
        quick_place.tablet.put(path.replace("answer-links/", "answer-links/0"), json=body).status_code == 422
    )
    assert quick_place.rows("counselling_session_link") == []


def test_a_lock_erases_the_order_in_which_answers_came(place: Place) -> None:
    """`tests/anonymity/test_order.py` reads the files; here, that the tables of links are among them."""
    record, link = place.session(month="2026-08"), place.link()
    assert place.file(link, record).status_code == 201
    assert lock_tertial(place.service.database, COMMAND_LINE, "2026-T2", place.service.here)
    assert place.rows("counselling_session_handed_out")[0]["number"] == 1


def test_the_phone_gets_no_cookie_and_needs_none(quick_place: Place) -> None:
    record, link = quick_place.session(), quick_place.link()
    assert quick_place.file(link, record).status_code == 201
    phone: TestClient = quick_place.phone
    for reply in (phone.get(link.path), parents.answer(phone, link.path), phone.get("/s/thanks?lang=sv")):
        assert "set-cookie" not in reply.headers
    assert not phone.cookies


def test_a_correction_cannot_count_fewer_than_have_answered_by_themselves(place: Place) -> None:
    """Their answers stay, so the record must still have room for them; the field and the number are named."""
    record = place.session(mothers=2, fathers=1)
    for respondent in ("mother", "mother"):
        link = place.link()
        place.file(link, record, respondent)
        assert place.answer(link.path).status_code == 303
    address = f"/api/v1/counselling-sessions/{record}"
    stored = place.tablet.get(address)
    fewer = {**stored.json()["content"], "mothers": 1}
    match = {"If-Match": stored.headers["etag"]}
    refused = place.tablet.put(address, json=fewer, headers=match)
    assert _problem(refused) == (422, "invalid-record")
    [fault] = refused.json()["errors"]
    assert (fault["field"], fault["rule"]) == ("mothers", "more-answers-than-people")
    assert "Minst 2" in fault["message"]
    batch = {
        "records": [
            {
                "activity": "counselling-session",
                "id": record,
                "content": fewer,
                "if_match": stored.json()["hash"],
            }
        ]
    }
    [verdict] = place.tablet.post("/api/v1/batches", json=batch).json()["verdicts"]
    assert verdict["verdict"] == "refused"
    assert place.tablet.get(address).json() == stored.json()
    # Others may be fewer, and who is counted again as not known is not contradicted.
    for change in ({"fathers": 0}, {"fathers": 0, "mothers": "not-known"}):
        before = place.tablet.get(address)
        content = {**before.json()["content"], **change}
        headers = {"If-Match": before.headers["etag"]}
        assert place.tablet.put(address, json=content, headers=headers).json()["verdict"] == "corrected"
    assert len(place.answers()) == 6


def test_answers_with_the_record_and_by_link_are_counted_together(quick_place: Place) -> None:
    record, link = quick_place.session(mothers=2), quick_place.link()
    quick_place.file(link, record)
    assert quick_place.answer(link.path).status_code == 303
    address = f"/api/v1/counselling-sessions/{record}"
    stored = quick_place.tablet.get(address)
    given = {
        "questionnaire": "counselling-session-1",
        "respondent": "mother",
        "answers": {"helpful": "yes", "strengthened": "yes", "accessible": "yes"},
    }
    match = {"If-Match": stored.headers["etag"]}
    one_more = {**stored.json()["content"], "answers": [given]}
    corrected = quick_place.tablet.put(address, json=one_more, headers=match)
    assert corrected.json()["verdict"] == "corrected"
    match = {"If-Match": f'"{corrected.json()["hash"]}"'}
    refused = quick_place.tablet.put(address, json={**one_more, "answers": [given, given]}, headers=match)
    assert _problem(refused) == (422, "invalid-record")
