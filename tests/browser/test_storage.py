"""The tablet's memory: promised or not, low, full, or cleared away under the form."""

from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

from app.access.roles import Role
from tests.browser.filling import SAVED, fill, open_form, review
from tests.browser.records import content, stored_ids
from tests.browser.tablet import Tablet, counts, enqueue, ready, stored, wait_for_counts
from tests.support.live import Live


def _clear(page: Page, live: Live, what: str) -> None:
    """What a browser does that needs room: the origin's storage goes, without a word."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": live.url, "storageTypes": what})


def test_an_emptied_memory_is_told_honestly_and_the_form_starts_anew(live: Live, tablet: Tablet) -> None:
    page = tablet.open()
    expect(page.locator("#banner")).to_be_hidden()
    enqueue(page, "counselling-session", content())
    wait_for_counts(page)
    page.close()
    page = tablet.context.new_page()
    page.goto(f"{live.url}/sign-in")
    _clear(page, live, "indexeddb,cache_storage,service_workers,local_storage")
    page.goto(f"{live.url}/form/")
    ready(page)
    expect(page.locator("#banner")).to_contain_text("Plattans minne var tomt när formuläret öppnades")
    expect(page.locator(".tile").first).to_be_visible()
    assert stored(page)["sent"] == {}
    page.get_by_role("button", name="Jag förstår").click()
    expect(page.locator("#banner")).to_be_hidden()
    page.reload()
    ready(page)
    expect(page.locator("#banner")).to_be_hidden()
    enqueue(page, "counselling-session", content())
    wait_for_counts(page)
    assert len(stored_ids(live)) == 2


def test_only_the_database_is_gone_and_there_is_no_network(live: Live, tablet: Tablet) -> None:
    tablet.open().close()
    page = tablet.context.new_page()
    page.goto(f"{live.url}/sign-in")
    _clear(page, live, "indexeddb")
    live.stop()
    page.goto(f"{live.url}/form/")
    page.wait_for_selector("main h1")
    expect(page.locator("#banner")).to_contain_text("finns det inte kvar")
    assert "Det gick inte" not in page.locator("main").inner_text()


def test_the_database_is_taken_away_under_an_open_form(live: Live, page: Page) -> None:
    open_form(page, "counselling-session")
    fill(page)
    _clear(page, live, "indexeddb")
    review(page)
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()
    wait_for_counts(page)
    assert len(stored_ids(live)) == 1


def test_a_full_memory_is_never_called_saved(live: Live, page: Page) -> None:
    open_form(page, "counselling-session")
    fill(page)
    review(page)
    page.evaluate(
        """() => {
          const put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = function (...args) {
            if (this.name !== 'queue') return put.apply(this, args);
            throw new DOMException('full', 'QuotaExceededError');
          };
          window.mend = () => { IDBObjectStore.prototype.put = put; };
        }"""
    )
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.locator("main")).to_contain_text("kunde inte spara")
    assert counts(page)["waiting"] == 0
    assert "counselling-session" in stored(page)["drafts"], "what was filled in is still there"
    page.evaluate("window.mend()")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()
    wait_for_counts(page)
    assert len(stored_ids(live)) == 1, "the second attempt is the same record"


def test_little_room_is_warned_of(page: Page) -> None:
    megabytes = "async () => ({quota: 5 * 1024 * 1024, usage: 512 * 1024})"
    page.add_init_script(f"navigator.storage.estimate = {megabytes};")
    page.reload()
    expect(page.locator("#banner")).to_contain_text("minne är nästan fullt")
    page.locator("#banner").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Den här plattan")
    expect(page.locator("main")).to_contain_text("ungefär 4 MB")


def test_whether_the_browser_has_promised_to_keep_it(new_tablet: Callable[..., Tablet], live: Live) -> None:
    page = new_tablet().page()
    page.add_init_script(
        """window.promised = false; window.asked = 0;
        navigator.storage.persisted = async () => window.promised;
        navigator.storage.persist = async () => { window.asked += 1; return window.promised; };"""
    )
    page.goto(f"{live.url}/form/#/device")
    ready(page)
    expect(page.locator("main")).to_contain_text("har inte lovat att behålla")
    page.get_by_role("button", name="Be webbläsaren behålla det").click()
    expect(page.locator("main")).to_contain_text("lovade inget")
    live.stop()
    enqueue(page, "counselling-session", content())
    page.evaluate("location.hash = '#/waiting'")
    expect(page.locator("main")).to_contain_text("inte lovat att behålla det som väntar")
    assert page.evaluate("window.asked") >= 2, "it is asked again as soon as something waits"
    page.evaluate("() => { window.promised = true; location.hash = '#/device'; }")
    expect(page.locator("main")).to_contain_text("har lovat att behålla")


def test_a_browser_that_keeps_nothing_says_so(live: Live, new_tablet: Callable[..., Tablet]) -> None:
    page = new_tablet().page()
    page.add_init_script("indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); };")
    page.goto(f"{live.url}/form/")
    page.wait_for_selector("main h1")
    expect(page.locator("#banner")).to_contain_text("kan inte spara något")


def test_a_coordinator_who_looks_in_is_told_of_no_loss(browser: Browser, served: Live) -> None:
    context = browser.new_context(locale="sv-SE")
    for name, value in served.account(Role.COORDINATOR).cookies.items():
        context.add_cookies([{"name": name, "value": value, "url": served.url}])
    page = context.new_page()
    page.goto(f"{served.url}/form/")
    ready(page)
    page.wait_for_timeout(500)
    assert page.evaluate("async () => (await (await fetch('/api/v1/me')).json()).role") == "coordinator"
    expect(page.locator("#banner")).to_be_hidden()
    context.close()
