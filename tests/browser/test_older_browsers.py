"""Browsers of iPadOS 15's age, browsers that are too old, and a connection to the storage that dies."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.filling import fill, keep, open_form, review
from tests.browser.records import Filed, content, stored_ids
from tests.browser.tablet import enqueue, enrolled, status, stored, wait_for_counts
from tests.support.live import Live

STATIC = Path(__file__).parents[2] / "app" / "form" / "static"

IPADOS_15 = """
  delete Array.prototype.at; delete String.prototype.at; delete Object.hasOwn;
  delete globalThis.structuredClone;
  delete AbortSignal.timeout; delete AbortSignal.any; delete Array.prototype.findLast;
  delete Array.prototype.toSorted; delete Object.groupBy; delete Promise.withResolvers;
  delete globalThis.BroadcastChannel; delete globalThis.CompressionStream; delete Crypto.prototype.randomUUID;
  Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
"""
"""What Safari 15.0 lacks, taken away from a newer browser. (It lacks more; the form uses none of it.)"""

NEWER = re.compile(
    r"\.(findLast|findLastIndex|toSorted|toReversed|toSpliced|isWellFormed)\(|\(\?<[=!]|\bstatic \{"
    r"|\b(Object\.groupBy|Promise\.withResolvers|AbortSignal\.any|Array\.fromAsync|Response\.json)\b"
    r"|/[a-z]*v[a-z]*\.(test|exec)"
)
"""What came with Safari 15.4 or later and no module stands in for, as it looks in a source."""


def test_no_module_uses_what_ipados_15_lacks() -> None:
    found = {
        f"{path.name}: {match[0]}"
        for path in STATIC.rglob("*.js")
        for match in NEWER.finditer(path.read_text("utf-8"))
    }
    assert found == set()


def test_the_form_works_where_newer_methods_are_missing(browser: Browser, served: Live) -> None:
    tablet = enrolled(browser, served, keeps=False)
    tablet.context.add_init_script(IPADOS_15)
    page = tablet.open()
    assert page.evaluate("typeof AbortSignal.timeout") == "function"  # the form's own
    open_form(page, "counselling-session")
    fill(page)
    review(page)
    keep(page)
    wait_for_counts(page)
    assert set(stored(page)["sent"]) <= set(stored_ids(served))
    assert len(stored(page)["sent"]) == 1
    assert status(page)["what"] == "idle"
    tablet.close()


def test_contact_is_claimed_only_after_an_answer(behind: Page) -> None:
    behind.evaluate("location.hash = '#/waiting'")
    expect(behind.locator(".contact")).to_have_text("Inget har behövt skickas sedan formuläret öppnades.")
    enqueue(behind, "counselling-session", content())
    wait_for_counts(behind)
    expect(behind.locator(".contact")).to_have_text("Kontakten med tjänsten fungerar.")


def test_a_sender_that_cannot_even_try_says_so(browser: Browser, served: Live) -> None:
    tablet = enrolled(browser, served, keeps=False)
    tablet.context.add_init_script("navigator.locks.request = () => { throw new TypeError('not here'); };")
    page = tablet.open("#/waiting")
    enqueue(page, "counselling-session", content())
    expect(page.locator(".contact")).to_contain_text("Plattan kunde inte försöka skicka")
    assert status(page)["what"] == "failed"
    tablet.close()


@pytest.mark.parametrize(
    "lacks",
    [
        "delete HTMLScriptElement.prototype.noModule",
        "delete Promise.allSettled",
        "delete globalThis.AbortController",
    ],
)
def test_a_browser_that_is_too_old_is_told_at_once(browser: Browser, served: Live, lacks: str) -> None:
    context = browser.new_context(service_workers="block")
    context.add_init_script(lacks)
    page = context.new_page()
    page.route("**/main.js", lambda route: route.abort())  # which it could not run
    page.goto(f"{served.url}/form/")
    expect(page.locator("#main")).to_contain_text("Webbläsaren är för gammal för formuläret")
    expect(page.get_by_role("link", name="blanketter")).to_be_visible()
    context.close()


def test_a_module_that_cannot_be_read_is_told_at_once(browser: Browser, served: Live) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.route("**/main.js", lambda route: route.fulfill(body="let a = ;", content_type="text/javascript"))
    page.goto(f"{served.url}/form/")
    expect(page.locator("#main")).to_contain_text("Webbläsaren är för gammal för formuläret")
    context.close()


DIES = """(times) => {
  // As in WebKit: "Connection to Indexed Database server lost", for whatever is asked of that connection.
  const dead = new WeakSet();
  const transaction = IDBDatabase.prototype.transaction;
  window.connections = 0;
  IDBDatabase.prototype.transaction = function (...args) {
    if (!dead.has(this) && window.connections < times) { dead.add(this); window.connections += 1; }
    if (dead.has(this)) throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
    return transaction.apply(this, args);
  };
}"""
DIES_ON_REQUEST = """() => {
  const get = IDBObjectStore.prototype.getAll;
  let once = true;
  IDBObjectStore.prototype.getAll = function (...args) {
    const request = get.apply(this, args);
    if (!once) return request;
    once = false;
    const failing = {error: new DOMException('Connection to Indexed Database server lost', 'UnknownError')};
    setTimeout(() => failing.onerror?.());
    return failing;
  };
}"""


def test_a_dead_connection_to_the_storage_is_opened_once_more(served: Live, clean: Page) -> None:
    page, filed = clean, Filed(served)
    page.evaluate(DIES, 1)
    enqueue(page, "counselling-session", content())
    wait_for_counts(page)
    assert len(filed.ids()) == 1
    page.evaluate(DIES_ON_REQUEST)
    page.evaluate("async () => (await import('/form/static/queue.js')).waitingEntries()")
    enqueue(page, "counselling-session", content())
    wait_for_counts(page)
    assert len(filed.ids()) == 2


def test_a_storage_that_stays_dead_is_told_in_words(clean: Page) -> None:
    page = clean
    open_form(page, "counselling-session")
    fill(page)
    review(page)
    page.evaluate(DIES, 1_000_000)
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("p.error")).to_contain_text("ladda om sidan")
