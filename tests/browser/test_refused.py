"""What the service will not take goes to a tray with the service's own words, and holds up nothing else."""

import json

import httpx
import pytest
from playwright.sync_api import Page, expect

from app.access.roles import Role
from tests.browser.filling import group, review
from tests.browser.proxy import Answer, Proxy, problem
from tests.browser.records import Filed, content, stored_ids
from tests.browser.tablet import (
    Tablet,
    code_for,
    counts,
    enqueue,
    status,
    stored,
    try_now,
    until,
    wait_for_counts,
)
from tests.support.live import Live

LOCKED_MONTH, LOCKED = "2026-04", "2026-T1"


@pytest.fixture
def filed(served: Live) -> Filed:
    """What comes into the shared service's database during the test."""
    return Filed(served)


@pytest.mark.parametrize(
    "answer",
    [
        problem(409, "record-differs", "En annan registrering har samma id"),
        problem(410, "record-withdrawn", "Registreringen är återtagen"),
        problem(423, "record-locked", "Registreringen är låst"),
        problem(413, "body-too-large", "Innehållet är för stort"),
        problem(403, "other-district", "En annan stadsdel"),
        problem(404, "record-not-found", "Registreringen finns inte"),
        Answer(423, body=b"<h1>Locked</h1>"),
        Answer(413, body=b"<h1>Too large</h1>"),
    ],
    ids=lambda answer: f"{answer.status}-{answer.media_type.split('/')[0]}",
)
def test_refused_ones_are_shown_with_the_service_s_words_and_the_rest_is_sent(
    filed: Filed, proxy: Proxy, behind: Page, answer: Answer
) -> None:
    proxy.do = [answer]
    ids = {enqueue(behind, "counselling-session", content()) for _ in range(3)}
    wait_for_counts(behind, refused=1)
    (refused,) = stored(behind)["queue"]
    assert set(filed.ids()) == ids - {refused}
    behind.evaluate("location.hash = '#/waiting'")
    expect(behind.get_by_role("heading", name="Behöver rättas")).to_be_visible()
    tray = behind.locator(f'.entry[data-id="{refused}"]')
    plain = answer.media_type == "text/html"
    expect(tray).to_contain_text(f"svar {answer.status}" if plain else json.loads(answer.body)["title"])
    # Nothing is thrown away: sent again as it is, it arrives.
    tray.get_by_role("button", name="Skicka igen" if answer.status != 409 else "Ersätt den som finns").click()
    wait_for_counts(behind)
    arrived = set(filed.ids())
    assert len(arrived) == 3
    # A withdrawn id is spent for good; what is sent again is a record of its own.
    assert (arrived == ids) == (answer.status != 410)


def test_a_record_that_is_not_right_names_its_fields_and_is_mended(filed: Filed, behind: Page) -> None:
    id_ = enqueue(behind, "counselling-session", content(route_in="by-balloon", arena="moon"))
    wait_for_counts(behind, refused=1)
    assert filed.ids() == []
    behind.evaluate("location.hash = '#/waiting'")
    tray = behind.locator(f'.entry[data-id="{id_}"]')
    expect(tray).to_contain_text("Registreringen stämmer inte")
    expect(tray).to_contain_text("Hur föräldern hittade hit:")
    expect(tray).to_contain_text("Plats:")
    expect(tray.get_by_role("link", name="Rätta")).to_have_attribute("href", f"#/edit/{id_}")
    behind.evaluate(
        "async ([id, content]) => (await import('/form/static/queue.js')).mend(id, content)", [id_, content()]
    )
    wait_for_counts(behind)
    assert filed.ids() == [id_]
    expect(behind.locator("main")).to_contain_text("Inget väntar")


def test_removing_asks_first(filed: Filed, behind: Page) -> None:
    id_ = enqueue(behind, "counselling-session", content(route_in="by-balloon"))
    wait_for_counts(behind, refused=1)
    behind.evaluate("location.hash = '#/waiting'")
    tray = behind.locator(f'.entry[data-id="{id_}"]')
    tray.get_by_role("button", name="Ta bort").click()
    expect(tray).to_contain_text("går inte att få tillbaka")
    expect(tray.get_by_role("button", name="Nej, behåll")).to_be_focused()
    tray.get_by_role("button", name="Nej, behåll").click()
    assert counts(behind)["refused"] == 1
    tray.get_by_role("button", name="Ta bort").click()
    tray.get_by_role("button", name="Ja, ta bort").click()
    wait_for_counts(behind)
    assert stored(behind)["queue"] == {}
    assert filed.ids() == []


def test_a_revoked_tablet_keeps_everything_and_sends_it_when_it_is_connected_again(
    live: Live, page: Page
) -> None:
    city = live.account(Role.COORDINATOR)
    (device,) = city.get("/api/v1/devices").json()["devices"]
    assert city.delete(f"/api/v1/devices/{device['mark']}").status_code == 204
    ids = {enqueue(page, "counselling-session", content()) for _ in range(2)}
    until(lambda: status(page)["what"] == "not-enrolled")
    assert counts(page)["waiting"] == 2
    expect(page.locator("#banner")).to_contain_text("Allt som väntar finns kvar här")
    page.locator("#banner").get_by_role("link", name="Anslut igen").click()
    page.get_by_label("Engångskod").fill(code_for(live))
    page.get_by_role("button", name="Anslut").click()
    wait_for_counts(page)
    assert set(stored_ids(live)) == ids
    expect(page.locator("#banner")).to_be_hidden()


def _coordinator(live: Live) -> httpx.Client:
    return live.account(Role.COORDINATOR)


def test_a_locked_tertial(live: Live, tablet: Tablet) -> None:
    """New ones and corrections are refused in clear words; what was sent of it is forgotten."""
    page = tablet.open()
    sent = enqueue(page, "counselling-session", content(month=LOCKED_MONTH))
    kept = enqueue(page, "counselling-session", content())
    wait_for_counts(page)
    hash_ = stored(page)["sent"][sent]["hash"]
    assert _coordinator(live).put(f"/api/v1/locks/{LOCKED}").status_code == 200
    enqueue(page, "counselling-session", content(month=LOCKED_MONTH, mothers=2), id=sent, ifMatch=hash_)
    enqueue(page, "counselling-session", content(month=LOCKED_MONTH))
    wait_for_counts(page, refused=2)
    until(lambda: set(stored(page)["sent"]) == {kept})
    page.evaluate("location.hash = '#/waiting'")
    expect(page.locator(".entry .error")).to_have_text(["Tertialet är låst"] * 2)
    expect(page.locator("main")).to_contain_text("hör av dig till din samordnare")


def test_what_was_sent_is_forgotten_when_its_tertial_has_been_locked(live: Live, tablet: Tablet) -> None:
    page = tablet.open()
    enqueue(page, "counselling-session", content(month=LOCKED_MONTH))
    wait_for_counts(page)
    assert _coordinator(live).put(f"/api/v1/locks/{LOCKED}").status_code == 200
    page.evaluate("location.hash = '#/sent'")
    expect(page.locator("main")).to_contain_text("dess tertial är låst")
    assert stored(page)["sent"] == {}


def test_correcting_and_withdrawing_what_was_sent(filed: Filed, behind: Page, proxy: Proxy) -> None:
    id_ = enqueue(behind, "counselling-session", content(arena="open-preschool"))
    wait_for_counts(behind)
    before = stored(behind)["sent"][id_]
    enqueue(
        behind, "counselling-session", content(arena="child-health-centre"), id=id_, ifMatch=before["hash"]
    )
    wait_for_counts(behind)
    assert filed.arenas() == {id_: "child-health-centre"}
    after = stored(behind)["sent"][id_]
    assert after["hash"] != before["hash"]
    assert after["facts"]["arena"] == "child-health-centre"

    behind.evaluate("location.hash = '#/sent'")
    line = behind.locator(f'.entry[data-id="{id_}"]')
    expect(line.get_by_role("link", name="Ändra")).to_have_attribute("href", f"#/edit/{id_}")
    line.get_by_role("button", name="Ta tillbaka").click()
    expect(line).to_contain_text("går inte att få tillbaka")
    line.get_by_role("button", name="Ja, ta tillbaka").click()
    until(lambda: filed.ids() == [])
    expect(line).to_have_count(0)
    assert stored(behind)["sent"] == {}
    assert proxy.writes("DELETE") == [f"/api/v1/counselling-sessions/{id_}"]


def test_a_withdrawal_takes_the_place_of_a_correction_that_waits(
    filed: Filed, behind: Page, proxy: Proxy
) -> None:
    id_ = enqueue(behind, "counselling-session", content(arena="open-preschool"))
    wait_for_counts(behind)
    hash_ = stored(behind)["sent"][id_]["hash"]
    proxy.always = Answer(503)
    enqueue(behind, "counselling-session", content(arena="child-health-centre"), id=id_, ifMatch=hash_)
    behind.evaluate("async (id) => (await import('/form/static/queue.js')).withdraw(id)", id_)
    assert counts(behind)["waiting"] == 1
    proxy.always = None
    try_now(behind)
    wait_for_counts(behind)
    assert filed.ids() == []


def test_mending_and_correcting_with_the_form_itself(filed: Filed, behind: Page) -> None:
    """From the tray back through the form; then what was sent, corrected the same way."""
    id_ = enqueue(behind, "counselling-session", content(arena="moon", answers=[]))
    wait_for_counts(behind, refused=1)
    behind.evaluate("location.hash = '#/waiting'")
    behind.locator(".entry").get_by_role("link", name="Rätta").click()
    behind.wait_for_selector("form.questions")
    expect(group(behind, "Plats")).to_contain_text("Valet finns inte längre. Välj ett annat.")
    expect(behind.locator("form.questions")).not_to_contain_text("arenas")
    group(behind, "Plats").locator("label.choice", has_text="Telefon").click()
    review(behind)
    behind.get_by_role("button", name="Spara", exact=True).click()
    until(lambda: filed.arenas() == {id_: "telephone"})
    wait_for_counts(behind)

    behind.evaluate("location.hash = '#/sent'")
    behind.get_by_role("link", name="Ändra").click()
    behind.wait_for_selector("form.questions")
    group(behind, "Plats").locator("label.choice", has_text="Öppna förskolan").click()
    review(behind)
    behind.get_by_role("button", name="Spara", exact=True).click()
    until(lambda: filed.arenas() == {id_: "open-preschool"})
    wait_for_counts(behind)
    assert stored(behind)["sent"][id_]["facts"]["arena"] == "open-preschool"
    assert stored(behind)["drafts"] == {}
