"""Questionnaires are versions: new wording is a new code, old answers keep theirs, mixed tables say so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.catalogue.catalogue import DATA, load
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.parts import part
from app.live.step_rules import FEWEST
from app.running import prepare
from tests.answers.conftest import Place
from tests.support import parents
from tests.support.service import Service, new_id, settings_for, start

OLD, NEW = "Har samtalet varit till hjälp", "Fick du den hjälp som du behövde"
TABLE = "/api/v1/statistics/helpfulness?period=2026-T3&district=farsta"


@pytest.fixture
def newer(tmp_path: Path) -> str:
    """Stockholm's catalogue with a third version of the questions to sessions, from December 2026 on."""
    source = (DATA / "stockholm.yaml").read_text("utf-8")
    begin = source.index("  - code: counselling-session-2\n")
    end = source.index("  - code: theme-meeting-2\n", begin)
    third = source[begin:end].replace("counselling-session-2", "counselling-session-3")
    third = third.replace("from: 2026-09", "from: 2026-12").replace(OLD, NEW)
    third = third.replace("&five-2", "&five-3").replace("*five-2\n", "*five-3\n")
    assert NEW in third
    ended = source[begin:end].replace("from: 2026-09", "from: 2026-09\n    to: 2026-11")
    text_ = source[:begin] + ended + third + source[end:]
    version = load("stockholm").municipality.version
    path = tmp_path / "stockholm-newer.yaml"
    path.write_text(text_.replace(f"version: {version}\n", f"version: {version + 1}\n", 1), "utf-8")
    return str(path)


@pytest.fixture
def moved(stockholm: Service, newer: str) -> Iterator[tuple[Place, Place]]:
    """The service before the change, and the same database served with the new version in December."""
    before = Place(stockholm)
    before.tablet.get("/api/v1/me")
    database = Database(settings_for(stockholm.database_url, newer))
    prepare(database, load(newer))
    database.dispose()
    for service in start(stockholm.database_url, newer, today=date(2026, 12, 3)):
        service.catalogue = "stockholm"
        yield before, Place(service)


def _answered(place: Place, month: str) -> Any:
    record, link = new_id(), parents.make_link(place.keys, part(place.service.app, Clock).today())
    content = place.session_content(month=month)
    assert place.tablet.put(f"/api/v1/counselling-sessions/{record}", json=content).status_code == 201
    assert place.file(link, record).status_code == 201
    page = place.phone.get(link.path)
    assert place.answer(link.path).status_code == 303
    return page


def test_old_answers_keep_their_version_and_tables_tell_them_apart(moved: tuple[Place, Place]) -> None:
    before, after = moved
    page = [_answered(before, "2026-11") for _ in range(FEWEST)][-1]
    assert OLD in page.text
    assert NEW not in page.text
    note = "flera versioner av frågorna"
    assert note not in str(before.coordinator.get(f"{TABLE}&lang=sv").json()["notes"])

    # A session of November that is asked about in December is asked what December asks.
    for month in ("2026-11", "2026-12") * 3:
        page = _answered(after, month)
        assert NEW in page.text
        assert OLD not in page.text
    versions = sorted(row["questionnaire"] for row in after.rows("counselling_session_answer"))
    assert versions == ["counselling-session-2"] * 15 + ["counselling-session-3"] * 18
    part(after.service.app, Clock).today = lambda: date(2027, 1, 4)  # when both months are taken in

    mixed = after.coordinator.get(f"{TABLE}&lang=sv").json()
    assert note in str(mixed["notes"])
    helpful = [
        row["count"]
        for row in mixed["rows"]
        if row.get("question") == "helpful" and row.get("answer") == "yes-really"
    ]
    assert helpful == [11]
    apart = after.coordinator.get(f"{TABLE}&lang=sv&by=questionnaire,question,answer").json()
    assert note not in str(apart["notes"])
    found = {
        row["questionnaire"]: row["count"]
        for row in apart["rows"]
        if row.get("question") == "helpful" and row.get("answer") == "yes-really" and row["count"]
    }
    assert found == {"counselling-session-2": 5, "counselling-session-3": 6}
    words = {
        one["code"]: one["label"]
        for dimension in apart["dimensions"]
        if dimension["code"] == "questionnaire"
        for one in dimension["categories"]
    }
    assert len(set(words.values())) == len(words)


def test_a_page_opened_before_the_change_keeps_its_version(moved: tuple[Place, Place]) -> None:
    before, after = moved
    link = parents.make_link(before.keys, date(2026, 11, 30))
    part(before.service.app, Clock).today = lambda: date(2026, 11, 30)
    page = before.phone.get(link.path)
    assert OLD in page.text
    sent = {**parents.YES, "questionnaire": parents.questionnaire_of(page)}
    assert after.phone.post(link.path, data=sent, follow_redirects=False).status_code == 303
    assert {row["questionnaire"] for row in after.rows("early_answer")} == {"counselling-session-2"}


def test_the_new_version_came_into_the_database(moved: tuple[Place, Place]) -> None:
    _, after = moved
    with after.service.database.reading() as session:
        codes = session.execute(text("SELECT code FROM code_questionnaires")).scalars()
        assert "counselling-session-3" in set(codes)
