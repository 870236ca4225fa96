"""A tablet without a network: it opens, registers and keeps; and it sends once when there is one again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, Playwright, expect

from tests.browser import chromium
from tests.browser.filling import fill, keep, open_form, review
from tests.browser.records import THREE, content, stored_ids
from tests.browser.tablet import (
    SCREEN,
    SECONDS,
    Tablet,
    code_for,
    counts,
    enqueue,
    ready,
    status,
    stored,
    until,
    wait_for_counts,
)
from tests.support.live import Live


def _browser(playwright: Playwright, folder: Path) -> BrowserContext:
    """A whole browser whose profile is in `folder`: closing it is as good as switching the tablet off."""
    context = playwright.chromium.launch_persistent_context(
        str(folder),
        executable_path=chromium.find(),
        args=chromium.ARGUMENTS,
        viewport=SCREEN,
        has_touch=True,
        locale="sv-SE",
    )
    context.set_default_timeout(SECONDS)
    return context


def test_enrol_go_offline_register_three_close_reopen_come_online(
    playwright_started: Playwright, live: Live, tmp_path: Path
) -> None:
    """All three are in the database, once."""
    profile = tmp_path / "profile"
    context = _browser(playwright_started, profile)
    page = context.new_page()
    page.goto(f"{live.url}/enrol?lang=sv#{code_for(live)}")
    page.get_by_role("button", name="Anslut").click()
    page.wait_for_url("**/form/**")
    ready(page)
    page.wait_for_selector(".tile")

    live.stop()
    for activity in THREE:
        open_form(page, activity)
        fill(page)
        review(page)
        keep(page)
    expect(page.locator("#queue-state")).to_have_text("3 väntar på nät")
    context.close()

    context = _browser(playwright_started, profile)
    page = context.new_page()
    page.goto(f"{live.url}/form/")
    page.wait_for_selector(".tile")
    expect(page.locator("#queue-state")).to_have_text("3 väntar på nät")
    waiting = stored(page)["queue"]
    assert sorted(one["activity"] for one in waiting.values()) == sorted(THREE)
    context.close()

    live.start()
    context = _browser(playwright_started, profile)
    page = context.new_page()
    page.goto(f"{live.url}/form/")
    wait_for_counts(page)
    expect(page.locator("#queue-state")).to_have_text("Allt är skickat")
    there = {activity: stored_ids(live, activity) for activity in THREE}
    assert sorted(id_ for ids in there.values() for id_ in ids) == sorted(waiting)
    assert all(len(ids) == 1 for ids in there.values())
    context.close()


def test_every_view_opens_without_a_network(live: Live, tablet: Tablet) -> None:
    tablet.open().close()
    live.stop()
    page = tablet.context.new_page()
    for view in ("", "new/counselling-session", "waiting", "sent", "device"):
        page.goto(f"{live.url}/form/#/{view}")
        page.wait_for_selector("main h1")
        page.reload()
        page.wait_for_selector(".view h1")
        assert "Det gick inte" not in page.locator("main").inner_text()


def test_the_browser_s_word_about_the_network_is_not_taken(live: Live, page: Page) -> None:
    """It says that there is none; there is. It says that there is one; there is none."""
    page.add_init_script("Object.defineProperty(navigator, 'onLine', {get: () => Boolean(window.says)})")
    page.reload()
    page.wait_for_selector(".tile")
    enqueue(page, "counselling-session", content())
    wait_for_counts(page)
    live.stop()
    page.evaluate("window.says = true")
    assert page.evaluate("navigator.onLine") is True
    enqueue(page, "counselling-session", content())
    until(lambda: status(page)["what"] == "no-network")
    page.evaluate("location.hash = '#/waiting'")
    expect(page.locator("main")).to_contain_text("Ingen kontakt med tjänsten")
    assert counts(page)["waiting"] == 1


def test_the_service_worker_leaves_everything_but_its_own_files_alone(live: Live, page: Page) -> None:
    kept = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const found = await (await caches.open(names[0])).keys();
          return [names, found.map((one) => [one.method, new URL(one.url).pathname])];
        }"""
    )
    names, files = kept
    assert len(names) == 1
    assert {method for method, _ in files} == {"GET"}
    paths = {path for _, path in files}
    assert {"/form/", "/form/static/main.js", "/form/static/queue.js", "/static/stodlogg.css"} <= paths
    assert all(path.startswith(("/form/", "/static/")) for path in paths)
    asked: list[tuple[str, bool]] = []
    page.on("response", lambda reply: asked.append((reply.url, reply.from_service_worker)))
    page.evaluate(
        """async () => {
          await fetch('/form/static/queue.js');
          await fetch('/form/static/queue.js', {method: 'HEAD'});
          await fetch('/form/static/queue.js?again');
          await fetch('/api/v1/me');
          await fetch('/form/sw.js');
        }"""
    )
    assert [by for _, by in asked] == [True, False, False, False, False]


def test_the_queue_as_a_file_is_taken_in_by_another_tablet(
    live: Live, tablet: Tablet, new_tablet: Callable[..., Tablet], tmp_path: Path
) -> None:
    page = tablet.open("#/device")
    live.stop()
    hash_ = "ab" * 32
    links = [{"hash": hash_, "respondent": "mother"}]
    ids = {
        enqueue(page, "counselling-session", content(mothers=2), links=links),
        enqueue(page, "theme-meeting", content("theme-meeting")),
    }
    with page.expect_download() as saved:
        page.get_by_role("button", name="Spara till fil").click()
    path = tmp_path / "queue.json"
    saved.value.save_as(path)
    assert saved.value.suggested_filename == "stodlogg-vantar.json"
    body = json.loads(path.read_text())
    assert body["stodlogg-queue"] == 1
    assert {one["id"] for one in body["entries"]} == ids | {hash_}
    names = {name for one in body["entries"] for name in one}
    assert names == {"kind", "id", "activity", "content", "if_match"}
    assert counts(page)["waiting"] == 2, "saving takes nothing away"

    live.start()
    wait_for_counts(page)
    there = {*stored_ids(live), *stored_ids(live, "theme-meeting")}
    other = new_tablet().open("#/device")
    other.set_input_files("#file", path)
    expect(other.locator("main")).to_contain_text("3 registreringar togs in.")
    wait_for_counts(other)
    assert {*stored_ids(live), *stored_ids(live, "theme-meeting")} == there == ids
    other.set_input_files("#file", path)
    wait_for_counts(other)


GOOD: dict[str, Any] = {
    "kind": "record",
    "id": "0d9f4a52-6f0e-4b7a-9c1d-2f5b8e3a7c01",
    "activity": "counselling-session",
    "content": content(),
    "if_match": None,
}
LINK: dict[str, Any] = {
    "kind": "link",
    "id": "ab" * 32,
    "activity": "counselling-session",
    "content": {"activity": "counselling-session", "record": GOOD["id"], "respondent": "mother"},
}
WRONG: tuple[dict[str, Any], ...] = (
    {"id": "1"},
    {"id": "0d9f4a52-6f0e-1b7a-9c1d-2f5b8e3a7c01"},
    {"kind": "note"},
    {"activity": "no-such-activity"},
    {"if_match": "*"},
    {"by": "anna"},
    {"path": "devices"},
    {"content": {**content(), "note": "Ringde mamman på tisdag"}},
    {"content": {**content(), "month": "2026-10-14"}},
    {"content": {**content(), "phone": "0701234567"}},
    {"content": {**content(), "mothers": 19121212}},
    {"content": {**content(), "arena": None}},
    {"content": []},
)


NOT_OURS = (
    ("", "går inte att läsa"),
    ('{"stodlogg-queue": 1, "entries": [', "går inte att läsa"),
    ("[]", "inte en fil med väntande"),
    ('{"entries": []}', "inte en fil med väntande"),
    ('{"stodlogg-queue": 2, "entries": []}', "nyare version"),
    ('{"stodlogg-queue": 1, "entries": [], "note": "hej"}', "inte ska finnas"),
    *(
        (json.dumps({"stodlogg-queue": 1, "entries": [GOOD, {**GOOD, **change}]}), "inte ska finnas")
        for change in WRONG
    ),
    (json.dumps({"stodlogg-queue": 1, "entries": [{**LINK, "id": "zz"}]}), "inte ska finnas"),
    (json.dumps({"stodlogg-queue": 1, "entries": [{**LINK, "content": {}}]}), "inte ska finnas"),
)


def test_a_file_that_is_not_ours_is_refused_whole_in_plain_words(behind: Page) -> None:
    for text, words in NOT_OURS:
        behind.evaluate("location.hash = '#/waiting'")
        behind.wait_for_selector(".view-waiting")
        behind.evaluate("location.hash = '#/device'")
        behind.wait_for_selector("#file")
        expect(behind.locator("main")).not_to_contain_text(words)  # of the file before
        file: FilePayload = {"name": "queue.json", "mimeType": "application/json", "buffer": text.encode()}
        behind.set_input_files("#file", file)
        expect(behind.locator("main"), text).to_contain_text(words)
        assert stored(behind)["queue"] == {}, text


def test_a_tablet_that_is_not_connected_takes_in_no_file(browser: Browser, served: Live) -> None:
    page = browser.new_page(locale="sv-SE")
    page.goto(f"{served.url}/form/#/device")
    text = json.dumps({"stodlogg-queue": 1, "entries": [GOOD]}).encode()
    page.set_input_files("#file", {"name": "queue.json", "mimeType": "application/json", "buffer": text})
    expect(page.locator("main")).to_contain_text("Anslut plattan först")
    assert stored(page)["queue"] == {}
    page.close()
