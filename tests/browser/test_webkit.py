"""The form in WebKit, as on an iPad: enrolled, filled in, kept and opened without a network, sent.

The same steps as in Chromium, in one browser that goes on from step to step: starting it takes seconds.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser import chromium, webkit
from tests.browser.filling import UNANSWERED
from tests.browser.records import stored_ids
from tests.browser.tablet import code_for
from tests.support.live import Live

SECONDS = 40
QUEUE = "/form/static/queue.js"


@pytest.fixture
def tablet(live: Live) -> Iterator[WebKitGTK]:
    """WebKit, enrolled by the page that a coordinator's link leads to."""
    if webkit.find() is None:
        if chromium.must_be_here():
            pytest.fail(webkit.MISSING)
        pytest.skip(webkit.MISSING)
    with webkit.started() as started:
        started.set_script_timeout(SECONDS)
        started.get(f"{live.url}/enrol#{code_for(live)}")
        _press(started, "button, input[type=submit]")
        _wait(
            started,
            lambda: "/form/" in started.current_url and started.find_elements(By.CSS_SELECTOR, ".tile"),
        )
        yield started


def _wait(browser: WebKitGTK, true: Callable[[], Any]) -> Any:
    # What was found may have been drawn anew since: then it is looked for once more.
    waiting = WebDriverWait(browser, SECONDS, 0.2, [StaleElementReferenceException])
    return waiting.until(lambda _: true())


def _press(browser: WebKitGTK, what: str, by: str = By.CSS_SELECTOR) -> None:
    def pressed() -> bool:
        shown = next((one for one in browser.find_elements(by, what) if one.is_displayed()), None)
        if shown:
            browser.execute_script("arguments[0].click()", shown)
        return shown is not None

    _wait(browser, pressed)


def _ask(browser: WebKitGTK, expression: str) -> Any:
    """What a promise gives, awaited on the page."""
    told = "(error) => done(`failed: ${error}`)"
    return browser.execute_async_script(
        f"const done = arguments[arguments.length - 1]; ({expression}).then(done, {told});"
    )


def _counts(browser: WebKitGTK) -> Any:
    return _ask(browser, f"import('{QUEUE}').then((queue) => queue.counts())")


def _fill_in(browser: WebKitGTK) -> None:
    browser.execute_script("location.hash = '#/new/counselling-session'")
    _wait(browser, lambda: browser.find_elements(By.CSS_SELECTOR, "form.questions"))
    for _ in range(6):
        number = browser.execute_script(f"return ({UNANSWERED})()")
        if not number:
            return
        for place in range(number):
            browser.execute_script(f"document.querySelector('[data-next=\"{place}\"]')?.click()")


def _save(browser: WebKitGTK) -> None:
    for words in ("Granska", "Spara"):
        _press(browser, f"//main//button[normalize-space()='{words}']", By.XPATH)


def test_a_tablet_with_webkit(live: Live, tablet: WebKitGTK) -> None:
    assert _ask(tablet, "navigator.serviceWorker.ready.then(() => 'ready')") == "ready"

    # With a network: saved, sent, and told as sent.
    _fill_in(tablet)
    _save(tablet)
    _wait(tablet, lambda: len(stored_ids(live)) == 1)
    _wait(tablet, lambda: _counts(tablet)["waiting"] == 0)

    # Without one: opened from what the tablet keeps, and kept there.
    live.stop()
    tablet.refresh()
    _wait(tablet, lambda: tablet.find_elements(By.CSS_SELECTOR, ".tile"))
    _fill_in(tablet)
    _save(tablet)
    _wait(tablet, lambda: _counts(tablet)["waiting"] == 1)
    state = tablet.find_element(By.CSS_SELECTOR, "#queue-state")
    _wait(tablet, lambda: "1" in state.text)

    # Another start, and the network is back: exactly once.
    live.start()
    tablet.refresh()
    _wait(tablet, lambda: len(stored_ids(live)) == 2)
    _wait(tablet, lambda: _counts(tablet) and _counts(tablet)["waiting"] == 0)
    assert len(stored_ids(live)) == 2
    assert tablet.get_screenshot_as_png().startswith(b"\x89PNG")
