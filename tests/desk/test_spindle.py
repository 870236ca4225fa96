"""Invitations to the Spindle: one-time, anonymous, spent with the answer; dead links are all the same."""

import threading
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from app.access.limits import Limits
from app.activities.spindle_response import SCORES
from app.answers import invitations
from app.answers.tables import SPINDLE_INVITATION
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.parts import part
from app.kit.settings import Settings
from tests.desk.reading import HTML, Page, get, read, text_of
from tests.support.live import Live
from tests.support.service import Service

SPINDLE = invitations.SPINDLE
ANSWERS = {name: str(1 + place % 5) for place, name in enumerate(invitations.items())} | {
    "users_influence": "not-known"
}


def _invite(
    client: httpx.Client, number: int = 1, *, tertial: str = "2023-T2", district: str = "farsta"
) -> list[str]:
    form = get(client, f"/desk/spindle?tertial={tertial}").form("Gör länkar")
    form["district"], form["organisation_type"], form["number"] = district, "child-health-centre", str(number)
    page = form.send()
    assert page.status == 200, page.text
    links = [text_of(one) for one in page.all("a") if "/spindle/" in text_of(one)]
    assert len(set(links)) == len(links) == number
    assert len([one for one in page.all("div") if one.get("role") == "img"]) == number
    return links


def _answer(client: httpx.Client, link: str, answers: dict[str, str] | None = None) -> Page:
    return read(client, client.post(link, data=ANSWERS if answers is None else answers, headers=HTML))


def test_a_link_answers_once_and_for_its_kind_of_organisation_alone(desk: Live, farsta: httpx.Client) -> None:
    first, second = _invite(farsta, 2)
    phone = desk.client(follow_redirects=True)
    page = get(phone, first)
    assert page.heading == "Hur fungerar samverkan i Farsta?"
    assert "Du svarar för Barnavårdscentralen (BVC), tertial 2023-T2." in page.text
    assert len(page.all("fieldset")) == 9
    assert "script" not in {one.tag for one in page.tree.iter()}
    assert page.reply.headers["x-robots-tag"] == "noindex, nofollow"
    thanks = _answer(phone, first)
    assert (thanks.status, thanks.path) == (200, "/spindle/thanks")
    assert not list(phone.cookies.jar)
    assert "set-cookie" not in page.reply.headers
    database = desk.database()
    with database.reading() as session:
        (row,) = session.execute(select(SPINDLE.table).where(SPINDLE.table.c.district == "farsta")).all()
        scores = session.execute(select(SCORES.table).where(SCORES.table.c.record_id == row.id)).all()
        waiting = session.execute(select(SPINDLE_INVITATION.c.organisation_type)).scalars().all()
    database.dispose()
    assert (row.tertial, row.organisation_type) == ("2023-T2", "child-health-centre")
    assert {one.role: one.number for one in scores if one.state == "known"} == {
        name.replace("_", "-"): int(value) for name, value in ANSWERS.items() if value != "not-known"
    }
    assert list(waiting) == ["child-health-centre"]
    dead = _answer(phone, first)
    assert dead.status == 404
    assert get(phone, first).reply.text == dead.reply.text
    listed = get(farsta, "/desk/spindle?tertial=2023-T2").rows("state")
    assert listed["Farsta"] == ["Barnavårdscentralen (BVC)", "1", "1"]
    assert _answer(phone, second).status == 200


def test_used_forged_and_misspelt_links_are_one_and_the_same_page(desk: Live, farsta: httpx.Client) -> None:
    (link,) = _invite(farsta)
    phone = desk.client(follow_redirects=True)
    assert (
        _answer(phone, link.upper().replace("/SPINDLE/", "/spindle/").replace("HTTP", "http")).status == 200
    )
    forged = link[:-1] + ("0" if link[-1] != "0" else "1")
    found = {get(phone, one).reply.text for one in (link, forged, f"{desk.url}/spindle/x", f"{link}-0000")}
    assert len(found) == 1
    assert "Länken går inte att använda" in found.pop()
    assert {_answer(phone, one).status for one in (link, forged)} == {404}


def test_the_link_is_kept_as_a_hash_alone(desk: Live, farsta: httpx.Client) -> None:
    (link,) = _invite(farsta)
    token = link.rpartition("/")[2]
    folder = Path(desk.folder)
    kept = b"".join(one.read_bytes() for one in folder.iterdir() if one.is_file())
    assert token.encode() not in kept
    assert token.replace("-", "").encode() not in kept
    assert b"spindle_invitation" in kept  # what was looked through is the database


def test_what_is_missing_is_asked_for_again(desk: Live, farsta: httpx.Client) -> None:
    (link,) = _invite(farsta)
    phone = desk.client(follow_redirects=True)
    some = {name: value for name, value in ANSWERS.items() if name not in ("roles", "resources")}
    for sent in (some, some | {"roles": "6", "resources": "Anna"}):
        page = _answer(phone, link, sent)
        assert page.status == 422
        assert "Anna" not in page.reply.text
        lacking = [text_of(one.find("legend")) for one in page.all("fieldset", class_="lacks")]  # type: ignore[arg-type]
        assert lacking == ["Roller och ansvar", "Resurser"]
        ticked = [one for one in page.all("input") if one.get("checked") is not None]
        assert {one.get("name"): one.get("value") for one in ticked} == some
    assert _answer(phone, link).status == 200


def test_what_cannot_be_invited_to_is_told_in_words(farsta: httpx.Client, city: httpx.Client) -> None:
    form = get(farsta, "/desk/spindle").form("Gör länkar")
    for number in ("0", "31", "many", ""):
        form["number"] = number
        page = form.send()
        assert page.status == 422
        assert text_of(page.by_id("invite-wrong"))
    form["number"] = "1"
    for changed in ({"district": "skarpnack"}, {"tertial": "2018-T1"}):
        values = {name: one[0] for name, one in form.values.items()} | changed
        if "tertial" in changed:
            assert city.put("/api/v1/locks/2018-T1").status_code == 200
        reply = read(farsta, farsta.post("/desk/spindle", data=values, headers=HTML))
        assert reply.status in (403, 409)
    values = {name: one[0] for name, one in form.values.items()} | {"organisation_type": "nobody"}
    assert read(farsta, farsta.post("/desk/spindle", data=values, headers=HTML)).status == 422


def test_a_lock_ends_the_invitations_of_its_tertial(desk: Live, city: httpx.Client) -> None:
    (link,) = _invite(city, tertial="2018-T3", district="skarpnack")
    phone = desk.client(follow_redirects=True)
    assert get(phone, link).status == 200
    assert city.put("/api/v1/locks/2018-T3").status_code == 200
    assert {get(phone, link).status, _answer(phone, link).status} == {404}


def test_of_two_answers_at_once_one_counts(stockholm: Service) -> None:
    """On both databases: the link is spent and the response filed in one transaction."""
    who = stockholm.coordinator()
    reply = who.post("/desk/spindle", data={
        "district": "farsta", "tertial": "2026-T3", "organisation_type": "preschool", "number": "1",
    }, headers=HTML)  # fmt: skip
    token = reply.text.partition("/spindle/")[2][:19]
    clients = [stockholm.client() for _ in range(4)]
    found: list[Any] = []
    barrier = threading.Barrier(len(clients))

    def send(client: Any) -> None:
        barrier.wait()
        found.append(client.post(f"/spindle/{token}", data=ANSWERS, follow_redirects=False).status_code)

    threads = [threading.Thread(target=send, args=(one,)) for one in clients]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == [303, 404, 404, 404]
    with part(stockholm.app, Database).reading() as session:
        assert session.execute(select(func.count()).select_from(SPINDLE.table)).scalar() == 1
        assert session.execute(select(func.count()).select_from(SPINDLE_INVITATION)).scalar() == 0


def test_a_forgotten_link_ends(quick: Service) -> None:
    who = quick.coordinator()
    reply = who.post("/desk/spindle", data={
        "district": "farsta", "tertial": "2026-T3", "organisation_type": "preschool", "number": "1",
    }, headers=HTML)  # fmt: skip
    token = reply.text.partition("/spindle/")[2][:19]
    phone = quick.client()
    assert phone.get(f"/spindle/{token}").status_code == 200
    part(quick.app, Clock).today = lambda: date(2027, 2, 1)
    assert phone.get(f"/spindle/{token}").status_code == 404
    assert phone.post(f"/spindle/{token}", data=ANSWERS).status_code == 404
    # The first write of a month clears it away.
    assert who.post("/desk/spindle", data={
        "district": "farsta", "tertial": "2026-T3", "organisation_type": "school", "number": "0",
    }).status_code == 422  # fmt: skip
    with quick.database.reading() as session:
        assert session.execute(select(func.count()).select_from(SPINDLE_INVITATION)).scalar() == 0


def test_too_many_dead_links_are_told_to_wait(quick: Service) -> None:
    phone = quick.client()
    for _ in range(part(quick.app, Settings).links_per_hour):
        assert part(quick.app, Limits).wrong_link() is None
    reply = phone.get("/spindle/7k2m-9qxa-41zb-c0te")
    assert (reply.status_code, int(reply.headers["retry-after"]) > 0) == (429, True)


@pytest.mark.parametrize("lang", ["sv", "en"])
def test_the_partners_page_is_in_both_languages(desk: Live, farsta: httpx.Client, lang: str) -> None:
    (link,) = _invite(farsta)
    phone = desk.client(follow_redirects=True)
    page = get(phone, f"{link}?lang={lang}")
    assert page.one("html").get("lang") == lang if page.tree.tag != "html" else page.tree.get("lang") == lang
    form = page.form("Skicka svaret" if lang == "sv" else "Send the answer")
    for name, value in ANSWERS.items():
        form[name] = value
    assert ("Tack" if lang == "sv" else "Thank you") in form.send().heading
