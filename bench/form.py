"""What the tablet's form and the parent's page cost to load: bytes, requests and time, in a real Chromium."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bench.relay import Relay
from tests.browser import chromium
from tests.browser.phone import PAGE_LIMIT, phone
from tests.browser.tablet import SCREEN, enrolled, ready
from tests.support.live import Live
from tests.support.service import Templates

ROUNDS = 5

_LINK = """async () => {
  const links = await import('/form/static/links.js');
  await links.refreshKeys();
  return links.linkAddress((await links.makeToken()).token);
}"""


@dataclass(frozen=True)
class Load:
    """One load: bytes from the server, requests to it, milliseconds until the view can be used."""

    bytes: float
    requests: float
    milliseconds: float


@dataclass(frozen=True)
class Form:
    """Medians of the rounds."""

    first: Load
    second: Load
    parent: Load

    @property
    def ratio(self) -> float:
        """Bytes of the second load beside the first."""
        return self.second.bytes / self.first.bytes


def measure(folder: Path, tell: Callable[[str], None]) -> Form:
    """Raises `RuntimeError` where there is no Chromium."""
    path = chromium.find()
    if path is None:
        raise RuntimeError(chromium.MISSING)
    tell("the form: first and second load, and the parent's page")
    home = folder / "form"
    home.mkdir(exist_ok=True)
    url = Templates(home).sqlite(home / "served.db", "stockholm")
    first: list[Load] = []
    second: list[Load] = []
    parent: list[Load] = []
    with Live(url, "stockholm", home) as live, Relay(live.port) as relay, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        tablet = enrolled(browser, live)
        cookies = tablet.context.storage_state()
        for _ in range(ROUNDS):
            # The same tablet with nothing kept but its enrolment; cookies know no ports.
            context = browser.new_context(viewport=SCREEN, locale="sv-SE", storage_state=cookies)
            first.append(_load(context, relay))
            second.append(_load(context, relay))
            address = tablet.open().evaluate(_LINK)
            parent.append(_parents_page(browser, relay, address.replace(live.url, relay.url)))
            context.close()
        tablet.close()
        browser.close()
    return Form(_median(first), _median(second), _median(parent))


def _load(context: BrowserContext, relay: Relay) -> Load:
    """A load from "open" to the first view; what goes on behind it is counted too, until nothing moves."""
    relay.reset()
    page = context.new_page()
    started = time.perf_counter()
    page.goto(f"{relay.url}/form/")
    page.wait_for_selector(".tile")
    took = time.perf_counter() - started
    ready(page)
    relay.wait_until_quiet()
    page.close()
    return Load(relay.bytes, relay.requests, 1000 * took)


def _parents_page(browser: Browser, relay: Relay, address: str) -> Load:
    with phone(browser, "ar") as page:
        relay.reset()
        started = time.perf_counter()
        page.goto(address)
        took = time.perf_counter() - started
        assert page.locator("fieldset").count() == 3, "not the page of questions"
        relay.wait_until_quiet(0.3)
        return Load(relay.bytes, relay.requests, 1000 * took)


def _median(loads: list[Load]) -> Load:
    return Load(
        statistics.median(one.bytes for one in loads),
        statistics.median(one.requests for one in loads),
        statistics.median(one.milliseconds for one in loads),
    )


def section(found: Form) -> str:
    """The figures as a part of docs/performance.md."""
    rows = "\n".join(
        f"| {name} | {one.bytes / 1000:.1f} | {one.requests:.0f} | {one.milliseconds:.0f} |"
        for name, one in (
            ("form, first load", found.first),
            ("form, second load", found.second),
            ("parent's page, first load", found.parent),
        )
    )
    met = "yes" if found.parent.bytes < PAGE_LIMIT else "**no**"
    return f"""\
## The form and the parent's page

Chromium, enrolled tablet, {ROUNDS} rounds; counted on the wire, headers and the service worker's own fetches
included; what the service sends compressed is counted so. The time is until the first view can be used; the
service worker goes on behind it.

| what | kB | requests | ms |
|---|--:|--:|--:|
{rows}

| ratio | measured | to reach | reached |
|---|--:|---|---|
| parent's page, bytes beside {PAGE_LIMIT:,} | {found.parent.bytes / PAGE_LIMIT:.2f} | less than 1 | {met} |
| second load beside the first, bytes | {found.ratio:.3f} | | |

A typical session takes a returning adviser at most twelve taps and no keyboard: a test counts them
(`tests/browser/test_form_filling.py`).
"""
