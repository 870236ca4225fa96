"""A new version of the form takes over with a queue waiting, and never under a half-filled form."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.filling import open_form
from tests.browser.proxy import Answer, Proxy
from tests.browser.records import Filed, content
from tests.browser.tablet import counts, enqueue, enrolled, ready, stored, try_now, until, wait_for_counts
from tests.support.live import Live

WORKER, EVERYTHING = "/form/sw.js", "/form/everything"
OLD, NEW = "Väntar på att skickas", "Här väntar det"


@pytest.fixture
def older(browser: Browser, served: Live, proxy: Proxy) -> Iterator[Page]:
    """The form on a tablet of its own, with the version of today: a test releases the next one."""
    tablet = enrolled(browser, served, url=proxy.url)
    yield tablet.open()
    tablet.close()


@pytest.fixture
def filed(served: Live) -> Filed:
    return Filed(served)


def _release(proxy: Proxy) -> None:
    """What a new release looks like to a tablet: other files, and a worker with another version."""
    proxy.rewrite = {
        WORKER: lambda body: re.sub(rb'VERSION = "\w+"', b'VERSION = "the-next-one"', body),
        EVERYTHING: lambda body: re.sub(
            rb'"version": "\w+"', b'"version": "the-next-one"', body.replace(OLD.encode(), NEW.encode())
        ),
    }


def _look(page: Page) -> None:
    page.evaluate("async () => (await navigator.serviceWorker.getRegistration('/form/')).update()")


def _caches(page: Page) -> list[str]:
    names: list[str] = page.evaluate("caches.keys()")
    return names


def test_the_app_is_updated_with_a_queue_waiting(filed: Filed, proxy: Proxy, older: Page) -> None:
    proxy.always = Answer(503)
    ids = [enqueue(older, "counselling-session", content()) for _ in range(3)]
    before = _caches(older)
    _release(proxy)
    _look(older)
    older.evaluate("location.hash = '#/waiting'")
    expect(older.get_by_role("heading", level=1)).to_have_text(OLD)
    with older.expect_navigation():
        older.get_by_role("button", name="Uppdatera nu").click()
    ready(older)
    expect(older.get_by_role("heading", level=1)).to_have_text(NEW)
    expect(older.locator("#banner")).to_be_hidden()
    assert counts(older)["waiting"] == 3
    assert _caches(older) != before
    assert len(_caches(older)) == 1, "the old version's files are gone"
    proxy.always = None
    try_now(older)
    wait_for_counts(older)
    assert filed.ids() == sorted(ids)


def test_a_half_filled_form_is_never_loaded_anew_and_comes_back_whole(proxy: Proxy, older: Page) -> None:
    open_form(older, "counselling-session")
    older.get_by_role("button", name="Mammor: en till", exact=True).click()
    older.get_by_role("button", name="Barn som var med: en till", exact=True).click()
    older.evaluate("window.same = true")
    _release(proxy)
    _look(older)
    expect(older.locator("#banner")).to_contain_text("Det du har fyllt i behålls")
    older.wait_for_timeout(500)
    assert older.evaluate("window.same"), "it was loaded anew by itself"
    with older.expect_navigation():
        older.get_by_role("button", name="Uppdatera nu").click()
    ready(older)
    older.wait_for_selector("form.questions")
    draft = stored(older)["drafts"]["counselling-session"]
    assert draft["values"]["mothers"] == 1
    assert draft["values"]["children"] == 1
    expect(older.get_by_role("textbox", name="Mammor")).to_have_value("1")


def test_a_tab_with_a_form_goes_on_when_another_tab_updates(proxy: Proxy, older: Page) -> None:
    other = older.context.new_page()
    other.goto(older.url)
    ready(other)
    open_form(other, "counselling-session")
    other.evaluate("window.same = true")
    _release(proxy)
    _look(older)
    with older.expect_navigation():
        older.get_by_role("button", name="Uppdatera nu").click()
    ready(older)
    expect(other.locator("#banner")).to_contain_text("i en annan flik")
    assert other.evaluate("window.same")
    # It goes on with the files that it began with, also for what it has not shown yet.
    other.get_by_role("button", name="Mammor: en till", exact=True).click()
    other.evaluate("location.hash = '#/waiting'")
    expect(other.get_by_role("heading", level=1)).to_have_text(OLD)
    with other.expect_navigation():
        other.get_by_role("button", name="Ladda om").click()
    expect(other.get_by_role("heading", level=1)).to_have_text(NEW)
    other.close()


def _cut_off(proxy: Proxy) -> None:
    proxy.broken_reads = {EVERYTHING}


def _of_two_versions(proxy: Proxy) -> None:
    """The server was updated between the worker and its files, or has been taken back to the old version."""
    del proxy.rewrite[EVERYTHING]


@pytest.mark.parametrize("trouble", [_cut_off, _of_two_versions])
def test_a_new_version_that_cannot_be_fetched_whole_changes_nothing(
    proxy: Proxy, older: Page, trouble: Callable[[Proxy], None]
) -> None:
    before = _caches(older)
    _release(proxy)
    trouble(proxy)
    proxy.all_seen.clear()
    older.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration('/form/');
          await registration.update().catch(() => {});
        }"""
    )
    until(lambda: [one.path for one in proxy.all_seen].count(EVERYTHING) > 0)
    older.wait_for_timeout(1000)
    older.reload()
    ready(older)
    older.evaluate("location.hash = '#/waiting'")
    expect(older.get_by_role("heading", level=1)).to_have_text(OLD)
    expect(older.locator("#banner")).to_be_hidden()
    assert set(before) <= set(_caches(older))
