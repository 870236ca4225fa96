"""What is told of a record that was saved, and *Skickat*: by month, newest first, with a search."""

from playwright.sync_api import Page, expect

from tests.browser.asking import begin
from tests.browser.proxy import Answer, Proxy, problem
from tests.browser.records import content
from tests.browser.seeing import axe, fits
from tests.browser.tablet import empty_queue, enqueue, try_now, wait_for_counts

ENTRIES = "#main h2, #main .entry h3"


def _save(page: Page) -> None:
    begin(page, "collaboration-activity", month="2026-10")
    page.get_by_role("button", name="Spara", exact=True).tap()
    page.wait_for_selector(".saved")


def test_what_was_saved_is_told_to_be_sent_when_it_was_and_to_wait_only_where_it_waits(
    behind: Page, proxy: Proxy
) -> None:
    saved = behind.locator(".saved")
    _save(behind)
    expect(saved.get_by_role("heading")).to_have_text("Sparat och skickat")
    expect(saved).not_to_contain_text("när det finns nät")
    behind.context.set_offline(True)
    _save(behind)
    expect(saved).to_contain_text("Det skickas av sig självt när det finns nät.")
    expect(saved.get_by_role("heading")).to_have_text("Sparat på plattan")
    expect(behind.locator("#queue-state")).to_have_text("1 väntar på nät")
    behind.context.set_offline(False)
    try_now(behind)
    expect(saved.get_by_role("heading")).to_have_text("Sparat och skickat")
    proxy.always = Answer(503)
    _save(behind)
    expect(saved).to_contain_text("så snart tjänsten kan ta emot det")
    expect(behind.locator("#queue-state")).to_have_text("1 väntar")
    proxy.always = problem(422, "invalid-record", "Registreringen stämmer inte")
    try_now(behind)
    expect(saved).to_contain_text("Tjänsten tog inte emot det som det är")


def test_what_is_neither_waiting_nor_known_to_be_sent_is_not_told_to_be_sent(clean: Page) -> None:
    saved = clean.locator(".saved")
    clean.context.set_offline(True)
    _save(clean)
    expect(saved).to_contain_text("när det finns nät")
    clean.evaluate(STORAGE_FAILS)
    clean.evaluate(HEAR)
    clean.wait_for_function("window.failures > 0")
    expect(saved.get_by_role("heading")).to_have_text("Sparat på plattan")
    clean.evaluate("() => { window.failing = false; }")
    empty_queue(clean)  # thrown away in another tab
    clean.evaluate(HEAR)
    expect(saved.get_by_role("heading")).to_have_text("Borttaget")
    clean.context.set_offline(False)


STORAGE_FAILS = """() => {
  const transaction = IDBDatabase.prototype.transaction;
  Object.assign(window, { failing: true, failures: 0 });
  IDBDatabase.prototype.transaction = function (...args) {
    if (!window.failing) return transaction.apply(this, args);
    window.failures += 1;
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };
}"""
HEAR = "async () => (await import('/form/static/queue.js')).tell('settled')"


def test_newest_month_first_and_found_by_the_words_on_it(clean: Page) -> None:
    page = clean
    for month, arena in (
        ("2026-08", "telephone"),
        ("2026-10", "digital"),
        ("2025-12", "telephone"),
        ("2026-10", "telephone"),
    ):
        enqueue(page, "counselling-session", content(month=month, arena=arena))
    enqueue(page, "theme-meeting", content("theme-meeting", month="2026-09"))
    enqueue(page, "collaboration-activity", content("collaboration-activity", month="2026-10"))
    wait_for_counts(page)
    page.evaluate("location.hash = '#/sent'")
    headings = page.locator("#main h2")
    expect(headings).to_have_text(["Oktober 2026", "September 2026", "Augusti 2026", "December 2025"])
    expect(page.locator(".entry")).to_have_count(6)
    axe(page, "sent, by month")
    page.set_viewport_size({"width": 320, "height": 700})
    fits(page, "sent, by month")
    search = page.get_by_role("searchbox", name="Sök")
    search.fill("TELEFON oktober")
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator("#announcer")).to_have_text("1 träff")
    search.fill("finns inte")
    expect(page.get_by_text("Ingen registrering har de orden.")).to_be_visible()
    search.fill("")
    expect(page.locator(".entry")).to_have_count(6)
