"""Posters: many uses, limited by number and month; before their meeting or after; counted once; printable."""

import json
import re
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from app.catalogue.catalogue import Catalogue
from app.kit.clock import Clock
from app.kit.http.parts import part
from tests.answers.conftest import Place
from tests.support import parents
from tests.support.every_record import every_record
from tests.support.service import ORIGIN, new_id

TWELVE = ("sv", "sv-easy", "en", "ar", "so", "ti", "fa", "es", "tr", "pl", "ru", "fi")
OF = {"activity": "open-preschool-return", "district": "farsta", "tertial": "2026-T3"}


def _meeting(place: Place, record: str, uses: int = 9, month: str = "2026-11") -> str:
    return parents.poster(place.tablet, activity="theme-meeting", record=record, month=month, uses=uses)


def _refused(place: Place, who: Any = None, **wanted: Any) -> tuple[int, str]:
    reply = (who or place.tablet).post("/api/v1/posters", json=wanted)
    return reply.status_code, str(reply.json()["type"]).removeprefix("/problems/")


def _file_meeting(place: Place, record: str, **changes: Any) -> None:
    reply = place.tablet.put(f"/api/v1/theme-meetings/{record}", json=place.meeting_content(**changes))
    assert reply.status_code == 201, reply.text


def test_a_meetings_answers_wait_for_it_and_are_stored_with_it(place: Place) -> None:
    record = new_id()
    path = _meeting(place, record)
    for answers in (parents.MET, parents.MET, {**parents.MET, "role": "no-answer"}):
        sent = place.answer(path, answers)
        assert (sent.status_code, sent.headers["location"]) == (303, "/s/thanks?lang=sv")
    assert place.answers("theme_meeting") == []
    assert place.count("theme_meeting_early_answer") == 6
    _file_meeting(place, record)
    assert place.count("theme_meeting_early_answer") == 0
    found = place.answers("theme_meeting")
    assert {way for way, _, _, _ in found} == {"poster"}
    assert sorted(role for _, role, question, _ in found if question == "strengthened") == [
        "not-known", "woman", "woman",
    ]  # fmt: skip
    assert place.answer(path, {**parents.MET, "role": "man"}).status_code == 303
    assert len(place.answers("theme_meeting")) == 8
    # A correction leaves them; nobody reads them back; a withdrawal removes them and the poster.
    url = f"/api/v1/theme-meetings/{record}"
    stored = place.tablet.get(url)
    assert stored.json()["content"]["answers"] == []
    changed = place.meeting_content(women=5, participants=7)
    assert (
        place.tablet.put(url, json=changed, headers={"If-Match": stored.headers["etag"]}).status_code == 200
    )
    assert len(place.answers("theme_meeting")) == 8
    assert place.tablet.delete(url).status_code == 204
    assert place.answers("theme_meeting") == []
    assert place.count("theme_meeting_poster") == 0
    assert place.answer(path, parents.MET).status_code == 404
    assert _refused(place, activity="theme-meeting", record=record, month="2026-11", uses=1) == (
        410, "record-withdrawn",
    )  # fmt: skip


def test_who_is_neither_woman_nor_man_is_counted_apart_and_loses_nobody(quick_place: Place) -> None:
    """`other` is counted beside women and men and in their base; who did not say is counted in no base."""
    record = new_id()
    _file_meeting(quick_place, record, month="2026-10")
    path = _meeting(quick_place, record, uses=6)
    for role in ("woman", "woman", "other", "other", "other", "no-answer"):
        assert quick_place.answer(path, {**parents.MET, "role": role}).status_code == 303
    month = "period=2026-T3&district=farsta"
    reply = quick_place.coordinator.get(f"/api/v1/statistics/gender-split?{month}")
    assert reply.status_code == 200, reply.text
    rows = {
        row["gender"]: row
        for row in reply.json()["rows"]
        if (row["activity"], row["measure"]) == ("theme-meeting", "respondents")
    }
    assert {code: row["count"] for code, row in rows.items()} == {
        "woman": 2, "man": 0, "other": 3, "not-known": 1,
    }  # fmt: skip
    assert {rows[code]["base"] for code in ("woman", "man", "other")} == {5}
    address = f"/api/v1/statistics/helpfulness?{month}&by=activity,question,answer,respondent"
    assert not [row for row in quick_place.coordinator.get(address).json()["rows"] if "respondent" in row]
    with every_record():
        given = quick_place.coordinator.get(address).json()["rows"]
    said = {
        row["respondent"]: row["count"]
        for row in given
        if row.get("question") == "strengthened" and row.get("answer") == "yes" and row["count"]
    }
    assert said == {"woman": 2, "other": 3, "not-known": 1}


def test_meetings_of_a_batch_take_in_what_waited(place: Place) -> None:
    records = [new_id() for _ in range(3)]
    for record in records[:2]:
        assert place.answer(_meeting(place, record), parents.MET).status_code == 303
    items = [
        {"activity": "theme-meeting", "id": record, "content": place.meeting_content()} for record in records
    ]
    reply = place.tablet.post("/api/v1/batches", json={"records": items})
    assert [one["verdict"] for one in reply.json()["verdicts"]] == ["created"] * 3
    assert len(place.answers("theme_meeting")) == 4
    assert place.count("theme_meeting_early_answer") == 0


def test_a_poster_ends_with_its_uses_and_its_month(place: Place) -> None:
    path = _meeting(place, new_id(), uses=2)
    assert [place.answer(path, parents.MET).status_code for _ in range(3)] == [303, 303, 404]
    other = _meeting(place, new_id(), month="2026-12")
    for day, status in ((date(2026, 12, 31), 200), (date(2027, 1, 1), 404)):
        part(place.service.app, Clock).today = partial(date.fromordinal, day.toordinal())
        assert place.phone.get(other).status_code == status
    assert place.tablet.get("/api/v1/link-keys").status_code == 200  # the first write of the month clears
    assert place.count("theme_meeting_poster") == 0


def test_a_meeting_that_is_filed_bounds_its_posters(place: Place) -> None:
    record = new_id()
    _file_meeting(place, record)
    wanted = {"activity": "theme-meeting", "record": record, "month": "2026-11"}
    assert _refused(place, **wanted, uses=7) == (422, "invalid-input")
    path = parents.poster(place.tablet, **wanted, uses=4)
    assert place.answer(path, parents.MET).status_code == 303
    assert _refused(place, **wanted, uses=3) == (422, "invalid-input")
    parents.poster(place.tablet, **wanted, uses=2)


@pytest.mark.parametrize(
    "change",
    [
        {"month": "2026-10"},
        {"month": "2027-02"},
        {"month": "november"},
        {"uses": 0},
        {"uses": 501},
        {"uses": "9"},
        {"record": "6f1c2a7e-4c1d-1b0a-9f53-0b7c8d1e2f3a"},
        {"title": "Kaffe med Anna"},
        {"activity": "home-visit"},
    ],
    ids=str,
)
def test_a_poster_is_made_with_what_is_right(quick_place: Place, change: dict[str, Any]) -> None:
    wanted = {"activity": "theme-meeting", "record": new_id(), "month": "2026-11", "uses": 9}
    assert _refused(quick_place, **{**wanted, **change}) == (422, "invalid-input")


def test_an_open_preschools_answers_are_counted(place: Place) -> None:
    path = parents.poster(place.tablet, **OF, month="2026-12", uses=50)
    given = (
        ("yes-really", "no-answer"), ("yes-really", "yes"), ("no", "yes"), ("no-answer", "no-answer"),
    )  # fmt: skip
    for first, second in given:
        answers = {"q-strengthened": first, "q-other-parents": second}
        assert place.answer(path, answers).status_code == 303
    counted = {(row["question"], row["answer"]): row["number"] for row in place.rows("open_preschool_answer")}
    assert counted == {
        ("strengthened", "yes-really"): 2,
        ("strengthened", "no"): 1,
        ("other-parents", "yes"): 2,
    }
    assert {row["way"] for row in place.rows("open_preschool_answer")} == {"poster"}
    assert place.rows("open_preschool_poster")[0]["uses"] == 46


def test_they_stand_beside_the_returns_own_and_are_not_counted_twice(place: Place) -> None:
    own = {
        "questionnaire": "open-preschool-1",
        "question": "strengthened",
        "answer": "yes-really",
        "number": 7,
    }
    content = {
        "catalogue_version": 1, "own_run": 1, "opening_hours": 20, "run_by_others": 0,
        "introduction_preschools": 0, "visits_women": 10, "visits_men": 5, "visits_other_adults": 0,
        "visits_children": 20, "turned_away": 0, "survey": [own],
    }  # fmt: skip
    url = "/api/v1/open-preschool-returns/farsta/2026-T3"
    filed = place.coordinator.put(url, json=content)
    assert filed.status_code == 201, filed.text
    path = parents.poster(place.coordinator, **OF, month="2026-12", uses=50)
    for _ in range(2):
        assert place.answer(path, parents.VISITED).status_code == 303
    table = "/api/v1/statistics/open-preschool-survey?period=2026-T3&by=question,answer"
    assert _survey(place, table) == {("strengthened", "yes-really"): 9}
    by_way = _survey(place, table + ",way")
    assert by_way == {
        ("strengthened", "yes-really", "survey"): 7,
        ("strengthened", "yes-really", "poster"): 2,
    }
    # The return is corrected as before: it does not hold what came by poster.
    assert place.coordinator.get(url).json()["content"]["survey"] == [own]
    corrected = place.coordinator.put(
        url, json={**content, "turned_away": 1}, headers={"If-Match": filed.headers["etag"]}
    )
    assert corrected.status_code == 200
    assert _survey(place, table) == {("strengthened", "yes-really"): 9}
    # Where no return was handed in there still are answers.
    other = parents.poster(place.city, **{**OF, "district": "skarpnack"}, month="2026-12", uses=5)
    assert place.answer(other, parents.VISITED).status_code == 303
    with every_record():
        reply = place.city.get(f"{table}&district=skarpnack")
    rows = [row for row in reply.json()["rows"] if row["measure"] == "answers" and row["count"]]
    assert [row["count"] for row in rows] == [1]


def _survey(place: Place, path: str) -> dict[tuple[str, ...], int]:
    with every_record():
        reply = place.coordinator.get(path)
    assert reply.status_code == 200, reply.text
    by = [name for name in ("question", "answer", "way") if name in path.partition("by=")[2]]
    return {
        tuple(row[name] for name in by): row["count"]
        for row in reply.json()["rows"]
        if row["count"] and row.get("measure", "answers") == "answers"
    }


def test_a_locked_tertial_takes_no_answers_by_poster(place: Place) -> None:
    of = {**OF, "tertial": "2026-T2"}
    path = parents.poster(place.coordinator, **of, month="2026-11", uses=50)
    record = new_id()
    _file_meeting(place, record, month="2026-08")
    meeting = _meeting(place, record, uses=5)
    for poster, answers in ((path, parents.VISITED), (meeting, parents.MET)):
        assert place.answer(poster, answers).status_code == 303
    assert place.city.put("/api/v1/locks/2026-T2").status_code == 200
    for poster, answers in ((path, parents.VISITED), (meeting, parents.MET)):
        assert place.phone.get(poster).status_code == 404
        assert place.answer(poster, answers).status_code == 404
    assert _refused(place, **of, month="2026-11", uses=1) == (409, "tertial-locked")
    wanted = {"activity": "theme-meeting", "record": record, "month": "2026-11", "uses": 1}
    assert _refused(place, **wanted) == (409, "tertial-locked")


def test_another_districts_poster_is_not_made(quick_place: Place) -> None:
    wanted = {**OF, "district": "skarpnack", "month": "2026-11", "uses": 5}
    assert _refused(quick_place, **wanted) == (403, "other-district")
    assert _refused(quick_place, quick_place.coordinator, **wanted) == (403, "other-district")
    assert _refused(quick_place, **{**wanted, "district": "atlantis"}) == (422, "invalid-input")
    assert _refused(quick_place, **{**wanted, "district": "farsta", "tertial": "2030-T1"})[0] == 422


# ------------------------------------------------------------------------------------------- on paper


def _sheet(place: Place, path: str, **wanted: Any) -> Any:
    body = {"code": path.removeprefix("/s/"), "activity": "theme-meeting", **wanted}
    reply = place.tablet.post("/api/v1/posters/sheet", json=body)
    assert reply.status_code == 200, reply.text
    assert reply.headers["cache-control"] == "no-store"
    return reply


@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("a5", (420, 595))])
def test_a_poster_prints_as_a_pdf_that_can_be_read_aloud(
    quick_place: Place, size: str, points: tuple[int, int]
) -> None:
    path = _meeting(quick_place, new_id())
    reply = _sheet(quick_place, path, size=size)
    assert reply.headers["content-type"] == "application/pdf"
    pdf = PdfReader(BytesIO(reply.content))
    assert len(pdf.pages) == 1
    assert (round(pdf.pages[0].mediabox.width), round(pdf.pages[0].mediabox.height)) == points
    said = re.sub(r"\s+", " ", pdf.pages[0].extract_text())
    for words in (f"testserver{path}", "Vad tycker du?", "Stockholms stad", "Что вы думаете?", "Mitä mieltä"):
        assert words in said, said
    assert "frivilligt" in said
    assert "vem du är" in said
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("sv")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Vad tycker du?"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "QR-kod till adressen" in reply.content.decode("latin-1") or b"/Alt" in reply.content


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_a_poster_speaks_each_language_in_its_own_letters(quick_place: Place, size: str) -> None:
    """A page a language, in the order asked for. Typst writes no PDF/UA with a letter that no font has."""
    path = _meeting(quick_place, new_id())
    parents_ = part(quick_place.service.app, Catalogue).parents
    codes = [*reversed(parents_.codes), "sv"]
    pdf = PdfReader(BytesIO(_sheet(quick_place, path, size=size, languages=codes).content))
    assert len(pdf.pages) == len(TWELVE) == 12
    for code, page in zip(reversed(TWELVE), pdf.pages, strict=True):
        said, words = page.extract_text(), parents_.texts[code]
        if parents_.language(code).direction == "ltr":  # pypdf does not undo the shaping of Arabic
            flat = re.sub(r"\s+", " ", said)
            for name in ("title", "scan", "anonymous", "purpose", "voluntary"):
                assert words[name] in flat, (code, name)
        fonts = {
            str(font.get_object()["/BaseFont"]).partition("+")[2]
            for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
        }
        # The titles below are in every script; the page's own words are in its script's regular letters.
        own = {"ar": "NotoSansArabic", "fa": "NotoSansArabic", "ti": "NotoSansEthiopic"}.get(code)
        assert (own is not None) == any("Noto" in font and "Bold" not in font for font in fonts), fonts
        assert own is None or any(font.startswith(f"{own}-Regular") for font in fonts), fonts
    root: Any = pdf.trailer["/Root"]
    assert str(root["/Lang"]).startswith("fi")


def test_a_poster_is_in_languages_that_are_offered(quick_place: Place) -> None:
    path = _meeting(quick_place, new_id())
    body = {"code": path.removeprefix("/s/"), "activity": "theme-meeting"}
    for wrong in (["de"], ["sv", "de"], [], "sv", ["Svenska med allt"]):
        reply = quick_place.tablet.post("/api/v1/posters/sheet", json={**body, "languages": wrong})
        assert reply.status_code == 422, wrong
    page = _sheet(quick_place, path, format="html", languages=["fa", "en"]).text
    sheets = re.findall(r'<section class="sheet" lang="([^"]+)" dir="([^"]+)">', page)
    assert sheets == [("fa", "rtl"), ("en", "ltr")]
    assert "Answering is voluntary" in page
    assert "پاسخ دادن داوطلبانه است" in page


def test_the_page_of_posters_says_which_languages_nobody_has_read(quick_place: Place) -> None:
    page = quick_place.coordinator.get("/posters").text
    boxes = re.findall(r'<input type="checkbox" name="language" value="([^"]+)"( checked)?>', page)
    assert [code for code, _ in boxes] == list(TWELVE)
    assert [code for code, checked in boxes if checked] == ["sv"]
    assert page.count('class="unreviewed"') == 11
    assert "(tigrinska)" in page


def test_a_poster_prints_as_a_page_with_its_title_in_all_languages(quick_place: Place) -> None:
    path = _meeting(quick_place, new_id())
    for size in ("a4", "a5"):
        page = _sheet(quick_place, path, size=size, format="html").text
        assert f"{ORIGIN.partition('://')[2]}{path}" in page
        assert ("poster-a5.css" in page) is (size == "a5")
        assert 'role="img" aria-label="QR-kod' in page
        assert "<script" not in page
        assert "style=" not in page
        for own in part(quick_place.service.app, Catalogue).parents.texts.values():
            assert own["title"] in page


def test_what_is_no_code_is_not_printed(quick_place: Place) -> None:
    body = {"code": "7k2m-9qxa-41zb-c0tu", "activity": "theme-meeting"}
    for code in (body["code"], "7k2m", "x" * 500):
        reply = quick_place.tablet.post("/api/v1/posters/sheet", json={**body, "code": code})
        assert reply.status_code == 422, json.dumps(reply.json())
