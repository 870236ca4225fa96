"""Closing a tertial from its checklist to a revision, with two coordinators, by plain forms alone."""

import json
import time
from datetime import timedelta
from typing import Any

import httpx

from app.vocabulary.periods import month_of, tertial_of
from tests.desk.reading import HTML, Page, get, text_of
from tests.release.take import FOLDER
from tests.support.live import Live
from tests.support.service import Service, example, new_id
from tests.support.unguarded import unguarded

TERTIAL, MONTH = "2024-T1", "2024-02"
PATH = f"/desk/closing/{TERTIAL}"
WAIT = 120.0
"""Seconds that a check of a few records may take at most on a busy machine."""


def _file(client: httpx.Client, district: str, number: int) -> list[int]:
    """File sessions of a district; the statuses."""
    content = example("counselling-session", "stockholm", district=district, month=MONTH)
    area = {"farsta": "hokarangen", "skarpnack": "bagarmossen"}[district]
    content |= {"residential_area": area, "answers": []}
    return [
        client.put(f"/api/v1/counselling-sessions/{new_id()}", json=content).status_code
        for _ in range(number)
    ]


def _checked(client: httpx.Client, page: Page) -> Page:
    """Start the check from the page, follow its progress without script, and come to what it leads to."""
    page = page.form("Granska").send()
    seen = 0
    deadline = time.monotonic() + WAIT
    while page.path.endswith("/progress"):
        assert time.monotonic() < deadline
        seen += 1
        assert int(page.reply.headers["refresh"]) > 0
        assert [one for one in page.all("progress") if one.get("aria-label")]
        still = page.follow("Sluta läsa om")
        assert "refresh" not in still.reply.headers
        time.sleep(0.5)
        page = get(client, f"{PATH}/progress")
    assert "gick inte igenom" not in page.text, page.text
    return page


def test_a_tertial_is_closed_published_and_revised(
    desk: Live, city: httpx.Client, other_city: httpx.Client
) -> None:
    assert set(_file(city, "farsta", 9) + _file(city, "skarpnack", 8)) == {201}
    page = get(city, "/desk/closing")
    assert "Tertial 1 2024 (januari–april)" in page.text
    page = get(city, PATH)
    assert "17 registreringar i tertialet" in page.text
    assert "Öppna förskolan, 2024-T1" in page.text
    assert "Det här händer när du låser" in page.text
    assert not page.all("form", action=f"{PATH}/publish")

    unread = page.form("Lås 2024-T1").send()
    assert (unread.status, "Kryssa i att du har läst" in text_of(unread.by_id("errors"))) == (422, True)
    assert "2024-T1" not in city.get("/api/v1/locks").json()["tertials"]
    form = unread.form("Lås 2024-T1")
    form["read"] = "yes"
    page = form.send()
    assert (page.status, f"Låst {desk.here().day}." in page.text) == (200, True)
    assert set(_file(city, "farsta", 1)) == {409}

    page = _checked(city, page)
    assert "tabeller, avrundade: inget skyddat antal visas som 1 till 4." in page.text
    # Who locked is told to ask another, and cannot do it past the page either.
    assert "Be en annan av stadens samordnare" in page.text
    own = city.post(f"{PATH}/publish", headers=HTML)
    assert (own.status_code, "kan inte också publicera" in own.text) == (409, True)
    page = get(other_city, PATH).form("Publicera 2024-T1-r1").send()
    assert f"Publicerad {desk.here().day}." in page.text
    assert get(city, f"{PATH}/changes").status == 404  # there is nothing earlier to compare with

    _revise(desk, city, other_city)


def _revise(desk: Live, city: httpx.Client, other_city: httpx.Client) -> None:
    page = get(city, PATH).form("Påbörja version 2").send()
    assert "En ny version är påbörjad" in page.text
    again = other_city.post(f"{PATH}/revision", headers=HTML)
    assert again.status_code == 409
    form = page.form("Släpp in")
    for last_day in ("2024-01-01", "tomorrow", "", (desk.here().day + timedelta(days=90)).isoformat()):
        form["district"], form["last_day"] = "farsta", last_day
        assert form.send().status == 422
    form["last_day"] = (desk.here().day + timedelta(days=7)).isoformat()
    page = form.send()
    assert f"Farsta till och med {form['last_day']}" in page.text
    assert set(_file(city, "skarpnack", 1)) == {409}
    assert set(_file(city, "farsta", 6)) == {201}
    form["district"] = "skarpnack"
    page = form.send()
    assert set(_file(city, "skarpnack", 1)) == {201}
    page = page.form("Avsluta Skarpnäck").send()
    # A return's form of the district is open again, and of no other.
    opened, closed = (
        get(city, f"/desk/returns/open-preschool-returns/{one}/{TERTIAL}") for one in ("farsta", "skarpnack")
    )
    assert "Tertialet är låst" not in opened.text
    assert "Tertialet är låst" in closed.text

    form = page.form("Lås 2024-T1")
    form["read"] = "yes"
    page = form.send()
    assert "Ingen stadsdel har undantag." in page.text
    assert set(_file(city, "farsta", 1)) == {409}
    page = _checked(city, page)
    changes = page.follow("Det här ändrades sedan 2024-T1-r1")
    assert changes.heading == "Det här ändrades från 2024-T1-r1 till 2024-T1-r2"
    rows = {
        text_of(row[0]): [text_of(cell) for cell in row[1:]]
        for row in changes.all("tr") if row[0].get("scope") == "row"
    }  # fmt: skip
    assert _near(17, 23, rows)  # the city's sessions
    assert _near(9, 15, rows)  # Farsta's
    assert not [one for one in rows.values() if one[0] == one[1]]
    assert [one for one in rows if "Farsta" in one]
    assert not [one for one in rows if "Skarpnäck" in one]  # where one has come, and waits
    assert "1 stadsdel väntar: för få registreringar har ändrats" in changes.text
    page = get(other_city, PATH).form("Publicera 2024-T1-r2").send()
    assert "Version 2" in page.text

    form = page.form("Dra tillbaka")
    form["reason"] = "wrong-figures"
    page = form.send()
    assert "Publiceringen är tillbakadragen: Siffror är fel." in page.text
    bad = city.post(f"{PATH}/withdrawal", data={"reason": "because"}, headers=HTML)
    assert bad.status_code == 422
    acts = [text_of(row[2]) for row in get(city, "/desk/trail").all("tr") if TERTIAL in text_of(row)]
    for act in (
        "Låste ett tertial",
        "Granskade en publicering",
        "Publicerade tabeller",
        "Påbörjade en ny version",
        "Öppnade ett låst tertial för en stadsdel",
        "Avslutade ett undantag",
        "Drog tillbaka en publicering",
    ):
        assert act in acts


def _near(before: int, after: int, rows: dict[str, list[str]]) -> bool:
    """Whether some figure went from the one count to the other, each rounded by 4 at most."""
    numbers = [(int(old), int(new)) for old, new in rows.values() if (old + new).isdigit()]
    return any(abs(old - before) < 5 and abs(new - after) < 5 for old, new in numbers)


def test_what_was_published_by_suppression_is_not_revised(quick: Service) -> None:
    """Its page says so, and has no way to begin; nor has anybody past the page."""
    with quick.database.engine.begin() as connection, unguarded(connection):
        for statement in (FOLDER / "release-0.1.0.sql").read_text("utf-8").splitlines():
            connection.exec_driver_sql(statement)
    tertial = json.loads((FOLDER / "release-0.1.0.json").read_text("utf-8"))["tertial"]
    client: Any = quick.coordinator()
    page = get(client, f"/desk/closing/{tertial}")
    assert "Tertialet är publicerat med en äldre metod" in page.text
    assert "Påbörja version" not in page.text
    assert "skyddade." in page.text
    refused = client.post(f"/desk/closing/{tertial}/revision", headers=HTML)
    assert (refused.status_code, "De två kan inte skyddas tillsammans" in refused.text) == (409, True)


def test_a_tertial_that_is_not_over_cannot_be_locked(desk: Live, city: httpx.Client) -> None:
    path = f"/desk/closing/{tertial_of(month_of(desk.here().day))}"
    page = get(city, path)
    assert "Tertialet är inte slut." in page.text
    assert not [one for one in page.all("button") if text_of(one).startswith("Lås")]
    reply = city.post(f"{path}/lock", data={"read": "yes"}, headers=HTML)
    assert (reply.status_code, "Ett tertial kan låsas först när det är slut." in reply.text) == (409, True)


def test_an_exception_is_ended_from_the_page(desk: Live, city: httpx.Client) -> None:
    assert city.put("/api/v1/locks/2019-T3").status_code == 200
    form = get(city, "/desk/closing/2019-T3").form("Släpp in")
    form["district"], form["last_day"] = "farsta", desk.here().day.isoformat()
    page = form.send()
    content = example("counselling-session", "stockholm", month="2019-10", answers=[])
    path = f"/api/v1/counselling-sessions/{new_id()}"
    assert city.put(path, json=content).status_code == 201
    page = page.form("Avsluta Farsta").send()
    assert "Ingen stadsdel har undantag." in page.text
    etag = {"If-Match": city.get(path).headers["etag"]}
    assert city.put(path, json=content | {"mothers": 2}, headers=etag).status_code == 409
    acts = ("check", "publish")
    for act in acts:  # nothing is released yet: the page says so
        assert city.post(f"/desk/closing/2019-T3/{act}", headers=HTML).status_code == 404
