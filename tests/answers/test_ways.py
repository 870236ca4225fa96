"""Live figures for coordinators: sessions, with an answer, answer links, respondents by way."""

from typing import Any

from tests.answers.conftest import Place
from tests.support import parents
from tests.support.every_record import every_record
from tests.support.service import new_id

TABLE = "/api/v1/statistics/answer-ways?period=2026-T3"
REFUSED = {"q-helpful": "no-answer", "q-strengthened": "no-answer", "q-accessible": "no-answer"}


def _figures(client: Any, path: str = TABLE) -> dict[tuple[str, ...], tuple[int, float | None]]:
    """Count and share by measure, activity and way, without zeros."""
    with every_record():
        reply = client.get(path)
    assert reply.status_code == 200, reply.text
    return {
        tuple(row[name] for name in ("measure", "activity", "way") if name in row): (
            row["count"],
            row["share"],
        )
        for row in reply.json()["rows"]
        if row["count"]
    }


def _everything(place: Place) -> None:
    own = {
        "questionnaire": "counselling-session-1",
        "respondent": "mother",
        "answers": {"helpful": "yes", "strengthened": "yes", "accessible": "no-answer"},
    }
    place.session(answers=[own])
    place.session()
    first, second = place.session(mothers=5), place.session(mothers=5)
    links = [place.link() for _ in range(5)]
    for link, record in zip(links, (first, first, first, second, second), strict=True):
        assert place.file(link, record).status_code == 201
    assert place.answer(links[0].path).status_code == 303
    assert place.answer(links[1].path).status_code == 303
    assert place.answer(links[3].path, REFUSED).status_code == 303
    meeting = new_id()
    path = parents.poster(place.tablet, activity="theme-meeting", record=meeting, month="2026-11", uses=9)
    for _ in range(3):
        assert place.answer(path, parents.MET).status_code == 303
    url = f"/api/v1/theme-meetings/{meeting}"
    assert place.tablet.put(url, json=place.meeting_content()).status_code == 201


def test_a_coordinator_sees_what_raises_the_response_rate(place: Place) -> None:
    _everything(place)
    expected = {
        ("contacts", "counselling-session"): (4, None),
        ("answered", "counselling-session"): (2, 0.5),
        ("contacts", "theme-meeting"): (1, None),
        ("answered", "theme-meeting"): (1, 1),
        ("links-handed-out", "counselling-session"): (5, None),
        ("links-used", "counselling-session"): (3, 0.6),
        ("respondents", "counselling-session", "with-record"): (1, 0.3333),
        ("respondents", "counselling-session", "link"): (2, 0.6667),
        ("respondents", "theme-meeting", "poster"): (3, 1),
    }
    assert _figures(place.coordinator) == expected
    # The next answer is one more.
    link, record = place.link(), place.session()
    assert place.file(link, record).status_code == 201
    assert _figures(place.coordinator)["links-handed-out", "counselling-session"] == (6, None)
    assert place.answer(link.path).status_code == 303
    assert _figures(place.coordinator)["links-used", "counselling-session"] == (4, 0.6667)


def test_the_city_sees_each_district_and_a_district_its_own(place: Place) -> None:
    _everything(place)
    with every_record():
        reply = place.city.get(f"{TABLE}&by=district")
    found = {
        row["district"]: row["count"]
        for row in reply.json()["rows"]
        if row["measure"] == "links-handed-out" and row["count"]
    }
    assert found == {"farsta": 5}
    other = place.service.coordinator("skarpnack")
    assert _figures(other) == {}
    assert other.get(f"{TABLE}&district=farsta").status_code == 403
    assert place.tablet.get(TABLE).status_code == 403


def test_what_is_withdrawn_is_no_longer_counted(place: Place) -> None:
    record, link = place.session(), place.link()
    assert place.file(link, record).status_code == 201
    assert place.answer(link.path).status_code == 303
    assert place.tablet.delete(f"/api/v1/counselling-sessions/{record}").status_code == 204
    assert _figures(place.coordinator) == {}


def test_answers_by_link_are_in_the_other_tables_too(place: Place) -> None:
    _everything(place)
    with every_record():
        rates = place.coordinator.get("/api/v1/statistics/response-rates?period=2026-T3").json()["rows"]
        given = place.coordinator.get("/api/v1/statistics/helpfulness?period=2026-T3").json()["rows"]
    answered = {(row["activity"], row["answered"]): row["count"] for row in rates}
    assert answered["counselling-session", "answered"] == 2
    assert answered["counselling-session", "not-answered"] == 2
    assert answered["theme-meeting", "answered"] == 1
    answers = {
        (row["question"], row["answer"]): row["count"]
        for row in given
        if row["count"] and row["activity"] == "counselling-session" and row["measure"] == "answers"
    }
    assert answers["helpful", "yes-really"] == 2
    assert answers["helpful", "yes"] == 1
    # What was answered is never told by how the answer came in.
    by_way = place.coordinator.get("/api/v1/statistics/helpfulness?period=2026-T3&by=way,question,answer")
    assert by_way.status_code == 422
